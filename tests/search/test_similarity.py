"""What a sentence has in common with titles."""

from pathlib import Path

import pytest

from gongkai.search.index import SearchIndex
from gongkai.search.query import Query
from gongkai.search.similarity import parts_of
from tests.search.build import document

TITLES = (
    "2017年惠农补贴资金发放公示",
    "2016年惠农补贴资金发放公示",
    "2017年部门预算",
    "柳树村低保补贴发放名册",
    "关于印发防汛预案的通知",
    "农村危房改造补助名单",
)


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    found = SearchIndex(tmp_path / "search")
    found.write([document(place, title) for place, title in enumerate(TITLES, 1)])
    return found


def titles(index: SearchIndex, text: str) -> list[str]:
    return [hit.title.text for hit in index.similar(text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("农村低保补贴发放名单", "柳树村低保补贴发放名册"),
        ("我想知道2017年惠农补贴发了多少", "2017年惠农补贴资金发放公示"),
        ("请问二〇一七年惠农补贴", "2017年惠农补贴资金发放公示"),
        ("2016年，惠农补贴？", "2016年惠农补贴资金发放公示"),
        ("防汛", "关于印发防汛预案的通知"),
    ],
)
def test_the_most_similar_comes_first(index: SearchIndex, text: str, first: str) -> None:
    assert titles(index, text)[:1] == [first]


@pytest.mark.parametrize(
    "text", ["", "请问", "我想知道2017年", "渔港疏浚工程招标文件", "的", "？！"]
)
def test_what_has_nothing_telling_in_common_is_not_offered(index: SearchIndex, text: str) -> None:
    assert titles(index, text) == []


def test_at_most_five_are_offered(index: SearchIndex) -> None:
    index.write([document(place, f"惠农补贴公示之{place}") for place in range(10, 20)])
    assert len(index.similar("惠农补贴公示")) == 5


def test_the_ordinary_search_stays_exact(index: SearchIndex) -> None:
    assert index.search(Query(text="农村低保补贴发放名单")).total == 0


def test_courtesies_and_dates_are_no_parts() -> None:
    found = parts_of("我想知道2017年3月惠农补贴发了多少")
    assert found.pairs == ("惠农", "农补", "补贴", "贴发")
    assert found.years == ("2017",)
