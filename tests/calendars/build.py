"""The notice for 2027 as the tests invent it."""

from datetime import date

from gongkai.calendars.transitions import DayEntry, NoticeEntry


def off(year: int, month: int, *days: int, name: str = "国庆节") -> list[DayEntry]:
    """Days off of one month."""
    return [DayEntry(date(year, month, day), "off", name) for day in days]


def notice_2027(**changes: object) -> NoticeEntry:
    """A notice for the whole of 2027, with Saturday 9 October as a working day."""
    fields: dict[str, object] = {
        "title": "国务院办公厅关于2027年部分节假日安排的通知",
        "number": "国办发明电〔2026〕99号",
        "year": 2027,
        "issued_on": date(2026, 11, 20),
        "days": [
            *off(2027, 1, 1, 2, 3, name="元旦"),
            *off(2027, 5, 1, 2, 3, name="劳动节"),
            *off(2027, 10, 1, 2, 3, 4, 5, 6, 7),
            DayEntry(date(2027, 10, 9), "work", "国庆节"),
        ],
    }
    return NoticeEntry(**{**fields, **changes})  # type: ignore[arg-type]
