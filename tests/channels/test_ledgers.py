"""Channels, columns, releases and occasions: entered, read again, corrected, refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.channels.ledgers import CHANNELS, DISCLOSURE_COLUMNS, OCCASIONS, RELEASES
from gongkai.channels.models import Release
from gongkai.channels.transitions.channels import ChannelEntry, DisclosureColumnEntry
from gongkai.channels.transitions.releases import OccasionEntry, ReleaseEntry
from gongkai.ledgers.exporting import export_workbook
from gongkai.ledgers.importing import ImportContext, ImportResult, import_sheets
from gongkai.ledgers.ledger import AnyLedger
from gongkai.ledgers.workbook import RawSheet, read_workbook
from gongkai.publication.ledgers import ITEMS
from tests.build import Town
from tests.channels.build import opened, released
from tests.publication.build import ENTRY, approved, fresh, in_state, registered_item, withdrawn

CHANNEL = ChannelEntry(kind="weibo", name="青山微博", address="@青山", since=date(2016, 1, 1))
COLUMN = DisclosureColumnEntry(channel="镇政府网站", name="信息公开", since=date(2016, 1, 1))
RELEASE = ReleaseEntry(item=ENTRY.title, channel="镇政府网站", released_on=date(2017, 5, 10))
OCCASION = OccasionEntry(
    held_on=date(2017, 3, 31), kind="bulletin", title="第一季度板报", place="镇政府院内"
)
CASES: list[tuple[AnyLedger, Any, dict[str, Any]]] = [
    (CHANNELS, CHANNEL, {"address": "@青山镇"}),
    (DISCLOSURE_COLUMNS, COLUMN, {"until": date(2018, 1, 1)}),
    (RELEASES, RELEASE, {"channel": "青山发布", "released_on": date(2017, 5, 11)}),
    (OCCASIONS, OCCASION, {"kind": "response", "response_channel": "青山发布"}),
]


@pytest.fixture
def place(town: Town) -> Town:
    """The township with its channels and one public item."""
    opened(town)
    registered_item(town)
    return town


@pytest.mark.parametrize(("ledger", "entry", "changes"), CASES)
def test_entered_and_read_again(
    place: Town, ledger: AnyLedger, entry: Any, changes: dict[str, Any]
) -> None:
    before = Entry.objects.count()
    record = ledger.enter(place.agency, entry, acting=place.acting("li"))

    assert ledger.read(ledger.records(place.agency).get(pk=record.pk)) == entry
    assert not ledger.records(place.neighbour).exists()
    assert Entry.objects.count() == before + 1
    assert log.history(record)[0].action == ledger.entering


@pytest.mark.parametrize(("ledger", "entry", "changes"), CASES)
def test_amended(place: Town, ledger: AnyLedger, entry: Any, changes: dict[str, Any]) -> None:
    record = ledger.enter(place.agency, entry, acting=place.acting("li"))
    changed = replace(entry, **changes)
    before = Entry.objects.count()

    ledger.amend(record.pk, changed, reason="录入有误", acting=place.acting("zhou"))

    assert ledger.read(ledger.records(place.agency).get(pk=record.pk)) == changed
    assert Entry.objects.count() == before + 1
    assert log.history(record)[0].action == ledger.amending


@pytest.mark.parametrize(("ledger", "entry", "changes"), CASES)
@pytest.mark.parametrize("name", ["zhao", "sun", "qian", "wu", "wang", "zheng", "admin"])
def test_others_are_refused(
    place: Town, ledger: AnyLedger, entry: Any, changes: dict[str, Any], name: str
) -> None:
    with pytest.raises(NotAllowed, match="权限"):
        ledger.enter(place.agency, entry, acting=place.acting(name))
    record = ledger.enter(place.agency, entry, acting=place.acting("li"))
    with pytest.raises(NotAllowed, match="权限"):
        ledger.amend(record.pk, entry, reason="录入有误", acting=place.acting(name))


@pytest.mark.parametrize(("ledger", "entry", "changes"), CASES)
def test_the_same_again_is_refused(
    place: Town, ledger: AnyLedger, entry: Any, changes: dict[str, Any]
) -> None:
    ledger.enter(place.agency, entry, acting=place.acting("li"))
    with pytest.raises(NotAllowed, match=r"已登记过|不能重复|已有同名"):
        ledger.enter(place.agency, entry, acting=place.acting("li"))


@pytest.mark.parametrize(
    ("ledger", "entry", "field", "sentence"),
    [
        (CHANNELS, replace(CHANNEL, until=date(2015, 1, 1)), "", "不能早于开通日期"),
        (DISCLOSURE_COLUMNS, replace(COLUMN, channel="无"), "channel", "没有名为“无”"),
        (DISCLOSURE_COLUMNS, replace(COLUMN, since=date(2014, 1, 1)), "since", "渠道"),
        (DISCLOSURE_COLUMNS, replace(COLUMN, until=date(2015, 6, 1)), "", "不能早于开设日期"),
        (RELEASES, replace(RELEASE, item="无"), "item", "“无”的已公开信息"),
        (RELEASES, replace(RELEASE, channel="无"), "channel", "没有名为“无”"),
        (RELEASES, replace(RELEASE, released_on=date(2017, 5, 9)), "released_on", "2017-05-10"),
        (RELEASES, replace(RELEASE, released_on=date(2018, 3, 2)), "released_on", "今天之后"),
        (OCCASIONS, replace(OCCASION, held_on=date(2018, 3, 2)), "held_on", "今天之后"),
        (
            OCCASIONS,
            replace(OCCASION, response_channel="青山发布"),
            "response_channel",
            "才填回应渠道",
        ),
    ],
)
def test_refused(place: Town, ledger: AnyLedger, entry: Any, field: str, sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence) as refusal:
        ledger.enter(place.agency, entry, acting=place.acting("li"))
    assert refusal.value.field == field


def test_a_channel_releases_only_while_it_is_open(place: Town) -> None:
    acting = place.acting("li")
    short = replace(CHANNEL, since=date(2017, 5, 12), until=date(2017, 6, 1))
    CHANNELS.enter(place.agency, short, acting=acting)
    for day, sentence in ((date(2017, 5, 11), "才开通"), (date(2017, 6, 2), "停用")):
        entry = replace(RELEASE, channel="青山微博", released_on=day)
        with pytest.raises(NotAllowed, match=sentence):
            RELEASES.enter(place.agency, entry, acting=acting)


def test_a_channel_is_not_closed_before_its_releases(place: Town) -> None:
    RELEASES.enter(place.agency, RELEASE, acting=place.acting("li"))
    website = CHANNELS.records(place.agency).get(name="镇政府网站")
    for changes in ({"since": date(2017, 5, 11)}, {"until": date(2017, 5, 9)}):
        with pytest.raises(NotAllowed, match="在这段日期以外有发布记录"):
            CHANNELS.amend(
                website.pk,
                replace(CHANNELS.read(website), **changes),
                reason="录入有误",
                acting=place.acting("li"),
            )


def test_an_item_is_not_published_later_than_its_release(place: Town) -> None:
    RELEASES.enter(place.agency, RELEASE, acting=place.acting("li"))
    item = ITEMS.records(place.agency).get()
    with pytest.raises(NotAllowed, match="已有更早的发布") as refusal:
        ITEMS.amend(
            item.pk,
            replace(ENTRY, published_on=date(2017, 5, 11)),
            reason="录入有误",
            acting=place.acting("li"),
        )
    assert refusal.value.field == "published_on"


@pytest.mark.parametrize("status", ["draft", "in_review", "reviewed", "returned", "withdrawn"])
def test_only_what_is_public_or_approved_is_released(place: Town, status: Any) -> None:
    item = in_state(place, status)
    with pytest.raises(NotAllowed, match="公开"):
        released(place, item.title, "镇政府网站", date(2018, 3, 1))
    assert not Release.objects.exists()


def test_a_release_publishes_an_approved_item(place: Town) -> None:
    item = approved(place)
    released(place, item.title, "青山发布", date(2018, 3, 1))

    assert fresh(item).status == "published"
    assert log.history(item)[0].action == "item.publish"


def test_an_approved_item_was_not_released_yesterday(place: Town) -> None:
    item = approved(place)
    with pytest.raises(NotAllowed, match="不能早于该信息的发布日期2018-03-01"):
        released(place, item.title, "青山发布", date(2018, 2, 28))
    assert fresh(item).status == "approved"


def test_a_withdrawn_item_says_so(place: Town) -> None:
    item = withdrawn(place)
    with pytest.raises(NotAllowed, match="已撤回"):
        released(place, item.index_number or "", "镇政府网站", date(2018, 3, 1))


LEDGERS: tuple[AnyLedger, ...] = (CHANNELS, DISCLOSURE_COLUMNS, ITEMS, RELEASES, OCCASIONS)


def imported(town: Town, *sheets: RawSheet) -> ImportResult:
    """The result of importing as li."""
    context = ImportContext(agency=town.agency, ledgers=LEDGERS, acting=town.acting("li"))
    return import_sheets(sheets, context, progress=lambda done, total: None)


def test_the_same_file_twice_adds_nothing_however_items_are_named(place: Town) -> None:
    file = RawSheet(
        "发布记录",
        [
            ["信息名称", "渠道", "公开日期"],
            [ENTRY.title, "镇政府网站", "2017-5-10"],
            [ENTRY.document_number, "青山发布", "2017-5-11"],
            ["qingshan/2017-00001", "镇公告栏", "2017-5-12"],
        ],
    )
    first = imported(place, file)
    assert (first.errors, first.new) == ([], 3)
    again = imported(place, file)
    assert (again.errors, again.new, again.already_there) == ([], 0, 3)


def test_an_exported_file_adds_nothing_where_titles_repeat(place: Town) -> None:
    for day in (date(2017, 4, 5), date(2017, 5, 2)):
        item = registered_item(place, title="低保公示", document_number="", generated_on=day)
        released(place, item.index_number or "", "镇政府网站", date(2017, 5, 10))
    for ledger, entry, _ in CASES:
        ledger.enter(place.agency, entry, acting=place.acting("li"))
    sheets = read_workbook(export_workbook(LEDGERS, place.agency), filename="台账.xlsx")

    result = imported(place, *sheets)

    assert (result.errors, result.new, result.already_there) == ([], 0, 12)


def test_reading_a_list_takes_a_fixed_number_of_queries(
    place: Town, django_assert_num_queries: Any
) -> None:
    for channel in ("镇政府网站", "青山发布", "镇公告栏"):
        released(place, ENTRY.title, channel, date(2017, 5, 10))
    with django_assert_num_queries(2):
        assert len(list(RELEASES.entries(place.agency))) == 3
