"""Browsing the catalog: what was asked for, and the rows that answer it, in few queries."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import BigIntegerField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from gongkai.accounts.refusals import BadAddress
from gongkai.agencies.models import Agency
from gongkai.catalog.facets import FIELDS, Facet
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.visibility import public_items
from gongkai.web.paging import read_key
from gongkai.web.prepared import Prepared, Sample

PAGE = 20
ORDERS = {"": "published_on", "generated": "generated_on"}
# The facets one may choose, in the order of the page.
CHOICES = (
    Facet.TOPIC,
    Facet.GENRE,
    Facet.BUSINESS,
    Facet.DUTY,
    Facet.COLUMN,
    Facet.YEAR,
    Facet.VALIDITY,
    Facet.NORMATIVE,
)
# Those with an index of their own, the most finely divided first.
_INDEXED = (Facet.COLUMN, Facet.DUTY, Facet.TOPIC, Facet.GENRE, Facet.BUSINESS)
# From this share of all items on, walking all of them in order beats gathering and sorting.
_WALKABLE = 0.02
_MOST_COUNTED = 10_000
_YEAR = re.compile("[12][0-9]{3}")
_NUMBER = re.compile("[1-9][0-9]{0,17}")


_COLUMNS = (
    "pk",
    "index_number",
    "title",
    "document_number",
    "published_on",
    "generated_on",
    "validity",
    "agency_id",
)


class Row(NamedTuple):
    """One line of a list."""

    pk: int
    index_number: str
    title: str
    document_number: str
    published_on: date
    generated_on: date
    validity: str
    agency: int


@dataclass(frozen=True, slots=True)
class Browsing:
    """What a reader of the catalog chose."""

    chosen: Mapping[Facet, str] = field(default_factory=dict)
    order: str = ""
    after: str = ""

    def address(self) -> str:
        """The query of the page's address."""
        pairs = [(facet.value, value) for facet, value in self.chosen.items()]
        pairs += [("sort", self.order)] if self.order else []
        pairs += [("after", self.after)] if self.after else []
        return f"?{urlencode(pairs)}"

    def without(self, facet: Facet) -> str:
        """The beginning of an address that keeps all choices but those of a facet."""
        pairs = [(key.value, value) for key, value in self.chosen.items() if key is not facet]
        pairs += [("sort", self.order)] if self.order else []
        return f"{urlencode(pairs)}&" if pairs else ""


def asked(query: Mapping[str, str]) -> Browsing:
    """What an address asks for.

    Raises: BadAddress, where it can be no address of ours.
    """
    chosen = {facet: query[facet] for facet in CHOICES if query.get(facet)}
    if not _YEAR.fullmatch(chosen.get(Facet.YEAR, "2017")):
        raise BadAddress("没有这一年的信息：年份要写成四位数字，例如2017。")
    if not _NUMBER.fullmatch(chosen.get(Facet.COLUMN, "1")):
        raise BadAddress("没有这个栏目，请在目录中重新选择。")
    order = query.get("sort", "")
    return Browsing(chosen, order if order in ORDERS else "", query.get("after", ""))


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose items: of all agencies (no path), of one, or of an agency and all below it.

    `share` is theirs of all public items.
    """

    path: str = ""
    only: int = 0
    share: float = 1.0

    @property
    def way(self) -> str:
        """How the rows are best found."""
        if not self.path:
            return "all"
        if self.only:
            return "one"
        return "walk" if self.share > _WALKABLE else "gather"

    @property
    def value(self) -> list[int | str]:
        """What the query is told of the scope."""
        return [] if not self.path else [self.only or self.path]


def rows(browsing: Browsing, scope: Scope) -> list[Row]:
    """The page's rows and one more, where there is a next page."""
    query = _page_query(scope.way, tuple(browsing.chosen), browsing.order, bool(browsing.after))
    after: tuple[Sample, ...] = read_key(browsing.after) if browsing.after else ()
    return [Row(*values) for values in query.rows(*scope.value, *_values(browsing), *after)]


def total(browsing: Browsing, scope: Scope) -> int:
    """The number of rows of all pages; counted to 10,000 and no further."""
    query = _total_query(scope.way, tuple(browsing.chosen))
    return query.count(*scope.value, *_values(browsing))


