"""One line of the page "Today": what it is about, how urgent it is, and the next act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.law.calendar import OutsideCalendar, WorkCalendar


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at which agency's day, and by which calendar."""

    user: User
    agency: Agency
    today: date
    calendar: WorkCalendar

    def left(self, due_on: date | None) -> int | None:
        """Working days from today to a day, negative where it has passed."""
        if due_on is None:
            return None
        try:
            return self.calendar.between(self.today, due_on)
        except OutsideCalendar:
            return None


def tone_of(left: int) -> str:
    """Red at two working days and below, amber at five."""
    if left > 5:
        return ""
    return "bad" if left <= 2 else "wait"


def words_for(left: int) -> str:
    """How many working days there are left."""
    if left < 0:
        return f"逾期 {-left} 个工作日"
    return f"剩 {left} 个工作日" if left else "今天到期"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Units: `left` is 工作日 until `due_on`; None where nothing is due.

    `alarm` says why it comes before all others although the law sets no day for it; `why` is where
    the day it is due on is derived.
    """

    kind: str
    title: str
    state: str
    address: str
    action: str = "查看"
    action_address: str = ""
    due_on: date | None = None
    left: int | None = None
    note: str = ""
    alarm: str = ""
    why: str = ""

    @property
    def button(self) -> str:
        """Where the next act is done."""
        return self.action_address or self.address

    @property
    def tone(self) -> str:
        """See `tone_of`."""
        if self.alarm:
            return "bad"
        return "" if self.left is None else tone_of(self.left)

    @property
    def clock(self) -> str:
        """How long there is, in words."""
        return self.alarm or ("" if self.left is None else words_for(self.left))

    @property
    def is_overdue(self) -> bool:
        """Whether its last day has passed."""
        return self.left is not None and self.left < 0


def most_urgent_first(tasks: Iterable[Task]) -> list[Task]:
    """By working days left; alarms come before, what has no last day after."""
    return sorted(
        tasks, key=lambda task: (not task.alarm, task.left is None, task.left or 0, task.title)
    )
