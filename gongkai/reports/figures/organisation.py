"""Figures on organisation: leading group, staff, offices, rules, meetings, training."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.agencies.models import (
    LeadingGroupMember,
    Meeting,
    Office,
    Officer,
    SupportingRuleVersion,
    Training,
)
from gongkai.agencies.queries import leading_group_on, officers_on, standing_on
from gongkai.reports.figures.counting import Count, Scope, Source, having


def places_in_the_leading_group(scope: Scope) -> QuerySet[LeadingGroupMember]:
    """Places held on the last day."""
    return leading_group_on(scope.last_day, scope.agencies)


def officers(scope: Scope) -> QuerySet[Officer]:
    """Officers on the last day."""
    return officers_on(scope.last_day, scope.agencies)


def disclosure_offices(scope: Scope) -> QuerySet[Office]:
    """Disclosure offices on the last day."""
    return Office.objects.filter(
        standing_on(scope.last_day), agency__in=scope.agencies, is_disclosure_office=True
    )


def rules_in_force(scope: Scope) -> QuerySet[SupportingRuleVersion]:
    """The version in force on the last day of each rule that was not repealed by then."""
    begun = SupportingRuleVersion.objects.filter(in_force_on__lte=scope.last_day)
    later = begun.filter(rule=OuterRef("rule"), in_force_on__gt=OuterRef("in_force_on"))
    stands = Q(rule__repealed_on__isnull=True) | Q(rule__repealed_on__gt=scope.last_day)
    return begun.filter(stands, ~Exists(later), rule__agency__in=scope.agencies)


def meetings(scope: Scope) -> QuerySet[Meeting]:
    """Meetings of the year."""
    return Meeting.objects.filter(agency__in=scope.agencies, held_on__range=scope.days)


def trainings(scope: Scope) -> QuerySet[Training]:
    """Training sessions of the year."""
    return Training.objects.filter(agency__in=scope.agencies, held_on__range=scope.days)


_GROUP = Source(places_in_the_leading_group, ("position",))
_OFFICERS = Source(officers, ("kind",))
_TRAININGS = Source(trainings, ("participants",))

COUNTS: Mapping[str, Count] = {
    "leaders.head": Count(_GROUP, having("position", "head")),
    "leaders.deputy": Count(_GROUP, having("position", "deputy")),
    "leaders.members": Count(_GROUP, having("position", "member")),
    "staff.specialists": Count(_OFFICERS, having("kind", "specialist")),
    "staff.full_time": Count(_OFFICERS, having("kind", "full_time")),
    "staff.part_time": Count(_OFFICERS, having("kind", "part_time")),
    "staff.total": Count(_OFFICERS, having("kind", "full_time", "part_time")),
    "offices.specialised": Count(Source(disclosure_offices)),
    "supporting_rules": Count(Source(rules_in_force)),
    "meetings": Count(Source(meetings)),
    "trainings": Count(_TRAININGS),
    "trainings.participants": Count(_TRAININGS, amount="participants"),
}
