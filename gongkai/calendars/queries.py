"""The calendar in force here: the law's base data with this office's own rows on top."""

from gongkai.law.calendar import WorkCalendar


def calendar() -> WorkCalendar:
    return WorkCalendar()
