"""The township of most tests, made once by its transitions and put back as rows for each test.

Five hundred queries to build it, for each of thousands of tests, took most of their time.
"""

from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency, Person
from tests.build import Town, build_town

_Rows = dict[type[models.Model], list[models.Model]]
_kept: tuple[Town, _Rows] | None = None


def kept_town() -> Town:
    """The township as it is right after it was built, in whatever database the test has."""
    global _kept  # noqa: PLW0603 - once per process is the point
    if _kept is None:
        before = _rows()
        town = build_town()
        built = {
            model: [row for row in rows if row not in before.get(model, ())]
            for model, rows in _rows().items()
        }
        _kept = town, {model: rows for model, rows in built.items() if rows}
    else:
        _put_back(_kept[1])
    return _read_anew(_kept[0])


def _rows() -> _Rows:
    found = apps.get_models(include_auto_created=True)
    return {model: list(model._base_manager.all()) for model in found if model._meta.managed}


def _put_back(rows: _Rows) -> None:
    with transaction.atomic():
        for model, kept in rows.items():
            model._base_manager.bulk_create(kept)
        # Else the next row takes a number that is given away.
        for statement in connection.ops.sequence_reset_sql(no_style(), [*rows]):
            with connection.cursor() as cursor:
                cursor.execute(statement)


def _read_anew(town: Town) -> Town:
    def again(kind: Any, records: dict[str, Any]) -> dict[str, Any]:
        found = kind.in_bulk([record.pk for record in records.values()])
        return {name: found[record.pk] for name, record in records.items()}

    agencies = again(
        Agency.objects.prefetch_related("names"),
        {"agency": town.agency, "county": town.county, "neighbour": town.neighbour},
    )
    return Town(
        **agencies,
        users=again(User.objects, town.users),
        people=again(Person.objects, town.people),
    )
