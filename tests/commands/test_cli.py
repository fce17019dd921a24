"""The command line: our names, groups and Chinese help; bare sentences and statuses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.commands import cli
from gongkai.commands.management.commands.export_ledger import Command as Export


def gongkai(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, with an empty folder for its data."""
    environment = {**os.environ, "GONGKAI_VAR": str(folder), "COLUMNS": "200"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-c", "from gongkai.commands.cli import main; main()", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_help_lists_ours_in_groups(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["gongkai", "--help"])
    cli.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "用法：gongkai 命令 [选项]（gongkai 命令 --help 看选项）"
    assert [line for line in lines if line in cli.GROUPS] == list(cli.GROUPS)
    for group in cli.GROUPS.values():
        for name, (_, about) in group.items():
            assert f"  {name:<10}{about}" in lines


@pytest.mark.parametrize("word", ["import", "export", "serve", "seed", "demo"])
def test_help_of_a_command_is_chinese_and_bears_our_name(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    module = {"import": "import_ledger", "export": "export_ledger"}.get(word, word)
    package = f"gongkai.commands.management.commands.{module}"
    command = __import__(package, fromlist=["Command"]).Command()
    command.print_help("gongkai", module)
    said = capsys.readouterr().out
    assert said.startswith(f"用法：gongkai {word}")
    assert "选项:" in said
    assert "显示本说明" in said
    for english in ("usage", "options", "settings", "traceback", "show"):
        assert english not in said


def test_the_option_is_named_in_the_help() -> None:
    parser = Export().create_parser("gongkai", "export_ledger")
    assert "--ledger 台账" in parser.format_help()


def test_refusals_are_bare_sentences_with_status_1(tmp_path: Path) -> None:
    done = gongkai(tmp_path, "serve")
    assert done.returncode == 1
    assert done.stderr.strip() == "停止：数据库还没有建立或需要升级，请先运行：gongkai migrate"


def test_a_ledger_from_the_shell(tmp_path: Path) -> None:
    assert gongkai(tmp_path, "migrate", "--verbosity", "0").returncode == 0
    done = gongkai(tmp_path, "import", "没有.xlsx", "--agency", "xinhe")
    assert done.returncode == 1
    assert done.stderr.startswith("停止：还没有登记任何机关")
    template = tmp_path / "模板.csv"
    done = gongkai(tmp_path, "export", "--template", "--ledger", "meetings", "-o", str(template))
    assert (done.returncode, done.stderr) == (0, "")
    assert template.exists()


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("import",), 1, "停止：请写明要导入的文件，例如：gongkai import 台账.xlsx --agency xinhe"),
        (("export",), 1, "停止：请用 -o 指明存到哪里，例如 -o 台账.xlsx。"),
        (("export", "--nonsense"), 2, "用法：gongkai export"),
    ],
)
def test_missing_words(tmp_path: Path, words: tuple[str, ...], status: int, sentence: str) -> None:
    done = gongkai(tmp_path, *words)
    assert done.returncode == status
    assert done.stderr.startswith(sentence)
    assert "Traceback" not in done.stderr


def test_version(tmp_path: Path) -> None:
    assert gongkai(tmp_path, "--version").stdout.strip() == "0.1.0"
