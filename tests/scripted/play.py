"""All scripted cases, played together in one office, day by day; what went otherwise is noted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Q

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.codes import new_code
from gongkai.applications.models import Application, Submission
from gongkai.applications.transitions import query_codes, submissions
from gongkai.applications.transitions.submissions import SubmissionEntry
from gongkai.audit.models import Entry
from gongkai.casework.models import Letter
from tests.build import Town
from tests.scripted.answers import refuse_to_sign
from tests.scripted.cases import Case, Event, State
from tests.scripted.office import Scene
from tests.scripted.verbs import carry_out


@dataclass(slots=True)
class Played:
    """A case after its play: `faults` say where the program went otherwise than the data."""

    scene: Scene
    faults: list[str] = field(default_factory=list)


class _Fault(Exception):
    """Something went otherwise; the case cannot be played on."""


def play(town: Town, cases: Sequence[Case]) -> dict[str, Played]:
    """Play every case to its end; one that goes wrong stops, the others go on."""
    scenes: dict[str, Scene] = {}
    for case in cases:
        scenes[case.name] = Scene(town, case, scenes)
    played = {name: Played(scene) for name, scene in scenes.items()}
    for _, name, event in sorted(_days(cases), key=lambda row: row[0]):
        one = played[name]
        if one.faults:
            continue
        try:
            with transaction.atomic():
                one.faults += _step(one.scene, event)
        except (_Fault, NotAllowed, AssertionError, Exception) as fault:
            what = event.verb if isinstance(event, Event) else "received"
            on = event.on if isinstance(event, Event) else event
            one.faults.append(f"{what} {on}: {type(fault).__name__}: {fault}")
    return played


def _days(cases: Sequence[Case]) -> Iterator[tuple[date, str, Event | date]]:
    for case in cases:
        for day in _arrival_days(case):
            yield day, case.name, day
        for event in case.events:
            yield event.on, case.name, event


def _arrival_days(case: Case) -> list[date]:
    """The days on which something is done about the receipt."""
    return [] if case.split_from else sorted(set(case.received.days.values()))


def _step(scene: Scene, event: Event | date) -> list[str]:
    if isinstance(event, date):
        return _arrive(scene, event)
    if event.refused:
        return [f"{event.verb} {event.on}: {text}" for text in _refused(scene, event)]
    before = _signed(scene)
    carry_out(scene, event)
    found = _signed(scene)[len(before) :]
    return [f"{event.verb} {event.on}: {text}" for text in _differences(scene, event, found)]


def _differences(scene: Scene, event: Event, letters: list[str]) -> Iterator[str]:
    if event.verb == "serve":
        assert scene.served
        if missing := scene.proof(scene.served, event.on):
            yield f"the record of the service lacks {missing}"
        letters = ["D24"]
    if letters != list(event.letters):
        yield f"letters {letters} instead of {list(event.letters)}"
    application = scene.application
    if application.status == Application.Status.IN_HAND:
        yield from _clock(application, event.state)
    if event.in_time is not None:
        yield from _answer(application, event)


def _clock(application: Application, expected: State) -> Iterator[str]:
    found = State(application.due_on, application.due_is_provisional, application.is_stopped)
    if found != expected:
        yield f"{found} instead of {expected}"


def _answer(application: Application, event: Event) -> Iterator[str]:
    """Whether the case was answered now, and in time."""
    if application.status != Application.Status.ANSWERED:
        yield "still in hand"
        return
    reopening = application.reopenings.order_by("pk").last()
    if reopening:
        is_late = reopening.replied_on > event.state.due_on
    else:
        is_late = application.reply.is_late
        if application.reply.due_on != event.state.due_on:
            yield f"answered under {application.reply.due_on}"
    if is_late == event.in_time:
        yield "late" if is_late else "in time"


def _refused(scene: Scene, event: Event) -> Iterator[str]:
    """What the law forbids is refused with its article, and nothing changes."""
    before = _picture(scene)
    was_open = scene.application.status == Application.Status.IN_HAND
    try:
        with transaction.atomic():
            carry_out(scene, event)
            if event.verb == "decide":
                refuse_to_sign(scene, event.on)
    except NotAllowed as refusal:
        # Whatever is done to a closed case is refused alike.
        if was_open and _bare(event.refused) not in _bare(str(refusal)):
            yield f"refused without {event.refused}: {refusal}"
    else:
        yield "was not refused"
    if _picture(scene) != before:
        yield "the refusal changed something"


def _bare(text: str) -> str:
    return text.replace(" ", "")


def _picture(scene: Scene) -> object:
    row = Application.objects.filter(pk=scene.pk).values().get()
    steps = [
        list(getattr(scene.application, name).order_by("pk").values())
        for name in ("letters", "decisions", "consultations", "found_documents", "searches")
    ]
    return row, steps, Entry.objects.count()


def _signed(scene: Scene) -> list[str]:
    theirs = Q(application=scene.pk) | Q(record_correction__earlier=scene.pk)
    signed = Letter.objects.filter(theirs, state=Letter.State.SIGNED)
    return list(signed.order_by("pk").values_list("kind", flat=True)) if scene.pk else []


def _arrive(scene: Scene, day: date) -> list[str]:
    """Take in what came, confirm it with the applicant, and acknowledge it once it counts."""
    received = scene.case.received
    acting = scene.acting("li", day)
    waiting = Submission.objects.filter(pk=scene.submission).first()
    if waiting is None:
        days = {name: on for name, on in received.days.items() if on <= day}
        waiting = submissions.take(
            scene.town.agency, _entry(scene.case, days), code=new_code(), acting=acting
        )
    elif waiting.application is None:
        waiting = submissions.confirm(
            waiting.pk,
            confirmed_on=day,
            late_reason="电话无人接听",
            category=scene.case.category,
            acting=acting,
        )
        waiting = query_codes.reissue(waiting.pk, code=new_code(), acting=acting)
    scene.submission = waiting.pk
    if waiting.application is None:
        return []
    scene.pk = waiting.application.pk
    scene.send("D1", day)
    found = list(_clock(scene.application, received.state))
    if waiting.application.received_on != received.received_on:
        found.append(f"received on {waiting.application.received_on}")
    if _signed(scene) != list(received.letters):
        found.append(f"letters {_signed(scene)}")
    return [f"received {day}: {text}" for text in found]


def _entry(case: Case, days: dict[str, date]) -> SubmissionEntry:
    return SubmissionEntry(
        channel=case.received.channel,
        applicant_kind=case.applicant_kind,
        applicant=case.applicant,
        content=case.content,
        category=case.category,
        is_oral=case.received.is_oral,
        needs_help=case.received.needs_help,
        purpose=case.received.purpose,
        suggests_disclosure=bool(case.happened("suggest_disclosure")),
        **days,
    )
