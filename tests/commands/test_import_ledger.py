"""`gongkai import`."""

from pathlib import Path

import pytest

from gongkai.accounts.permissions import Role
from gongkai.accounts.refusals import NotAllowed
from gongkai.accounts.transitions import close_account
from gongkai.agencies.models import RoleGrant, Training
from gongkai.agencies.transitions import agency as agencies
from gongkai.audit.models import Entry
from tests.build import Town
from tests.commands.build import ledger, refused, run
from tests.ledgers.build import TRAINING

GOOD = [TRAINING, ["2017-3-20", "学习", "", "", 20, ""]]
BAD = [
    TRAINING,
    ["3月20日", "学习", "", "", 20, ""],
    ["2017-3-21", "学习", "", "", "很多", ""],
]
QINGSHAN = ("--agency", "qingshan", "--as", "li")


def test_import(town: Town, tmp_path: Path) -> None:
    said = run("import_ledger", ledger(tmp_path, GOOD), *QINGSHAN)
    assert said.splitlines() == ["培训：新增1行", "导入完成：新增1行，已有0行。"]
    assert Training.objects.get().agency == town.agency
    assert Entry.objects.order_by("-pk")[0].by == town.users["li"]
    said = run("import_ledger", ledger(tmp_path, GOOD), *QINGSHAN)
    assert said.splitlines() == ["培训：新增0行，已有1行", "导入完成：新增0行，已有1行。"]


def test_dry_run(town: Town, tmp_path: Path) -> None:
    said = run("import_ledger", ledger(tmp_path, GOOD), *QINGSHAN, "--dry-run")
    assert said.splitlines()[-1] == "检查通过，未写入：新增1行，已有0行。"
    assert not Training.objects.exists()


def test_every_bad_row_has_its_line(town: Town, tmp_path: Path) -> None:
    sentence, lines = refused("import_ledger", ledger(tmp_path, BAD), *QINGSHAN)
    assert sentence == "共2处错误，没有写入任何内容。"
    assert lines == [
        "工作表“培训”第2行“日期”列“3月20日”：日期缺少年份，请写成 2017-03-12 这样的形式。",
        "工作表“培训”第3行“参加人数”列“很多”：应为数字，例如 1147；不要写“余”“约”等字。",
    ]
    assert not Training.objects.exists()


def test_the_only_account_that_may_acts(town: Town, tmp_path: Path) -> None:
    sentence, _ = refused("import_ledger", ledger(tmp_path, GOOD), "--agency", "qingshan")
    assert sentence == "请用 --as 指明以谁的名义导入，可选：li（李经办）、zhou（周主任）。"
    close_account(town.users["zhou"].pk, acting=town.acting("admin"))
    run("import_ledger", ledger(tmp_path, GOOD), "--agency", "qingshan")
    assert Entry.objects.order_by("-pk")[0].by == town.users["li"]


def test_nobody_may(town: Town, tmp_path: Path) -> None:
    for name in ("li", "zhou"):
        grant = RoleGrant.objects.get(user=town.users[name])
        agencies.revoke(grant.pk, acting=town.acting("admin"))
    sentence, _ = refused("import_ledger", ledger(tmp_path, GOOD), "--agency", "qingshan")
    assert sentence == "青山镇人民政府没有可以导入台账的账号，请先开通账号并授予角色。"


@pytest.mark.parametrize("name", ["wang", "zhao", "admin"])
def test_an_account_that_may_not(town: Town, tmp_path: Path, name: str) -> None:
    path = ledger(tmp_path, GOOD)
    with pytest.raises(NotAllowed, match="没有“导入台账”的权限"):
        run("import_ledger", path, "--agency", "qingshan", "--as", name)
    assert Role.SPECIALIST not in [grant.role for grant in town.users["zhao"].role_grants.all()]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("--agency", "nowhere"),
            "没有代码为“nowhere”的机关。已登记：province（长河省人民政府）、",
        ),
        ((), "请用 --agency 指明机关代码。已登记："),
        (("--agency", "qingshan", "--as", "nobody"), "没有名为“nobody”的账号，或者它已停用。"),
    ],
)
def test_wrong_words(town: Town, tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in refused("import_ledger", ledger(tmp_path, GOOD), *words)[0]


def test_wrong_files(town: Town, tmp_path: Path) -> None:
    missing = str(tmp_path / "没有.xlsx")
    assert "不能读取文件" in refused("import_ledger", missing, *QINGSHAN)[0]
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"no workbook")
    sentence, _ = refused("import_ledger", str(broken), *QINGSHAN)
    assert sentence == "文件“坏.xlsx”已损坏或不是表格，无法读取。"


def test_no_agency_yet(db: None, tmp_path: Path) -> None:
    sentence, _ = refused("import_ledger", ledger(tmp_path, GOOD), "--agency", "xinhe")
    assert sentence == "还没有登记任何机关，请先运行 gongkai demo 或在系统中设立。"
