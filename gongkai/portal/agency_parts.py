"""What the parts of an agency's disclosure column show."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from gongkai.agencies import queries as agencies
from gongkai.agencies.models import Agency, Office, SupportingRuleVersion
from gongkai.catalog.addresses import item_address
from gongkai.catalog.facets import Facet
from gongkai.catalog.models import CatalogColumn, Guide
from gongkai.catalog.visibility import of_public
from gongkai.channels.models import Channel
from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.dated import holds_on
from gongkai.law.disclosure_duties import DUTIES, NORMATIVE_DOCUMENTS, SUCCESSORS, Duty
from gongkai.portal.directory import Branch, Place, by_id
from gongkai.reading_rooms.models import ReadingRoom
from gongkai.reports.models import PublishedReport

Counts = Mapping[tuple[str, str], int]

NORMATIVE = (
    ("in_force", "现行有效"),
    ("amended", "已修改"),
    ("expired", "失效"),
    ("repealed", "废止"),
)

_REGULATIONS = "https://www.gov.cn/zhengce/content/2019-04/15/content_5382991.htm"
# title, number, first day in force, official text where its address is certain; the law of the
# land that binds every agency.
NATIONAL_RULES = (
    ("中华人民共和国政府信息公开条例", "国务院令第711号", date(2019, 5, 15), _REGULATIONS),
    ("政府信息公开信息处理费管理办法", "国办函〔2020〕109号", date(2021, 1, 1), ""),
    ("中华人民共和国政府信息公开工作年度报告格式", "国办公开办函〔2021〕30号", None, ""),
    ("中华人民共和国保守国家秘密法", "主席令第20号", date(2024, 5, 1), ""),
)


def guide_of(place: Place, today: date) -> Guide | None:
    """The guide in force."""
    found = Guide.objects.filter(agency=place.pk, in_force_on__lte=today)
    return found.order_by("in_force_on").last()


def office_of(place: Place, today: date) -> Office | Guide | None:
    """The disclosure office: as it is registered, else as the guide names it."""
    offices = Office.objects.filter(
        agencies.standing_on(today), agency=place.pk, is_disclosure_office=True
    )
    office = offices.order_by("-since", "-pk").first()
    return office if office and office.address else guide_of(place, today) or office


def rooms_of(place: Place, today: date) -> list[ReadingRoom]:
    """The reading rooms that are open."""
    rooms = ReadingRoom.objects.filter(agencies.standing_on(today), agency=place.pk)
    return list(rooms.order_by("since", "pk"))


def channels_of(place: Place, today: date) -> list[Channel]:
    """The channels on which the agency discloses."""
    channels = Channel.objects.filter(agencies.standing_on(today), agency=place.pk)
    return list(channels.order_by("kind", "name", "pk"))


def history_of(place: Place) -> list[agencies.Event]:
    """What became of the agency, where there is more to tell than that it was set up."""
    agency = Agency.objects.prefetch_related("names").get(pk=place.pk)
    events = agencies.history_of(agency)
    return events if len(events) > 1 else []


def rules_of(found: Branch, today: date) -> list[SupportingRuleVersion]:
    """The agency's own rules that are not repealed, each in the version in force."""
    versions = (
        SupportingRuleVersion.objects.filter(rule__agency=found.place.pk, in_force_on__lte=today)
        .select_related("rule")
        .order_by("rule__title", "rule", "in_force_on")
    )
    latest = {
        version.rule_id: version
        for version in versions
        if not version.rule.repealed_on or version.rule.repealed_on > today
    }
    return list(latest.values())


