"""What the page of one case shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from gongkai.accounts.models import User
from gongkai.agencies.policies import may
from gongkai.applications import policies, queries
from gongkai.applications.models import Application, Submission
from gongkai.applications.queries.retention import erasure_of
from gongkai.audit.actions import Action
from gongkai.casework.letter_starts import obstacle
from gongkai.casework.remedy_days import review_days
from gongkai.casework.step_facts import receipt_of
from gongkai.desk.case_buttons import buttons_for, receipts_awaited
from gongkai.desk.case_clock import clock_for, used
from gongkai.desk.case_course import answer_words, course_of
from gongkai.desk.case_documents import documents_part
from gongkai.desk.case_history import history_of
from gongkai.desk.case_letters import letter_rows
from gongkai.desk.case_remedies import registering, remedies_of
from gongkai.law.calendar import WorkCalendar
from gongkai.law.receipt import Receipt
from gongkai.law.value_lists import APPLICANT_KINDS, RECEIPT_CHANNELS, term
from gongkai.protection.secret import Secret
from gongkai.remedies.queries import suits_without_reconsideration

_EARLIER = 10
# The days of a submission, as the officer knows them.
_DAYS = {
    "submitted_on": "提交日期",
    "signed_on": "签收日期",
    "arrived_on": "实际到达日期",
    "confirmed_on": "与申请人确认日期",
}


@dataclass(frozen=True, slots=True)
class Guarded:
    """A protected value as everybody sees it, and where it is opened."""

    label: str
    masked: str
    address: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another application of the same person or for the same thing, with its answer."""

    application: Application
    answer: str
    share: int  # how much of the text is the same, in percent; 0 where it was not compared
    same_applicant: bool


def context_of(
    user: User, application: Application, *, today: date, calendar: WorkCalendar
) -> dict[str, Any]:
    """Everything the template needs of the case."""
    submission = queries.submission_of(application)
    deadline = queries.deadline_of(application, calendar)
    buttons = [
        *receipts_awaited(user, application),
        *buttons_for(user, application, today=today, calendar=calendar),
    ]
    alike = alike_to(application)
    history, about = history_of(application, submission)
    return {
        "application": application,
        "erased": erasure_of(application),
        "clock": clock_for(application, calendar, today=today),
        "used": used(deadline, today=today),
        "deadline": deadline,
        "changes": application.due_date_changes.select_related("notice").order_by("pk"),
        "received": received_rows(application, submission),
        "submission": submission,
        "may_open": may(user, Action.PERSONAL_DATA_OPEN, application.agency),
        "may_issue_code": not obstacle(
            lambda: policies.permit_code(
                user, policies.submission_with_code(application), today=today
            )
        ),
        "guarded": guarded_of("case", application.agency.code, application.pk, submission),
        "files": submission.files.order_by("position") if submission else [],
        "open": [button for button in buttons if not button.obstacle],
        "closed": [button for button in buttons if button.obstacle],
        "course": course_of(application),
        "found": documents_part(user, application),
        "letters": letter_rows(application),
        "may_draft": may(user, Action.LETTER_DRAFT, application.agency),
        "notes": application.notes.select_related("written_by").order_by("-pk"),
        "earlier": earlier_of(application, {one.application.pk for one in alike}),
        "alike": alike,
        "hints": hints(application, alike),
        "messages_waiting": application.messages.filter(taken_up_at=None).order_by("came_at", "pk"),
        "remedies": remedies_of(user, application, calendar),
        "registering": registering(user, application),
        "review": review_days(application, calendar),
        "premature": suits_without_reconsideration(application.lawsuits.order_by("pk")),
        "history": history,
        "history_about": about,
    }


