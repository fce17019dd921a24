"""Measure the search over a generated corpus.

    .venv/bin/python bench/search.py [--documents 100000] [--folder var/bench-search]

The corpus is the same each time: words of two to four Chinese characters with the frequencies
of natural text, 300 to 3,000 characters a document. The index is kept in the folder and built
only where it is missing. Times are processor milliseconds of one search with counts, filters
and twenty hits with their lines, the smallest of five rounds per query, over 30 queries. Each
round forgets the counts kept from the one before.
"""

# ruff: noqa: S311, T201 - random by a fixed seed, and printing is all it does
import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import accumulate, islice, pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gongkai.search.documents import SearchDocument
from gongkai.search.index import SearchIndex
from gongkai.search.query import Filters, Order, Query

WORDS = 40_000
QUERIES = 30
ROUNDS = 5
TOPICS = [f"topic{number}" for number in range(22)]


class Corpus:
    """Documents of random words; the most frequent words come first in `words`."""

    def __init__(self) -> None:
        letters = [chr(code) for code in range(0x4E00, 0x4E00 + 3_500)]
        chance = random.Random(1949)
        chance.shuffle(letters)
        weights = [1 / (rank + 20) for rank in range(len(letters))]
        lengths = chance.choices((2, 3, 4), (7, 2, 1), k=WORDS)
        drawn = ("".join(chance.choices(letters, weights, k=length)) for length in lengths)
        self.words = list(dict.fromkeys(drawn))
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.words))))

    def text(self, chance: random.Random, characters: int) -> str:
        """About so many characters, a mark after every eight words."""
        words = chance.choices(self.words, cum_weights=self._weights, k=characters * 10 // 25)
        parts = ["".join(words[start : start + 8]) for start in range(0, len(words), 8)]
        return "，".join(parts) + "。"

    def documents(self, number: int) -> Iterator[SearchDocument]:
        """The documents, numbered from 1."""
        for item_id in range(1, number + 1):
            chance = random.Random(item_id)
            day = date(2008, 5, 1) + timedelta(days=chance.randrange(6_500))
            county, town = chance.randrange(10), chance.randrange(300)
            yield SearchDocument(
                item_id=item_id,
                agencies=("province", f"county{county}", f"county{county}-town{town}"),
                title=self.text(chance, 24),
                summary=self.text(chance, 60),
                body=self.text(chance, chance.randint(300, 3_000)),
                document_number=f"新政发〔{day.year}〕{item_id % 90 + 1}号",
                index_number=f"11220{town:03}/{day.year}-{item_id:06}",
                generated_on=day,
                published_on=day + timedelta(days=3),
                year=day.year,
                topic=chance.choice(TOPICS),
                genre=chance.choice(("notice", "report", "reply", "plan")),
                business=f"business{chance.randrange(40)}",
                validity=chance.choice(("in_force", "in_force", "repealed")),
            )


def main() -> None:
    """Build where needed, then measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path("var/bench-search"))
    options = parser.parse_args()
    folder = options.folder / str(options.documents)
    corpus = Corpus()
    built = (folder / "current").exists()
    index = SearchIndex(folder)
    if not built:
        began = time.process_time()
        with index.writer() as writer:
            sample = islice(corpus.documents(options.documents), 500)
            writer.rebuild(corpus.documents(options.documents), sample)
        print(f"built in {time.process_time() - began:.0f} s of processor time")
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"{options.documents:,} documents, {size / 1e6:,.0f} MB")
    for name, queries in cases(corpus, index).items():
        measure(index, name, [partial(found, query) for query in queries])
    titles = [word[:2] for word in corpus.words[:3_000:100]]
    measure(index, "suggestions", [partial(suggested, typed) for typed in titles])


def found(query: Query, index: SearchIndex) -> int:
    """The number of hits."""
    return index.search(query).total


def suggested(typed: str, index: SearchIndex) -> int:
    """The number of titles proposed."""
    return len(index.suggest(typed))


def cases(corpus: Corpus, index: SearchIndex) -> dict[str, list[Query]]:
    """Queries by kind."""
    chance = random.Random(2008)
    words = corpus.words
    everywhere = words[:QUERIES]
    common = common_words(corpus, index)
    rare = words[-QUERIES * 5 :: 5]
    few = [" ".join(chance.sample(words[100:2_000], chance.choice((2, 3)))) for _ in common]
    bodies = [document.body for document in corpus.documents(QUERIES)]
    places = [(body, chance.randrange(len(body) - 12)) for body in bodies]
    phrases = [f"“{body[place : place + chance.choice((4, 6, 8))]}”" for body, place in places]
    both = [first + second for first, second in zip(everywhere, everywhere[::-1], strict=True)]
    narrow = Filters(agency="county3", year="2017", topic="topic7")
    return {
        "no words": [Query()],
        "rare word": [Query(text=word) for word in rare],
        "word of every document": [Query(text=word) for word in everywhere],
        "common word": [Query(text=word) for word in common],
        "common, newest first": [Query(text=word, order=Order.NEWEST) for word in common],
        "common, page 500": [Query(text=word, offset=9_980) for word in common],
        "two or three words": [Query(text=text) for text in few],
        "two common words": [Query(text=f"{a} {b}") for a, b in pairwise(common)],
        "phrase of 4 to 8": [Query(text=text) for text in phrases],
        "phrase, common words": [Query(text=text) for text in both],
        "common, one filter": [Query(text=word, filters=Filters(year="2017")) for word in common],
        "common, three filters": [Query(text=word, filters=narrow) for word in common],
        "document number": [Query(text=f"新政发〔2017〕{number}号") for number in range(1, 31)],
        "date": [Query(text=f"{words[number]} 2017年{number % 12 + 1}月") for number in range(30)],
    }


def common_words(corpus: Corpus, index: SearchIndex) -> list[str]:
    """The first words that stand in a twentieth to a third of the documents."""
    everything = index.search(Query()).total
    shares = ((word, found(Query(text=word), index) / everything) for word in corpus.words)
    return list(islice((word for word, share in shares if 0.05 < share < 0.34), QUERIES))


def measure(index: SearchIndex, name: str, searches: list[Callable[[SearchIndex], int]]) -> None:
    """Print one line: middle and slowest twentieth."""
    times, totals = [], []
    for search in searches:
        rounds = []
        for _ in range(ROUNDS):
            index._current().counts.cache_clear()  # type: ignore[attr-defined]
            began = time.process_time()
            total = search(index)
            rounds.append((time.process_time() - began) * 1_000)
        times.append(min(rounds))
        totals.append(total)
    times.sort()
    slow = times[min(len(times) * 95 // 100, len(times) - 1)]
    hits = statistics.median(totals)
    print(f"{name:24} p50 {statistics.median(times):7.2f}  p95 {slow:7.2f}  hits {hits:,.0f}")


if __name__ == "__main__":
    main()
