"""The public's statistics: each a chart with its table, counted from what is public now."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Min
from django.db.models.functions import ExtractYear

from gongkai.applications.models import Application, Reply
from gongkai.catalog.facets import Facet
from gongkai.catalog.visibility import of_public, public_items
from gongkai.channels.models import Channel, Release
from gongkai.channels.queries import RELEASE_TERM
from gongkai.documents.model import Chart, ChartKind, Mark
from gongkai.law.calendar import OutsideCalendar, WorkCalendar
from gongkai.law.outcomes import OUTCOMES
from gongkai.portal import browsing, tallies
from gongkai.portal.catalog_page import words_for
from gongkai.portal.directory import Place

# The years a chart has room for.
_YEARS = 12
_AGENCIES = 30
_OUTCOME_LABELS = {outcome.code: outcome.label for outcome in OUTCOMES}


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures: all agencies, or the branch that begins at `top`."""

    top: Place | None
    agencies: tuple[Place, ...]

    @property
    def ids(self) -> list[int] | None:
        """Numbers of the agencies; None for all."""
        return [place.pk for place in self.agencies] if self.top else None

    @property
    def catalog(self) -> str:
        """The address of the items that are counted."""
        return f"/catalog/{self.top.code}/" if self.top else "/catalog/"


def charts(scope: Scope, calendar: WorkCalendar) -> list[Chart]:
    """All charts of the page, in its order; one without figures is left out."""
    counts = tallies.counts(browsing.Scope(scope.top.path if scope.top else ""))
    found = [
        _by_year(scope, counts),
        _by_facet(scope, counts, Facet.TOPIC, "topics", "按主题分类"),
        _by_facet(scope, counts, Facet.GENRE, "genres", "按体裁"),
        _by_channel(scope),
        _by_agency(scope),
        _timeliness(scope, calendar),
        _applications(scope),
        _outcomes(scope),
    ]
    return [chart for chart in found if chart.marks]


def _by_year(scope: Scope, counts: Mapping[tuple[str, str], int]) -> Chart:
    years = sorted(value for facet, value in counts if facet == Facet.YEAR)[-_YEARS:]
    marks = [
        Mark(year, counts[(Facet.YEAR, year)], href=f"{scope.catalog}?year={year}")
        for year in years
    ]
    return _chart("years", "各年主动公开的信息", ChartKind.COLUMN, marks, unit="条")


def _by_facet(
    scope: Scope, counts: Mapping[tuple[str, str], int], facet: Facet, key: str, title: str
) -> Chart:
    values = [(value, count) for (kind, value), count in counts.items() if kind == facet]
    marks = [
        Mark(words_for(facet, value), count, href=f"{scope.catalog}?{facet.value}={value}")
        for value, count in sorted(values, key=lambda pair: (-pair[1], pair[0]))
    ]
    return _chart(key, f"{title}公开的信息", ChartKind.BAR, marks, unit="条")


def _by_channel(scope: Scope) -> Chart:
    releases = Release.objects.filter(of_public("item"))
    if scope.ids is not None:
        releases = releases.filter(item__agency__in=scope.ids)
    rows = releases.order_by().values_list("channel__kind").annotate(Count("pk"))
    marks = [
        Mark(str(Channel.Kind(kind).label), count)
        for kind, count in sorted(rows, key=lambda row: -row[1])
    ]
    return _chart(
        "channels",
        "按渠道发布的次数",
        ChartKind.BAR,
        marks,
        unit="次",
        description="同一条信息可以在几个渠道发布。",
    )


def _by_agency(scope: Scope) -> Chart:
    """The agencies themselves, without those below each; one alone is no comparison."""
    own = tallies.counts_by_agency()
    found = [(place, own[place.pk]) for place in scope.agencies if own.get(place.pk)]
    marks = [
        Mark(place.short_name, count, href=f"/catalog/{place.code}/")
        for place, count in sorted(found, key=lambda pair: (-pair[1], pair[0].path))[:_AGENCIES]
    ]
    return _chart(
        "agencies",
        "按机关公开的信息",
        ChartKind.BAR,
        marks if len(marks) > 1 else (),
        unit="条",
        description=f"只列最多的{_AGENCIES}个机关。" if len(found) > _AGENCIES else "",
    )


def _timeliness(scope: Scope, calendar: WorkCalendar) -> Chart:
    """Of the items first put on the Internet in a year, the share within the term.

    Units: the term is 20 工作日 from the day the information was made.
    Source: 政府信息公开条例(2007) 第十八条; 政府信息公开条例(2019) 第二十六条.
    """
    items = public_items().filter(releases__channel__kind__in=Channel.Kind.online())
    if scope.ids is not None:
        items = items.filter(agency__in=scope.ids)
    rows = (
        items.order_by()
        .values("pk", "generated_on")
        .annotate(online_on=Min("releases__released_on"))
        .values_list("generated_on", "online_on")
    )
    timely: Counter[int] = Counter()
    every: Counter[int] = Counter()
    for (made_on, online_on), number in Counter(rows).items():
        try:
            in_time = calendar.between(made_on, online_on) <= RELEASE_TERM
        except OutsideCalendar:
            continue
        every[online_on.year] += number
        timely[online_on.year] += number * in_time
    marks = [
        Mark(str(year), _percent(timely[year], every[year])) for year in sorted(every)[-_YEARS:]
    ]
    return _chart(
        "timeliness",
        f"信息形成后{RELEASE_TERM}个工作日内上网公开的比例",
        ChartKind.COLUMN,
        marks,
        unit="%",
        description="从生成日期到首次在网站、政务微博或者微信发布。",
    )


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part * 100) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _applications(scope: Scope) -> Chart:
    applications = Application.objects.all()
    if scope.ids is not None:
        applications = applications.filter(agency__in=scope.ids)
    rows = (
        applications.annotate(year=ExtractYear("received_on"))
        .order_by("year")
        .values_list("year")
        .annotate(Count("pk"))
    )
    marks = [Mark(str(year), count) for year, count in list(rows)[-_YEARS:]]
    return _chart("applications", "各年收到的公开申请", ChartKind.COLUMN, marks, unit="件")


def _outcomes(scope: Scope) -> Chart:
    replies = Reply.objects.all()
    if scope.ids is not None:
        replies = replies.filter(application__agency__in=scope.ids)
    rows = list(replies.order_by().values_list("outcome").annotate(Count("pk")))
    total = sum(count for _, count in rows)
    marks = [
        Mark(_OUTCOME_LABELS.get(code, code), count, share=f"{_percent(count, total)}%")
        for code, count in sorted(rows, key=lambda row: -row[1])
    ]
    return _chart("outcomes", "申请的办理结果", ChartKind.BAR, marks, unit="件")


def _chart(
    key: str,
    title: str,
    kind: ChartKind,
    marks: Iterable[Mark],
    *,
    unit: str,
    description: str = "",
) -> Chart:
    return Chart(key, title, kind, tuple(marks), unit=unit, description=description)


def as_rows(chart: Chart) -> list[list[str]]:
    """The chart's figures as the rows of a table, with a head."""
    shared = any(mark.share for mark in chart.marks)
    head = ["项目", f"数量（{chart.unit}）", *(["占比"] if shared else [])]
    return [
        head,
        *([mark.label, str(mark.value), *([mark.share] if shared else [])] for mark in chart.marks),
    ]