@dataclass(frozen=True, slots=True)
class Listed:
    """A heading under which items stand, with their number and address."""

    title: str
    count: int
    address: str
    source: str = ""
    depth: int = 0
    also: tuple["Listed", ...] = ()  # what else belongs here, classified otherwise


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties of an agency: those with items, those without, and what only old law named."""

    held: list[Listed]
    empty: list[Listed]
    earlier: list[Listed]


def duties_of(place: Place, counts: Counts, today: date) -> Duties:
    """The duties in force for the agency's kind, and earlier ones under which items stand.

    Items under an earlier duty stand with the one that succeeds it, normative documents with
    the duty to disclose them.
    """
    now = {duty.code: duty for duty in DUTIES if _binds(duty, place) and holds_on(duty, today)}
    others: dict[str, list[Listed]] = {}
    for query, label in NORMATIVE:
        if count := counts.get((Facet.NORMATIVE, query), 0):
            address = f"/catalog/{place.code}/?normative={query}"
            others.setdefault(NORMATIVE_DOCUMENTS, []).append(
                Listed(f"行政规范性文件（{label}）", count, address)
            )
    earlier = []
    for duty in DUTIES:
        if duty.code in now or not counts.get((Facet.DUTY, duty.code), 0):
            continue
        successor = SUCCESSORS.get(duty.code, "")
        if successor in now:
            others.setdefault(successor, []).append(
                replace(_listed(duty, place, counts), title=f"按{duty.source}归类的")
            )
        else:
            earlier.append(_listed(duty, place, counts))
    listed = [
        _listed(duty, place, counts, tuple(others.get(code, ()))) for code, duty in now.items()
    ]
    return Duties(
        [one for one in listed if one.count or one.also],
        [one for one in listed if not one.count and not one.also],
        earlier,
    )


def _listed(duty: Duty, place: Place, counts: Counts, also: tuple[Listed, ...] = ()) -> Listed:
    count = counts.get((Facet.DUTY, duty.code), 0)
    address = f"/catalog/{place.code}/?duty={duty.code}"
    return Listed(duty.text, count, address, duty.source, also=also)


def _binds(duty: Duty, place: Place) -> bool:
    kinds = {kind.value for kind in AgencyKind}
    return place.kind in kinds and AgencyKind(place.kind) in duty.agency_kinds


def columns_of(place: Place, counts: Counts, today: date) -> list[Listed]:
    """The agency's catalog columns in use, as a tree, and those out of use that hold items."""
    columns = list(CatalogColumn.objects.filter(agency=place.pk).order_by("position", "pk"))
    children: dict[int | None, list[CatalogColumn]] = {}
    for column in columns:
        children.setdefault(column.parent_id, []).append(column)
    found: list[Listed] = []

    def walk(parent: int | None, depth: int) -> None:
        for column in children.get(parent, []):
            count = counts.get((Facet.COLUMN, str(column.pk)), 0)
            if count or holds_on_day(column, today):
                address = f"/catalog/{place.code}/?column={column.pk}"
                found.append(Listed(column.title, count, address, depth=depth))
            walk(column.pk, depth + 1)

    walk(None, 0)
    return found


def holds_on_day(column: CatalogColumn, day: date) -> bool:
    """Whether a column is in use on a day."""
    return column.since <= day and (column.until is None or column.until >= day)


def normative_of(counts: Counts) -> list[tuple[str, int, str]]:
    """Validity, number and query of the agency's normative documents."""
    return [
        (label, count, f"?normative={code}")
        for code, label in NORMATIVE
        if (count := counts.get((Facet.NORMATIVE, code), 0))
    ]


@dataclass(frozen=True, slots=True)
class Report:
    """An annual report that is public."""

    agency: str
    year: int
    published_on: date
    address: str


def reports_of(found: Branch) -> tuple[list[Report], list[Report]]:
    """The public reports of the agency, and of those below it, newest first."""
    named = by_id([found.place, *found.below])
    rows = (
        PublishedReport.objects.filter(of_public("item"), report__agency__in=named.keys())
        .order_by("-report__year", "report__agency__path")
        .values_list("report__agency", "report__year", "published_on", "item__index_number")
    )
    own: list[Report] = []
    lower: list[Report] = []
    for agency, year, published_on, index_number in rows:
        report = Report(
            named[agency].name_on(published_on),
            year,
            published_on,
            item_address(index_number or ""),
        )
        (own if agency == found.place.pk else lower).append(report)
    return own, lower
