"""`gongkai deadline`: the last day of a statutory period, with the whole count."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from gongkai.calendars import queries
from gongkai.calendars.models import Day
from gongkai.commands.base import OfficeCommand
from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.calendar import OutsideCalendar, WorkCalendar, base_calendar
from gongkai.law.clock import (
    Consultation,
    Correction,
    Event,
    Extension,
    FeeNotice,
    ImpossibleClock,
    reply_deadline,
)
from gongkai.law.counting import Deadline, explain
from gongkai.law.deadlines import NoPeriod, PeriodKind, annual_report_deadline, period_deadline
from gongkai.law.regimes import Consulted, NoRegime
from gongkai.ledgers.cells import BadCell, day_of, whole_of

_KINDS = {
    "answer": "答复申请（自收到申请起）",
    **{kind.value: f"{kind.label}（自{kind.start}起）" for kind in PeriodKind},
    "annual-report": "公布年度报告（--on 写报告年度内任何一天）",
}
_CONSULTED = {
    "pause": Consulted.THIRD_PARTY,
    "consult": Consulted.OTHER_AGENCY,
    "co_producer": Consulted.CO_PRODUCER,
}
_ONLY_ANSWER = (*_CONSULTED, "corrected", "paid")
_REFUSALS = (BadCell, ImpossibleClock, NoPeriod, NoRegime, OutsideCalendar)


class Command(OfficeCommand):
    """Count a statutory period and show the count."""

    word = "deadline"
    help = "计算法定期限并逐日列出推算过程。KIND：" + "；".join(
        f"{kind} {about}" for kind, about in _KINDS.items()
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        three = "寄出,收到,答复（没有的留空）"
        parser.add_argument("kind", metavar="KIND", nargs="?", default="", help="期限种类")
        parser.add_argument("--on", default="", metavar="日期", help="起算的日期")
        parser.add_argument("--extend", metavar="N", help="延长的天数")
        parser.add_argument(
            "--pause", action="append", metavar="日期", help=f"征求第三方意见：{three}，可重复"
        )
        parser.add_argument(
            "--consult", action="append", metavar="日期", help=f"征求其他机关意见：{three}"
        )
        parser.add_argument(
            "--co-producer", action="append", metavar="日期", help=f"征求共同制作机关意见：{three}"
        )
        parser.add_argument(
            "--corrected", action="append", metavar="日期", help="补正：要求补正,收到补正"
        )
        parser.add_argument("--paid", action="append", metavar="日期", help="收费：收到通知,缴费")
        parser.add_argument(
            "--agency-kind",
            default=AgencyKind.TOWNSHIP.value,
            help=f"机关类别：{'、'.join(AgencyKind)}",
        )
        parser.add_argument("--json", action="store_true", help="输出机器可读的结果")

    def handle(self, *args: str, **options: Any) -> None:
        kind = options["kind"]
        if kind not in _KINDS:
            lines = "\n".join(f"  {name:<32}{about}" for name, about in _KINDS.items())
            raise CommandError(f"请写明要计算哪一种期限：\n{lines}")
        if not options["on"]:
            raise CommandError("请用 --on 写明起算的日期，例如 --on 2018-02-05。")
        try:
            on = day_of(options["on"])
            found = _deadline(kind, on, options)
        except _REFUSALS as refusal:
            raise CommandError(str(refusal)) from None
        if options["json"]:
            self.stdout.write(_as_json(kind, on, found))
        else:
            self.stdout.write("\n".join([_KINDS[kind], *explain(found)]))


def _deadline(kind: str, on: date, options: dict[str, Any]) -> Deadline:
    calendar = _calendar()
    if kind == "answer":
        return reply_deadline(on, calendar, events=_events(options))
    if any(options[name] for name in _ONLY_ANSWER):
        raise CommandError("征求意见、补正和缴费只影响答复期限（answer）。")
    if kind == "annual-report":
        return annual_report_deadline(on.year, _agency_kind(options["agency_kind"]), calendar)
    extension = whole_of(options["extend"]) if options["extend"] else 0
    return period_deadline(PeriodKind(kind), on, calendar, extension=extension)


def _calendar() -> WorkCalendar:
    """The office's calendar, or the base one where the database has no tables yet."""
    if Day._meta.db_table in connection.introspection.table_names():
        return queries.calendar()
    return base_calendar()


def _events(options: dict[str, Any]) -> list[Event]:
    events: list[Event] = []
    for name, who in _CONSULTED.items():
        for text in options[name] or ():
            sent_on, served_on, answered_on = _days(text, 3)
            events.append(Consultation(who, _needed(sent_on, text), served_on, answered_on))
    for text in options["corrected"] or ():
        asked_on, corrected_on = _days(text, 2)
        events.append(Correction(_needed(asked_on, text), corrected_on))
    for text in options["paid"] or ():
        served_on, paid_on = _days(text, 2)
        events.append(FeeNotice(_needed(served_on, text), paid_on))
    if options["extend"]:
        events.append(Extension(whole_of(options["extend"])))
    return events


def _days(text: str, number: int) -> Sequence[date | None]:
    parts = [part.strip() for part in text.replace("，", ",").split(",")]
    if len(parts) > number:
        raise CommandError(f"“{text}”的日期太多，最多{number}个，用逗号分开。")
    parts += [""] * (number - len(parts))
    return [day_of(part) if part else None for part in parts]


def _needed(day: date | None, text: str) -> date:
    if day is None:
        raise CommandError(f"“{text}”缺少第一个日期。")
    return day


def _agency_kind(text: str) -> AgencyKind:
    try:
        return AgencyKind(text)
    except ValueError:
        kinds = "、".join(f"{kind}（{kind.label}）" for kind in AgencyKind)
        raise CommandError(f"没有“{text}”这一机关类别，可以写：{kinds}。") from None


def _as_json(kind: str, on: date, found: Deadline) -> str:
    fields = asdict(found)
    fields["provisional"] = fields.pop("is_provisional")
    fields["stopped"] = fields.pop("is_stopped")
    content = {"kind": kind, "label": _KINDS[kind], "on": on, **fields}
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
