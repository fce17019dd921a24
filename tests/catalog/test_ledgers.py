"""Columns, guides and index number schemes: entered, read again, corrected, refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog.ledgers import COLUMNS, GUIDES, INDEX_NUMBER_SCHEMES
from gongkai.catalog.transitions.frame import CatalogColumnEntry, GuideEntry
from gongkai.catalog.transitions.index_numbers import SchemeEntry
from gongkai.ledgers.ledger import AnyLedger
from tests.build import Town

DAY = date(2017, 1, 1)
COLUMN = CatalogColumnEntry(title="政策文件", position=2, since=DAY)
GUIDE = GuideEntry(
    in_force_on=DAY,
    classification="分为机构职能、政策文件、规划计划等类。",
    arrangement="按栏目和日期编排。",
    how_to_obtain="网站、公告栏、查阅点，或者提出申请。",
    office_name="党政办公室",
    address="青山镇人民路1号",
    opening_hours="工作日8:30至17:00",
    phone="0000-1234567",
)
SCHEME = SchemeEntry(template="QS{年}{月}-{序号}", serial_width=4, since=DAY)
CASES: list[tuple[AnyLedger, Any, dict[str, Any]]] = [
    (COLUMNS, COLUMN, {"position": 3}),
    (GUIDES, GUIDE, {"phone": "0000-7654321"}),
    (INDEX_NUMBER_SCHEMES, SCHEME, {"serial_width": 6}),
]


@pytest.mark.parametrize(("ledger", "entry", "changes"), CASES)
def test_entered_and_read_again(
    town: Town, ledger: AnyLedger, entry: Any, changes: dict[str, Any]
) -> None:
    before = Entry.objects.count()
    record = ledger.enter(town.agency, entry, acting=town.acting("li"))

    assert ledger.read(ledger.records(town.agency).get(pk=record.pk)) == entry
    assert not ledger.records(town.neighbour).exists()
    assert Entry.objects.count() == before + 1
    assert log.history(record)[0].action == ledger.entering


@pytest.mark.parametrize(("ledger", "entry", "changes"), CASES)
def test_amended(town: Town, ledger: AnyLedger, entry: Any, changes: dict[str, Any]) -> None:
    record = ledger.enter(town.agency, entry, acting=town.acting("li"))
    changed = replace(entry, **changes)
    before = Entry.objects.count()

    ledger.amend(record.pk, changed, reason="录入有误", acting=town.acting("zhou"))

    assert list(ledger.entries(town.agency)) == [changed]
    assert Entry.objects.count() == before + 1
    assert log.history(record)[0].action == ledger.amending


@pytest.mark.parametrize(("ledger", "entry", "changes"), CASES)
@pytest.mark.parametrize("name", ["zhao", "sun", "qian", "wu", "wang", "zheng", "admin"])
def test_others_are_refused(
    town: Town, ledger: AnyLedger, entry: Any, changes: dict[str, Any], name: str
) -> None:
    with pytest.raises(NotAllowed, match="权限"):
        ledger.enter(town.agency, entry, acting=town.acting(name))
    record = ledger.enter(town.agency, entry, acting=town.acting("li"))
    with pytest.raises(NotAllowed, match="权限"):
        ledger.amend(record.pk, entry, reason="录入有误", acting=town.acting(name))


@pytest.mark.parametrize(("ledger", "entry", "changes"), CASES)
def test_the_same_again_is_refused(
    town: Town, ledger: AnyLedger, entry: Any, changes: dict[str, Any]
) -> None:
    ledger.enter(town.agency, entry, acting=town.acting("li"))
    with pytest.raises(NotAllowed, match=r"更正那一|不能重复"):
        ledger.enter(town.agency, entry, acting=town.acting("li"))


@pytest.mark.parametrize(
    ("ledger", "entry", "field", "sentence"),
    [
        (COLUMNS, replace(COLUMN, parent="总目"), "parent", "没有名为“总目”"),
        (COLUMNS, replace(COLUMN, until=date(2016, 12, 31)), "", "不能早于启用日期"),
        (INDEX_NUMBER_SCHEMES, replace(SCHEME, template="{序号}"), "template", "须含{年}和{序号}"),
        (INDEX_NUMBER_SCHEMES, replace(SCHEME, template="QS{年}"), "template", "须含{年}和{序号}"),
        (INDEX_NUMBER_SCHEMES, replace(SCHEME, serial_width=0), "serial_width", "1到9"),
    ],
)
def test_refused(town: Town, ledger: AnyLedger, entry: Any, field: str, sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence) as refusal:
        ledger.enter(town.agency, entry, acting=town.acting("li"))
    assert refusal.value.field == field


def test_columns_form_a_tree(town: Town) -> None:
    acting = town.acting("li")
    top = COLUMNS.enter(town.agency, COLUMN, acting=acting)
    below = replace(COLUMN, title="规范性文件", parent="政策文件")
    COLUMNS.enter(town.agency, below, acting=acting)
    lowest = replace(COLUMN, title="现行有效", parent="规范性文件")
    COLUMNS.enter(town.agency, lowest, acting=acting)

    assert list(COLUMNS.entries(town.agency)) == [COLUMN, below, lowest]
    for parent in ("政策文件", "规范性文件", "现行有效"):
        with pytest.raises(NotAllowed, match="自己或者它的下级栏目"):
            COLUMNS.amend(top.pk, replace(COLUMN, parent=parent), reason="调整", acting=acting)


def test_a_column_is_not_older_than_the_one_above(town: Town) -> None:
    COLUMNS.enter(town.agency, COLUMN, acting=town.acting("li"))
    older = replace(COLUMN, title="通知", parent="政策文件", since=date(2016, 12, 31))
    with pytest.raises(NotAllowed, match="不能早于上级栏目") as refusal:
        COLUMNS.enter(town.agency, older, acting=town.acting("li"))
    assert refusal.value.field == "since"
