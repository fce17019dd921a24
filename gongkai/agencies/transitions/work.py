"""Institutional rules, meetings and training."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import (
    Agency,
    Meeting,
    SupportingRule,
    SupportingRuleVersion,
    Training,
)
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records
from gongkai.web.page_cache import purge


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEntry:
    """One version of an institutional rule."""

    title: str
    number: int
    document_number: str = ""
    in_force_on: date
    repealed_on: date | None = None
    text: str = ""


@transaction.atomic
def adopt_rule(agency: Agency, entry: RuleEntry, *, acting: Acting) -> SupportingRuleVersion:
    """Register a version of an institutional rule, and the rule with its first version.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第四十六条 (2007: 第二十九条): 考核、社会评议、责任追究制度.
    """
    policies.permit(acting.by, Action.RULE_ADOPT, agency)
    purge(f"agency:{agency.code}")
    rule = SupportingRule.objects.select_for_update().filter(
        agency=agency, title=entry.title
    ).first() or SupportingRule(agency=agency, title=entry.title)
    _refuse_disorder(rule, entry)
    rule.repealed_on = entry.repealed_on
    records.validate(rule)
    rule.save()
    version = SupportingRuleVersion(
        rule=rule,
        number=entry.number,
        document_number=entry.document_number,
        in_force_on=entry.in_force_on,
        text=entry.text,
    )
    return records.enter(version, action=Action.RULE_ADOPT, acting=acting)


@transaction.atomic
def amend_rule(
    version_id: int, entry: RuleEntry, *, reason: str, acting: Acting
) -> SupportingRuleVersion:
    """Correct a version; the title and the repeal belong to the rule and change for all versions.

    Raises: NotAllowed.
    """
    version = (
        SupportingRuleVersion.objects.select_for_update(of=("self", "rule"))
        .select_related("rule__agency")
        .get(pk=version_id)
    )
    rule = version.rule
    policies.permit(acting.by, Action.RULE_AMEND, rule.agency)
    purge(f"agency:{rule.agency.code}")
    _refuse_early_repeal(entry)
    own = {
        "number": entry.number,
        "document_number": entry.document_number,
        "in_force_on": entry.in_force_on,
        "text": entry.text,
    }
    shared = {"title": entry.title, "repealed_on": entry.repealed_on}
    changed = {
        record: values
        for record, values in ((rule, shared), (version, own))
        if any(getattr(record, name) != value for name, value in values.items())
    }
    if not changed:
        raise NotAllowed("没有改动任何内容，无需保存。")
    for record, values in changed.items():
        records.amend(record, values, reason=reason, action=Action.RULE_AMEND, acting=acting)
    return version


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEntry:
    """A meeting on disclosure work."""

    held_on: date
    subject: str
    scope: str
    participants: int | None = None
    summary: str = ""


@transaction.atomic
def hold_meeting(agency: Agency, entry: MeetingEntry, *, acting: Acting) -> Meeting:
    """Register a meeting that was held.

    Raises: NotAllowed.
    """
    policies.permit(acting.by, Action.MEETING_HOLD, agency)
    _refuse_future(entry.held_on, acting)
    meeting = Meeting(agency=agency, **asdict(entry))
    return records.enter(meeting, action=Action.MEETING_HOLD, acting=acting)


@transaction.atomic
def amend_meeting(meeting_id: int, entry: MeetingEntry, *, reason: str, acting: Acting) -> Meeting:
    """Correct a meeting's registration.

    Raises: NotAllowed.
    """
    meeting = (
        Meeting.objects.select_for_update(of=("self",)).select_related("agency").get(pk=meeting_id)
    )
    policies.permit(acting.by, Action.MEETING_AMEND, meeting.agency)
    _refuse_future(entry.held_on, acting)
    return records.amend(
        meeting, asdict(entry), reason=reason, action=Action.MEETING_AMEND, acting=acting
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingEntry:
    """A training session on disclosure work."""

    held_on: date
    subject: str
    trainer: str = ""
    place: str = ""
    participants: int
    participant_names: str = ""


@transaction.atomic
def hold_training(agency: Agency, entry: TrainingEntry, *, acting: Acting) -> Training:
    """Register a training session that was held.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第四十八条.
    """
    policies.permit(acting.by, Action.TRAINING_HOLD, agency)
    _refuse_future(entry.held_on, acting)
    _refuse_more_names_than_people(entry)
    training = Training(agency=agency, **asdict(entry))
    return records.enter(training, action=Action.TRAINING_HOLD, acting=acting)


@transaction.atomic
def amend_training(
    training_id: int, entry: TrainingEntry, *, reason: str, acting: Acting
) -> Training:
    """Correct a training session's registration.

    Raises: NotAllowed.
    """
    training = (
        Training.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=training_id)
    )
    policies.permit(acting.by, Action.TRAINING_AMEND, training.agency)
    _refuse_future(entry.held_on, acting)
    _refuse_more_names_than_people(entry)
    return records.amend(
        training, asdict(entry), reason=reason, action=Action.TRAINING_AMEND, acting=acting
    )


def _refuse_future(held_on: date, acting: Acting) -> None:
    if held_on > acting.today:
        raise NotAllowed("日期在今天之后，只能登记已经举行的。", field="held_on")


def _refuse_more_names_than_people(entry: TrainingEntry) -> None:
    names = [name for name in entry.participant_names.split("、") if name.strip()]
    if len(names) > entry.participants:
        raise NotAllowed(
            f"参加人员列了{len(names)}人，多于参加人数{entry.participants}人，请核对。",
            field="participants",
        )


def _refuse_disorder(rule: SupportingRule, entry: RuleEntry) -> None:
    latest = rule.versions.order_by("number").last() if rule.pk else None
    if latest and (entry.number <= latest.number or entry.in_force_on <= latest.in_force_on):
        raise NotAllowed(
            f"该制度已有第{latest.number}版（{latest.in_force_on:%Y-%m-%d}施行），"
            "新版的版次和施行日期都须在其后。",
            field="number",
        )
    _refuse_early_repeal(entry)


def _refuse_early_repeal(entry: RuleEntry) -> None:
    if entry.repealed_on and entry.repealed_on < entry.in_force_on:
        raise NotAllowed("废止日期不能早于施行日期。", field="repealed_on")
