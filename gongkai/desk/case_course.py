"""The course of a case: its steps as records, in the order of their days."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gongkai.applications.models import (
    Application,
    Consultation,
    Correction,
    DisclosureSuggestion,
    Extension,
    FeeNotice,
    Justification,
    Reopening,
)
from gongkai.applications.queries import regime_of
from gongkai.casework.models import Rating
from gongkai.law import grounds, opinions, outcomes
from gongkai.web.jinja import day as in_words

Facts = list[tuple[str, str]]
_PREPARED = ("已准备，文书送达后生效", "wait")
_CONTENT = 3  # of five points: from here on the applicant was content


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of the case: what it is, how it stands, what is on record of it.

    `day` is when it took effect, None while it is prepared; `link` leads to another case.
    """

    title: str
    state: str
    tone: str
    day: date | None
    facts: Facts
    link: str = ""
    consultation: Consultation | None = None


def course_of(application: Application) -> list[Stage]:
    """Every step of the case after its receipt, the earliest first, what is prepared last."""
    found = [
        *(stage for name, read in _SINGLE.items() for stage in _one(application, name, read)),
        *(_consultation(row, application) for row in application.consultations.all()),
        *_kinship(application),
        *_answers(application),
    ]
    return sorted(found, key=lambda stage: stage.day or date.max)


def answer_words(application: Application, outcome: str, ground: str) -> str:
    """Outcome and ground in the words of the regime of the case."""
    regime = regime_of(application.received_on).code
    label = outcomes.outcome(outcome, regime=regime).label
    return f"{label}（{grounds.ground(ground, regime=regime).label}）" if ground else label


def _one(application: Application, name: str, read: Callable[..., Stage]) -> Iterator[Stage]:
    record = getattr(application, name, None)
    if record:
        yield read(record)


def _facts(*pairs: tuple[str, str | date | int | None]) -> Facts:
    """What is on record, without what is empty; days in words."""
    return [
        (label, in_words(value) if isinstance(value, date) else str(value))
        for label, value in pairs
        if value not in (None, "")
    ]


def _correction(row: Correction) -> Stage:
    state, tone = _PREPARED
    if row.corrected_on:
        state, tone = "已补正", "good"
    elif row.lapsed_on:
        state, tone = "逾期未补正", "bad"
    elif row.asked_on:
        state, tone = "等待补正", "wait"
    return Stage(
        title="补正",
        state=state,
        tone=tone,
        day=row.asked_on,
        facts=_facts(
            ("不明确之处", row.unclear),
            ("需要补正的事项", row.items),
            ("指导和释明", row.guidance),
            ("补正期限", f"{row.working_days}个工作日"),
            ("告知", row.asked_on),
            ("申请人收到", row.served_on),
            ("补正截止", row.due_on),
            ("收到补正", row.corrected_on),
            ("补正后的内容", row.corrected_content),
            ("登记逾期", row.lapsed_on),
        ),
    )


def _extension(row: Extension) -> Stage:
    state, tone = ("已告知申请人", "good") if row.notified_on else ("已批准，告知后生效", "wait")
    return Stage(
        title=f"延长{row.working_days}个工作日",
        state=state,
        tone=tone,
        day=row.notified_on,
        facts=_facts(
            ("理由", row.reason), ("批准人", str(row.approved_by)), ("告知", row.notified_on)
        ),
    )


def _justification(row: Justification) -> Stage:
    state, tone = _PREPARED
    if row.is_reasonable is not None:
        state, tone = ("理由合理", "good") if row.is_reasonable else ("理由不合理", "bad")
    elif row.stated_on:
        state, tone = "待认定", "wait"
    elif row.asked_on:
        state, tone = "等待说明理由", "wait"
    return Stage(
        title="要求说明理由",
        state=state,
        tone=tone,
        day=row.asked_on,
        facts=_facts(
            ("数量、频次", row.counts),
            ("说明期限", f"{row.working_days}个工作日"),
            ("告知", row.asked_on),
            ("说明", row.stated_on),
            ("说明的理由", row.stated),
            ("认定", row.judged_on),
            ("确定延迟答复到", row.delayed_until),
            ("告知延迟答复", row.delay_told_on or (row.delayed_until and "还没有告知，尚未生效")),
        ),
    )


def _fee_notice(row: FeeNotice) -> Stage:
    state, tone = _PREPARED
    if row.paid_on:
        state, tone = "已缴费", "good"
    elif row.lapsed_on:
        state, tone = "逾期未缴费", "bad"
    elif row.notified_on:
        state, tone = "等待缴费", "wait"
    return Stage(
        title=f"信息处理费 {row.amount}元",
        state=state,
        tone=tone,
        day=row.notified_on,
        facts=_facts(
            ("计收", f"{row.get_method_display()}，{row.quantity}"),
            ("情况", row.why),
            ("缴纳方式", row.payment),
            ("发出通知", row.notified_on),
            ("申请人收到", row.served_on),
            ("缴费截止", row.due_on),
            ("缴费", row.paid_on),
            ("登记逾期", row.lapsed_on),
        ),
    )


