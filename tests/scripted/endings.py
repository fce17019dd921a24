"""How a played case ended, against its data: day, outcome, rows of the reports, remedy."""

from collections.abc import Iterator, Mapping
from datetime import date

from gongkai.applications.models import Application
from gongkai.applications.queries import closed_on
from gongkai.casework.kinds import ANSWERS
from gongkai.casework.models import Letter
from gongkai.law.report_rows import row_for
from tests.scripted.cases import LAPSES, Case, Event, service_day
from tests.scripted.office import Scene

# 行政复议法(2023) 第二十三条第一款第（四）项: refusals by 第十四条 to 第十六条, since 2024.
_RECONSIDERATION_FIRST = {
    "third-party-objects-over-national-day-2025",
    "two-consultations-over-national-day-2025",
    "process-info-third-party-late-over-spring-festival-2026",
    "enforcement-file-delayed-2026",
}
# 行政诉讼法(2014年修正) in force on 2015-05-01: six months instead of three.
_SIX_MONTHS_FROM = date(2015, 5, 1)
_WORDS = {"先向": "first", "六个月内": "six months", "3个月内": "three months"}


def end_of(scene: Scene, cases: Mapping[str, Case]) -> Iterator[str]:
    """Where the end of a case is otherwise than in its data."""
    case, application = scene.case, scene.application
    if case.closed_on is None:
        if application.status != Application.Status.IN_HAND:
            yield "closed"
        return
    reply = getattr(application, "reply", None)
    if reply is None:
        yield "no answer"
        return
    if reply.replied_on != case.closed_on:
        yield f"answered on {reply.replied_on} instead of {case.closed_on}"
    if (reply.outcome, reply.ground) != _answers(case, cases)[0]:
        yield f"answered {reply.outcome} {reply.ground}"
    for form, row in case.rows.items():
        if (found := row_for(form, reply.outcome, reply.ground or None)) != row:
            yield f"row {found} of {form} instead of {row}"
    yield from _reopened(case, application)
    yield from _remedies(case, scene.pk)


def _reopened(case: Case, application: Application) -> Iterator[str]:
    """The first answer stays, and the last one is of the day its service counts."""
    for row in application.reopenings.order_by("pk"):
        last = case.happened("serve")[-1]
        wanted = (*_pair(case.happened("decide")[-1]), service_day(last))
        if (row.outcome, row.ground, row.replied_on) != wanted:
            yield f"answered anew {row.outcome} {row.ground} {row.replied_on}"
        if closed_on(application) != row.replied_on:
            yield f"closed on {closed_on(application)}"


def _answers(case: Case, cases: Mapping[str, Case]) -> list[tuple[str, str]]:
    if merged := case.happened("merge"):
        return _answers(cases[merged[0].fields["with"]], cases)
    return [_pair(event) for event in case.happened("decide", *LAPSES)]


def _pair(event: Event) -> tuple[str, str]:
    if event.verb == "decide":
        return event.fields["outcome"], event.fields.get("ground", "")
    return "other_handling", LAPSES[event.verb]


def _remedies(case: Case, pk: int) -> Iterator[str]:
    """Which remedy the letters name that answer; a request to correct names none."""
    signed = Letter.objects.filter(application=pk, state=Letter.State.SIGNED)
    for letter in signed.filter(kind__in=(*ANSWERS, "D6")).order_by("pk"):
        found = [name for words, name in _WORDS.items() if words in letter.html]
        wanted = "six months" if letter.signed_on >= _SIX_MONTHS_FROM else "three months"
        if case.name in _RECONSIDERATION_FIRST:
            wanted = "first"
        if found != [wanted]:
            yield f"{letter.kind} names {found} instead of {wanted}"
