"""Pages that are found without ranking all hits hold what they would hold otherwise."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.search import ranking
from gongkai.search.index import SearchIndex
from gongkai.search.query import Filters, Order, Query
from tests.search.build import document


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return SearchIndex(tmp_path / "search")


def pages(index: SearchIndex, size: int, **options: object) -> list[list[int]]:
    """All pages of a query, one after the other."""
    found: list[list[int]] = []
    offset: int | None = 0
    while offset is not None:
        asked = Query(size=size, offset=offset, **options)  # type: ignore[arg-type]
        result = index.search(asked)
        found.append([hit.item_id for hit in result.hits])
        offset = result.next_offset
    return found


def test_titles_fill_pages_and_the_others_follow(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.write(
        [
            document(1, "养老服务", published_on=date(2017, 1, 1)),
            document(2, "养老", body="服务", published_on=date(2016, 1, 1)),
            document(3, "服务", body="养老", published_on=date(2015, 1, 1)),
            document(4, body="养老和服务", published_on=date(2019, 1, 1)),
            document(5, body="养老和服务", published_on=date(2018, 1, 1)),
            document(6, "养老", published_on=date(2019, 1, 1)),
        ]
    )
    for few in (0, 1_000):
        monkeypatch.setattr(ranking, "_FEW", few)
        assert pages(index, 2, text="养老 服务") == [[1, 2], [3, 4], [5]]
        assert pages(index, 3, text="养老 服务") == [[1, 2, 3], [4, 5]]
        assert pages(index, 9, text="养老 -服务") == [[6]]


def test_the_newest_are_looked_for_in_the_years_that_hold_the_page(index: SearchIndex) -> None:
    days = {
        1: date(2015, 5, 1),
        2: date(2017, 12, 31),
        3: date(2017, 1, 1),
        4: date(2018, 1, 1),
        5: date(2015, 6, 1),
        6: date(2019, 3, 1),
    }
    index.write(document(number, "养老", published_on=day) for number, day in days.items())
    newest = {"text": "养老", "order": Order.NEWEST}
    assert pages(index, 1, **newest) == [[6], [4], [2], [3], [5], [1]]
    assert pages(index, 2, **newest) == [[6, 4], [2, 3], [5, 1]]
    assert pages(index, 4, **newest) == [[6, 4, 2, 3], [5, 1]]
    assert pages(index, 9) == [[6, 4, 2, 3, 5, 1]]
    in_2017 = {"filters": Filters(year="2017")}
    assert pages(index, 1, **newest, **in_2017) == [[2], [3]]
    assert pages(index, 1, **newest, filters=Filters(year="2014")) == [[]]


def test_beyond_the_last_hit_is_an_empty_page(index: SearchIndex) -> None:
    index.write([document(1, "养老")])
    for order in Order:
        result = index.search(Query(text="养老", order=order, offset=20))
        assert (result.total, result.hits, result.next_offset) == (1, (), None)


def test_a_date_within_a_number_is_no_date_in_a_title(index: SearchIndex) -> None:
    index.write(
        [
            document(1, "通知", index_number="11220/2017-034567", published_on=date(2018, 1, 1)),
            document(2, "2017年3月工作安排", published_on=date(2016, 1, 1)),
        ]
    )
    found = index.search(Query(text="2017-03"))
    assert [hit.item_id for hit in found.hits] == [2, 1]
