"""Reconsideration cases and lawsuits are registered and corrected."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.applications.models import Reopening
from gongkai.applications.queries import numbered
from gongkai.applications.transitions.reopenings import ReopeningEntry, reopen
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records
from gongkai.remedies.models import Lawsuit, Reconsideration


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationEntry:
    """A reconsideration case; without a result it is pending."""

    number: str
    application: str = ""
    filed_on: date
    authority: str
    is_simplified: bool = False
    copy_received_on: date | None = None
    brief_on: date | None = None
    heard_on: date | None = None
    result: str = ""
    decided_on: date | None = None
    orders_new_answer: bool = False
    new_answer_by: date | None = None


@transaction.atomic
def file_reconsideration(
    agency: Agency, entry: ReconsiderationEntry, *, acting: Acting
) -> Reconsideration:
    """Register a reconsideration case the authority accepted.

    Raises: NotAllowed.
    Source: 行政复议法(2023) 第十一条第（十四）项; 政府信息公开条例 第五十一条.
    """
    policies.permit(acting.by, Action.RECONSIDERATION_FILE, agency)
    case = Reconsideration(agency=agency, **_values(agency, entry, acting))
    return records.enter(case, action=Action.RECONSIDERATION_FILE, acting=acting)


@transaction.atomic
def amend_reconsideration(
    case_id: int, entry: ReconsiderationEntry, *, reason: str, acting: Acting
) -> Reconsideration:
    """Correct a reconsideration case, or add its result.

    Raises: NotAllowed.
    """
    case = (
        Reconsideration.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=case_id)
    )
    policies.permit(acting.by, Action.RECONSIDERATION_AMEND, case.agency)
    values = _values(case.agency, entry, acting)
    return records.amend(
        case, values, reason=reason, action=Action.RECONSIDERATION_AMEND, acting=acting
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LawsuitEntry:
    """A lawsuit; without a result it is pending."""

    number: str
    application: str = ""
    after_reconsideration: bool = False
    filed_on: date
    court: str
    copy_received_on: date | None = None
    brief_on: date | None = None
    heard_on: date | None = None
    result: str = ""
    decided_on: date | None = None
    orders_new_answer: bool = False
    new_answer_by: date | None = None


@transaction.atomic
def file_lawsuit(agency: Agency, entry: LawsuitEntry, *, acting: Acting) -> Lawsuit:
    """Register a lawsuit the court took on, also one that should have been reconsidered first.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第五十一条 (2007: 第三十三条第二款).
    """
    policies.permit(acting.by, Action.LAWSUIT_FILE, agency)
    case = Lawsuit(agency=agency, **_values(agency, entry, acting))
    return records.enter(case, action=Action.LAWSUIT_FILE, acting=acting)


@transaction.atomic
def amend_lawsuit(case_id: int, entry: LawsuitEntry, *, reason: str, acting: Acting) -> Lawsuit:
    """Correct a lawsuit, or add its result.

    Raises: NotAllowed.
    """
    case = Lawsuit.objects.select_for_update(of=("self",)).select_related("agency").get(pk=case_id)
    policies.permit(acting.by, Action.LAWSUIT_AMEND, case.agency)
    values = _values(case.agency, entry, acting)
    return records.amend(case, values, reason=reason, action=Action.LAWSUIT_AMEND, acting=acting)


def _values(
    agency: Agency, entry: ReconsiderationEntry | LawsuitEntry, acting: Acting
) -> dict[str, object]:
    if entry.filed_on > acting.today:
        raise NotAllowed("日期在今天之后，只能登记已经受理、立案的案件。", field="filed_on")
    if entry.decided_on and entry.decided_on > acting.today:
        raise NotAllowed("审结日期在今天之后，尚未审结的请不填。", field="decided_on")
    _check_stages(entry, acting)
    number = entry.application
    application = numbered(agency, number, field="application") if number else None
    if application and entry.filed_on < application.received_on:
        raise NotAllowed("日期早于收到申请的日期，请核对申请编号。", field="filed_on")
    return asdict(entry) | {"application": application}


def _check_stages(entry: ReconsiderationEntry | LawsuitEntry, acting: Acting) -> None:
    stages = (
        ("copy_received_on", "收到副本"),
        ("brief_on", "提交答复（答辩）"),
        ("heard_on", "听证（开庭）"),
    )
    for name, label in stages:
        day = getattr(entry, name)
        # A hearing may lie ahead: its day is known before.
        if day and day > acting.today and name != "heard_on":
            raise NotAllowed(f"{label}的日期在今天之后，请核对。", field=name)
    if entry.brief_on and not entry.copy_received_on:
        raise NotAllowed("请先填写收到副本日期，答复（答辩）期限从这一天起算。", field="brief_on")
    if entry.brief_on and entry.copy_received_on and entry.brief_on < entry.copy_received_on:
        raise NotAllowed("提交答复（答辩）的日期早于收到副本的日期，请核对。", field="brief_on")


@transaction.atomic
def follow(case: Reconsideration | Lawsuit, *, acting: Acting) -> Reopening:
    """Take the application of a lost case up again, with the day the decision sets.

    Without such a day the regime's own term runs from today.

    Raises: NotAllowed.
    Source: 行政复议法 第六十四条、第七十七条; 行政诉讼法 第七十条、第九十六条.
    """
    model = type(case)
    stored = model._base_manager.select_for_update(of=("self",)).get(pk=case.pk)
    application = stored.application
    policies.permit(acting.by, Action.REMEDY_FOLLOW, stored.agency)
    if application is None:
        raise NotAllowed("这一案件没有填写申请编号，请先更正登记。")
    if not stored.orders_new_answer:
        raise NotAllowed("决定、裁判没有责令重新答复，不需要重新办理。")
    if stored.followed_by_id:
        raise NotAllowed("已经按这一决定、裁判重新办理。")
    basis = Reopening.Basis
    reconsidered = isinstance(stored, Reconsideration)
    entry = ReopeningEntry(
        basis=basis.RECONSIDERATION if reconsidered else basis.LAWSUIT,
        reason=f"{stored.number}责令重新答复",
        due_on=stored.new_answer_by,
    )
    reopening = reopen(application.pk, entry, acting=acting)
    stored.followed_by = reopening
    stored.save(update_fields=["followed_by"])
    log.record(Action.REMEDY_FOLLOW, stored, acting, application=application.number)
    return reopening
