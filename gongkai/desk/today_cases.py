"""Cases of a person's day: due, to be confirmed, written to by the applicant; and their letters."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from gongkai.agencies.policies import may, stands_in_for
from gongkai.applications import queries
from gongkai.applications.models import Application
from gongkai.applications.queries import Standing, standing_of, submissions
from gongkai.audit.actions import Action
from gongkai.casework.kinds import KINDS
from gongkai.casework.letter_policies import REVIEWING
from gongkai.casework.models import ApplicantMessage, Letter, LetterReview
from gongkai.desk import letter_page
from gongkai.desk.case_letters import title_of
from gongkai.desk.tasks import Task, Viewer

_KIND = "依申请公开"
_State = Letter.State


def cases(viewer: Viewer) -> Iterator[tuple[str, Task]]:
    """Cases in hand, each with whose turn it is: mine or others.

    Whoever handles it, or the deputy; where nobody does, everybody who may answer. While
    somebody is awaited within a term there is nothing to do.
    """
    answers = may(viewer.user, Action.APPLICATION_ANSWER, viewer.agency)
    people = _people(viewer, Action.APPLICATION_ANSWER)
    found = queries.in_hand(viewer.user).filter(agency=viewer.agency)
    for application in found.select_related("handler"):
        standing = standing_of(application, viewer.calendar, today=viewer.today)
        until = standing.awaited_until
        if standing.due_on is None and until and viewer.today <= until:
            continue
        handler = application.handler
        own = handler is None or handler.user_id in people
        mine = answers and own
        yield (
            "mine" if mine else "others",
            Task(
                kind=_KIND,
                title=_title(application),
                state=standing.label,
                address=reverse("desk:application", args=[viewer.agency.code, application.pk]),
                action="办理" if mine else "查看",
                due_on=standing.due_on,
                left=standing.left,
                why=reverse("desk:application", args=[viewer.agency.code, application.pk])
                + "#clock",
                note=_note(application, standing),
            ),
        )


def waiting(viewer: Viewer) -> Iterator[Task]:
    """What came in and has not been confirmed, and what applicants sent since."""
    user, agency = viewer.user, viewer.agency
    if may(user, Action.SUBMISSION_CONFIRM, agency):
        for row in submissions.waiting(user).filter(agency=agency):
            # A plain letter is confirmed on the day it comes (2019 第三十一条).
            due_on = row.arrived_on if row.channel == "letter" else None
            yield Task(
                kind=_KIND,
                title=f"{row.applicant} {row.content[:60]}",
                state="待确认",
                address=reverse("desk:submission", args=[agency.code, row.pk]),
                action="与申请人确认",
                due_on=due_on,
                left=viewer.left(due_on),
            )
    if may(user, Action.MESSAGE_TAKE_UP, agency):
        found = ApplicantMessage.objects.filter(application__agency=agency, taken_up_at=None)
        for message in found.select_related("application").order_by("came_at", "pk"):
            yield Task(
                kind="申请人来信",
                title=_title(message.application),
                state=message.get_kind_display(),
                address=reverse(
                    "desk:applicant-message",
                    args=[agency.code, message.application_id, message.pk],
                ),
                action="处理",
            )


def letters(viewer: Viewer) -> Iterator[tuple[str, Task]]:
    """Letters whose next act is the person's: mine, or returned to their drafter."""
    agency = viewer.agency
    found = Letter.objects.filter(
        Q(application__agency=agency) | Q(record_correction__agency=agency)
    ).select_related("application__agency", "record_correction__agency")
    rows = found.exclude(state=_State.VOIDED).exclude(
        state=_State.SIGNED, services__returned_on__isnull=True, services__isnull=False
    )
    for letter in rows.prefetch_related("reviews").order_by("pk"):
        for action, name, more in _acts(viewer, letter):
            yield (
                "returned" if letter.state == _State.RETURNED else "mine",
                _letter_task(viewer, letter, action, name, more),
            )


def _acts(viewer: Viewer, letter: Letter) -> Iterator[tuple[str, str, dict[str, str]]]:
    """What the person can do next with the letter: the act, its page, what the page needs."""
    user, agency, kind = viewer.user, viewer.agency, KINDS[letter.kind]
    own = letter.drafted_by_id == user.pk
    drafts = letter.drafted_by_id in _people(viewer, Action.LETTER_EDIT)
    passed = {row.kind for row in letter.reviews.all() if row.result == LetterReview.Result.PASS}
    signs = may(user, kind.signs, agency)
    match letter.state:
        case _State.DRAFT if not kind.reviews and signs:
            yield "签发", "letter-signature", {}
        case _State.DRAFT | _State.RETURNED if drafts:
            yield ("继续起草" if letter.state == _State.DRAFT else "修改"), "letter", {}
        case _State.IN_REVIEW if set(kind.reviews) - passed:
            for review in kind.reviews:
                if review not in passed and not own and may(user, REVIEWING[review], agency):
                    yield review.label, "letter-review", {"kind": review.value}
        case _State.IN_REVIEW if signs:
            yield "签发", "letter-signature", {}
        case _State.SIGNED if may(user, Action.LETTER_SERVE, agency):
            yield "送达", "letter-service", {}


def _letter_task(
    viewer: Viewer, letter: Letter, action: str, name: str, more: dict[str, str]
) -> Task:
    subject, case = letter.subject, letter.application
    due_on = case.due_on if case and not case.is_stopped else None
    return Task(
        kind=f"文书 {subject.number}",
        title=f"{title_of(letter, subject)} {letter.number}".rstrip(),
        state=letter.get_state_display(),
        address=letter_page.address(letter),
        action=action,
        action_address=letter_page.address(letter, name, **more),
        due_on=due_on,
        left=viewer.left(due_on),
        why=reverse("desk:application", args=[viewer.agency.code, case.pk]) + "#clock"
        if case and due_on
        else "",
    )


def _people(viewer: Viewer, action: Action) -> set[int]:
    """The accounts whose work it is for the viewer to do: the own, and those of the absent."""
    return {viewer.user.pk, *stands_in_for(viewer.user, action, viewer.agency)}


def _title(application: Application) -> str:
    return f"{application.number} {application.content[:60]}"


def _note(application: Application, standing: Standing) -> str:
    parts = [f"经办人{application.handler}"] if application.handler else []
    if standing.is_paused:
        parts.append("征求意见期间不计")
    if application.due_is_provisional:
        parts.append("期限暂定")
    return "，".join(parts)
