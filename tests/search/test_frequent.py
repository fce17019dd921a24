"""Frequent rows of characters make a search faster and find the same."""

import random
from pathlib import Path

import pytest

from gongkai.search.folding import EDGE
from gongkai.search.frequent import frequent_in, held, of_index
from gongkai.search.index import SearchIndex
from gongkai.search.query import Order, Query
from gongkai.search.storage import current
from tests.search.build import document


def bodies(number: int, chance: random.Random) -> list[str]:
    """Of so few characters that many rows of three and of four stand in a tenth of them."""
    return ["".join(chance.choices("政府信息公开", k=150)) for _ in range(number)]


def found(index: SearchIndex, text: str, order: Order = Order.RELEVANCE) -> set[int]:
    return {hit.item_id for hit in index.search(Query(text=text, order=order, size=500)).hits}


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return SearchIndex(tmp_path)


def test_with_frequent_rows_all_is_found_and_nothing_else(
    index: SearchIndex, tmp_path: Path
) -> None:
    chance = random.Random(2017)  # noqa: S311
    texts = dict(enumerate(bodies(230, chance), 1))
    documents = [document(number, body=body) for number, body in texts.items()]
    with index.writer() as writer:
        writer.rebuild(documents[:200], documents[:200])
    # What is written later, by another process, knows the same rows.
    SearchIndex(tmp_path).write(documents[200:])
    known = of_index(current(tmp_path))
    assert {len(row) for row in known} == {3, 4}
    for row in [*chance.sample(sorted(known), 150), "公公公公公", "养老服务"]:
        right = {number for number, body in texts.items() if row in body}
        for order in Order:
            assert index.search(Query(text=row, order=order)).total == len(right)
            assert found(index, row, order) == right
        assert found(index, f"-{row}") == texts.keys() - right


def test_a_row_is_frequent_that_stands_in_a_tenth_of_the_texts() -> None:
    texts = [f"{EDGE}人民政府文件{number}{EDGE}" for number in range(30)]
    texts += [f"{EDGE}养老服务{number}{EDGE}" for number in range(29)] + ["无"] * 241
    frequent = frequent_in(texts)
    assert frequent == {"人民政", "民政府", "政府文", "府文件", "人民政府", "民政府文", "政府文件"}
    assert held("县人民政府", frequent) == {"人民政", "民政府", "人民政府"}


def test_few_texts_have_no_frequent_rows() -> None:
    assert frequent_in(["人民政府"] * 19) == frozenset()
    assert frequent_in([]) == frozenset()


def test_by_relevance_what_stands_there_more_often_still_comes_first(index: SearchIndex) -> None:
    bodies = [("人民政府。" * number).ljust(200, "文") for number in range(1, 31)]
    documents = [document(number, body=body) for number, body in enumerate(bodies, 1)]
    with index.writer() as writer:
        writer.rebuild(documents, documents)
    hits = index.search(Query(text="人民政府")).hits
    assert [hit.item_id for hit in hits[:3]] == [30, 29, 28]
