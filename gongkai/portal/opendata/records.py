"""Items and agencies as the shapes of the open data, read from what is public."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Prefetch, Q, QuerySet

from gongkai.agencies import queries as agencies
from gongkai.agencies.models import Agency, AgencyName
from gongkai.calendars.queries import calendar
from gongkai.catalog import visibility
from gongkai.catalog.addresses import attachment_address, item_address
from gongkai.catalog.facets import FIELDS, Facet
from gongkai.catalog.models import Attachment, DisclosureItem, Edition, ItemLink
from gongkai.portal import browsing, tallies
from gongkai.portal.facet_labels import column_labels, is_code, label_of
from gongkai.portal.opendata.shapes import (
    AgencyShape,
    AttachmentShape,
    ChartShape,
    Code,
    CountShape,
    EditionShape,
    FacetShape,
    FigureShape,
    ItemShape,
    LinkShape,
    WholeItemShape,
)
from gongkai.portal.statistics import Scope, charts

_BATCH = 500
_YEAR = re.compile("[12][0-9]{3}")
_LINK_LABELS = dict(ItemLink.Kind.choices)
Row = TypeVar("Row", Attachment, Edition, ItemLink)
# Gives the absolute address of one of our paths.
Absolute = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which public items are meant: of an agency with all below it, of facets of the catalog.

    The values of the facets are such as `is_known`.
    """

    agency: str = ""
    facets: Mapping[str, str] = field(default_factory=dict)

    def items(self) -> QuerySet[DisclosureItem]:
        """The items, ready to become shapes."""
        items = visibility.public_items()
        for facet, value in self.facets.items():
            items = items.filter(_condition(facet, value))
        if self.agency:
            path = Agency.objects.filter(code=self.agency).values_list("path", flat=True).first()
            below = Agency.objects.filter(path__startswith=path) if path else Agency.objects.none()
            items = items.filter(agency__in=below)
        return with_names(items)

    def tag(self) -> str:
        """What a page that lists the items depends on."""
        return f"catalog:{self.agency}" if self.agency else "catalog"


def with_names(items: QuerySet[DisclosureItem]) -> QuerySet[DisclosureItem]:
    """The items with what their records name."""
    names = Prefetch("agency__names", AgencyName.objects.order_by("since"))
    return items.select_related("agency", "column_category").prefetch_related(names)


def is_known(facet: str, value: str) -> bool:
    """Whether a facet of the catalog can have a value."""
    if facet == Facet.YEAR:
        return bool(_YEAR.fullmatch(value))
    if facet == Facet.COLUMN:
        return bool(column_labels([value]))
    return is_code(facet, value)


def _condition(facet: str, value: str) -> Q:
    if facet == Facet.NORMATIVE:
        return Q(is_normative_document=True, validity=value)
    if facet == Facet.YEAR:
        return Q(published_on__year=int(value))
    return Q(**{FIELDS[Facet(facet)]: value})


def agency_shapes() -> list[AgencyShape]:
    """All agencies, along the tree."""
    return [
        AgencyShape(
            code=agency.code,
            kind=Code(agency.kind, agency.get_kind_display()),
            name=agency.name,
            short_name=agency.short_name,
            superior=agency.superior.code if agency.superior else None,
            organization_code=agency.organization_code,
            established_on=agency.established_on,
            closed_on=agency.closed_on,
        )
        for agency in agencies.with_names().select_related("superior")
    ]


def item_shape(item: DisclosureItem, absolute: Absolute) -> ItemShape:
    """One item's record; the item is of a `Selection`."""
    if item.published_on is None or item.index_number is None:
        raise LookupError(f"item {item.pk} is not public")
    return ItemShape(
        index_number=item.index_number,
        title=item.title,
        summary=item.summary,
        document_number=item.document_number,
        agency=item.agency.code,
        agency_name=item.agency.name_on(item.published_on),
        generated_on=item.generated_on,
        published_on=item.published_on,
        topic=_code("topic", item.topic_category),
        genre=_code("genre", item.genre_category),
        business=_code("business", item.business_category),
        concern=_code("concern", item.concern_category),
        duty=_code("duty", item.statutory_duty),
        column=item.column_category.title if item.column_category else "",
        subject_terms=item.subject_terms,
        is_normative_document=item.is_normative_document,
        validity=Code(item.validity, label_of("validity", item.validity)),
        invalid_on=item.invalid_on,
        address=absolute(item_address(item.index_number)),
    )


