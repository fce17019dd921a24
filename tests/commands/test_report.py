import json
import os
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.build import Town
from tests.reports import build


def run(*words: str) -> str:
    errors = StringIO()
    call_command("report", *words, stderr=errors)
    return errors.getvalue()


def asked(path: Path, *words: str) -> list[str]:
    return ["--agency", "qingshan", "--year", "2017", "-o", str(path), *words]


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("html", b"<!doctype html>"),
        ("docx", b"PK"),
        ("pdf", b"%PDF"),
        ("xlsx", b"PK"),
        ("json", b"{"),
    ],
)
def test_every_format(town: Town, tmp_path: Path, kind: str, start: bytes) -> None:
    build.small_year(town)
    path = tmp_path / f"report.{kind}"
    run(*asked(path, "--form", "local-2008", "--format", kind))
    assert path.read_bytes().startswith(start)


def test_findings_go_to_the_error_stream_worst_first(town: Town, tmp_path: Path) -> None:
    build.small_year(town)
    build.item(town.agency, build.date(2017, 9, 1), business_category="")
    said = run(*asked(tmp_path / "x.json", "--form", "local-2008", "--format", "json"))
    marks = [line[:2] for line in said.splitlines()]
    assert marks == sorted(marks, key=["错误", "疑问", "提示"].index)
    assert {"错误", "疑问", "提示"} == set(marks)
    assert "以2条为基数" in said


def test_the_form_of_the_year_is_the_default(town: Town, tmp_path: Path) -> None:
    build.small_year(town)
    path = tmp_path / "x.json"
    run(*asked(path, "--format", "json"))
    assert json.loads(path.read_text(encoding="utf-8"))["form"] == "stat-2014"


def test_an_unusual_form_warns(town: Town, tmp_path: Path) -> None:
    build.small_year(town)
    said = run(*asked(tmp_path / "x.json", "--form", "local-2008", "--format", "json"))
    assert "2017年度一般不使用" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--agency", "nowhere", "--year", "2017"], "没有代码为“nowhere”的机关"),
        (["--agency", "qingshan", "--year", "2017", "--form", "std-2021"], "不适用于2017年度"),
        (["--agency", "qingshan", "--year", "2017", "--form", "x"], "没有代码为“x”"),
        (["--agency", "qingshan", "--year", "2007"], "2007年度没有"),
        (["--agency", "qingshan", "--year", "2099"], "2099年还没有开始"),
        (["--agency", "qingshan", "--year", "2017"], "没有2017年的任何记录"),
    ],
)
def test_mistakes_are_named(town: Town, words: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(*words)


def test_a_folder_that_is_not_there(town: Town, tmp_path: Path) -> None:
    build.small_year(town)
    with pytest.raises(CommandError, match="不能写入"):
        run(*asked(tmp_path / "none" / "x.html"))


def test_the_command_line_knows_it() -> None:
    done = subprocess.run(
        [".venv/bin/gongkai", "report", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    assert "--agency" in done.stdout
