"""What a ledger keeps: its columns are its entry's fields, and it can be read at any size."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from gongkai.agencies.ledgers import TRAININGS
from gongkai.catalog.models import DisclosureItem
from gongkai.channels.ledgers import RELEASES
from gongkai.channels.models import Channel, Release
from gongkai.desk.registers import LEDGERS
from gongkai.ledgers.columns import plain
from gongkai.ledgers.ledger import AnyLedger
from tests.build import Town

NAMED = [pytest.param(ledger, id=ledger.key) for ledger in LEDGERS]


def test_columns_must_be_the_fields_of_the_entry() -> None:
    @dataclass(frozen=True, slots=True)
    class Other:
        subject: str

    with pytest.raises(TypeError, match="trainings"):
        replace(TRAININGS, entry=Other)


@pytest.mark.parametrize("ledger", NAMED)
def test_no_header_means_two_columns(ledger: AnyLedger) -> None:
    owner: dict[str, str] = {}
    for column in ledger.columns:
        for word in (column.header, *column.synonyms):
            assert owner.setdefault(plain(word), column.field) == column.field, word


@pytest.mark.parametrize("ledger", NAMED)
def test_a_sheet_has_a_name_a_spreadsheet_takes(ledger: AnyLedger) -> None:
    assert 0 < len(ledger.sheet) <= 31
    assert not set(ledger.sheet) & set("[]:*?/\\'")


def test_no_name_means_two_ledgers() -> None:
    owner: dict[str, str] = {}
    for ledger in LEDGERS:
        for word in (ledger.sheet, ledger.key, *ledger.synonyms):
            assert owner.setdefault(plain(word), ledger.key) == ledger.key, word


def test_more_records_than_sqlite_compares_at_once(town: Town) -> None:
    day = date(2017, 3, 1)
    items = DisclosureItem.objects.bulk_create(
        DisclosureItem(
            agency=town.agency,
            title=f"第{number}号",
            status="published",
            index_number=str(number),
            generated_on=day,
            published_on=day,
            drafter=town.people["li"],
            drafted_on=day,
        )
        for number in range(1100)
    )
    channel = Channel.objects.create(agency=town.agency, kind="portal", name="网站", since=day)
    Release.objects.bulk_create(
        Release(item=item, channel=channel, released_on=day) for item in items
    )
    assert len({entry.item for entry in RELEASES.entries(town.agency)}) == 1100
