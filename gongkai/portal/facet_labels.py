"""The words for the codes by which the public filters."""

from collections.abc import Iterable, Mapping

from gongkai.agencies.models import AgencyName
from gongkai.catalog.models import CatalogColumn
from gongkai.law import value_lists
from gongkai.law.disclosure_duties import DUTIES
from gongkai.web.prepared import Prepared

MOST_AGENCIES = 13

# In the order in which a page shows them.
FACET_NAMES = {
    "agency": "机关",
    "year": "年份",
    "topic": "主题",
    "genre": "体裁",
    "business": "业务",
    "duty": "法定公开事项",
    "validity": "有效性",
}


def _words(terms: Iterable[value_lists.Term]) -> dict[str, str]:
    return {term.code: term.label for term in terms}


_LABELS: Mapping[str, Mapping[str, str]] = {
    "topic": _words(value_lists.TOPIC_CATEGORIES),
    "genre": _words(value_lists.GENRES),
    "business": _words(value_lists.BUSINESS_CATEGORIES),
    "concern": _words(value_lists.CONCERN_CATEGORIES),
    "duty": {duty.code: duty.text for duty in DUTIES},
    "validity": _words(value_lists.VALIDITY),
    "normative": _words(value_lists.VALIDITY),
}


def label_of(facet: str, code: str) -> str:
    """The words for a code; a code that no list knows stands for itself."""
    if facet == "year":
        return f"{code}年"
    if facet == "column":
        return column_labels([code]).get(code, code)
    return _LABELS[facet].get(code, code)


def is_code(facet: str, code: str) -> bool:
    """Whether the list of a facet, other than year and column, has a code."""
    return code in _LABELS[facet]


def column_labels(codes: Iterable[str]) -> dict[str, str]:
    """The titles of catalog columns by their numbers."""
    numbers = [int(code) for code in codes if code.isdecimal() and len(code) < 10]
    columns = CatalogColumn.objects.filter(pk__in=numbers).values_list("pk", "title")
    return {str(number): title for number, title in columns}


_LABELLED = Prepared(
    lambda *codes: (
        AgencyName.objects.filter(agency__code__in=codes)
        .order_by("since")
        .values_list("agency__code", "short_name")
    ),
    *(f"the code /{place}/" for place in range(MOST_AGENCIES)),
)


def agency_labels(codes: Iterable[str]) -> dict[str, str]:
    """The latest short names of at most `MOST_AGENCIES` agencies by their codes."""
    wanted = list(codes)
    return dict(_LABELLED.rows(*wanted, *[""] * (MOST_AGENCIES - len(wanted))))
