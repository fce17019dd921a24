"""Measure the search page over a generated catalog, with Datasette beside it.

    .venv/bin/python bench/search_page.py [--items 100000] [--folder var/bench-search-page]
                                          [--datasette PATH]

The items are those of `bench/search.py` in a database and an index of their own, built only
where they are missing. Times are processor milliseconds of one request through the WSGI
application, first page with lines, counts and filters, the smallest of five rounds per query,
over 30 queries; each round forgets the counts and patterns kept from the one before. Where
Datasette is found, it shows the same items (see `beside_datasette.py`) and is measured in the
same run in the same way, but for the smaller of two rounds.
"""

# ruff: noqa: T201, PLC0415, B023 - it prints; Django is imported once its settings are chosen
import argparse
import os
import re
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

LIMIT = 5.0
_BATCH = 1_000
_ROUNDS = 5
# By kind of query, the times and the numbers of hits of its pages.
Beside = dict[str, tuple[list[float], list[int]]]


def main() -> None:
    """Build where needed, then measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path("var/bench-search-page"))
    parser.add_argument("--datasette", default="datasette", help="the program, outside .venv")
    options = parser.parse_args()
    folder = (options.folder / str(options.items)).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"GONGKAI_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'gongkai.sqlite3'}"
    built = (folder / "built").exists()
    from config.wsgi import application

    if not built:
        build(options.items)
        (folder / "built").touch()
    measure(application, beside(options.datasette, folder, options.items))


def build(number: int) -> None:
    """A database and its index."""
    from django.core.management import call_command
    from search import Corpus

    from gongkai.search import changes, queries

    call_command("migrate", verbosity=0)
    agencies, drafter = found_agencies()
    documents = Corpus().documents(number)
    while batch := list(islice(documents, _BATCH)):
        write(batch, agencies, drafter)
    changes.rebuild(
        queries.site_index(), queries.published_ids, queries.published, progress=lambda *_: None
    )


def found_agencies() -> tuple[dict[str, int], int]:
    """A province, ten counties and the 300 towns below each, as rows; and a drafter."""
    from gongkai.agencies.models import Agency, AgencyName, Person

    founded: dict[str, int] = {}

    def found(code: str, kind: str, name: str, superior: str = "") -> None:
        above = Agency.objects.filter(code=superior).first()
        agency = Agency.objects.create(
            code=code,
            kind=kind,
            superior=above,
            path=f"{above.path if above else '/'}{code}/",
            established_on=date(2000, 1, 1),
        )
        AgencyName.objects.create(
            agency=agency, full_name=f"{name}人民政府", short_name=name, since=date(2000, 1, 1)
        )
        founded[code] = agency.pk

    found("province", "province", "长河省")
    for county in range(10):
        found(f"county{county}", "county", f"第{county}县", "province")
        for town in range(300):
            code = f"county{county}-town{town}"
            found(code, "township", f"第{county}县第{town}镇", f"county{county}")
    drafter = Person.objects.create(agency_id=founded["province"], name="李经办")
    return founded, drafter.pk


def write(documents: list, agencies: dict[str, int], drafter: int) -> None:  # type: ignore[type-arg]
    """The items of a batch of documents."""
    from gongkai.catalog.models import DisclosureItem

    DisclosureItem.objects.bulk_create(
        DisclosureItem(
            pk=one.item_id,
            agency_id=agencies[one.agencies[-1]],
            status="published",
            index_number=one.index_number,
            title=one.title,
            summary=one.summary,
            body=f"<p>{one.body}</p>",
            document_number=one.document_number,
            generated_on=one.generated_on,
            published_on=one.published_on,
            topic_category=one.topic,
            genre_category=one.genre,
            business_category=one.business,
            validity="in_force",
            drafter_id=drafter,
            drafted_on=one.generated_on,
        )
        for one in documents
    )


def beside(datasette: str, folder: Path, number: int) -> Beside:
    """What Datasette needs for the same queries, by kind; nothing where it is not here."""
    import beside_datasette
    from search import Corpus, cases

    from gongkai.search.queries import site_index

    python = beside_datasette.python_of(datasette)
    if python is None:
        print(beside_datasette.MISSING)
        return {}
    database = folder / "datasette.db"
    corpus = Corpus()
    if not database.exists():
        beside_datasette.build(database, corpus.documents(number))
    return beside_datasette.measured(python, database, cases(corpus, site_index()))


def measure(application: object, others: Beside) -> None:
    """One line for each kind of query."""
    from search import Corpus, cases, common_words

    from gongkai.search.queries import site_index

    corpus, index = Corpus(), site_index()
    print(f"{'':24} {'Gongkai':>19} {'Datasette':>21}")
    for name, queries in cases(corpus, index).items():
        addresses = [
            {"q": query.text, **query.filters.chosen(), "offset": str(query.offset)}
            | ({"sort": "newest"} if query.order == "newest" else {})
            for query in queries
        ]
        times = list(timed(application, "/search/", addresses))
        other_times, other_hits = others.get(name, ([], []))
        hits = [index.search(query).total for query in queries]
        if other_hits and other_hits != hits:
            sys.exit(f"{name}: {hits} hits, of Datasette {other_hits}")
        report(name, times, other_times)
    typed = [{"q": word} for word in common_words(corpus, index)]
    report("suggestions", list(timed(application, "/search/suggestions/", typed)), [])


def timed(application: object, path: str, asked: list[dict[str, str]]) -> Iterator[float]:
    """The processor time of each request."""
    from gongkai.search.queries import site_index

    for parameters in asked:
        rounds = []
        for _ in range(_ROUNDS):
            site_index()._current().counts.cache_clear()  # type: ignore[attr-defined]
            re.purge()
            environ: dict[str, object] = {
                "PATH_INFO": path,
                "QUERY_STRING": urlencode(parameters),
                "HTTP_ACCEPT": "text/html",
            }
            setup_testing_defaults(environ)
            environ["HTTP_HOST"] = "127.0.0.1"
            statuses: list[str] = []
            began = time.process_time()
            response = application(environ, lambda status, *_: statuses.append(status))  # type: ignore[operator]
            b"".join(response)
            response.close()
            rounds.append((time.process_time() - began) * 1_000)
            if statuses != ["200 OK"]:
                sys.exit(f"{path} {parameters}: {statuses}")
        yield min(rounds)


def report(name: str, times: list[float], other_times: list[float]) -> None:
    """The middle and the slowest twentieth, and how many times as much Datasette needs."""
    line = f"{name:24} {told(times)}  {'kept' if statistics.median(times) <= LIMIT else 'MISSED'}"
    if other_times:
        ratio = statistics.median(other_times) / statistics.median(times)
        line += f"  {told(other_times)}  {ratio:5.1f} times"
    print(line)


def told(times: list[float]) -> str:
    """The middle and the slowest twentieth."""
    slow = sorted(times)[min(len(times) * 95 // 100, len(times) - 1)]
    return f"p50 {statistics.median(times):6.2f}  p95 {slow:6.2f}"


if __name__ == "__main__":
    main()
