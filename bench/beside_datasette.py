"""The catalog of `bench/search_page.py` in Datasette, to be measured in the same run.

Datasette finds words through SQLite's full text search, which knows no Chinese words. So the
table is filled with the same pairs of characters as our index and asked for the same pairs in a
row; both find the same items, and the numbers are compared. A page has twenty rows and the counts
of the same filters; unlike ours it ranks nothing and shows no lines of the text.
"""

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlencode

from gongkai.search.documents import SearchDocument
from gongkai.search.folding import EDGE, fold, grams
from gongkai.search.language import Word, parse
from gongkai.search.query import Order, Query

MISSING = """\
Datasette is not here, so nothing stands beside our times. To have it:
    python3 -m venv /tmp/datasette && /tmp/datasette/bin/pip install datasette
    .venv/bin/python bench/search_page.py --datasette /tmp/datasette/bin/datasette"""

_FACETS = ("agency", "topic", "genre", "business", "year", "validity")
_SHOWN = ("title", "summary", "document_number", "index_number", "published_on", *_FACETS)


def python_of(datasette: str) -> Path | None:
    """The Python beside the program, which has Datasette; None where there is no program."""
    found = shutil.which(datasette)
    return Path(found).resolve().parent / "python" if found else None


def build(path: Path, documents: Iterable[SearchDocument]) -> None:
    """The table with its index of pairs."""
    columns = ", ".join(f"{name} TEXT" for name in _SHOWN)
    places = ", ".join("?" * (len(_SHOWN) + 1))
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with sqlite3.connect(unfinished) as database:
        database.executescript(
            f"CREATE TABLE items (id INTEGER PRIMARY KEY, {columns});"
            "CREATE VIRTUAL TABLE items_fts USING fts5"
            """ (pairs, content = '', tokenize = "unicode61 remove_diacritics 0 tokenchars '.'");"""
        )
        for one in documents:
            own = {"agency": one.agencies[1], "year": str(one.published_on.year)}
            shown = [own.get(name) or str(getattr(one, name)) for name in _SHOWN]
            database.execute(f"INSERT INTO items VALUES ({places})", [one.item_id, *shown])  # noqa: S608
            database.execute(
                "INSERT INTO items_fts (rowid, pairs) VALUES (?, ?)", [one.item_id, _pairs(one)]
            )
        for name in (*_FACETS, "published_on"):
            database.execute(f"CREATE INDEX items_{name} ON items ({name})")
        database.execute("INSERT INTO items_fts (items_fts) VALUES ('optimize')")
    database.close()
    unfinished.rename(path)


def measured(
    python: Path, database: Path, cases: dict[str, list[Query]]
) -> dict[str, tuple[list[float], list[int]]]:
    """For each kind of query the processor time and the number of hits of each page."""
    metadata = database.with_suffix(".json")
    table = {"fts_table": "items_fts", "fts_pk": "id", "searchmode": "raw"}
    told = {"databases": {database.stem: {"tables": {"items": table}}}}
    metadata.write_text(json.dumps(told), encoding="utf-8")
    asked = {
        name: [f"/{database.stem}/items?{_parameters(query)}" for query in queries]
        for name, queries in cases.items()
        if not any(query.offset for query in queries)  # it has no pages by number
    }
    driver = Path(__file__).with_name("datasette_pages.py")
    command = [python, driver, database, metadata]
    answer = subprocess.run(
        command, input=json.dumps(asked), stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, tuple[list[float], list[int]]] = json.loads(answer.stdout)
    return found


def _pairs(one: SearchDocument) -> str:
    texts = (one.title, one.document_number, one.index_number, one.summary, one.body)
    days = {day.isoformat() for day in (one.generated_on, one.published_on)}
    named = (_day(day[:length]) for day in sorted(days) for length in (4, 7, 10))
    return " ".join([*grams(EDGE.join(fold(text) for text in texts)), *named])


def _parameters(query: Query) -> str:
    pairs = [("_size", "20"), *(("_facet", name) for name in _FACETS)]
    pairs += query.filters.chosen().items()
    words = parse(query.text)
    if words:
        pairs.append(("_search", " AND ".join(map(_match, words))))
    if query.order == Order.NEWEST or not words:
        pairs.append(("_sort_desc", "published_on"))
    return urlencode(pairs)


def _match(word: Word) -> str:
    forms = word.forms[:1] if word.day else word.forms  # no text of these names a date
    rows = [" ".join(grams(form)) for form in forms]
    rows += [_day(word.day)] if word.day else []
    quoted = " OR ".join(f'"{row}"' for row in rows)
    return f"({quoted})"


def _day(day: str) -> str:
    return f"on{day.replace('-', '')}"
