"""What an item's page says beside its text: metadata, validity, links, releases, files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from gongkai.catalog.addresses import attachment_address, item_address
from gongkai.catalog.facets import Facet
from gongkai.catalog.models import DisclosureItem, ItemLink
from gongkai.catalog.visibility import (
    public_attachments,
    public_editions,
    public_items,
    public_links,
)
from gongkai.channels.models import Channel, Release
from gongkai.portal.catalog_page import words_for
from gongkai.portal.directory import Place
from gongkai.publication.models import ValidityChange
from gongkai.web.jinja import day
from gongkai.web.prepared import Prepared

_Kind = ItemLink.Kind
_Validity = DisclosureItem.Validity
# How a link reads on the page of its source and on that of its target, in the page's order.
_HEADINGS = {
    (_Kind.INTERPRETS, False): "政策解读",
    (_Kind.REPLACES, False): "替代本文的文件",
    (_Kind.AMENDS, False): "修改本文的文件",
    (_Kind.INTERPRETS, True): "本文解读的文件",
    (_Kind.REPLACES, True): "本文替代的文件",
    (_Kind.AMENDS, True): "本文修改的文件",
    (_Kind.BASED_ON, True): "制定依据",
    (_Kind.BASED_ON, False): "以本文为依据的文件",
    (_Kind.RELATED, True): "相关信息",
    (_Kind.RELATED, False): "相关信息",
}
_ORDER = tuple(dict.fromkeys(_HEADINGS.values()))
_ITEM = Prepared(
    lambda index_number: (
        public_items()
        .filter(index_number=index_number)
        .values_list(
            "pk",
            "agency_id",
            "index_number",
            "title",
            "summary",
            "body",
            "document_number",
            "generated_on",
            "published_on",
            "topic_category",
            "genre_category",
            "business_category",
            "statutory_duty",
            "subject_terms",
            "validity",
            "invalid_on",
            "column_category_id",
            "column_category__title",
        )
    ),
    "its index number",
)
_PLANNED = Prepared(
    lambda item: ValidityChange.objects.filter(item=item, marked_on=None).values_list(
        "effective_on", "validity"
    ),
    -1,
)
_LINKS = Prepared(
    lambda item: (
        public_links()
        .filter(Q(source=item) | Q(target=item))
        .order_by("pk")
        .values_list(
            "kind",
            "effective_on",
            "source_id",
            "source__title",
            "source__index_number",
            "target__title",
            "target__index_number",
        )
    ),
    -1,
)
_RELEASES = Prepared(
    lambda item: (
        Release.objects.filter(item=item)
        .order_by("released_on", "pk")
        .values_list("channel__name", "channel__kind", "released_on", "location")
    ),
    -1,
)
_EDITIONS = Prepared(
    lambda item: (
        public_editions()
        .filter(item=item)
        .order_by("-number")
        .values_list("number", "public_from", "superseded_on", "change_note")
    ),
    -1,
)
_FILES = Prepared(
    lambda item: (
        public_attachments()
        .filter(item=item)
        .order_by("position")
        .values_list("position", "filename", "kind", "size", "page_count")
    ),
    -1,
)


class Text(NamedTuple):
    """A public item as its page shows it, in the order of the query."""

    pk: int
    agency: int
    index_number: str
    title: str
    summary: str
    body: str
    document_number: str
    generated_on: date
    published_on: date
    topic_category: str
    genre_category: str
    business_category: str
    statutory_duty: str
    subject_terms: str
    validity: str
    invalid_on: date | None
    column: int | None
    column_title: str | None

    @property
    def validity_label(self) -> str:
        """The validity in words."""
        return str(_Validity(self.validity).label)


def text(index_number: str) -> Text | None:
    """The public item with this index number."""
    row = _ITEM.first(index_number)
    return Text(*row) if row else None


@dataclass(frozen=True, slots=True)
class Linked:
    """Another public item, with the day from which it replaces or amends."""

    title: str
    address: str
    effective_on: date | None


@dataclass(frozen=True, slots=True)
class File:
    """An attachment as it is offered."""

    name: str
    kind: str
    size: str
    address: str
    previews: list[str]


_PREVIEWED = 3


def metadata(item: Text, publisher: Place) -> list[tuple[str, str, str]]:
    """Label, words and address of whose an item is, of when, and whether it is in force."""
    rows = [
        ("索引号", item.index_number, ""),
        ("发布机构", publisher.name_on(item.published_on), f"/agencies/{publisher.code}/"),
        ("文号", item.document_number, ""),
        ("生成日期", day(item.generated_on), ""),
        ("发布日期", day(item.published_on), ""),
        ("有效性", validity(item), ""),
    ]
    return [row for row in rows if row[1]]


def classification(item: Text, publisher: Place) -> list[tuple[str, str, str]]:
    """Label, words and address of where the catalog has an item; empty fields are left out."""
    catalog = f"/catalog/{publisher.code}/"
    rows: list[tuple[str, str, str]] = []
    for label, facet, code in (
        ("主题分类", Facet.TOPIC, item.topic_category),
        ("体裁", Facet.GENRE, item.genre_category),
        ("业务分类", Facet.BUSINESS, item.business_category),
        ("法定公开事项", Facet.DUTY, item.statutory_duty),
    ):
        if code:
            rows.append((label, words_for(facet, code), f"{catalog}?{facet.value}={code}"))
    if item.column_title:
        rows.append(("目录栏目", item.column_title, f"{catalog}?column={item.column}"))
    rows += [("主题词", item.subject_terms, ""), ("内容概述", item.summary, "")]
    return [row for row in rows if row[1]]


def validity(item: Text) -> str:
    """The validity in words, with its day."""
    words = item.validity_label
    return f"{words}（{day(item.invalid_on)}）" if item.invalid_on else words


def planned_end(item: Text) -> str:
    """What will become of an item that is still in force, in words; empty for nothing."""
    found = _PLANNED.first(item.pk)
    return f"{day(found[0])}起{_Validity(found[1]).label}" if found else ""


def links(item: Text) -> dict[str, list[Linked]]:
    """Other public items by how they stand to this one."""
    found: dict[str, list[Linked]] = {}
    for kind, effective_on, source, source_title, source_number, title, number in _LINKS.rows(
        item.pk
    ):
        is_source = source == item.pk
        shown = (title, number) if is_source else (source_title, source_number)
        heading = _HEADINGS[(_Kind(kind), is_source)]
        found.setdefault(heading, []).append(Linked(shown[0], item_address(shown[1]), effective_on))
    return {heading: found[heading] for heading in _ORDER if heading in found}


def releases(item: Text) -> list[tuple[str, str, date, str]]:
    """Channel, its kind, day and place of each release, the earliest first."""
    return [
        (name, str(Channel.Kind(kind).label), released_on, location)
        for name, kind, released_on, location in _RELEASES.rows(item.pk)
    ]


def editions(item: Text) -> list[tuple[int, date, date, str, str]]:
    """Number, first and last day, what was changed, and address of each earlier text."""
    address = item_address(item.index_number)
    return [
        (number, since, until, note, f"{address}editions/{number}/")
        for number, since, until, note in _EDITIONS.rows(item.pk)
    ]


def files(item: Text) -> list[File]:
    """The attachments that are public."""
    return [_file(item.index_number, *row) for row in _FILES.rows(item.pk)]


def _file(
    index_number: str, position: int, name: str, kind: str, size: int, page_count: int | None
) -> File:
    folder = f"{item_address(index_number)}attachments/{position}/pages/"
    shown = range(1, min(page_count or 0, _PREVIEWED) + 1)
    return File(
        name,
        kind.upper(),
        in_words(size),
        attachment_address(index_number, position, name),
        [f"{folder}{number}.png" for number in shown] if kind == "pdf" else [],
    )


def in_words(size: int) -> str:
    """A size of a file: 17 KB, 1.2 MB."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def citation(item: Text, publisher: Place, address: str) -> str:
    """How to name the item in a text of one's own."""
    number = f"（{item.document_number}）" if item.document_number else ""
    return (
        f"{publisher.name_on(item.published_on)}：《{item.title}》{number}，"
        f"{day(item.published_on)}发布，索引号 {item.index_number}，{address}"
    )


def replaced_by(linked: dict[str, list[Linked]]) -> Iterable[Linked]:
    """The items that stand in the place of this one."""
    return linked.get(_HEADINGS[(_Kind.REPLACES, False)], ())
