"""The day of receipt, channel by channel and era by era."""

from datetime import date

import pytest

from gongkai.law.receipt import MissingFact, ReceiptFacts, is_confirmed_late, receipt
from gongkai.law.regimes import NoRegime
from gongkai.law.value_lists import RECEIPT_CHANNELS

FIRST, SECOND = 3, 6  # days of the month: there, and confirmed


def facts(year: int, month: int, *, first: str) -> ReceiptFacts:
    return ReceiptFacts(
        **{first: date(year, month, FIRST), "confirmed_on": date(year, month, SECOND)}
    )


@pytest.mark.parametrize(
    ("channel", "first", "before_207", "with_207", "since_2019"),
    [
        ("in_person", "submitted_on", FIRST, FIRST, FIRST),
        ("letter", "signed_on", FIRST, FIRST, FIRST),
        ("letter", "arrived_on", FIRST, SECOND, SECOND),
        ("email", "arrived_on", FIRST, FIRST, SECOND),
        ("fax", "arrived_on", FIRST, SECOND, SECOND),
        ("online", "arrived_on", FIRST, SECOND, SECOND),
        ("other", "arrived_on", FIRST, SECOND, SECOND),
    ],
)
def test_day_of_receipt(
    channel: str, first: str, before_207: int, with_207: int, since_2019: int
) -> None:
    found = [
        receipt(channel, facts(year, month, first=first))
        for year, month in ((2012, 4), (2017, 4), (2024, 4))
    ]
    assert [one.received_on.day for one in found] == [before_207, with_207, since_2019]
    assert [one.article for one in found] == [
        "政府信息公开条例(2007) 第二十四条第二款",
        "国办公开办函〔2015〕207号 第一条",
        "政府信息公开条例(2019) 第三十一条",
    ]


def test_every_channel_has_a_rule_in_every_era() -> None:
    for channel in RECEIPT_CHANNELS:
        for year in (2012, 2017, 2024):
            day = date(year, 4, 3)
            everything = ReceiptFacts(
                submitted_on=day, signed_on=day, arrived_on=day, confirmed_on=day
            )
            assert receipt(channel.code, everything).received_on == day


def test_the_day_of_arrival_decides_which_rule_holds() -> None:
    over_the_border = ReceiptFacts(arrived_on=date(2019, 5, 14), confirmed_on=date(2019, 5, 16))
    assert receipt("email", over_the_border).received_on == date(2019, 5, 14)
    a_day_later = ReceiptFacts(arrived_on=date(2019, 5, 15), confirmed_on=date(2019, 5, 16))
    assert receipt("email", a_day_later).received_on == date(2019, 5, 16)


def test_what_no_rule_says_is_marked() -> None:
    assert not receipt("fax", ReceiptFacts(arrived_on=date(2012, 4, 3))).certain
    assert receipt("in_person", ReceiptFacts(submitted_on=date(2024, 4, 3))).certain


def test_a_web_form_is_not_received_when_it_was_sent() -> None:
    with pytest.raises(MissingFact, match="请填写与申请人确认的日期"):
        receipt("online", ReceiptFacts(arrived_on=date(2024, 4, 3)))


def test_no_fact_and_contradicting_facts_are_refused() -> None:
    with pytest.raises(MissingFact, match="请填写收到申请的日期"):
        receipt("online", ReceiptFacts())
    with pytest.raises(MissingFact, match="先后颠倒"):
        receipt("online", ReceiptFacts(arrived_on=date(2024, 4, 3), confirmed_on=date(2024, 4, 2)))


def test_nothing_before_the_regulations_and_no_unknown_channel() -> None:
    with pytest.raises(NoRegime):
        receipt("in_person", ReceiptFacts(submitted_on=date(2008, 4, 30)))
    with pytest.raises(KeyError):
        receipt("pigeon", ReceiptFacts(submitted_on=date(2024, 4, 3)))


@pytest.mark.parametrize(
    ("channel", "first", "year", "late"),
    [
        ("letter", "arrived_on", 2024, True),
        ("fax", "arrived_on", 2024, True),
        ("letter", "signed_on", 2024, False),
        ("in_person", "submitted_on", 2024, False),
        ("letter", "arrived_on", 2017, False),
    ],
)
def test_a_confirmation_of_another_day_is_late_since_2019(
    channel: str, first: str, year: int, late: bool
) -> None:
    assert is_confirmed_late(channel, facts(year, 4, first=first)) is late
    day = date(year, 4, FIRST)
    assert not is_confirmed_late(channel, ReceiptFacts(**{first: day, "confirmed_on": day}))


def test_only_the_rule_of_2015_waits_for_whoever_cannot_be_reached() -> None:
    old, new = (receipt("letter", facts(year, 4, first="arrived_on")) for year in (2017, 2024))
    assert "恢复联络之日" in old.why
    assert "恢复联络之日" not in new.why
