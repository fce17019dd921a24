"""Measure the portal's pages without the page cache, over a generated corpus.

    .venv/bin/python bench/portal.py [--items 100000] [--folder var/bench-portal]

The corpus is the same each time: a province, 10 counties with 300 towns, items with bodies of 300
to 3,000 characters, written in bulk past the transitions. It lies in a database of its own and is
made only where it is missing. Each page is asked for through the WSGI application; the times are
milliseconds of processor time of one request, after ten to warm up: the middle and the slowest
twentieth of those that are the smallest of three in a row, for what else the machine does at that
moment makes a request dearer and never cheaper.
"""

# ruff: noqa: S311, T201, PLC0415 - random by a fixed seed; settings first; printing is all it does
import argparse
import io
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
COUNTIES, TOWNS = 10, 300
BATCH = 1_000
ROUNDS = 210
LIMITS = {"catalog": 2.5, "item": 1.5}


def main() -> None:
    """Build where needed, then measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path("var/bench-portal"))
    options = parser.parse_args()
    folder = (options.folder / str(options.items)).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="config.settings",
        GONGKAI_VAR=str(folder),
        DATABASE_URL=f"sqlite:///{folder}/corpus.sqlite3",
    )
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    if not (folder / "done").exists():
        call_command("migrate", verbosity=0)
        build(options.items)
        (folder / "done").touch()
    for name, address in addresses().items():
        measure(application, name, address)


def build(number: int) -> None:
    """The tree of agencies and the items."""
    from gongkai.agencies.models import Agency, AgencyName, Person
    from gongkai.catalog.models import DisclosureItem
    from gongkai.catalog.transitions import counters

    began = time.process_time()
    province = agency(Agency, AgencyName, "province", "长河省", None)
    counties = [
        agency(Agency, AgencyName, f"county{n}", f"第{n}县", province) for n in range(COUNTIES)
    ]
    towns = [
        agency(Agency, AgencyName, f"town{n}", f"第{n}镇", counties[n % COUNTIES])
        for n in range(TOWNS)
    ]
    drafter = Person.objects.create(agency=province, name="李经办")
    rows = items(number, [province, *counties, *towns], drafter)
    for _ in range(0, number, BATCH):
        DisclosureItem.objects.bulk_create([row for row, _ in zip(rows, range(BATCH))])  # noqa: B905
    counters.rebuild()
    print(f"built in {time.process_time() - began:.0f} s of processor time")


def agency(model: Any, names: Any, code: str, name: str, superior: Any) -> Any:
    """One agency with its name."""
    path = f"{superior.path if superior else '/'}{code}/"
    found = model.objects.create(
        code=code,
        kind="township",
        path=path,
        superior=superior,
        established_on=date(2000, 1, 1),
    )
    names.objects.create(
        agency=found, full_name=f"{name}人民政府", short_name=name, since=date(2000, 1, 1)
    )
    return found


def items(number: int, agencies: list[Any], drafter: Any) -> Iterator[Any]:
    """The items, from the fixed seed."""
    from gongkai.catalog.models import DisclosureItem
    from gongkai.law import value_lists

    topics = [term.code for term in value_lists.TOPIC_CATEGORIES]
    genres = [term.code for term in value_lists.GENRES]
    business = [term.code for term in value_lists.BUSINESS_CATEGORIES]
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 3_000)]
    for pk in range(1, number + 1):
        chance = random.Random(pk)
        day = date(2008, 5, 1) + timedelta(days=chance.randrange(6_500))
        text = "".join(chance.choices(letters, k=chance.randint(300, 3_000)))
        lost = chance.random() < 0.1
        yield DisclosureItem(
            agency=chance.choice(agencies),
            status="published",
            index_number=f"11220{pk % 300:03}/{day.year}-{pk:06}",
            title=text[:24],
            summary=text[24:84],
            body="".join(f"<p>{text[at : at + 200]}</p>" for at in range(0, len(text), 200)),
            document_number=f"长政发〔{day.year}〕{pk}号",
            generated_on=day,
            published_on=day + timedelta(days=3),
            topic_category=chance.choice(topics),
            genre_category=chance.choice(genres),
            business_category=chance.choice(business),
            statutory_duty=f"2019-20-{chance.randint(1, 15)}",
            is_normative_document=chance.random() < 0.1,
            validity="repealed" if lost else "in_force",
            invalid_on=day + timedelta(days=1_000) if lost else None,
            drafter=drafter,
            drafted_on=day,
        )


def addresses() -> dict[str, str]:
    """What is asked for, by name."""
    from gongkai.catalog.addresses import item_address
    from gongkai.catalog.models import DisclosureItem

    rows = DisclosureItem.objects.filter(status="published").order_by("published_on", "pk")
    numbers = list(rows.values_list("index_number", flat=True)[:1])
    deep = next(iter(rows.values_list("published_on", "pk")[30:31]))
    after = f"{deep[0].isoformat()}_{deep[1]}"
    return {
        "catalog": "/catalog/",
        "catalog, last page": f"/catalog/?after={after}",
        "catalog, by making": "/catalog/?sort=generated",
        "catalog, topic": "/catalog/?topic=culture_press",
        "catalog, year": "/catalog/?year=2017",
        "catalog, three filters": "/catalog/?topic=culture_press&genre=notice&year=2017",
        "catalog, two filters": "/catalog/?topic=culture_press&genre=notice",
        "catalog, two wide filters": "/catalog/?validity=in_force&normative=in_force",
        "catalog, three wide filters": "/catalog/?validity=in_force&business=plans&genre=notice",
        "catalog, rare": "/catalog/?normative=repealed",
        "catalog of the province": "/catalog/province/",
        "catalog of the province, filters": "/catalog/province/?validity=in_force&year=2017",
        "catalog of a county": "/catalog/county3/",
        "catalog of a county, topic": "/catalog/county3/?topic=culture_press",
        "catalog of a county, filters": "/catalog/county3/?validity=in_force&genre=notice",
        "catalog of a county, rare": "/catalog/county3/?normative=repealed",
        "catalog of a county, by making": "/catalog/county3/?topic=culture_press&sort=generated",
        "catalog of a county, last page": f"/catalog/county3/?after={after}",
        "catalog of a town": "/catalog/town7/",
        "catalog of a town, topic": "/catalog/town7/?topic=culture_press",
        "item": item_address(numbers[0] or ""),
        "first page": "/",
        "agency": "/agencies/town7/",
        "agency of many": "/agencies/county3/",
        "statistics": "/statistics/",
    }


def measure(application: Callable[..., Any], name: str, address: str) -> None:
    """Print one line: middle and slowest twentieth, size, and the limit."""
    rounds = 15 if name == "statistics" else ROUNDS
    times = []
    for number in range(rounds + 10):
        began = time.process_time()
        body = asked(application, address)
        if number >= 10:
            times.append((time.process_time() - began) * 1_000)
    times = sorted(map(min, zip(times[::3], times[1::3], times[2::3], strict=True)))
    limit = next((limit for word, limit in LIMITS.items() if name.startswith(word)), None)
    middle = statistics.median(times)
    told = f"limit {limit}: {'kept' if middle <= limit else 'MISSED'}" if limit else ""
    slow = times[len(times) * 95 // 100]
    print(f"{name:32} p50 {middle:7.2f}  p95 {slow:7.2f}  {len(body):8,} bytes  {told}")


def asked(application: Callable[..., Any], address: str) -> bytes:
    """The body of an address, which must be found."""
    path, _, query = address.partition("?")
    status: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    answer = application(environ, lambda line, headers, *_: status.append(line))
    body = b"".join(answer)
    answer.close()
    if not status[0].startswith("200"):
        sys.exit(f"{address}: {status[0]}")
    return body


if __name__ == "__main__":
    main()
