"""Figures on what is counted by itself: gazettes, conferences, interviews, responses."""

from collections.abc import Callable, Mapping

from django.db.models import Min, Q, QuerySet

from gongkai.channels.models import Channel, Occasion
from gongkai.channels.queries import occasions_held
from gongkai.reports.figures.counting import Count, Record, Scope, Source, having

SOCIAL_MEDIA = Q(response_channel__kind__in=[Channel.Kind.WECHAT, Channel.Kind.WEIBO])


def occasions(scope: Scope) -> QuerySet[Occasion]:
    """Occasions of the year."""
    return occasions_held(scope.agencies, *scope.days)


def responses(condition: Q) -> Callable[[Scope], QuerySet[Occasion]]:
    """The first response of the year to each topic: one topic counts once."""

    def rows(scope: Scope) -> QuerySet[Occasion]:
        given = occasions(scope).filter(condition, kind=Occasion.Kind.RESPONSE)
        firsts = given.values("agency", "title").annotate(first=Min("pk"))
        return Occasion.objects.filter(pk__in=firsts.values("first"))

    return rows


def _by_head(kind: str) -> Callable[[Record, Scope], bool]:
    return lambda record, scope: record["kind"] == kind and record["main_leader_took_part"]


_OCCASIONS = Source(occasions, ("kind", "main_leader_took_part"))

COUNTS: Mapping[str, Count] = {
    "gazettes": Count(_OCCASIONS, having("kind", "gazette")),
    "bulletins": Count(_OCCASIONS, having("kind", "bulletin")),
    "press_conferences": Count(_OCCASIONS, having("kind", "press_conference")),
    "press_conferences.by_head": Count(_OCCASIONS, _by_head("press_conference")),
    "interviews": Count(_OCCASIONS, having("kind", "online_interview")),
    "interviews.by_head": Count(_OCCASIONS, _by_head("online_interview")),
    "interpretations": Count(_OCCASIONS, having("kind", "interpretation")),
    "responses.topics": Count(Source(responses(Q()))),
    "responses.social_media": Count(Source(responses(SOCIAL_MEDIA))),
    "responses.other": Count(Source(responses(~SOCIAL_MEDIA | Q(response_channel=None)))),
}
