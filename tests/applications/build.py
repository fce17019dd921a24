"""Builders of applications."""

from dataclasses import replace
from datetime import date
from typing import Any

from gongkai.applications.models import Application
from gongkai.applications.transitions.receipt import ReceiptEntry, receive
from gongkai.applications.transitions.register import ApplicationEntry
from gongkai.audit.acting import Acting
from gongkai.audit.models import Entry
from gongkai.law.calendar import base_calendar
from tests.build import Town

RECEIVED = date(2018, 2, 5)
# 15 working days over Spring Festival 2018, counted in the law tests' first example.
DUE = date(2018, 3, 1)


def receipt(**values: Any) -> ReceiptEntry:
    """A letter that came in before Spring Festival 2018."""
    entry = {
        "received_on": RECEIVED,
        "channel": "letter",
        "applicant": "陈申请",
        "content": "2017年宅基地审核结果",
    }
    return ReceiptEntry(**entry | values)


def row(**values: Any) -> ApplicationEntry:
    """The same as a row of the ledger."""
    entry = {
        "number": "旧2018-1",
        "received_on": RECEIVED,
        "channel": "letter",
        "applicant": "陈申请",
        "content": "2017年宅基地审核结果",
    }
    return ApplicationEntry(**entry | values)


def received(town: Town, *, on: date = RECEIVED, **values: Any) -> Application:
    """An application 李经办 registered on the day it came in."""
    entry = receipt(received_on=on, **values)
    return receive(town.agency, entry, acting=town.acting("li", on))


def as_known(acting: Acting) -> Acting:
    """The same act with the calendar as everybody knew it on its day."""
    return replace(acting, calendar=base_calendar().as_known_on(acting.today))


def entries_on(application: Application) -> list[str]:
    """Actions in the audit log of one application, oldest first."""
    found = Entry.objects.filter(subject_type="applications.application", subject_id=application.pk)
    return list(found.order_by("pk").values_list("action", flat=True))
