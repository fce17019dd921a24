"""Withheld information is registered and evaluated again (动态调整)."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.agencies.queries import person_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.ledgers import records
from gongkai.publication.transitions import drafting
from gongkai.publication.transitions.content import ItemContent
from gongkai.upkeep import queries
from gongkai.upkeep.models import Evaluation, WithheldInformation

_Result = Evaluation.Result


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldEntry:
    """Information that is withheld; the ground is a code of `gongkai.law.grounds`."""

    title: str
    ground: str
    decided_on: date
    next_evaluation_on: date | None = None
    application_number: str = ""
    reversed_on: date | None = None


@transaction.atomic
def enter(agency: Agency, entry: WithheldEntry, *, acting: Acting) -> WithheldInformation:
    """Register information that is withheld.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第十八条.
    """
    permit(acting.by, Action.WITHHELD_ENTER, agency)
    _refuse_later(entry, acting)
    withheld = WithheldInformation(agency=agency, **asdict(entry))
    return records.enter(withheld, action=Action.WITHHELD_ENTER, acting=acting)


@transaction.atomic
def amend(
    withheld_id: int, entry: WithheldEntry, *, reason: str, acting: Acting
) -> WithheldInformation:
    """Correct a registration.

    Raises: NotAllowed.
    """
    withheld = _locked(withheld_id)
    permit(acting.by, Action.WITHHELD_AMEND, withheld.agency)
    _refuse_later(entry, acting)
    return records.amend(
        withheld, asdict(entry), reason=reason, action=Action.WITHHELD_AMEND, acting=acting
    )


@transaction.atomic
def evaluate(
    withheld_id: int,
    *,
    result: str,
    reason: str,
    next_evaluation_on: date | None,
    acting: Acting,
) -> Evaluation:
    """Record that the ground still holds, and until when; or that it fell, and draft an item.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第十八条: 对因情势变化可以公开的政府信息应当公开.
    """
    withheld = _locked(withheld_id)
    permit(acting.by, Action.WITHHELD_EVALUATE, withheld.agency)
    if withheld.reversed_on and not queries.is_given_up(withheld):
        raise NotAllowed(f"这条信息已于{withheld.reversed_on:%Y-%m-%d}改为公开，无需再评估。")
    discloses = result == _Result.DISCLOSE
    if not discloses and (next_evaluation_on is None or next_evaluation_on <= acting.today):
        raise NotAllowed("仍不予公开的，请写明今天以后的下次评估日期。", field="next_evaluation_on")
    evaluation = Evaluation(
        withheld=withheld,
        evaluated_on=acting.today,
        result=result,
        reason=reason.strip(),
        evaluated_by=person_of(acting.by),
        draft=_draft(withheld, acting) if discloses else None,
    )
    records.validate(evaluation)
    evaluation.save(force_insert=True)
    withheld.next_evaluation_on = None if discloses else next_evaluation_on
    withheld.reversed_on = acting.today if discloses else None
    withheld.save(update_fields=["next_evaluation_on", "reversed_on"])
    log.record(
        Action.WITHHELD_EVALUATE,
        withheld,
        acting,
        result=result,
        reason=evaluation.reason,
        next_evaluation_on=withheld.next_evaluation_on,
    )
    return evaluation


def _draft(withheld: WithheldInformation, acting: Acting) -> DisclosureItem:
    content = ItemContent(title=withheld.title, generated_on=withheld.decided_on)
    return drafting.draft(withheld.agency, content, acting=acting)


def _locked(withheld_id: int) -> WithheldInformation:
    return (
        WithheldInformation.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=withheld_id)
    )


def _refuse_later(entry: WithheldEntry, acting: Acting) -> None:
    if entry.decided_on > acting.today:
        raise NotAllowed("决定日期在今天之后，请核对。", field="decided_on")
    if entry.reversed_on and entry.reversed_on > acting.today:
        raise NotAllowed("改为公开日期在今天之后，请核对。", field="reversed_on")
