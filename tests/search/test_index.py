from datetime import date
from pathlib import Path

import pytest

from gongkai.search.index import SearchIndex
from gongkai.search.lock import IndexBusy
from gongkai.search.query import Filters, Order, Query
from tests.search.build import document


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return SearchIndex(tmp_path / "search")


def found(index: SearchIndex, text: str, **options: object) -> list[int]:
    hits = index.search(Query(text=text, size=1_000, **options)).hits  # type: ignore[arg-type]
    return [hit.item_id for hit in hits]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("养老", [1, 2, 3]),
        ("养老服务", [1]),
        ("养 老 服务", []),
        ("“养 老 服务”", [1]),
        ("养老、服务", [2]),
        ("养老;服务", [2]),
        ("服务条例", [1]),
        ("养老 -条例", [2, 3]),
        ("养老 －服务", [3]),
        ("-养老", [4]),
        ("目", [4]),
        ("餐", []),
        ("ＧＤＰ", [4]),
        ("gdp 2017", [4]),
    ],
)
def test_queries(index: SearchIndex, text: str, numbers: list[int]) -> None:
    index.write(
        [
            document(1, "办法", body="养老服\n务条例"),
            document(2, "办法", body="养老、服务"),
            document(3, "办法", attachments=("敬老养老餐厅",)),
            document(4, "目录", body="2017 年 Gdp 增长"),
        ]
    )
    assert sorted(found(index, text)) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "新政发〔2017〕3号",
        "新政发[2017]3号",
        "新政发【2017】3号",
        "新政发(2017)3号",
        "新政发（2017） 3号",
        "新政发20173号",
        "新政发 2017 3号",
        "新政发〔２０１７〕３号",
    ],
)
def test_document_numbers(index: SearchIndex, text: str) -> None:
    index.write(
        [
            document(1, "办法", document_number="新政发〔2017〕3号"),
            document(2, "办法", document_number="新政发〔2017〕13号"),
            document(3, "办法", document_number="新政发〔2016〕3号"),
        ]
    )
    assert found(index, text) == [1]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2017-03-12", [1, 3]),
        ("2017年3月12日", [1, 3]),
        ("2017年3月", [1, 2, 3]),
        ("2017年", [1, 2, 3, 5]),
        ("2017年4月1日", [5]),
        ("2018年", [4, 5]),
    ],
)
def test_dates_find_what_is_of_that_day_or_names_it(
    index: SearchIndex, text: str, numbers: list[int]
) -> None:
    index.write(
        [
            document(1, "通知", published_on=date(2017, 3, 12)),
            document(2, "通知", published_on=date(2017, 3, 11)),
            document(3, "通知", published_on=date(2016, 1, 1), body="自2017年3月12日起施行"),
            document(4, "通知", published_on=date(2018, 1, 1)),
            document(5, "通知", published_on=date(2018, 1, 1), attachments=("见2017.4.1的纪要",)),
        ]
    )
    assert sorted(found(index, text)) == numbers


def test_titles_come_first_then_the_newer(index: SearchIndex) -> None:
    old, new = date(2010, 1, 1), date(2017, 1, 1)
    index.write(
        [
            document(1, "通知", body="养老养老养老", published_on=new),
            document(2, "养老办法", published_on=old),
            document(3, "养老办法", published_on=new),
            document(4, "通知", body="养老养老养老", published_on=old),
        ]
    )
    assert found(index, "养老") == [3, 2, 1, 4]
    assert found(index, "养老", order=Order.NEWEST) == [3, 1, 4, 2]
    assert found(index, "") == [3, 1, 4, 2]


def test_pages_hold_each_hit_once(index: SearchIndex) -> None:
    index.write(document(number, "养老") for number in range(1, 48))
    seen, offset, pages = [], 0, 0
    while offset is not None:
        result = index.search(Query(text="养老", offset=offset))
        assert result.total == 47
        seen += [hit.item_id for hit in result.hits]
        offset, pages = result.next_offset, pages + 1
    assert sorted(seen) == list(range(1, 48))
    assert pages == 3


def test_filters_and_counts(index: SearchIndex) -> None:
    index.write(
        [
            document(1, "养老", topic="a", genre="notice", validity="in_force"),
            document(2, "养老", topic="a", agencies=("province", "county", "baishi")),
            document(3, "养老", topic="b", agencies=("province", "capital")),
            document(4, "教育", topic="b", business="school", duty="fees", year=2018),
        ]
    )
    result = index.search(Query(text="养老"))
    assert result.counts["topic"] == {"a": 2, "b": 1}
    assert result.counts["agency"] == {"county": 2, "capital": 1}
    assert result.counts["year"] == {"2017": 3}
    assert result.counts["genre"] == {"notice": 1}
    assert result.counts["validity"] == {"in_force": 1}
    below = Filters(agency="county")
    result = index.search(Query(text="养老", filters=below, level=2))
    assert {hit.item_id for hit in result.hits} == {1, 2}
    assert result.counts["agency"] == {"qingshan": 1, "baishi": 1}
    assert result.counts["topic"] == {"a": 2}
    # A facet that is chosen still shows the numbers of its other codes.
    result = index.search(Query(text="养老", filters=Filters(topic="b", year="2017")))
    assert [hit.item_id for hit in result.hits] == [3]
    assert result.counts["topic"] == {"a": 2, "b": 1}
    assert found(index, "", filters=Filters(business="school", duty="fees", year="2018")) == [4]


