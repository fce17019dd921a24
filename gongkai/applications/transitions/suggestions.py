"""The suggestion to disclose proactively: received, decided, told, fulfilled.

undecided → adopted or not → told by its letter; an adopted one ends with a public item.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.queries import person_of
from gongkai.applications.models import Application, DisclosureSuggestion
from gongkai.applications.policies import suggestions as policies
from gongkai.applications.transitions.case import (
    check_day,
    check_written,
    locked,
    locked_step,
)
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.queries import item_referred
from gongkai.ledgers import records

Way = DisclosureSuggestion.Way


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionDecision:
    """What the agency decides; without adoption there is no day."""

    is_adopted: bool
    opinion: str
    publish_on: date | None = None


@transaction.atomic
def receive(
    application_id: int, *, suggested_on: date, reasons: str = "", acting: Acting
) -> DisclosureSuggestion:
    """Register what the applicant suggested after the application.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十四条第二款.
    """
    application = locked(application_id)
    policies.permit_suggestion(acting.by, application, today=acting.today)
    return begin(application, Way.LATER, suggested_on, reasons, acting)


def begin(
    application: Application, way: str, suggested_on: date, reasons: str, acting: Acting
) -> DisclosureSuggestion:
    """Write the suggestion down; the case is locked, or written in the same transaction.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十四条第二款.
    """
    policies.refuse_second_suggestion(application)
    suggestion = DisclosureSuggestion(
        application=application, way=way, suggested_on=suggested_on, reasons=reasons.strip()
    )
    check_day(suggestion, "suggested_on", acting, since=application.received_on)
    records.validate(suggestion)
    suggestion.save(force_insert=True)
    log.record(Action.SUGGESTION_RECEIVE, application, acting, way=way, suggested_on=suggested_on)
    return suggestion


@transaction.atomic
def decide(
    suggestion_id: int, entry: SuggestionDecision, *, acting: Acting
) -> DisclosureSuggestion:
    """Adopt the suggestion with the day of disclosure, or not, with the reason.

    What was decided and not told is decided anew.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十四条第二款.
    """
    suggestion = locked_step(DisclosureSuggestion, suggestion_id)
    policies.permit_suggestion_decision(acting.by, suggestion, today=acting.today)
    if entry.is_adopted:
        policies.refuse_adoption(suggestion.application)
    _check_publication(entry, acting.today)
    suggestion.is_adopted = entry.is_adopted
    suggestion.opinion = entry.opinion.strip()
    suggestion.publish_on = entry.publish_on
    suggestion.decided_on = acting.today
    suggestion.decided_by = person_of(acting.by)
    check_day(suggestion, "decided_on", acting, since=suggestion.suggested_on)
    check_written(suggestion, "opinion")
    records.validate(suggestion)
    suggestion.save()
    log.record(
        Action.SUGGESTION_DECIDE,
        suggestion.application,
        acting,
        is_adopted=entry.is_adopted,
        publish_on=entry.publish_on,
    )
    return suggestion


@transaction.atomic
def notify(suggestion_id: int, *, notified_on: date, acting: Acting) -> DisclosureSuggestion:
    """The letter that answers the suggestion went out.

    Raises: NotAllowed.
    """
    suggestion = locked_step(DisclosureSuggestion, suggestion_id)
    policies.permit_suggestion_notice(acting.by, suggestion, today=acting.today)
    suggestion.notified_on = notified_on
    check_day(suggestion, "notified_on", acting, since=suggestion.decided_on)
    suggestion.save(update_fields=["notified_on"])
    log.record(Action.SUGGESTION_NOTIFY, suggestion.application, acting, notified_on=notified_on)
    return suggestion


@transaction.atomic
def fulfil(suggestion_id: int, *, item: str, acting: Acting) -> DisclosureSuggestion:
    """Name the public item that the suggestion became, by title or number.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十四条第二款: 应当及时主动公开.
    """
    suggestion = locked_step(DisclosureSuggestion, suggestion_id)
    policies.permit_suggestion_item(acting.by, suggestion, today=acting.today)
    found = item_referred(suggestion.application.agency, item.strip(), field="item")
    if found.status != DisclosureItem.Status.PUBLISHED:
        raise NotAllowed("这条信息还没有公开，公开以后再登记。", field="item")
    suggestion.item = found
    suggestion.save(update_fields=["item"])
    log.record(Action.SUGGESTION_FULFIL, suggestion.application, acting, item=found.pk)
    return suggestion


def _check_publication(entry: SuggestionDecision, today: date) -> None:
    if entry.is_adopted and entry.publish_on is None:
        raise NotAllowed(
            "采纳的，请填写主动公开的日期：应当及时主动公开（条例第四十四条第二款）。",
            field="publish_on",
        )
    if entry.publish_on and not entry.is_adopted:
        raise NotAllowed("不采纳的，不用填写主动公开的日期。", field="publish_on")
    if entry.publish_on and entry.publish_on < today:
        raise NotAllowed("主动公开的日期不能早于今天，请核对。", field="publish_on")
