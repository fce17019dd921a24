"""A whole row of an application ledger, as kept on paper: entered at once, corrected as one."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date

from django.db import transaction
from django.db.models import Q

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.agencies.queries import person_named
from gongkai.applications import queries
from gongkai.applications.models import Application, Extension, Reply
from gongkai.applications.transitions import answer, extension
from gongkai.applications.transitions.case import locked
from gongkai.applications.transitions.receipt import (
    DUE_FIELDS,
    TEXTS,
    ReceiptEntry,
    fill,
    logged,
    refuse_same_again,
    set_due,
)
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.law import grounds, outcomes
from gongkai.ledgers import records
from gongkai.protection.masking import Kind, masked, masked_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationEntry(ReceiptEntry):
    """An application with its extension and its answer.

    Forms and ledgers have several words for one outcome (否决公开 is several outcomes);
    an entry keeps the regime's own, so that two rows that mean the same are equal.

    Units: `working_days` is 工作日.
    """

    working_days: int | None = None
    extension_reason: str = ""
    approved_by: str = ""
    notified_on: date | None = None
    replied_on: date | None = None
    outcome: str = ""
    ground: str = ""
    reply_number: str = ""

    def __post_init__(self) -> None:
        try:
            outcome, ground = _pair(self)
        except (NotAllowed, outcomes.UnknownOutcome):
            return  # the transition refuses with the sentence
        object.__setattr__(self, "outcome", outcome.label)
        object.__setattr__(self, "ground", ground.label if ground else "")


# Fields of the row that stand in other records than the application.
_LABELS = {
    "working_days": "延长工作日",
    "extension_reason": "延期理由",
    "approved_by": "批准人",
    "notified_on": "告知日期",
    "replied_on": "答复日期",
    "outcome": "办理结果",
    "ground": "理由",
    "reply_number": "答复文号",
}


@transaction.atomic
def register(agency: Agency, entry: ApplicationEntry, *, acting: Acting) -> Application:
    """Enter a whole row.

    Raises: NotAllowed.
    """
    agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    policies.permit(acting.by, Action.APPLICATION_RECEIVE, agency)
    application = Application(agency=agency)
    if not entry.number:
        refuse_same_again(agency, entry)
    _write(application, entry, acting)
    log.record(
        Action.APPLICATION_RECEIVE, application, acting, values=logged(application, asdict(entry))
    )
    return application


@transaction.atomic
def amend(
    application_id: int, entry: ApplicationEntry, *, reason: str, acting: Acting
) -> Application:
    """Correct a row; an extension or answer that the row no longer tells of is taken back.

    The columns of extension and answer are for what an office did before it worked here. Of a
    case that is handled here only what no step has to do with can be corrected in the ledger.

    Raises: NotAllowed.
    """
    application = locked(application_id)
    policies.permit(acting.by, Action.APPLICATION_AMEND, application.agency)
    if not reason.strip():
        raise NotAllowed("请写明更正的原因。", field="reason")
    before = entry_of(queries.with_steps().get(pk=application_id))
    entry = replace(entry, number=entry.number or before.number)
    changes = {
        field.name: [getattr(before, field.name), getattr(entry, field.name)]
        for field in fields(entry)
        if getattr(before, field.name) != getattr(entry, field.name)
    }
    if not changes:
        raise NotAllowed("没有改动任何内容，无需保存。")
    if application.archived_on and entry.replied_on is None:
        raise NotAllowed(
            "该申请已归档，不能清空答复；答复有误的，请在案件页面重新办理。", field="replied_on"
        )
    if _has_steps(application) or _is_handled_here(application):
        _write_descriptions(application, entry, set(changes), acting)
    else:
        _write(application, entry, acting)
    if "applicant" in changes:
        changes["applicant"] = [masked(Kind.NAME, str(name)) for name in changes["applicant"]]
    changes |= {name: ["原文", "改过的文字"] for name in TEXTS & changes.keys()}
    log.record(
        Action.APPLICATION_AMEND,
        application,
        acting,
        changes=changes,
        labels={name: _LABELS[name] for name in changes if name in _LABELS},
        reason=masked_text(reason),
    )
    return application


def entry_of(application: Application) -> ApplicationEntry:
    """The row a record stands for."""
    granted: Extension | None = getattr(application, "extension", None)
    extended = granted if granted and granted.notified_on else None
    reply: Reply | None = getattr(application, "reply", None)
    regime = queries.regime_of(application.received_on).code
    ground = grounds.ground(reply.ground, regime=regime) if reply and reply.ground else None
    return ApplicationEntry(
        number=application.number,
        received_on=application.received_on,
        channel=application.channel,
        applicant_kind=application.applicant_kind,
        applicant=application.applicant,
        content=application.content,
        category=application.category,
        working_days=extended.working_days if extended else None,
        extension_reason=extended.reason if extended else "",
        approved_by=str(extended.approved_by) if extended else "",
        notified_on=extended.notified_on if extended else None,
        replied_on=reply.replied_on if reply else None,
        outcome=outcomes.outcome(reply.outcome, regime=regime).label if reply else "",
        ground=ground.label if ground else "",
        reply_number=reply.number if reply else "",
    )


# Whatever of a row a step of the case stands on.
_OF_STEPS = {
    *("received_on", "working_days", "extension_reason", "approved_by", "notified_on"),
    *("replied_on", "outcome", "ground", "reply_number"),
}


def _has_steps(application: Application) -> bool:
    """Whether the case has records that a row of the ledger does not tell of."""
    granted = Extension.objects.filter(application=application, notified_on=None)
    single = ("correction", "fee_notice", "justification", "transfer", "came_from", "withdrawal")
    return (
        any(hasattr(application, step) for step in single)
        or granted.exists()
        or application.answered_with is not None
        or application.consultations.exists()
        or application.reopenings.exists()
        or application.answered_too.exists()
    )


def _is_handled_here(application: Application) -> bool:
    """Whether it came in, was searched for, decided or written about in this program.

    Rooms above keep some of these records, which the case knows by the names of the relations.
    """
    names = ("submission", "split_from", "searches", "found_documents", "decisions", "letters")
    there = Q(*((f"{name}__isnull", False) for name in names), _connector=Q.OR)
    return Application.objects.filter(there, pk=application.pk).exists()


def _write_descriptions(
    application: Application, entry: ApplicationEntry, changed: set[str], acting: Acting
) -> None:
    if changed & _OF_STEPS:
        raise NotAllowed(
            "台账的延期和答复只用于补录以往办结的申请；该申请在本系统办理，收到日期、延期和答复"
            "不能在台账中更正，请在案件页面办理（已答复的，可以重新办理）。"
        )
    fill(application, entry, acting)
    records.validate(application)
    application.save()


def _write(application: Application, entry: ApplicationEntry, acting: Acting) -> None:
    _refuse_half_steps(entry)
    fill(application, entry, acting)
    if entry.working_days is None:
        Extension.objects.filter(application_id=application.pk).delete()
    if entry.replied_on is None:
        Reply.objects.filter(application_id=application.pk).delete()
    application.status = (
        Application.Status.ANSWERED if entry.replied_on else Application.Status.IN_HAND
    )
    set_due(application, acting.calendar)
    records.validate(application)
    application.save()
    _write_extension(application, entry, acting)
    set_due(application, acting.calendar)
    application.save(update_fields=DUE_FIELDS)
    _write_reply(application, entry, acting)


def _refuse_half_steps(entry: ApplicationEntry) -> None:
    extended = (entry.working_days, entry.notified_on, entry.approved_by)
    if any((*extended, entry.extension_reason)) and not all(extended):
        raise NotAllowed(
            "延期须同时填写延长工作日、延期告知日期和批准人（公开工作机构负责人）。",
            field="working_days",
        )
    if (entry.outcome or entry.ground or entry.reply_number) and not entry.replied_on:
        raise NotAllowed("填写了办理结果，请填写答复日期。", field="replied_on")
    if entry.replied_on and not entry.outcome:
        raise NotAllowed("填写了答复日期，请填写办理结果。", field="outcome")


def _write_extension(application: Application, entry: ApplicationEntry, acting: Acting) -> None:
    if entry.working_days is None or entry.notified_on is None:
        return
    extension.complete(
        application,
        working_days=entry.working_days,
        reason=entry.extension_reason,
        approved_by=person_named(application.agency, entry.approved_by, field="approved_by"),
        notified_on=entry.notified_on,
        acting=acting,
    )


def _write_reply(application: Application, entry: ApplicationEntry, acting: Acting) -> None:
    if entry.replied_on is None:
        return
    try:
        outcome, ground = _pair(entry)
    except outcomes.UnknownOutcome as unknown:
        raise NotAllowed(str(unknown), field="outcome") from None
    reply = Reply.objects.filter(application=application).first() or Reply()
    reply.application = application
    answer.fill(
        reply,
        acting,
        outcome=outcome.code,
        ground=ground.code if ground else "",
        replied_on=entry.replied_on,
        number=entry.reply_number,
    )
    reply.save()


def _pair(entry: ApplicationEntry) -> tuple[outcomes.Outcome, grounds.Ground | None]:
    regime = queries.regime_of(entry.received_on).code
    return outcomes.pair_by_labels(entry.outcome, entry.ground, regime=regime)
