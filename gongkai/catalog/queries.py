"""Reads of the catalog: items by viewer, by period and by reference; columns, guides, schemes."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import queries as agencies_queries
from gongkai.agencies.models import Agency
from gongkai.catalog.models import CatalogColumn, DisclosureItem, Guide, IndexNumberScheme
from gongkai.catalog.visibility import public_items
from gongkai.web.prepared import Prepared

_Status = DisclosureItem.Status
# What a release or a delivery may speak of.
_LIVE = (_Status.APPROVED, _Status.PUBLISHED)


def visible_to(user: User) -> QuerySet[DisclosureItem]:
    """Items of every state at the agencies whose records the person may read."""
    return items_of(agencies_queries.catalog_readable_by(user))


def items_of(agencies: QuerySet[Agency]) -> QuerySet[DisclosureItem]:
    """Items of every state, the latest draft first."""
    return (
        DisclosureItem.objects.filter(agency__in=agencies)
        .select_related("agency", "drafter", "column_category")
        .order_by("-drafted_on", "-pk")
    )


def counts_by_status(agency: Agency) -> list[tuple[str, str, int]]:
    """Code, label and number of the agency's items in each state, along the way."""
    counts = dict(
        DisclosureItem.objects.filter(agency=agency)
        .order_by()
        .values_list("status")
        .annotate(Count("pk"))
    )
    return [(state.value, state.label, counts.get(state, 0)) for state in _Status]


def public(agencies: QuerySet[Agency]) -> QuerySet[DisclosureItem]:
    """What anybody may read now, the latest first; a withdrawn item is not among it."""
    return public_items().filter(agency__in=agencies).order_by("-published_on", "-pk")


def published(
    agencies: QuerySet[Agency], first_day: date, last_day: date
) -> QuerySet[DisclosureItem]:
    """Public items first published from `first_day` to `last_day`, both included."""
    return public(agencies).filter(published_on__range=(first_day, last_day))


def referable() -> QuerySet[DisclosureItem]:
    """Items loaded so that `reference_to` needs no query of its own."""
    namesakes = DisclosureItem.objects.filter(
        Q(status__in=_LIVE) | Q(status=OuterRef("status")),
        agency=OuterRef("agency"),
        title=OuterRef("title"),
        revises=None,
    ).exclude(pk=OuterRef("pk"))
    return DisclosureItem.objects.annotate(has_namesake=Exists(namesakes))


def reference_to(item: DisclosureItem) -> str:
    """How a ledger names an item: by its title, or its index number where titles repeat."""
    if not hasattr(item, "has_namesake"):
        return reference_to(referable().get(pk=item.pk))
    return (item.index_number or item.title) if item.has_namesake else item.title


# The agency stands in each alternative, so that SQLite finds each by an index of its own.
_REFERRED = Prepared(
    lambda agency, reference: DisclosureItem.objects.filter(
        Q(agency=agency, title=reference)
        | Q(agency=agency, index_number=reference)
        | Q(agency=agency, document_number=reference),
        status__in=(*_LIVE, _Status.WITHDRAWN),
    ).order_by("pk"),
    -1,
    "#",
)


def item_referred(agency: Agency, reference: str, *, field: str) -> DisclosureItem:
    """The agency's item with this title, index number or document number.

    A withdrawn item is meant only where no other bears the title or number, and a revision
    never: it becomes part of its original.

    Raises: NotAllowed, about `field`.
    """
    named: list[DisclosureItem] = _REFERRED.records(agency.pk, reference)
    # Not a condition of the query: SQLite would walk all items that revise none.
    found = [item for item in named if item.revises_id is None]
    live = [item for item in found if item.status in _LIVE]
    found = live or found
    if not found:
        raise NotAllowed(
            f"没有名称、索引号或文号为“{reference}”的已公开信息，请先在“公开信息”台账中登记。",
            field=field,
        )
    if len(found) > 1:
        numbers = "、".join(item.index_number or item.document_number for item in found[:5])
        raise NotAllowed(
            f"有{len(found)}条信息都叫“{reference}”，请改写索引号：{numbers}。", field=field
        )
    return found[0]


def item_titles(agency: Agency) -> QuerySet[DisclosureItem, str]:
    """Titles of the agency's public items, the latest first, for suggestions."""
    return (
        public_items()
        .filter(agency=agency)
        .order_by("-published_on", "-pk")
        .values_list("title", flat=True)
    )


def column_named(agency: Agency, title: str, *, field: str) -> CatalogColumn | None:
    """The agency's catalog column with this title; None for no title.

    Raises: NotAllowed, about `field`.
    """
    if not title:
        return None
    column = CatalogColumn.objects.filter(agency=agency, title=title).first()
    if column is None:
        raise NotAllowed(f"没有名为“{title}”的目录栏目，请先在“目录栏目”台账中登记。", field=field)
    return column


def column_titles(agency: Agency) -> QuerySet[CatalogColumn, str]:
    """Titles of the agency's catalog columns, for suggestions."""
    return (
        CatalogColumn.objects.filter(agency=agency)
        .order_by("position", "pk")
        .values_list("title", flat=True)
    )


def columns_on(day: date, agencies: QuerySet[Agency]) -> QuerySet[CatalogColumn]:
    """Catalog columns in use on `day`, in their order."""
    return CatalogColumn.objects.filter(
        agencies_queries.standing_on(day), agency__in=agencies
    ).order_by("position", "pk")


def guide_on(day: date, agency: Agency) -> Guide | None:
    """The edition of the agency's guide in force on `day`."""
    return Guide.objects.filter(agency=agency, in_force_on__lte=day).order_by("in_force_on").last()


_SCHEMES = Prepared(
    lambda agency, day: IndexNumberScheme.objects.filter(agency=agency, since__lte=day).order_by(
        "-since"
    )[:1],
    -1,
    date(1901, 1, 1),
)


def index_number_scheme_on(day: date, agency: Agency) -> IndexNumberScheme | None:
    """The agency's own scheme of index numbers in use on `day`."""
    return next(iter(_SCHEMES.records(agency.pk, day)), None)
