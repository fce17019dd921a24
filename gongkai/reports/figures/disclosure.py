"""Figures on proactive disclosure: items of the catalog and where they were released."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Min, Q, QuerySet

from gongkai.catalog.models import DisclosureItem
from gongkai.channels.models import Channel, DisclosureColumn
from gongkai.channels.queries import columns_on, released_in_time
from gongkai.reports.figures.counting import Count, Record, Scope, Source, having

OTHER = tuple(
    kind for kind in Channel.Kind if kind not in (*Channel.Kind.online(), Channel.Kind.GAZETTE)
)


def not_withdrawn(scope: Scope) -> Q:
    """What was taken back within the year, or before, was not disclosed at its end."""
    return Q(withdrawal__isnull=True) | Q(withdrawal__withdrawn_on__gt=scope.last_day)


def published_items(scope: Scope) -> QuerySet[DisclosureItem]:
    """Items first published in the year."""
    return DisclosureItem.objects.filter(
        not_withdrawn(scope), agency__in=scope.agencies, published_on__range=scope.days
    )


def first_released(kinds: Iterable[str]) -> Callable[[Scope], QuerySet[DisclosureItem]]:
    """Items whose first release on channels of these kinds was in the year."""
    on = Q(releases__channel__kind__in=list(kinds))

    def rows(scope: Scope) -> QuerySet[DisclosureItem]:
        return (
            DisclosureItem.objects.filter(not_withdrawn(scope), agency__in=scope.agencies)
            .annotate(first_released_on=Min("releases__released_on", filter=on))
            .filter(first_released_on__range=scope.days)
        )

    return rows


def normative_documents(scope: Scope) -> QuerySet[DisclosureItem]:
    """Normative documents published by the last day, whenever they were made."""
    return DisclosureItem.objects.filter(
        agency__in=scope.agencies, is_normative_document=True, published_on__lte=scope.last_day
    )


def website_columns(scope: Scope) -> QuerySet[DisclosureColumn]:
    """Disclosure columns on websites on the last day."""
    return columns_on(scope.last_day, scope.agencies)


def online_in_time(scope: Scope) -> QuerySet[DisclosureItem]:
    """Items first put on the Internet in the year, and in time."""
    timely = released_in_time(scope.agencies, *scope.days, scope.calendar)
    return DisclosureItem.objects.filter(not_withdrawn(scope), pk__in=timely)


def _in_year(name: str) -> Callable[[Record, Scope], bool]:
    def is_in_year(record: Record, scope: Scope) -> bool:
        return record[name] is not None and record[name].year == scope.year

    return is_in_year


def _is_repealed(record: Record, scope: Scope) -> bool:
    return record["validity"] == "repealed" and _in_year("invalid_on")(record, scope)


def _is_in_force(record: Record, scope: Scope) -> bool:
    return record["invalid_on"] is None or record["invalid_on"] > scope.last_day


def _is_public(record: Record, scope: Scope) -> bool:
    withdrawn: Any = record["withdrawal__withdrawn_on"]
    return withdrawn is None or withdrawn > scope.last_day


def _was_disclosed(record: Record, scope: Scope) -> bool:
    return _is_public(record, scope) and _in_year("published_on")(record, scope)


_ITEMS = Source(published_items, ("is_normative_document", "business_category", "concern_category"))
_NORMATIVE = Source(
    normative_documents,
    ("generated_on", "published_on", "validity", "invalid_on", "withdrawal__withdrawn_on"),
)
_CONCERNS = ("normative", "plans", "major", "funds")

COUNTS: Mapping[str, Count] = {
    "proactive.total": Count(_ITEMS),
    "proactive.normative": Count(_ITEMS, having("is_normative_document", True)),
    "proactive.policy": Count(_ITEMS, having("business_category", "policy")),
    "proactive.plans": Count(_ITEMS, having("business_category", "plans")),
    "proactive.business": Count(_ITEMS, having("business_category", "business")),
    "proactive.other": Count(_ITEMS, having("business_category", "other")),
    "concern.total": Count(_ITEMS, having("concern_category", *_CONCERNS)),
    "concern.normative": Count(_ITEMS, having("concern_category", "normative")),
    "concern.plans": Count(_ITEMS, having("concern_category", "plans")),
    "concern.major": Count(_ITEMS, having("concern_category", "major")),
    "concern.funds": Count(_ITEMS, having("concern_category", "funds")),
    "proactive.portal": Count(Source(first_released([Channel.Kind.PORTAL]))),
    "proactive.wechat": Count(Source(first_released([Channel.Kind.WECHAT]))),
    "proactive.weibo": Count(Source(first_released([Channel.Kind.WEIBO]))),
    "proactive.gazette": Count(Source(first_released([Channel.Kind.GAZETTE]))),
    "proactive.other_channels": Count(Source(first_released(OTHER))),
    "timely.web": Count(Source(online_in_time)),
    "portal.columns": Count(Source(website_columns)),
    "normative.issued": Count(_NORMATIVE, _in_year("generated_on")),
    "normative.repealed": Count(_NORMATIVE, _is_repealed),
    "normative.in_force": Count(_NORMATIVE, _is_in_force),
    "normative.disclosed": Count(_NORMATIVE, _was_disclosed),
    "normative.public": Count(_NORMATIVE, _is_public),
}
