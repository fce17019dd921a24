"""What whoever is not content with an answer can do, where, and until when."""

from dataclasses import dataclass
from datetime import date

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.casework.facts import remedy_of
from gongkai.casework.remedy_days import review_days
from gongkai.law.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Way:
    """A remedy; `until` is None while the day of receipt is not known, or another comes first."""

    title: str
    where: str
    until: date | None
    is_over: bool
    is_after_reconsideration: bool = False


def ways_of(application: Application, calendar: WorkCalendar, *, today: date) -> list[Way]:
    """The remedies against the last answer; none for a case that ended without one.

    Source: 政府信息公开条例(2019) 第五十一条; 行政复议法(2023) 第二十条、第二十三条;
    行政诉讼法 第四十六条.
    """
    in_hand = application.status == Application.Status.IN_HAND
    if in_hand or not hasattr(application, "reply"):
        return []
    authority, court = _names(application, today)
    days = review_days(application, calendar)
    if days is None:
        return [
            Way("行政复议", authority, None, is_over=False),
            Way("行政诉讼", court, None, is_over=False),
        ]
    first, second = days.reconsideration, days.lawsuit
    return [
        Way("行政复议", authority, first, is_over=today > first),
        Way(
            "行政诉讼",
            court,
            second,
            is_over=second is not None and today > second,
            is_after_reconsideration=second is None,
        ),
    ]


def _names(application: Application, today: date) -> tuple[str, str]:
    """Whom the office names; empty where it named nobody, or may not give answers itself."""
    try:
        names, _ = remedy_of(application.agency, on=today)
    except NotAllowed:
        return "", ""
    return "或者".join(names.authorities), names.court
