"""A case as its applicant sees it: where it stands, why that day, what came and went."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.queries import Standing, deadline_of, regime_of, standing_of, with_steps
from gongkai.applications.queries.retention import erasure_of
from gongkai.audit.actions import Action
from gongkai.audit.models import Entry
from gongkai.casework.kinds import text_of
from gongkai.casework.models import (
    ApplicantMessage,
    FoundDocument,
    Letter,
    Rating,
    Service,
    ServiceMethod,
)
from gongkai.casework.policies.follow_up import permit_message
from gongkai.casework.queries import documents_given, letters_to
from gongkai.law import grounds, outcomes
from gongkai.law.calendar import WorkCalendar
from gongkai.law.counting import Deadline, chinese_day
from gongkai.portal.case_remedies import Way, ways_of
from gongkai.protection.models import Erasure

Kind = ApplicantMessage.Kind
# What may be sent from the page, in the words of who sends it.
MESSAGES = {
    Kind.CORRECTION: "提交补正",
    Kind.PAYMENT: "提交缴费凭证",
    Kind.JUSTIFICATION: "说明理由",
    Kind.OTHER: "补充说明或者询问",
    Kind.SUGGESTION: "建议主动公开",
    Kind.RECORD: "要求更正与自身相关的记录",
    Kind.COMPLAINT: "投诉",
    Kind.WITHDRAWAL: "撤回申请",
}


# What stands in the way until the office has registered it, so that its sender is told so.
_MOVES = (Kind.CORRECTION, Kind.PAYMENT, Kind.JUSTIFICATION, Kind.WITHDRAWAL)


@dataclass(frozen=True, slots=True)
class Stage:
    """Something that happened on a day."""

    day: date
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter to the applicant, each service with its proof, and when it was fetched first."""

    letter: Letter
    title: str
    services: list[tuple[Service, str]]
    may_be_fetched: bool
    is_online: bool
    fetched_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """Everything on the page of one case."""

    application: Application
    erased: Erasure | None
    standing: Standing
    deadline: Deadline | None
    why_not: str
    ways: list[Way]
    course: list[Stage]
    letters: list[Sent]
    documents: list[FoundDocument]
    messages: list[ApplicantMessage]
    unregistered: list[ApplicantMessage]
    open_kinds: list[tuple[str, str]]
    rating: Rating | None


def family_of(root: Application) -> list[Application]:
    """The case, what was told apart from it, and what it became at another agency."""
    found = {root.pk: root}
    latest = [root.pk]
    while latest:
        akin = Q(split_from__in=latest) | Q(came_from__application__in=latest)
        rows = with_steps().select_related("agency").filter(akin).order_by("pk")
        new = {row.pk: row for row in rows if row.pk not in found}
        found |= new
        latest = list(new)
    return list(found.values())


def page_of(application: Application, calendar: WorkCalendar, *, today: date) -> CasePage:
    """The page of a case today."""
    deadline, why_not = None, ""
    try:
        deadline = deadline_of(application, calendar)
    except NotAllowed as refusal:
        why_not = str(refusal)
    messages = list(application.messages.order_by("-came_at", "-pk"))
    return CasePage(
        application=application,
        erased=erasure_of(application),
        standing=standing_of(application, calendar, today=today),
        deadline=deadline,
        why_not=why_not,
        ways=ways_of(application, calendar, today=today),
        course=sorted(_course(application), key=lambda stage: stage.day),
        letters=_letters(application),
        documents=documents_given(application),
        messages=messages,
        unregistered=[one for one in messages if one.kind in _MOVES and not one.taken_up_at],
        open_kinds=[
            (str(kind), words) for kind, words in MESSAGES.items() if _may(application, kind)
        ],
        rating=Rating.objects.filter(application=application).first(),
    )


def _may(application: Application, kind: str) -> bool:
    try:
        permit_message(application, kind)
    except NotAllowed:
        return False
    return True


def _letters(application: Application) -> list[Sent]:
    rows = letters_to(application)
    entries = Entry.objects.filter(
        action=Action.LETTER_FETCH,
        subject_type=Letter._meta.label_lower,
        subject_id__in=[row.pk for row in rows],
    )
    fetched: dict[int, datetime] = {}
    for pk, at in entries.order_by("pk").values_list("subject_id", "at"):
        fetched.setdefault(pk, at)
    return [
        Sent(
            letter=row,
            title=text_of(row.kind, application.received_on).title,
            services=[(one, _proof(one)) for one in row.services.all()],
            may_be_fetched=bool(row.pdf) and any(not one.returned_on for one in row.services.all()),
            is_online=any(
                one.method == ServiceMethod.ONLINE and not one.returned_on
                for one in row.services.all()
            ),
            fetched_at=fetched.get(row.pk),
        )
        for row in rows
    ]


