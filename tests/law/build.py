"""The clock of an application with the calendar of the notices."""

from datetime import date

from gongkai.law.calendar import base_calendar
from gongkai.law.clock import Event, reply_deadline
from gongkai.law.counting import Deadline
from gongkai.law.regimes import Consulted

BASE = base_calendar()
THIRD_PARTY, OTHER, CO_PRODUCER = Consulted


def clock(received_on: date, *events: Event) -> Deadline:
    """When the answer is due."""
    return reply_deadline(received_on, BASE, events=events)
