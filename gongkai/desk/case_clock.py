"""How a case stands, in words and in colour."""

from dataclasses import dataclass
from datetime import date

from gongkai.applications.models import Application
from gongkai.applications.queries import Standing, standing_of
from gongkai.desk.tasks import tone_of, words_for
from gongkai.law.calendar import WorkCalendar
from gongkai.law.counting import Deadline


@dataclass(frozen=True, slots=True)
class Clock:
    """The standing of a case with its tag: `words` in a `tone`."""

    standing: Standing
    words: str
    tone: str

    @property
    def waits(self) -> str:
        """Who is awaited, and until when."""
        if self.standing.is_closed or self.standing.label in ("办理中", "重新办理中"):
            return ""
        until = self.standing.awaited_until
        return f"{self.standing.label}（到{until:%Y-%m-%d}）" if until else self.standing.label


@dataclass(frozen=True, slots=True)
class Line:
    """One case of a list."""

    application: Application
    clock: Clock


def clock_for(application: Application, calendar: WorkCalendar, *, today: date) -> Clock:
    """How the case stands today; asks no query of an application `with_steps`."""
    standing = standing_of(application, calendar, today=today)
    if standing.is_closed:
        reply = getattr(application, "reply", None)
        late = reply is not None and reply.is_late
        return Clock(standing, "逾期办结" if late else standing.label, "bad" if late else "good")
    if standing.due_on is None:
        return Clock(standing, "期限停止", "wait")
    left = calendar.between(today, standing.due_on) if standing.left is None else standing.left
    if standing.is_overdue:
        left = min(left, -1)
    pause = "（征求意见期间不计）" if standing.is_paused else ""
    return Clock(standing, words_for(left) + pause, tone_of(left))


def used(deadline: Deadline, *, today: date) -> str:
    """How much of the term has passed; nothing of the kind where a set day ends it."""
    if deadline.steps[-1].ordinal is None:
        return "以确定的日期为期限"
    ordinals = [step.ordinal for step in deadline.steps if step.ordinal]
    passed = [step.ordinal for step in deadline.steps if step.ordinal and step.day <= today]
    return f"已用 {max(passed, default=0)} 个工作日，共 {max(ordinals, default=0)} 个"
