"""What every query must keep: find all, find nothing else, never fail."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.search.folding import fold
from gongkai.search.index import SearchIndex
from gongkai.search.query import Filters, Order, Query
from tests.search.build import document, jumble


def test_any_substring_is_found_and_nothing_else(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    chance = random.Random(2017)  # noqa: S311
    texts: dict[int, list[str]] = {}
    documents = []
    for item_id in range(1, 301):
        title, summary, body, first, second = (
            jumble(chance, length) for length in (20, 40, 300, 60, 60)
        )
        number, index_number = f"新政发〔2017〕{item_id}号", f"11220/2017-{item_id:05}"
        texts[item_id] = [title, summary, body, first, second, number, index_number]
        documents.append(
            document(
                item_id,
                title,
                summary=summary,
                body=body,
                attachments=(first, second),
                document_number=number,
                index_number=index_number,
            )
        )
    index.write(documents)
    folded = {item_id: [fold(text) for text in parts] for item_id, parts in texts.items()}
    asked = 0
    for _ in range(1_500):
        text = chance.choice(texts[chance.randrange(1, 301)])
        length = chance.choice((2, 2, 3, 4, 5, 8, 20))
        start = chance.randrange(max(len(text) - length, 1))
        piece = text[start : start + length]
        wanted = fold(piece)
        if len(wanted) < 2 or set('"“”') & set(piece):
            continue
        asked += 1
        right = {item for item, parts in folded.items() if any(wanted in part for part in parts)}
        assert right
        hits = index.search(Query(text=f'"{piece}"', size=300)).hits
        assert {hit.item_id for hit in hits} == right, piece
    assert asked > 1_000


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    chance = random.Random(1)  # noqa: S311
    index = SearchIndex(tmp_path_factory.mktemp("filled"))
    first = date(2017, 1, 1)
    index.write(
        document(
            number,
            jumble(chance, 20),
            body=jumble(chance, 200),
            published_on=first + timedelta(days=number),
        )
        for number in range(50)
    )
    return index


_TYPED = st.one_of(
    st.text(),
    st.text(alphabet='"“”-－〔〕[]()【】政发号年月日0123456789一二〇 :*?^~+\\/&|!{}', max_size=40),
)


@given(_TYPED, st.integers(), st.sampled_from(Order), st.text(max_size=5))
@settings(deadline=None)
def test_nothing_a_citizen_types_is_an_error(
    filled: SearchIndex, text: str, offset: int, order: Order, code: str
) -> None:
    offset = max(min(offset, 10_000), -5)
    filled.search(Query(text=text, offset=offset, order=order))
    filled.search(
        Query(text=text, filters=Filters(topic=code, agency=code, year=code), level=offset)
    )
    filled.suggest(text)
