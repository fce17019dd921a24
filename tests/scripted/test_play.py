"""Every scripted case goes through the transitions as the law and the data tell.

All are played once, together, with their letters composed and printed for real.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.build import build_town
from tests.casework.build import furnished
from tests.scripted.cases import all_cases
from tests.scripted.endings import end_of
from tests.scripted.figures import Numbers, by_hand, counted
from tests.scripted.play import play
from tests.scripted.tables import all_tables

CASES = {case.name: case for case in all_cases()}
pytestmark = pytest.mark.django_db
TABLES = {f"{table.form}-{table.year}": table for table in all_tables()}


@dataclass(frozen=True, slots=True)
class World:
    """What came of the play: where cases went otherwise, and what the reports count."""

    faults: dict[str, list[str]]
    numbers: dict[str, Numbers]


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> World:
    """The play in a database that is left as it was."""
    own = _own(tmp_path_factory.mktemp("played"))
    with django_db_blocker.unblock(), override_settings(**own), transaction.atomic():
        played = play(furnished(build_town()), list(CASES.values()))
        faults = {
            name: one.faults or list(end_of(one.scene, CASES)) for name, one in played.items()
        }
        numbers = {title: counted(table) for title, table in TABLES.items()}
        transaction.set_rollback(True)
    return World(faults, numbers)


@pytest.mark.parametrize("name", CASES)
def test_a_case_goes_as_the_law_tells(name: str, world: World) -> None:
    assert world.faults[name] == []


@pytest.mark.parametrize("title", TABLES)
def test_the_report_counts_what_was_filled_by_hand(title: str, world: World) -> None:
    assert world.numbers[title] == by_hand(TABLES[title])


def _own(folder: Path) -> dict[str, object]:
    """Files and keys of the play's own; the rest as for every test."""
    cache = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {
        "MEDIA_ROOT": folder / "media",
        "GONGKAI_KEYS": folder / "ring.json",
        "CACHES": settings.CACHES | {"default": cache},
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }
