"""Fees are charged as far as the law of the day allows."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit.models import Entry
from gongkai.fees import queries
from gongkai.fees.ledgers import FEES
from gongkai.fees.models import Fee
from gongkai.fees.transitions import FeeEntry, amend_fee, charge
from tests.applications.build import received
from tests.build import Town

TODAY = date(2022, 3, 1)


def _entry(**values: Any) -> FeeEntry:
    entry = {
        "application": "甲1",
        "kind": "copy",
        "charged_on": date(2017, 3, 31),
        "charged": Decimal("1.20"),
    }
    return FeeEntry(**entry | values)


def _charge(town: Town, name: str = "li", **values: Any) -> Fee:
    return charge(town.agency, _entry(**values), acting=town.acting(name, TODAY))


@pytest.fixture
def asked(town: Town) -> Town:
    """The township with one application of each period."""
    received(town, on=date(2017, 3, 1), number="甲1")
    received(town, on=date(2020, 3, 2), number="甲2", applicant_kind="natural_person")
    received(town, on=date(2021, 3, 1), number="甲3", applicant_kind="natural_person")
    return town


def test_a_cost_fee_while_it_existed(asked: Town) -> None:
    before = Entry.objects.count()
    fee = _charge(asked)

    assert (fee.application.number, fee.charged, fee.waived) == ("甲1", Decimal("1.20"), 0)
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("pk").action == "fee.charge"


def test_the_processing_fee_since_2021(asked: Town) -> None:
    values = {"application": "甲3", "kind": "processing", "charged_on": date(2021, 3, 9)}

    assert _charge(asked, **values, charged=Decimal(700)).pk


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"charged_on": date(2017, 4, 1)}, "财税〔2017〕20号"),
        ({"application": "甲2", "charged_on": date(2020, 3, 9)}, "第四十二条"),
        (
            {"application": "甲2", "kind": "processing", "charged_on": date(2020, 12, 31)},
            "第四十二条",
        ),
        ({"application": "甲3", "charged_on": date(2021, 3, 9)}, "国办函〔2020〕109号"),
        ({"kind": "processing"}, "第二十七条"),
    ],
)
def test_what_the_law_of_the_day_does_not_know(
    asked: Town, values: dict[str, Any], rule: str
) -> None:
    with pytest.raises(NotAllowed, match=rule) as refusal:
        _charge(asked, **values)
    assert refusal.value.field == "charged"
    assert not Fee.objects.exists()


def test_nothing_charged_is_always_right(asked: Town) -> None:
    waived = {"charged": Decimal(0), "waived": Decimal(3), "waiver_reason": "低保对象"}

    assert _charge(asked, charged_on=date(2017, 4, 5), **waived).waived == 3
    assert _charge(asked, kind="search", charged=Decimal(0)).pk


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"application": "没有"}, "application"),
        ({"charged_on": date(2017, 2, 28)}, "charged_on"),
        ({"charged_on": date(2022, 3, 2)}, "charged_on"),
        ({"kind": "tea", "charged": Decimal(0)}, "kind"),
    ],
)
def test_refused(asked: Town, values: dict[str, Any], field: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        _charge(asked, **values)
    assert refusal.value.field == field


def test_once_a_day(asked: Town) -> None:
    _charge(asked)
    with pytest.raises(NotAllowed, match="已登记过"):
        _charge(asked)


@pytest.mark.parametrize("name", ["zhao", "admin", "wang", "zheng"])
def test_only_the_desk(asked: Town, name: str) -> None:
    with pytest.raises(NotAllowed, match="权限"):
        _charge(asked, name)
    fee = _charge(asked)
    with pytest.raises(NotAllowed, match="权限"):
        amend_fee(fee.pk, _entry(), reason="错", acting=asked.acting(name, TODAY))


def test_amending(asked: Town) -> None:
    fee = _charge(asked)
    entry = _entry(charged=Decimal("1.40"))
    amend_fee(fee.pk, entry, reason="多算一页", acting=asked.acting("li", TODAY))
    fee.refresh_from_db()

    assert fee.charged == Decimal("1.40")
    assert Entry.objects.latest("pk").data["changes"] == {"charged": ["1.20", "1.40"]}
    assert FEES.read(fee) == entry


def test_the_figures_of_a_period(asked: Town) -> None:
    _charge(asked)
    period = (date(2017, 1, 1), date(2017, 12, 31))

    assert queries.charged_or_waived([asked.agency], *period).count() == 1
    assert not queries.charged_or_waived([asked.neighbour], *period).exists()
