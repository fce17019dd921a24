"""`gongkai export`."""

from pathlib import Path

import pytest

from gongkai.desk.registers import LEDGERS
from tests.build import Town
from tests.commands.build import ledger, refused, run
from tests.ledgers.build import TRAINING, read

GOOD = [TRAINING, ["2017-3-20", "学习", "", "", 20, ""]]


def test_export_then_import_adds_nothing(town: Town, tmp_path: Path) -> None:
    run("import_ledger", ledger(tmp_path, GOOD), "--agency", "qingshan", "--as", "li")
    path = tmp_path / "导出.xlsx"
    assert run("export_ledger", "--agency", "qingshan", "-o", str(path)) == f"已导出：{path}\n"
    sheets = read(path.read_bytes())
    assert [sheet.name for sheet in sheets] == [ledger.sheet for ledger in LEDGERS]
    said = run("import_ledger", str(path), "--agency", "qingshan", "--as", "li")
    assert said.splitlines()[-1] == "导入完成：新增0行，已有7行。"  # six people and the training


@pytest.mark.parametrize("name", ["trainings", "培训"])
def test_one_ledger_as_csv(town: Town, tmp_path: Path, name: str) -> None:
    run("import_ledger", ledger(tmp_path, GOOD), "--agency", "qingshan", "--as", "li")
    path = tmp_path / "培训.csv"
    run("export_ledger", "--agency", "qingshan", "--ledger", name, "-o", str(path))
    assert path.read_bytes().decode("utf-8-sig").splitlines() == [
        "日期,培训主题,主讲人,地点,参加人数,参加人员",
        "2017-03-20,学习,,,20,",
    ]


def test_template(db: None, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    run("export_ledger", "--template", "--ledger", "trainings", "-o", str(path))
    (sheet,) = read(path.read_bytes())
    assert [list(row) for row in sheet.rows] == [TRAINING]
    path = tmp_path / "模板.csv"
    run("export_ledger", "--template", "--ledger", "trainings", "-o", str(path))
    assert path.read_bytes().decode("utf-8-sig").strip() == ",".join(TRAINING)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("-o", "x.csv"), "csv 文件只能放一种台账，请用 --ledger 指明，或改存为 .xlsx。"),
        (("-o", "x.pdf"), "文件名请以 .xlsx 或 .csv 结尾。"),
        (("-o", "/nowhere/x.xlsx"), "不能写入“/nowhere/x.xlsx”："),
        (("-o", "x.csv", "--ledger", "工资"), "没有名为“工资”的台账，可选：内设机构、人员、"),
    ],
)
def test_wrong_words(town: Town, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in refused("export_ledger", "--agency", "qingshan", *words)[0]
