"""The days on which an application came in were registered wrongly: they are corrected."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import policies, queries
from gongkai.applications.models import Application, Submission
from gongkai.applications.transitions.arrivals import check_days, counting
from gongkai.applications.transitions.case import locked, move
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records
from gongkai.protection.masking import masked_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptDays:
    """The days of a submission as they were, and why they are corrected."""

    reason: str
    submitted_on: date | None = None
    signed_on: date | None = None
    arrived_on: date | None = None
    confirmed_on: date | None = None


@transaction.atomic
def correct_days(application_id: int, entry: ReceiptDays, *, acting: Acting) -> Submission:
    """Correct when the application came in; the day of receipt and the term follow.

    Whatever was split from it came in on the same day.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十一条; 国办公开办函〔2015〕207号 第一条.
    """
    # In the order of their keys, as others lock them.
    parts = Application.objects.filter(split_from=application_id).order_by("pk")
    keys = [application_id, *parts.values_list("pk", flat=True)]
    application, *others = [locked(pk) for pk in keys]
    policies.permit_day_correction(acting.by, application, today=acting.today)
    if not entry.reason.strip():
        raise NotAllowed("请写明更正的原因。", field="reason")
    submission = Submission.objects.select_for_update(of=("self",)).get(application=application)
    changes = _filled(submission, entry)
    check_days(submission, acting)
    received_on = counting(submission).received_on
    records.validate(submission)
    submission.save(update_fields=list(changes))
    changes |= {"received_on": [application.received_on, received_on]}
    changes |= {"due_on": [*_follow(application, received_on, acting)]}
    for other in others:
        _follow(other, received_on, acting)
    log.record(
        Action.SUBMISSION_CORRECT_DAYS,
        application,
        acting,
        changes={name: pair for name, pair in changes.items() if pair[0] != pair[1]},
        labels={name: _label(name) for name in changes if name not in ("received_on", "due_on")},
        reason=masked_text(entry.reason.strip()),
    )
    return submission


def _filled(submission: Submission, entry: ReceiptDays) -> dict[str, list[date | None]]:
    days = {name: day for name, day in asdict(entry).items() if name != "reason"}
    changes = {
        name: [getattr(submission, name), day]
        for name, day in days.items()
        if getattr(submission, name) != day
    }
    if not changes:
        raise NotAllowed("没有改动任何日期，无需保存。")
    for name, (_, day) in changes.items():
        setattr(submission, name, day)
    return changes


def _follow(application: Application, received_on: date, acting: Acting) -> list[date]:
    """Move the receipt of one case with its term; what the due date was and is."""
    if application.status != Application.Status.IN_HAND:
        raise NotAllowed(f"由该申请拆分的{application.number}已经办结，收到日期不能再更正。")
    before = queries.regime_of(application.received_on)
    if queries.regime_of(received_on) != before:
        raise NotAllowed(f"更正后的收到日期不适用{before.name}，请核对日期。", field="arrived_on")
    application.received_on = received_on
    application.save(update_fields=["received_on"])
    return move(application, acting)


def _label(name: str) -> str:
    return str(getattr(Submission._meta.get_field(name), "verbose_name", name))
