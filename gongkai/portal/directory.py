"""Agencies as the public sees them: plain rows with the names of each day, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency, AgencyName
from gongkai.web.prepared import Prepared

_FIELDS = (
    "agency_id",
    "agency__code",
    "agency__path",
    "agency__kind",
    "agency__closed_on",
    "since",
    "full_name",
    "short_name",
)


@dataclass(slots=True)
class Place:
    """An agency's place in the tree, and its names, oldest first."""

    pk: int
    code: str
    path: str
    kind: str
    closed_on: date | None
    names: list[tuple[date, str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The latest full name."""
        return self.names[-1][1]

    @property
    def short_name(self) -> str:
        """The latest short name."""
        return self.names[-1][2]

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(Agency.Kind(self.kind).label)

    @property
    def depth(self) -> int:
        """0 at the top."""
        return self.path.count("/") - 2

    def name_on(self, day: date) -> str:
        """The full name of that day; before its first name, the first."""
        for since, name, _ in reversed(self.names):
            if since <= day:
                return name
        return self.names[0][1]

    @property
    def heading(self) -> str:
        """What its disclosure column is called."""
        return f"{self.name.removesuffix('政府')}政府信息公开"


def names_where(condition: Q) -> QuerySet[AgencyName, tuple[Any, ...]]:
    """The rows that `places_in` takes, of the agencies for which `condition` holds."""
    rows = AgencyName.objects.filter(condition).order_by("agency__path", "since")
    return rows.values_list(*_FIELDS)


def names_where_any(*conditions: Q) -> QuerySet[AgencyName, tuple[Any, ...]]:
    """The same rows, of the agencies for which one of the conditions holds.

    A query for each, for a database that is asked for all in one looks at every name.
    """
    first, *others = (names_where(condition).order_by() for condition in conditions)
    return first.union(*others).order_by("agency__path", "since")


_OF_ONE = Prepared(lambda agency: names_where(Q(agency=agency)), -1)


def agency_named(pk: int) -> Place:
    """One agency with its names."""
    return places_in(_OF_ONE.rows(pk))[0]


def places(condition: Q) -> list[Place]:
    """The agencies for which `condition` on `agency__…` holds, along the tree."""
    return places_in(names_where(condition))


def places_in(rows: Iterable[tuple[Any, ...]]) -> list[Place]:
    """The agencies of some rows of names."""
    found: dict[int, Place] = {}
    for pk, code, path, kind, closed_on, *name in rows:
        place = found.get(pk)
        if place is None:
            place = found[pk] = Place(pk, code, path, kind, closed_on)
        place.names.append((name[0], name[1], name[2]))
    return list(found.values())


def standing(condition: Q, *, today: date) -> list[Place]:
    """The agencies for which `condition` holds and that are not closed on `today`."""
    return [place for place in places(condition) if not place.closed_on or place.closed_on > today]


@dataclass(frozen=True, slots=True)
class Branch:
    """An agency with those above it and all below it."""

    place: Place
    above: list[Place]
    below: list[Place]

    @property
    def ids(self) -> list[int]:
        """Numbers of the agency and all below it."""
        return [self.place.pk, *(place.pk for place in self.below)]

    def children(self) -> list[Place]:
        """The agencies directly below."""
        depth = self.place.depth + 1
        return [place for place in self.below if place.depth == depth]


def branch(code: str) -> Branch | None:
    """The branch of the tree that begins at the agency with this code."""
    row = place_of(code)
    if row is None:
        return None
    _, path = row
    found = places(Q(agency__path__startswith=path) | Q(agency__path__in=paths_above(path)))
    own = next(place for place in found if place.path == path)
    return Branch(
        own,
        [place for place in found if len(place.path) < len(path)],
        [place for place in found if len(place.path) > len(path)],
    )


def place_of(code: str) -> tuple[int, str] | None:
    """The number of the agency with this code, and its path in the tree."""
    row = _PLACE.first(code)
    return (row[0], row[1]) if row else None


_PLACE = Prepared(
    lambda code: Agency.objects.filter(code=code).values_list("pk", "path"), "its code"
)


def paths_above(path: str) -> list[str]:
    """The paths of the agencies above a path, from the top."""
    codes = path.strip("/").split("/")
    return [f"/{'/'.join(codes[:number])}/" for number in range(1, len(codes))]


def by_id(places: Iterable[Place]) -> dict[int, Place]:
    """The agencies by number."""
    return {place.pk: place for place in places}
