"""The term of an answer is extended, once.

`extend` agrees and tells on one day; `grant` is the head's agreement alone, which `notify`
completes when the notice has gone out. Until then nothing is extended.
"""

from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Person
from gongkai.agencies.queries import person_of
from gongkai.applications import policies, queries
from gongkai.applications.models import Application, Extension
from gongkai.applications.transitions.case import locked, locked_step, move
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records


@transaction.atomic
def extend(application_id: int, *, working_days: int, reason: str, acting: Acting) -> Extension:
    """延长答复期限, once, before the first term ends, and tell the applicant the same day.

    Units: `working_days` is 工作日, 1 to the maximum of the regime.
    Raises: NotAllowed.
    Source: 政府信息公开条例 第三十三条第二款 (2007: 第二十四条第二款).
    """
    application = locked(application_id)
    policies.permit_extension(acting.by, application, today=acting.today)
    extension = _agreed(application, working_days, reason, acting)
    extension.notified_on = acting.today
    check(extension, acting, last_day=_first_end(application, acting))
    extension.save()
    due_on = move(application, acting)
    log.record(
        Action.APPLICATION_EXTEND,
        application,
        acting,
        working_days=working_days,
        due_on=due_on,
    )
    return extension


@transaction.atomic
def grant(application_id: int, *, working_days: int, reason: str, acting: Acting) -> Extension:
    """The head of the disclosure office agrees; what was granted and not told is replaced.

    Units: `working_days` is 工作日, 1 to the maximum of the regime.
    Raises: NotAllowed.
    Source: 政府信息公开条例 第三十三条第二款 (2007: 第二十四条第二款).
    """
    application = locked(application_id)
    policies.permit_extension_grant(acting.by, application, today=acting.today)
    extension = _agreed(application, working_days, reason, acting)
    check(extension, acting, last_day=_first_end(application, acting))
    extension.save()
    log.record(Action.EXTENSION_GRANT, application, acting, working_days=working_days)
    return extension


@transaction.atomic
def notify(extension_id: int, *, notified_on: date, acting: Acting) -> Extension:
    """The applicant was told: the extension takes effect, unless the first term had ended.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第三十三条第二款 (2007: 第二十四条第二款).
    """
    extension = locked_step(Extension, extension_id)
    policies.permit_extension_notice(acting.by, extension, today=acting.today)
    extension.notified_on = notified_on
    check(extension, acting, last_day=acting.today)
    extension.save(update_fields=["notified_on"])
    due_on = move(extension.application, acting)
    log.record(
        Action.EXTENSION_NOTIFY,
        extension.application,
        acting,
        notified_on=notified_on,
        due_on=due_on,
    )
    return extension


def complete(
    application: Application,
    *,
    working_days: int,
    reason: str,
    approved_by: Person,
    notified_on: date,
    acting: Acting,
) -> None:
    """Write the extension an old ledger tells of, or correct it; the application is saved.

    Raises: NotAllowed.
    """
    extension = Extension.objects.filter(application=application).first() or Extension()
    # Also tells the application, whose clock is asked next.
    extension.application = application
    extension.working_days = working_days
    extension.reason = reason
    extension.approved_by = approved_by
    extension.notified_on = notified_on
    last_day = queries.first_deadline_of(application, acting.calendar).due_on
    check(extension, acting, last_day=last_day)
    extension.save()


def check(extension: Extension, acting: Acting, *, last_day: date) -> None:
    """Refuse an extension that the law does not know; `last_day` ends the first term.

    Raises: NotAllowed.
    """
    application = extension.application
    limit = queries.regime_of(application.received_on).extension
    if not 1 <= extension.working_days <= limit.days:
        raise NotAllowed(
            f"延长的期限须为1至{limit.days}个工作日（{limit.article}）。", field="working_days"
        )
    told_on = extension.notified_on or acting.today
    if not application.received_on <= told_on <= acting.today:
        raise NotAllowed(
            "延期告知日期不能早于收到申请的日期，也不能晚于今天。", field="notified_on"
        )
    if told_on > last_day:
        raise NotAllowed(
            f"延期须在首个答复期限{last_day:%Y-%m-%d}届满前告知申请人；届满后的延期无效，"
            "请按未延期登记。",
            field="notified_on",
        )
    records.validate(extension)


def _first_end(application: Application, acting: Acting) -> date:
    """The last day for an extension: the due date, or no day while the clock stands."""
    return max(application.due_on, acting.today) if application.is_stopped else application.due_on


def _agreed(application: Application, working_days: int, reason: str, acting: Acting) -> Extension:
    """The one extension of the application as it is agreed to now."""
    extension: Extension = getattr(application, "extension", None) or Extension(
        application=application
    )
    extension.working_days = working_days
    extension.reason = reason
    extension.approved_by = person_of(acting.by)
    if not reason.strip():
        raise NotAllowed("请写明延期的理由，延期告知书要写。", field="reason")
    return extension
