"""Who acts, when, and by which calendar: what every transition must be told."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from gongkai.law.calendar import WorkCalendar

if TYPE_CHECKING:
    from gongkai.accounts.models import User


@dataclass(frozen=True, slots=True)
class Acting:
    """The circumstances of one act; `at` is in Asia/Shanghai.

    Transitions never read the clock, the session or the settings themselves.
    """

    by: "User"
    at: datetime
    calendar: WorkCalendar
    # What is done is taken back in any case, as in the preview of an import.
    is_rehearsal: bool = False

    def __post_init__(self) -> None:
        self.by.today = self.today

    @property
    def today(self) -> date:
        """The day of the act."""
        return self.at.date()