def whole_shapes(items: Iterable[DisclosureItem], absolute: Absolute) -> Iterator[WholeItemShape]:
    """Items with all that belongs to them, each kind read once for all of them."""
    batch = list(items)
    attachments = _by_item(visibility.public_attachments().filter(item__in=batch), "item_id")
    editions = _by_item(
        visibility.public_editions().filter(item__in=batch).order_by("number"), "item_id"
    )
    links = visibility.public_links().select_related("source", "target").order_by("pk")
    out = _by_item(links.filter(source__in=batch), "source_id")
    back = _by_item(links.filter(target__in=batch), "target_id")
    for item in batch:
        record = item_shape(item, absolute)
        yield WholeItemShape(
            record=record,
            body=item.body,
            attachments=[
                _attachment_shape(record.index_number, one, absolute)
                for one in sorted(attachments.get(item.pk, []), key=lambda one: one.position)
            ],
            editions=[_edition_shape(one) for one in editions.get(item.pk, [])],
            links=[
                *(_link_shape(one, "to", one.target, absolute) for one in out.get(item.pk, [])),
                *(_link_shape(one, "from", one.source, absolute) for one in back.get(item.pk, [])),
            ],
        )


def facet_shapes(agency: str) -> list[FacetShape]:
    """The facets with their numbers: of an agency with all below it, or of all together."""
    path = Agency.objects.get(code=agency).path if agency else ""
    numbers: dict[str, dict[str, int]] = {}
    for (facet, value), number in tallies.counts(browsing.Scope(path)).items():
        numbers.setdefault(facet, {})[value] = number
    columns = column_labels(numbers.get(Facet.COLUMN, {}))
    return [
        FacetShape(facet.value, facet.label, _counts(facet, numbers.get(facet, {}), columns))
        for facet in Facet
        if facet != Facet.ALL
    ]


def chart_shapes(scope: Scope) -> list[ChartShape]:
    """The charts of the statistics."""
    return [
        ChartShape(
            key=chart.key,
            title=chart.title,
            unit=chart.unit,
            description=chart.description,
            figures=[
                FigureShape(
                    mark.label, None if mark.value is None else float(mark.value), mark.share
                )
                for mark in chart.marks
            ],
        )
        for chart in charts(scope, calendar())
    ]


def _counts(
    facet: Facet, numbers: Mapping[str, int], columns: Mapping[str, str]
) -> list[CountShape]:
    ordered = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        CountShape(
            code,
            columns.get(code, code) if facet == Facet.COLUMN else label_of(facet, code),
            number,
        )
        for code, number in ordered
    ]


def batches() -> Iterator[list[DisclosureItem]]:
    """All public items by number, some at a time: each batch is read when its turn comes.

    What is withdrawn while a reader is slow is not told any more.
    """
    items = with_names(visibility.public_by_number()).order_by("pk")
    after = 0
    while batch := list(items.filter(pk__gt=after)[:_BATCH]):
        yield batch
        after = batch[-1].pk


def _code(facet: str, code: str) -> Code | None:
    return Code(code, label_of(facet, code)) if code else None


def _by_item(rows: Iterable[Row], key: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return found


def _attachment_shape(number: str, one: Attachment, absolute: Absolute) -> AttachmentShape:
    return AttachmentShape(
        position=one.position,
        filename=one.filename,
        kind=one.kind,
        sha256=one.sha256,
        page_count=one.page_count,
        address=absolute(attachment_address(number, one.position, one.filename)),
    )


def _edition_shape(edition: Edition) -> EditionShape:
    return EditionShape(
        number=edition.number,
        title=edition.title,
        summary=edition.summary,
        body=edition.body,
        document_number=edition.document_number,
        public_from=edition.public_from,
        superseded_on=edition.superseded_on,
        change_note=edition.change_note,
    )


def _link_shape(
    link: ItemLink, points: str, other: DisclosureItem, absolute: Absolute
) -> LinkShape:
    number = other.index_number or ""
    return LinkShape(
        kind=Code(link.kind, _LINK_LABELS[link.kind]),
        points=points,
        index_number=number,
        title=other.title,
        address=absolute(item_address(number)),
    )