def _suggestion(row: DisclosureSuggestion) -> Stage:
    state, tone = "待审核", "wait"
    if row.is_adopted is not None:
        state, tone = ("已采纳", "good") if row.is_adopted else ("未采纳", "")
    return Stage(
        title="申请人建议主动公开",
        state="已公开" if row.item else state,
        tone=tone,
        day=row.suggested_on,
        facts=_facts(
            ("提出", row.get_way_display()),
            ("申请人的理由", row.reasons),
            ("审核意见", row.opinion),
            ("审核", row.decided_on),
            ("审核人", str(row.decided_by or "")),
            ("主动公开的日期", row.publish_on),
            ("答复申请人", row.notified_on),
            ("公开的信息", str(row.item or "")),
        ),
    )


def _consultation(row: Consultation, application: Application) -> Stage:
    regime = regime_of(application.received_on)
    opinion = opinions.opinion_of(row.who, row.answer, regime=regime)
    state, tone = _PREPARED
    if row.answer:
        tone = {"agree": "good", "none": ""}.get(row.answer, "bad")
        state = row.get_answer_display()
    elif row.sent_on:
        state, tone = "等待答复", "wait"
    follows = f"{opinion.sentence}{opinion.article}" if row.answer else ""
    return Stage(
        title=f"征求{row.get_who_display()}意见：{row.party_name}",
        state=state,
        tone=tone,
        day=row.sent_on,
        facts=_facts(
            ("涉及的内容", row.passage),
            ("发出", row.sent_on),
            ("对方收到", row.served_on),
            ("答复", row.answered_on),
            ("对方的理由", row.reasons),
            ("后果", follows),
            ("公共利益理由", row.override),
        ),
        consultation=row,
    )


def _kinship(application: Application) -> Iterator[Stage]:
    """How the case hangs together with others."""
    if handed := getattr(application, "transfer", None):
        yield Stage(
            title=f"移送{handed.to_agency}",
            state="已移送",
            tone="good",
            day=handed.transferred_on,
            facts=_facts(("理由", handed.reason), ("对方编号", handed.becomes.number)),
        )
    if came := getattr(application, "came_from", None):
        yield Stage(
            title=f"由{came.application.agency}移送",
            state="",
            tone="",
            day=came.transferred_on,
            facts=_facts(("原编号", came.application.number), ("理由", came.reason)),
        )
    for row, title in (
        (application.split_from, "拆分自"),
        (application.answered_with, "合并答复，见"),
    ):
        if row:
            yield _other(application, row, title)
    for row in application.parts.order_by("pk"):
        yield _other(application, row, "拆分出")
    for row in application.answered_too.order_by("pk"):
        yield _other(application, row, "一并答复")


def _other(application: Application, other: Application, title: str) -> Stage:
    return Stage(
        title=f"{title}{other.number}",
        state="",
        tone="",
        day=None,
        facts=_facts(("内容", other.content[:60])),
        link=reverse("desk:application", args=[application.agency.code, other.pk]),
    )


def _answers(application: Application) -> Iterator[Stage]:
    """What ended the case, and what took it up again."""
    if reply := getattr(application, "reply", None):
        yield Stage(
            title="答复",
            state="逾期答复" if reply.is_late else "按期答复",
            tone="bad" if reply.is_late else "good",
            day=reply.replied_on,
            facts=_facts(
                ("办理结果", answer_words(application, reply.outcome, reply.ground)),
                ("答复文号", reply.number),
                ("答复日期", reply.replied_on),
                ("当时的期限", reply.due_on),
            ),
        )
    if rating := Rating.objects.filter(application=application).first():
        yield Stage(
            title="申请人评价",
            state=f"{rating.score}分",
            tone="good" if rating.score >= _CONTENT else "bad",
            day=rating.rated_on,
            facts=_facts(("评分（满分5分）", rating.score), ("意见", rating.comment)),
        )
    if withdrawal := getattr(application, "withdrawal", None):
        yield Stage(
            title="申请人撤回",
            state="已撤回",
            tone="",
            day=withdrawal.withdrawn_on,
            facts=_facts(("理由", withdrawal.reason)),
        )
    yield from (_reopening(application, row) for row in application.reopenings.all())
    if application.archived_on:
        yield Stage(
            title="归档", state="已归档", tone="good", day=application.archived_on, facts=[]
        )


def _reopening(application: Application, row: Reopening) -> Stage:
    words = answer_words(application, row.outcome, row.ground) if row.outcome else ""
    return Stage(
        title=f"重新办理（{row.get_basis_display()}）",
        state="已重新答复" if row.replied_on else "重新办理中",
        tone="good" if row.replied_on else "wait",
        day=row.reopened_on,
        facts=_facts(
            ("理由", row.reason),
            ("决定确定的期限", row.due_on),
            ("重新答复", row.replied_on),
            ("办理结果", words),
            ("答复文号", row.number),
        ),
    )


_SINGLE: dict[str, Callable[..., Stage]] = {
    "correction": _correction,
    "extension": _extension,
    "justification": _justification,
    "fee_notice": _fee_notice,
    "disclosure_suggestion": _suggestion,
}
