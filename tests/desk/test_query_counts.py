"""How many queries each list page makes: as many as stand in query_counts.toml, however many rows.

A page that needs more after a change shows it here; raise the number only with a reason.
"""

import tomllib
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.accounts.models import User
from gongkai.applications.models import Application
from gongkai.catalog.models import DisclosureItem
from gongkai.commands import demonstration
from gongkai.desk.registers import LEDGERS
from tests.build import SHANGHAI

# page -> number, for the demonstration township; a ledger's page by its key
COUNTS: dict[str, dict[str, int]] = tomllib.loads(
    Path(__file__).with_name("query_counts.toml").read_text(encoding="utf-8")
)


def _queries(person: str, address: str) -> int:
    client = Client()
    client.force_login(User.objects.get(username=person))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def _address(part: str, page: str) -> str:
    if part == "ledgers":
        return f"/desk/xinhe/ledgers/{page}/"
    first = DisclosureItem.objects.order_by("pk").values_list("pk", flat=True)[0]
    case = Application.objects.order_by("pk").values_list("pk", flat=True)[0]
    return page.replace("CODE", "xinhe").replace("ITEM", str(first)).replace("CASE", str(case))


@pytest.fixture
def township(db: None) -> None:
    """新合镇 in 2017, as the demonstration loads it."""
    demonstration.load(at=datetime(2018, 3, 1, 10, tzinfo=SHANGHAI))


def test_every_list_has_its_number_of_queries(township: None) -> None:
    people = {"portal": "zhuren", "desk": "zhuren", "keeping": "guanli", "ledgers": "zhuren"}
    wrong = []
    for part, person in people.items():
        for page, count in COUNTS[part].items():
            found = _queries(person, _address(part, page))
            if found != count:
                wrong.append(f"{part} {page}: {found} queries, not {count}")
    assert wrong == []


def test_every_ledger_has_a_number() -> None:
    assert set(COUNTS["ledgers"]) == {ledger.key for ledger in LEDGERS}