def received_rows(
    application: Application | None, submission: Submission | None
) -> list[tuple[str, str]]:
    """The application as it was received, untouched by what the case became."""
    source: Any = submission or application
    rows = [
        ("申请人", source.applicant),
        ("申请人类型", _label(APPLICANT_KINDS, source.applicant_kind)),
        ("申请渠道", _label(RECEIPT_CHANNELS, source.channel)),
        ("申请内容", source.content),
    ]
    if submission:
        day = application.received_on if application else None
        is_old = day is not None and queries.regime_of(day).code == "2008"
        article = "2007年条例第二十条" if is_old else "第二十九条"
        days = [(label, getattr(submission, name)) for name, label in _DAYS.items()]
        rows += [(label, f"{day:%Y-%m-%d}") for label, day in days if day]
        rows += [
            ("当日没有确认的原因", submission.late_reason),
            ("获取信息的方式", submission.wanted_form),
            ("获取信息的途径", submission.delivery),
            ("所需信息的用途", submission.purpose),
            ("需要的帮助", submission.needs_help),
            ("口头申请", f"由工作人员代为填写（{article}）" if submission.is_oral else ""),
            ("主动公开的建议", "同时建议主动公开" if submission.suggests_disclosure else ""),
        ]
    if application and submission and application.content != submission.content:
        rows.append(("本件的事项", application.content))
    return [(label, text) for label, text in rows if text]


def receipt_words(application: Application) -> Receipt:
    """The day of receipt, and why it is that day."""
    return receipt_of(application, getattr(application, "submission", None))


def guarded_of(kind: str, code: str, pk: int, submission: Submission | None) -> list[Guarded]:
    """The applicant's identity, masked."""
    identity = getattr(submission, "identity", None)
    found = list(guarded_in(kind, code, pk, identity, "id_number", "phone", "email", "address"))
    if identity and identity.contact:
        found.insert(0, Guarded("联系人", identity.contact, ""))
    if hasattr(submission, "proof"):
        address = reverse("desk:protected-value", args=[code, kind, pk, "proof"])
        found.append(Guarded("身份证明", "已保存（加密）", address))
    return found


def contacts_of(application: Application) -> dict[int, list[Guarded]]:
    """How each party that was asked for an opinion is reached, masked."""
    code = application.agency.code
    return {
        row.pk: list(guarded_in("consultation", code, row.pk, row, "phone", "address", "email"))
        for row in application.consultations.all()
    }


def alike_to(application: Application) -> list[Earlier]:
    """Applications of the last three years for nearly the same."""
    return [
        Earlier(
            one.application,
            _answer(one.application),
            round(one.share * 100),
            one.same_applicant,
        )
        for one in queries.look_alikes(application)
    ]


def earlier_of(application: Application, shown: set[int]) -> list[Earlier]:
    """The same applicant's other applications that are not shown already."""
    found = queries.same_applicant(application).exclude(pk__in=shown)[:_EARLIER]
    return [Earlier(row, _answer(row), 0, same_applicant=True) for row in found]


def hints(application: Application, alike: list[Earlier]) -> list[str]:
    """What applications alike may mean for this one."""
    found: list[str] = []
    if queries.regime_of(application.received_on).code == "2008":
        return found
    answered = [one for one in alike if one.same_applicant and one.answer]
    if answered:
        found.append(
            f"同一申请人的相同申请已答复（{answered[0].application.number}）：申请的是相同信息的，"
            "可以告知不予重复处理（条例第三十六条第（六）项）。"
        )
    others = {one.application.applicant for one in alike} - {application.applicant}
    if others:
        found.append(
            f"另有{len(others)}名申请人申请内容相近的信息：可以公开的，请考虑纳入主动公开"
            "（条例第四十四条第一款）。"
        )
    return found


def _answer(application: Application) -> str:
    reply = getattr(application, "reply", None)
    if reply is None:
        return ""
    words = answer_words(application, reply.outcome, reply.ground)
    return f"{reply.replied_on:%Y-%m-%d} {words} {reply.number}".rstrip()


def guarded_in(kind: str, code: str, pk: int, record: Any, *names: str) -> Iterator[Guarded]:
    """The protected values of a record that are filled, masked, each with where it is opened."""
    for name in names:
        secret = getattr(record, name, None)
        if isinstance(secret, Secret) and secret:
            label = str(record._meta.get_field(name).verbose_name)
            address = reverse("desk:protected-value", args=[code, kind, pk, name])
            yield Guarded(label, secret.masked, address)


def _label(terms: Any, code: str) -> str:
    return term(terms, code).label if code else ""
