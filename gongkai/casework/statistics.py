"""How cases are handled, per agency and per officer: what is open, how long answers took.

Part of no statutory form; the annual report has figures of its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean, median

from gongkai.agencies.models import Agency, Person
from gongkai.applications.models import Application, Reply
from gongkai.casework.models import Rating
from gongkai.law import grounds
from gongkai.law.calendar import WorkCalendar
from gongkai.law.regimes import regime_on
from gongkai.remedies.models import Lawsuit, Reconsideration, Result

_Key = tuple[int, int | None]  # agency, officer
_NEAR = 5  # working days


@dataclass(slots=True)
class Tally:
    """Figures of one agency, or of one of its officers.

    `open`, `near` and `overdue` are of today, all others of the period. Withdrawn applications
    are not answers. `days` are 工作日 from receipt to answer, pauses included.
    """

    agency: str
    officer: str
    open: int = 0
    near: int = 0
    overdue: int = 0
    days: list[int] = field(default_factory=list)
    in_time: int = 0
    grounds: Counter[str] = field(default_factory=Counter)
    corrected: int = 0
    scores: list[int] = field(default_factory=list)

    @property
    def answered(self) -> int:
        """How many applications were answered."""
        return len(self.days)

    @property
    def median_days(self) -> float | None:
        """Half of the answers took no longer, in working days."""
        return median(self.days) if self.days else None

    @property
    def share_in_time(self) -> int | None:
        """Of a hundred answers, rounded down: one late answer is never a hundred."""
        return self.in_time * 100 // self.answered if self.answered else None

    @property
    def mean_score(self) -> float | None:
        """What applicants thought of the handling, of five points, to one decimal."""
        return round(fmean(self.scores), 1) if self.scores else None

    @property
    def ranked_grounds(self) -> list[tuple[str, int]]:
        """The grounds used, the most frequent first."""
        return sorted(self.grounds.items(), key=lambda pair: (-pair[1], pair[0]))

    @property
    def ground_words(self) -> str:
        """The grounds used in one line."""
        return "、".join(f"{label}{number}" for label, number in self.ranked_grounds)

    def add(self, other: "Tally") -> None:
        """Count another's cases as well."""
        for name in ("open", "near", "overdue", "in_time", "corrected"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.days += other.days
        self.scores += other.scores
        self.grounds += other.grounds


def tallies(
    agencies: Iterable[Agency],
    start: date,
    end: date,
    *,
    today: date,
    calendar: WorkCalendar,
) -> list[Tally]:
    """Each agency, followed by its officers; with several agencies all together come first.

    Six queries, however many agencies, officers and cases.
    """
    found = {agency.pk: agency for agency in agencies}
    parts: dict[_Key, Tally] = {}
    names = dict(Person.objects.filter(agency__in=found).values_list("pk", "name"))

    def of(agency: int, officer: int | None) -> Tally:
        name = names.get(officer or 0, "没有确定经办人")
        return parts.setdefault(
            (agency, officer), Tally(agency=found[agency].short_name, officer=name)
        )

    for key, due_on, is_stopped in _open(found):
        _count_open(of(*key), None if is_stopped else due_on, today, calendar)
    for reply in _answers(found, start, end):
        _count_answer(
            of(reply.application.agency_id, reply.application.handler_id), reply, calendar
        )
    for key in _corrected(found, start, end):
        of(*key).corrected += 1
    rated = Rating.objects.filter(application__agency__in=found, rated_on__range=(start, end))
    for agency, officer, score in rated.values_list(
        "application__agency_id", "application__handler_id", "score"
    ):
        of(agency, officer).scores.append(score)
    return list(_ordered(found, parts))


def _open(agencies: Iterable[int]) -> Iterator[tuple[_Key, date, bool]]:
    rows = Application.objects.filter(agency__in=agencies, status=Application.Status.IN_HAND)
    for agency, officer, due_on, is_stopped in rows.order_by("pk").values_list(
        "agency_id", "handler_id", "due_on", "is_stopped"
    ):
        yield (agency, officer), due_on, is_stopped


def _answers(agencies: Iterable[int], start: date, end: date) -> Iterable[Reply]:
    rows = Reply.objects.filter(
        application__agency__in=agencies,
        replied_on__range=(start, end),
        application__withdrawal__isnull=True,
    )
    return rows.select_related("application").order_by("pk")


def _corrected(agencies: Iterable[int], start: date, end: date) -> list[_Key]:
    """Applications whose answer was corrected by review, each once."""
    found: dict[int, _Key] = {}
    for model in (Reconsideration, Lawsuit):
        rows = model._base_manager.filter(
            application__agency__in=agencies,
            result=Result.CORRECTED,
            decided_on__range=(start, end),
        )
        for pk, agency, officer in rows.values_list(
            "application_id", "application__agency_id", "application__handler_id"
        ):
            found[pk] = (agency, officer)
    return list(found.values())


def _count_open(tally: Tally, due_on: date | None, today: date, calendar: WorkCalendar) -> None:
    tally.open += 1
    if due_on is None:
        return
    if today > due_on:
        tally.overdue += 1
    elif calendar.between(today, due_on) <= _NEAR:
        tally.near += 1


def _count_answer(tally: Tally, reply: Reply, calendar: WorkCalendar) -> None:
    received_on = reply.application.received_on
    tally.days.append(calendar.between(received_on, reply.replied_on))
    tally.in_time += not reply.is_late
    if reply.ground:
        label = grounds.ground(reply.ground, regime=regime_on(received_on).code).label
        tally.grounds[label] += 1


def _ordered(agencies: dict[int, Agency], parts: dict[_Key, Tally]) -> Iterator[Tally]:
    sums = []
    for pk, agency in agencies.items():
        officers = sorted(
            (tally for key, tally in parts.items() if key[0] == pk), key=lambda one: one.officer
        )
        whole = Tally(agency=agency.short_name, officer="")
        for one in officers:
            whole.add(one)
        sums.append((whole, officers))
    if len(sums) > 1:
        together = Tally(agency="合计", officer="")
        for whole, _ in sums:
            together.add(whole)
        yield together
    for whole, officers in sums:
        yield whole
        yield from officers