def _proof(service: Service) -> str:
    """Carrier, number and days; not who signed, for whoever has the code reads it."""
    days = [
        (service.posted_on, "交邮"),
        (timezone.localtime(service.sent_at).date() if service.sent_at else None, "发送"),
        (service.signed_on, "签收"),
        (service.received_on if service.method == ServiceMethod.POST else None, "收到"),
        (service.returned_on, "退回"),
    ]
    told = [f"{chinese_day(day)}{verb}" for day, verb in days if day]
    number = f"邮件编号{service.tracking}" if service.tracking else ""
    words = [one for one in (service.carrier, number, *told) if one]
    return "，".join(words) or f"{chinese_day(service.served_on)}送达"


def _course(application: Application) -> Iterator[Stage]:
    """What took effect; what the office only prepares is not told."""
    yield Stage(application.received_on, "收到申请", "答复期限自次日起算")
    yield from _asked(application)
    yield from _moved(application)
    yield from _suggested(application)
    yield from _ended(application)


def _asked(application: Application) -> Iterator[Stage]:
    if (row := getattr(application, "correction", None)) and row.asked_on:
        until = f"请在{row.due_on:%Y-%m-%d}前补正" if row.due_on else ""
        yield Stage(row.asked_on, "告知补正", until)
        yield from _on(row.corrected_on, "收到补正", "答复期限自次日起重新计算")
        yield from _on(row.lapsed_on, "逾期未补正，视为放弃申请")
    if (row := getattr(application, "fee_notice", None)) and row.notified_on:
        until = f"，请在{row.due_on:%Y-%m-%d}前缴纳" if row.due_on else ""
        yield Stage(row.notified_on, "收费通知", f"{row.amount}元{until}；{row.payment}")
        yield from _on(row.paid_on, "收到缴费", "答复期限自次日起重新计算")
        yield from _on(row.lapsed_on, "逾期未缴费，视为放弃申请")
    if (row := getattr(application, "justification", None)) and row.asked_on:
        yield Stage(row.asked_on, "要求说明理由", f"请在收到后{row.working_days}个工作日内说明")
        yield from _on(row.stated_on, "收到说明的理由")
        words = "理由合理" if row.is_reasonable else "理由不合理"
        yield from _on(row.judged_on, words)
        yield from _on(row.delay_told_on, "延迟答复", _delay(row.delayed_until))


def _moved(application: Application) -> Iterator[Stage]:
    for asked in application.consultations.all():
        who = asked.get_who_display()
        yield from _on(asked.sent_on, f"征求{who}意见", "所需时间不计算在期限内")
        yield from _on(asked.answered_on, f"收到{who}的意见")
    if (row := getattr(application, "extension", None)) and row.notified_on:
        yield Stage(row.notified_on, f"延长{row.working_days}个工作日", row.reason)
    if row := getattr(application, "transfer", None):
        yield Stage(row.transferred_on, f"移送{row.to_agency}", row.reason)


def _suggested(application: Application) -> Iterator[Stage]:
    """What was decided on the suggestion is told with its letter."""
    row = getattr(application, "disclosure_suggestion", None)
    if row is None:
        return
    yield Stage(row.suggested_on, "您建议主动公开", "" if row.notified_on else "本机关正在审核")
    if row.is_adopted:
        yield from _on(row.notified_on, "采纳建议", f"将在{row.publish_on:%Y-%m-%d}主动公开")
    else:
        yield from _on(row.notified_on, "没有采纳建议", row.opinion)


def _ended(application: Application) -> Iterator[Stage]:
    if row := getattr(application, "reply", None):
        yield Stage(
            row.replied_on, f"答复：{_answer(application, row.outcome, row.ground)}", row.number
        )
    if row := getattr(application, "withdrawal", None):
        yield Stage(row.withdrawn_on, "已撤回")
    for row in application.reopenings.all():
        yield Stage(row.reopened_on, f"重新办理（{row.get_basis_display()}）")
        if row.replied_on:
            words = _answer(application, row.outcome, row.ground)
            yield Stage(row.replied_on, f"重新答复：{words}", row.number)


def _answer(application: Application, outcome: str, ground: str) -> str:
    regime = regime_of(application.received_on).code
    words = outcomes.outcome(outcome, regime=regime).label
    return f"{words}（{grounds.ground(ground, regime=regime).label}）" if ground else words


def _on(day: date | None, title: str, note: str = "") -> Iterator[Stage]:
    if day:
        yield Stage(day, title, note)


def _delay(until: date | None) -> str:
    return f"延迟到{until:%Y-%m-%d}前答复" if until else ""
