"""Reconsideration cases and lawsuits are registered and corrected."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.applications.queries import numbered
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
    result: str = ""
    decided_on: date | None = None


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
    result: str = ""
    decided_on: date | None = None


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
    number = entry.application
    application = numbered(agency, number, field="application") if number else None
    if application and entry.filed_on < application.received_on:
        raise NotAllowed("日期早于收到申请的日期，请核对申请编号。", field="filed_on")
    return asdict(entry) | {"application": application}
