"""How long protected values are kept: rules that stand beside the fields they empty."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Expression, F


@dataclass(frozen=True, slots=True)
class Erasable:
    """Fields of a model that are emptied when the period is over.

    `after` is the path to the day the period runs from, as `application__answered_on`, or makes
    an expression for it; while that day is not known, nothing is erased.

    Units: `years` is whole years.
    """

    fields: tuple[str, ...]
    years: int
    after: str | Callable[[], Expression]
    basis: str

    @property
    def counted_from(self) -> F | Expression:
        """The day the period runs from, for a query."""
        return F(self.after) if isinstance(self.after, str) else self.after()

    def days_before(self, on: date) -> date:
        """The period of every day before this one is over on `on`.

        The day it runs from is not counted; it ends with the same day of a later year, or
        with the month's last (民法典 第二百零一条、第二百零二条).
        """
        try:
            return on.replace(year=on.year - self.years)
        except ValueError:  # 29 February
            return date(on.year - self.years, 3, 1)
