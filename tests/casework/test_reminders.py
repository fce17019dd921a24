"""Reminders: who, of what, on which morning; and the mail of the day."""

import smtplib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from gongkai.accounts.transitions import set_email
from gongkai.agencies.transitions.deputies import DeputyEntry, appoint_deputy
from gongkai.applications.models import Application
from gongkai.applications.transitions import extension
from gongkai.applications.transitions.handling import assign
from gongkai.audit.models import Entry
from gongkai.calendars.queries import calendar
from gongkai.casework.digests import send_digests
from gongkai.casework.models import Digest, Reminder
from gongkai.casework.reminding import Stage, stage_on
from gongkai.casework.transitions.reminders import remind
from gongkai.law.calendar import base_calendar
from tests.applications.build import answered, case, corrected_from
from tests.build import SHANGHAI, Town

SITE = "https://gk.example.gov.cn"
# Received on 15 September 2025, due on 17 October (a Friday): National Day lasts from the 1st to
# the 8th, the 11th is worked.
FIVE, TWO, LAST, LATE = (
    date(2025, 10, 11),
    date(2025, 10, 15),
    date(2025, 10, 17),
    date(2025, 10, 20),
)


def morning(day: date, hour: int = 8) -> int:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)
    return remind(at=at, calendar=calendar())


def mails(day: date, hour: int = 9, minute: int = 0) -> int:
    at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
    return send_digests(at=at, site=SITE, calendar=calendar())


def given(day: date) -> list[tuple[str, str]]:
    rows = Reminder.objects.filter(reminded_on=day).order_by("pk")
    return [(row.stage, row.to.username) for row in rows.select_related("to")]


def with_address(town: Town, *names: str) -> None:
    for name in names:
        set_email(email=f"{name}@example.gov.cn", acting=town.acting(name))


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2025, 10, 10), None),  # the 11th is a working Saturday: six are left
        (date(2025, 10, 11), Stage.FIVE),
        (date(2025, 10, 14), Stage.FIVE),
        (date(2025, 10, 15), Stage.TWO),
        (date(2025, 10, 16), Stage.TWO),
        (date(2025, 10, 17), Stage.TODAY),
        (date(2025, 10, 18), Stage.OVERDUE),
    ],
)
def test_how_near(day: date, stage: Stage | None) -> None:
    assert stage_on(day, date(2025, 10, 17), base_calendar()) == stage


def test_officer_then_head_then_supervisor(town: Town) -> None:
    case(town)
    entries = Entry.objects.count()
    assert morning(date(2025, 10, 10)) == 0
    for day in (FIVE, TWO, LAST, LATE):
        morning(day)
    assert given(FIVE) == [("five", "li")]
    assert given(TWO) == [("two", "li"), ("two", "zhou")]
    assert given(LAST) == [("today", "li"), ("today", "zhou")]
    assert given(LATE) == [("overdue", "li"), ("overdue", "zhou"), ("overdue", "zheng")]
    assert Entry.objects.count() == entries


def test_once_of_each_stage_and_once_a_morning(town: Town) -> None:
    case(town)
    assert morning(FIVE) == 1
    assert morning(FIVE, 15) == 0
    assert morning(date(2025, 10, 13)) == 0
    assert Reminder.objects.count() == 1


def test_not_at_night_and_not_on_a_day_off(town: Town) -> None:
    case(town)
    assert morning(LATE, 7) == 0
    assert morning(date(2025, 10, 18)) == 0
    assert morning(LATE) == 3


def test_whoever_handles_it_and_the_deputy_of_the_absent(town: Town) -> None:
    application = case(town)
    assign(
        application.pk,
        handler_id=town.people["zhou"].pk,
        acting=town.acting("zhou", date(2025, 9, 16)),
    )
    away = DeputyEntry(
        person="周主任",
        deputy="李经办",
        roles=("office_head",),
        since=date(2025, 10, 13),
        until=date(2025, 10, 16),
        reason="休假",
    )
    appoint_deputy(town.agency, away, acting=town.acting("zhao", date(2025, 9, 16)))
    for day in (FIVE, TWO, LAST):
        morning(day)
    assert given(FIVE) == [("five", "zhou")]
    assert given(TWO) == [("two", "zhou"), ("two", "li")]
    assert given(LAST) == [("today", "zhou")]