def test_hits_show_title_and_lines_with_ranges(index: SearchIndex) -> None:
    index.write([document(1, "《养老》办法", summary="概述", body="甲" * 100 + "养\n老服务")])
    (hit,) = index.search(Query(text="养老")).hits
    assert (hit.title.text, hit.title.marks) == ("《养老》办法", ((1, 3),))
    (line,) = hit.lines
    ((start, end),) = line.marks
    assert line.text[start:end] == "养 老"


def test_suggestions_begin_with_what_is_typed(index: SearchIndex) -> None:
    index.write(
        [
            document(1, "关于养老的通知", published_on=date(2018, 1, 1)),
            document(2, "养老服务办法"),
            document(3, "养老服务办法"),
            document(4, "教育", body="养老"),
        ]
    )
    titles = {title: sorted(items) for title, items in index.suggest("养老").items()}
    assert list(titles.items()) == [("养老服务办法", [2, 3]), ("关于养老的通知", [1])]
    assert list(index.suggest("养老 ")) == ["养老服务办法", "关于养老的通知"]
    assert index.suggest("教") == {"教育": [4]}
    assert index.suggest("（") == {}


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("二〇一七年", [("2017年", 2)]),
        ("二零一七年预算", [("2017年预算", 1)]),
        ("预算 大象", [("预算", 1)]),
        ("2017年办法", [("2017年 办法", 1), ("2017年预算", 1)]),
        ("养老服务促进方法", [("养老服务促进办法", 1)]),
        ("大象", []),
    ],
)
def test_alternatives(index: SearchIndex, text: str, instead: list[tuple[str, int]]) -> None:
    index.write([document(1, "2017年预算"), document(2, "养老服务促进办法")])
    result = index.search(Query(text=text))
    assert result.total == 0
    assert [(other.text, other.total) for other in result.instead] == instead


def test_a_proposed_title_names_its_item(index: SearchIndex) -> None:
    index.write([document(1, "2017年预算"), document(2, "养老服务促进办法")])
    proposed = index.search(Query(text="养老服务促进方法")).instead
    assert [(other.text, other.item_id) for other in proposed] == [("养老服务促进办法", 2)]
    assert [other.item_id for other in index.search(Query(text="二〇一七年")).instead] == [0]


def test_numerals_are_proposed_although_something_was_found(index: SearchIndex) -> None:
    index.write([document(1, "二〇一七年预算"), document(2, "2017年预算")])
    result = index.search(Query(text="二〇一七年预算"))
    assert (result.total, [other.text for other in result.instead]) == (1, ["2017年预算"])


def test_items_are_replaced_and_removed(index: SearchIndex) -> None:
    index.write([document(1, "养老"), document(2, "养老")])
    index.write([document(1, "教育")], removed_ids=[2])
    assert found(index, "养老") == []
    assert found(index, "教育") == [1]
    assert index.digests() == {1: document(1, "教育").digest}


def test_another_reader_sees_a_commit_and_a_rebuilt_index_at_once(index: SearchIndex) -> None:
    reader = SearchIndex(index._folder)
    assert found(reader, "养老") == []
    index.write([document(1, "养老")])
    assert found(reader, "养老") == [1]
    with index.writer() as writer:
        writer.rebuild(document(number, "养老") for number in (2, 3))
        assert sorted(found(reader, "养老")) == [2, 3]
    assert len([path for path in index._folder.iterdir() if path.is_dir()]) == 1


def test_readers_go_on_while_the_index_is_rebuilt(index: SearchIndex) -> None:
    index.write([document(1, "养老")])
    reader = SearchIndex(index._folder)

    def documents() -> object:
        for number in (2, 3):
            assert found(reader, "养老") == [1]
            yield document(number, "养老")

    with index.writer() as writer:
        writer.rebuild(documents())  # type: ignore[arg-type]
    assert sorted(found(reader, "养老")) == [2, 3]


def test_two_never_write_at_once(index: SearchIndex) -> None:
    other = SearchIndex(index._folder)
    with index.writer(), pytest.raises(IndexBusy, match="另一个进程正在写检索索引"):
        other.write([document(1)])
    other.write([document(1)])
    assert list(index.digests()) == [1]
