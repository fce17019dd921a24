"""Cases of a person's day: due, to be confirmed, written to by the applicant; and their letters."""

from collections.abc import Iterator

from django.urls import reverse

from gongkai.agencies.policies import may
from gongkai.applications import queries
from gongkai.applications.models import Application
from gongkai.applications.queries import standing_of, submissions
from gongkai.audit.actions import Action
from gongkai.casework.kinds import KINDS
from gongkai.casework.letter_policies import REVIEWING
from gongkai.casework.models import ApplicantMessage, Letter, LetterReview
from gongkai.desk.case_letters import title_of
from gongkai.desk.tasks import Task, Viewer

_KIND = "依申请公开"
_State = Letter.State


def cases(viewer: Viewer) -> Iterator[tuple[str, Task]]:
    """Cases in hand, each with whose turn it is: mine or others.

    Whoever handles it; where nobody does, everybody who may answer. While somebody is awaited
    within a term there is nothing to do.
    """
    answers = may(viewer.user, Action.APPLICATION_ANSWER, viewer.agency)
    found = queries.in_hand(viewer.user).filter(agency=viewer.agency)
    for application in found.select_related("handler"):
        standing = standing_of(application, viewer.calendar, today=viewer.today)
        until = standing.awaited_until
        if standing.due_on is None and until and viewer.today <= until:
            continue
        handler = application.handler
        own = handler is None or handler.user_id == viewer.user.pk
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
                left=viewer.left(standing.due_on),
                note=_note(application),
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
    found = Letter.objects.filter(application__agency=viewer.agency)
    rows = found.exclude(state=_State.VOIDED).exclude(
        state=_State.SIGNED, services__returned_on__isnull=True, services__isnull=False
    )
    for letter in rows.select_related("application").prefetch_related("reviews").order_by("pk"):
        for action, name, more in _acts(viewer, letter):
            yield (
                "returned" if letter.state == _State.RETURNED else "mine",
                _letter_task(viewer, letter, action, name, more),
            )


def _acts(viewer: Viewer, letter: Letter) -> Iterator[tuple[str, str, list[str]]]:
    """What the person can do next with the letter: the act, its page, what the page needs."""
    user, agency, kind = viewer.user, viewer.agency, KINDS[letter.kind]
    own = letter.drafted_by_id == user.pk
    passed = {row.kind for row in letter.reviews.all() if row.result == LetterReview.Result.PASS}
    signs = may(user, kind.signs, agency)
    match letter.state:
        case _State.DRAFT if not kind.reviews and signs:
            yield "签发", "letter-signature", []
        case _State.DRAFT | _State.RETURNED if own:
            yield ("继续起草" if letter.state == _State.DRAFT else "修改"), "letter", []
        case _State.IN_REVIEW if set(kind.reviews) - passed:
            for review in kind.reviews:
                if review not in passed and not own and may(user, REVIEWING[review], agency):
                    yield review.label, "letter-review", [review.value]
        case _State.IN_REVIEW if signs:
            yield "签发", "letter-signature", []
        case _State.SIGNED if may(user, Action.LETTER_SERVE, agency):
            yield "送达", "letter-service", []


def _letter_task(viewer: Viewer, letter: Letter, action: str, name: str, more: list[str]) -> Task:
    application = letter.application
    due_on = None if application.is_stopped else application.due_on
    here = [viewer.agency.code, application.pk, letter.pk]
    return Task(
        kind=f"文书 {application.number}",
        title=f"{title_of(letter, application)} {letter.number}".rstrip(),
        state=letter.get_state_display(),
        address=reverse("desk:letter", args=here),
        action=action,
        action_address=reverse(f"desk:{name}", args=[*here, *more]),
        due_on=due_on,
        left=viewer.left(due_on),
    )


def _title(application: Application) -> str:
    return f"{application.number} {application.content[:60]}"


def _note(application: Application) -> str:
    parts = [f"经办人{application.handler}"] if application.handler else []
    if application.due_is_provisional:
        parts.append("期限暂定")
    return "，".join(parts)