def test_a_moved_due_date_reminds_anew(town: Town) -> None:
    application = case(town)
    morning(FIVE)
    extension.extend(
        application.pk,
        working_days=1,
        reason="需要协查",
        acting=town.acting("zhou", date(2025, 10, 13)),
    )
    assert Application.objects.get().due_on == date(2025, 10, 20)
    morning(date(2025, 10, 14))
    assert given(date(2025, 10, 14)) == [("five", "li")]
    assert [row.due_on for row in Reminder.objects.order_by("pk")] == [LAST, date(2025, 10, 20)]


def test_while_the_clock_stands_the_applicants_term_counts_for_the_officer(town: Town) -> None:
    corrected_from(town, case(town))  # until 10 October
    morning(date(2025, 9, 30))
    morning(date(2025, 10, 13))
    assert given(date(2025, 9, 30)) == [("two", "li")]
    assert given(date(2025, 10, 13)) == [("overdue", "li")]


def test_an_answered_case_is_nobodys(town: Town) -> None:
    answered(town, case(town), date(2025, 10, 10))
    assert morning(LATE) == 0


def test_the_mail_of_the_day(town: Town, mailoutbox: list[EmailMessage]) -> None:
    application = case(town, content="青山石材厂开采合同")
    with_address(town, "li", "zheng")
    morning(LATE)
    assert mails(LATE) == 2
    assert mails(LATE, 10) == 0
    assert [mail.to for mail in mailoutbox] == [["li@example.gov.cn"], ["zheng@example.gov.cn"]]
    mail = mailoutbox[0]
    assert mail.subject == "政府信息公开工作提醒"
    body = str(mail.body)
    assert "1件需要注意：已逾期1件" in body
    assert f"青山镇 {application.number}　已逾期（答复期限2025-10-17）" in body
    assert application.applicant not in body
    assert "石材厂" not in body


def test_what_was_answered_meanwhile_is_not_sent(
    town: Town, mailoutbox: list[EmailMessage]
) -> None:
    application = case(town)
    with_address(town, "li")
    morning(TWO)
    answered(town, application, TWO)
    assert mails(TWO) == 0
    assert mailoutbox == []


def test_without_an_address_no_mail(town: Town) -> None:
    case(town)
    with_address(town, "li")
    set_email(email="", acting=town.acting("li"))
    morning(TWO)
    assert Digest.objects.count() == 0
    assert Reminder.objects.count() == 2


class Failing(BaseEmailBackend):
    """A mail server that fails as it is told to."""

    opening: Exception | None = None
    sending: Exception | None = None

    def open(self) -> bool | None:
        if self.opening:
            raise self.opening
        return True

    def send_messages(self, messages: Any) -> int:
        if self.sending:
            raise self.sending
        return 1


@pytest.fixture
def failing(settings: Any) -> Iterator[type[Failing]]:
    settings.EMAIL_BACKEND = "tests.casework.test_reminders.Failing"
    yield Failing
    Failing.opening = Failing.sending = None


def test_a_server_that_is_away_is_asked_again(town: Town, failing: type[Failing]) -> None:
    case(town)
    with_address(town, "li")
    morning(LATE)
    failing.opening = ConnectionRefusedError()
    assert mails(LATE) == 0
    failing.opening = None
    assert mails(LATE, 9, 5) == 0
    assert mails(LATE, 9, 10) == 1
    digest = Digest.objects.get()
    assert (digest.attempts, digest.failure, digest.due_at) == (2, "", None)
    assert Reminder.objects.count() == 3


@pytest.mark.parametrize(
    ("error", "again"), [(smtplib.SMTPDataError(451, b"later"), 1), (TimeoutError(), 0)]
)
def test_only_what_was_refused_is_sent_again(
    town: Town, failing: type[Failing], error: Exception, again: int
) -> None:
    case(town)
    with_address(town, "li")
    morning(LATE)
    failing.sending = error
    assert mails(LATE) == 0
    failing.sending = None
    assert mails(LATE, 12) == again
