"""A count of a statutory period as the public sees it: its kinds, its months as calendars."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from gongkai.law.calendar import OutsideCalendar, WorkCalendar
from gongkai.law.clock import ImpossibleClock
from gongkai.law.counting import Deadline, Step
from gongkai.law.deadlines import NoPeriod, PeriodKind
from gongkai.law.regimes import NoRegime
from gongkai.portal.deadline_forms import ANSWER, REPORT, DeadlineForm

K = PeriodKind
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "依申请公开",
        (ANSWER, K.CORRECTION_NOTICE, K.THIRD_PARTY, K.CO_PRODUCER, K.PAYMENT),
    ),
    ("主动公开和年度报告", (K.DISCLOSURE, K.READING_ROOM, REPORT)),
    (
        "复议、诉讼和投诉",
        (
            K.RECONSIDERATION,
            K.RECONSIDERATION_UNTOLD,
            K.RECONSIDERATION_DECISION,
            K.RECONSIDERATION_DECISION_SIMPLE,
            K.RECONSIDERATION_BRIEF,
            K.RECONSIDERATION_BRIEF_SIMPLE,
            K.LAWSUIT,
            K.LAWSUIT_AFTER_RECONSIDERATION,
            K.LAWSUIT_BRIEF,
            K.COMPLAINT,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Square:
    """One day in the table of a month; blank outside the month."""

    day: date | None
    look: str = ""
    mark: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the count, week by week from Monday on."""

    title: str
    weeks: list[list[Square]]


def label_of(kind: str) -> str:
    """What a kind is called."""
    if kind == ANSWER:
        return "答复申请"
    return "公布年度报告" if kind == REPORT else PeriodKind(kind).label


def sections(chosen: str) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """All kinds by section: words, value, and whether it is the one that was chosen."""
    return [
        (title, [(label_of(kind), str(kind), kind == chosen) for kind in kinds])
        for title, kinds in SECTIONS
    ]


def count(form: DeadlineForm, calendar: WorkCalendar) -> Deadline | None:
    """The deadline that was asked for; None where the form now says why there is none."""
    if not form.is_valid():
        return None
    try:
        return form.deadline(calendar)
    except ImpossibleClock as refusal:  # all else that is impossible, the form has refused
        form.add_error("extension", str(refusal))
    except (NoPeriod, NoRegime, OutsideCalendar) as refusal:
        form.add_error(form.first, str(refusal))
    return None


def query_of(kind: str, form: DeadlineForm) -> str:
    """The query that leads to the same count, without what was left empty."""
    given = {name: form.data[name] for name in form.fields if form.data.get(name)}
    return urlencode({"kind": kind, **given})


def months(found: Deadline, calendar: WorkCalendar) -> list[Month]:
    """The months in which the count has a day of its own."""
    steps = {step.day: step for step in found.steps}
    return [
        Month(f"{year}年{month}月", _weeks(year, month, steps, found.due_on, calendar))
        for year, month in sorted({(day.year, day.month) for day in steps})
    ]


def _weeks(
    year: int, month: int, steps: dict[date, Step], due_on: date, calendar: WorkCalendar
) -> list[list[Square]]:
    return [
        [
            _square(day, steps.get(day), due_on, calendar) if day.month == month else Square(None)
            for day in week
        ]
        for week in Calendar().monthdatescalendar(year, month)
    ]


def _square(day: date, step: Step | None, due_on: date, calendar: WorkCalendar) -> Square:
    working = calendar.is_working_day(day)
    if step is None:
        return Square(day, "" if working else "weekend")
    if day == due_on:
        return Square(day, "due", "末日", step.why)
    if step.counted:
        return Square(day, "counted", str(step.ordinal), step.why)
    if not working:
        plain = step.why.startswith("周")
        return Square(day, "weekend" if plain else "off", "" if plain else "休", step.why)
    # What begins a count says so; other working days that do not count stand still.
    return Square(day, "start", "起" if "次日起" in step.why else "停", step.why)
