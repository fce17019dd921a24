"""A case under random transitions, legal and not: its world, and what holds after each."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import permit_anywhere
from gongkai.applications.models import Application
from gongkai.applications.queries import with_steps
from gongkai.applications.transitions import submissions
from gongkai.applications.transitions.recompute import recompute
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.calendars.transitions import DayEntry, NoticeEntry, set_local_days
from gongkai.law.calendar import Kind, base_calendar
from gongkai.law.outcomes import OUTCOMES
from tests.build import Town
from tests.desk.case_build import PNG
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
        by_post = replace(
            self._entry("来信"), channel="letter", submitted_on=None, arrived_on=self.today
        )
        self.waits = submissions.take(self.town.agency, by_post, acting=self.acting()).pk
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

    @rule(on=days, why=st.sampled_from(["电话无人接听", "电话无人接听", ""]))
    def confirm(self, on: int, why: str) -> None:
        """The letter that came on the first day is confirmed with its applicant: a new case."""
        days: dict[str, Any] = {"confirmed_on": self.day(on), "late_reason": why}
        acting = self.acting()
        self.attempt(lambda: submissions.confirm(self.waits, **days, acting=acting))

    @rule(
        waits=st.booleans(),
        content=st.sampled_from([PNG, PNG, b"MZ no picture", b""]),
        name=st.sampled_from(["申请表.png", "申请表.exe"]),
    )
    def attach(self, waits: bool, content: bytes, name: str) -> None:
        pk, acting = self._submission(waits), self.acting()
        self.attempt(lambda: submissions.attach(pk, filename=name, content=content, acting=acting))

    @rule(
        waits=st.booleans(),
        media_type=st.sampled_from(["image/png", "image/png", "application/pdf", "text/html"]),
    )
    def keep_proof(self, waits: bool, media_type: str) -> None:
        """Once for each submission."""
        pk, acting = self._submission(waits), self.acting()
        self.attempt(
            lambda: submissions.keep_proof(pk, media_type=media_type, content=PNG, acting=acting)
        )

    @rule(first=st.integers(1, 20), number=st.integers(1, 3), works=st.booleans())
    def enact(self, first: int, number: int, works: bool) -> None:
        """The office enters local days; every open case is counted again, and follows."""
        kind = Kind.WORK if works else Kind.OFF
        days = [self.today + timedelta(first + place) for place in range(number)]
        entry = NoticeEntry(
            title=f"停电检修（{self.today:%Y-%m-%d}起第{first}天）",
            year=self.today.year,
            issued_on=self.today,
            days=[DayEntry(day, kind, "检修") for day in days],
        )

        def act() -> None:
            acting = self.acting("zhou")
            enacted = set_local_days(entry, permit=permit_anywhere, acting=acting)
            self.memory.calendar = enacted.after
            recompute(enacted, acting=acting)

        self.attempt(act)

    def _submission(self, waits: bool) -> int:
        return self.waits if waits else int(self.case.submission.pk)

    def _entry(self, content: str) -> submissions.SubmissionEntry:
        return submissions.SubmissionEntry(
            channel="in_person",
            submitted_on=self.today,
            applicant_kind="natural_person" if self.today.year >= 2019 else "",
            applicant="陈晓雨",
            content=content,
        )

    def _taken(self, content: str) -> int:
        taken = submissions.take(self.town.agency, self._entry(content), acting=self.acting())
        assert taken.application
        return int(taken.application.pk)