def classes(browsing: Browsing, scope: Scope) -> list[tuple[Any, ...]]:
    """Of each row of all pages the values of `FIELDS`, whether it is normative, and its day."""
    query = _classes_query(scope.way, tuple(browsing.chosen))
    return query.rows(*scope.value, *_values(browsing))


# Each way to ask is made into SQL once; there are no more of them than facets can be combined.
@lru_cache(512)
def _page_query(way: str, facets: tuple[Facet, ...], order: str, continued: bool) -> Prepared:
    day = ORDERS[order]

    def build(*samples: Any) -> QuerySet[DisclosureItem, tuple[Any, ...]]:
        items, rest = _chosen(way, facets, list(samples))
        if continued:
            # So written, the index gives the first row at once at any depth.
            last_day, last_pk = rest
            items = items.filter(**{f"{day}__lte": last_day}).filter(
                Q(**{f"{day}__lt": last_day}) | Q(pk__lt=last_pk)
            )
        return items.order_by(f"-{day}", "-pk").values_list(*_COLUMNS)[: PAGE + 1]

    after: tuple[Sample, ...] = (date(1902, 1, 1), -2) if continued else ()
    return Prepared(build, *_samples(way, facets), *after)


@lru_cache(512)
def _total_query(way: str, facets: tuple[Facet, ...]) -> Prepared:
    def build(*samples: Any) -> QuerySet[DisclosureItem, tuple[Any, ...]]:
        items, _ = _chosen(way, facets, list(samples))
        return items.values_list("pk")[: _MOST_COUNTED + 1]

    return Prepared(build, *_samples(way, facets))


@lru_cache(512)
def _classes_query(way: str, facets: tuple[Facet, ...]) -> Prepared:
    def build(*samples: Any) -> QuerySet[DisclosureItem, tuple[Any, ...]]:
        items, _ = _chosen(way, facets, list(samples))
        return items.values_list(*FIELDS.values(), "is_normative_document", "published_on")

    return Prepared(build, *_samples(way, facets))


def _samples(way: str, facets: tuple[Facet, ...]) -> list[Sample]:
    found: list[Sample] = []
    if way != "all":
        found.append(-1 if way == "one" else "the scope's path")
    for facet in facets:
        if facet is Facet.YEAR:
            found += [date(1901, 1, 1), date(1901, 1, 2)]
        else:
            found.append(-3 if facet is Facet.COLUMN else f"a value of {facet.value}")
    return found


def _values(browsing: Browsing) -> list[Sample]:
    found: list[Sample] = []
    for facet, value in browsing.chosen.items():
        if facet is Facet.YEAR:
            found += [date(int(value), 1, 1), date(int(value), 12, 31)]
        else:
            found.append(int(value) if facet is Facet.COLUMN else value)
    return found


def key_of(row: Row, order: str) -> str:
    """The key of the page that begins after a row."""
    return f"{getattr(row, ORDERS[order]).isoformat()}_{row.pk}"


def _chosen(
    way: str, facets: tuple[Facet, ...], values: list[Any]
) -> tuple[QuerySet[DisclosureItem], list[Any]]:
    """The items for a way, facets and their values, and the values left over."""
    items = public_items()
    if way == "one":
        items = items.filter(agency=values.pop(0))
    elif way != "all":
        below = Agency.objects.filter(path__startswith=values.pop(0)).values("pk")
        if way == "walk":
            # A sum, so that no index on the agency is taken and the rows come in their order.
            own = ExpressionWrapper(F("agency_id") + 0, output_field=BigIntegerField())
            items = items.alias(own=own).filter(own__in=below)
        else:
            items = items.filter(agency__in=below)
    # One index can be walked, and a database without statistics may take the longest: those that
    # are not to be taken are hidden from it in an expression.
    first = 0 if way in ("one", "gather") else 1
    hidden = [facet for facet in _INDEXED if facet in facets][first:]
    for facet in facets:
        if facet is Facet.YEAR:
            items = items.filter(published_on__range=(values.pop(0), values.pop(0)))
        elif facet is Facet.NORMATIVE:
            items = items.filter(is_normative_document=True, validity=values.pop(0))
        elif facet in hidden and facet is not Facet.COLUMN:
            apart = {facet.value: Coalesce(FIELDS[facet], Value(""))}
            items = items.alias(**apart).filter(**{facet.value: values.pop(0)})
        else:
            items = items.filter(**{FIELDS[facet]: values.pop(0)})
    return items, values
