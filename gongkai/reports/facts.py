"""The texts of a report that come from records: names and dates, as they stood in its year."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from gongkai.agencies.models import Agency, Meeting, Office, Post
from gongkai.agencies.queries import leading_group_on, officers_on, standing_on
from gongkai.applications.categories import CATEGORIES
from gongkai.applications.models import Application
from gongkai.reports.figures import Scope
from gongkai.reports.figures.organisation import meetings, rules_in_force

NAMED_UNITS = 3

Facts = Mapping[str, str | Sequence[str]]


def facts_of(agency: Agency, scope: Scope) -> Facts:
    """Every text a template may name; what no record tells is empty."""
    return {
        "year": str(scope.year),
        "period_end": f"{scope.year}年12月31日",
        **_names(agency, scope),
        **_people(scope),
        "meeting_date": _meeting_days(meetings(scope).order_by("held_on", "pk")),
        "supporting_rules": [
            f"《{version.rule.title}》"
            for version in rules_in_force(scope).select_related("rule").order_by("rule_id")
        ],
        "application_subjects": _subjects(scope),
    }


def _names(agency: Agency, scope: Scope) -> dict[str, str]:
    day = scope.last_day
    office = (
        Office.objects.filter(standing_on(day), agency=agency, is_disclosure_office=True)
        .order_by("since", "pk")
        .first()
    )
    return {
        "agency": agency.name_on(day),
        "place": _short_name_on(day, agency),
        "superior": agency.superior.name_on(day) if agency.superior else "",
        "disclosure_office": office.name if office else "",
        "office_head": _head_of(office, scope) if office else "",
    }


def _short_name_on(day: date, agency: Agency) -> str:
    names = sorted(agency.names.all(), key=lambda name: name.since)
    borne = [name for name in names if name.since <= day]
    return (borne or names)[-1 if borne else 0].short_name if names else agency.code


def _head_of(office: Office, scope: Scope) -> str:
    """Who heads an office: whoever holds the post of its 主任 or 负责人."""
    posts = Post.objects.filter(standing_on(scope.last_day), office=office)
    for title in ("主任", "负责人", "科长", "所长", "站长"):
        for post in posts.filter(title__endswith=title).exclude(title__startswith="副"):
            return post.person.name
    return ""


def _people(scope: Scope) -> dict[str, str | list[str]]:
    places = leading_group_on(scope.last_day, scope.agencies).select_related("person")
    by_position: dict[str, list[str]] = {}
    for place in places:
        by_position.setdefault(place.position, []).append(place.person.name)
    officers = list(officers_on(scope.last_day, scope.agencies).select_related("person"))
    units = [one.unit for one in officers if one.kind == "part_time" and one.unit]
    return {
        "leader_head": by_position.get("head", []),
        "leader_deputies": by_position.get("deputy", []),
        "leader_members": by_position.get("member", []),
        "specialists": [one.person.name for one in officers if one.kind == "specialist"],
        "part_time_basis": _some_of(list(dict.fromkeys(units))),
    }


def _some_of(units: list[str]) -> str:
    """Where the part-time staff work, in short."""
    more = f"等{len(units)}个单位" if len(units) > NAMED_UNITS else ""
    return "、".join(units[:NAMED_UNITS]) + more


def _meeting_days(held: Iterable[Meeting]) -> list[str]:
    return [f"{meeting.held_on.month}月{meeting.held_on.day}日" for meeting in held]


def _subjects(scope: Scope) -> list[str]:
    """The categories of the year's applications, the most frequent first."""
    labels = {term.code: term.label for term in CATEGORIES}
    found: dict[str, int] = {}
    received = Application.objects.filter(
        agency__in=scope.agencies, received_on__range=scope.days
    ).exclude(category="")
    for category in received.values_list("category", flat=True):
        found[category] = found.get(category, 0) + 1
    codes = sorted(found, key=lambda code: (-found[code], code))
    return [labels.get(code, code) for code in codes]
