"""A case under random transitions, legal and not: its world, and what holds after each."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.queries import with_steps
from gongkai.applications.transitions import (
    submissions,
)
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.law.calendar import base_calendar
from gongkai.law.outcomes import OUTCOMES
from tests.build import Town
from tests.scripted.invariants import Memory, check, picture

# Before Spring Festival and on the last day of the old Regulations, on the first of the new ones,
# before National Day, at the end of a year.
RECEIVED = [
    *(date(2018, 2, 5), date(2019, 5, 14), date(2019, 5, 15)),
    *(date(2025, 9, 15), date(2025, 12, 22), date(2026, 2, 9)),
]
PAIRS = sorted(
    {(row.code, ground.code) for row in OUTCOMES for ground in row.grounds}
    | {(row.code, "") for row in OUTCOMES}
)
# Mostly what the law allows: today, and usual terms.
days = st.sampled_from([0, 0, 0, 0, 0, 0, -1, -2, -7, -20, 1])
terms = st.sampled_from([10, 10, 5, 15, 15, 20, 1, 0, 16, 21])
texts = st.sampled_from(["没有写明年度", "没有写明年度", "没有写明年度", ""])
maybe = st.sampled_from([0, 0, None, -3, 1])


def ready(*names: str) -> Callable[[Any], Any]:
    """Only where the case has such a record; whether its time has come is up to the law."""
    return precondition(lambda machine: set(names) <= machine.has)


class Machine(RuleBasedStateMachine):
    """One case, its parts and the case beside it; `town` is set by the test."""

    town: ClassVar[Town]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.memory = Memory(base_calendar())
        self.today = RECEIVED[0]
        self.has: set[str] = set()

    @initialize(received_on=st.sampled_from(RECEIVED))
    def take(self, received_on: date) -> None:
        self.today = received_on
        self.pk, self.other = (self._taken(content) for content in ("土地台账", "另一件"))
        self.look()

    def teardown(self) -> None:
        assert log.first_broken_link() is None
        transaction.set_rollback(True)
        self.stack.close()

    def acting(self, name: str = "li") -> Acting:
        return self.town.acting(name, self.today)

    def day(self, offset: int | None) -> date | None:
        return None if offset is None else self.today + timedelta(offset)

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do it, or see that its refusal changed nothing."""
        before = picture()
        try:
            act()
        except NotAllowed:
            assert picture() == before
            return False
        self.look()
        check(self.memory)
        return True

    def look(self) -> None:
        """Read the case anew, and which records it has."""
        self.case: Application = with_steps().select_related("agency").get(pk=self.pk)
        names = ("correction", "extension", "fee_notice", "justification", "reply")
        self.has = {name for name in names if hasattr(self.case, name)}
        self.has |= {"consultation"} if self.case.consultations.all() else set()

    def _taken(self, content: str) -> int:
        entry = submissions.SubmissionEntry(
            channel="in_person",
            submitted_on=self.today,
            applicant_kind="natural_person" if self.today.year >= 2019 else "",
            applicant="陈晓雨",
            content=content,
        )
        taken = submissions.take(self.town.agency, entry, acting=self.acting())
        assert taken.application
        return int(taken.application.pk)
