"""By what the catalog is browsed: the facets of an item and their values."""

from datetime import date
from typing import Protocol

from django.db.models import TextChoices


class Facet(TextChoices):
    """A way to browse the catalog; `ALL` counts every item once."""

    ALL = "all", "全部"
    TOPIC = "topic", "主题"
    GENRE = "genre", "体裁"
    BUSINESS = "business", "业务"
    DUTY = "duty", "法定公开事项"
    COLUMN = "column", "栏目"
    YEAR = "year", "年份"
    VALIDITY = "validity", "有效性"
    NORMATIVE = "normative", "行政规范性文件"


# The facets that are a field of the item; `NORMATIVE` is the validity of a normative document.
FIELDS = {
    Facet.TOPIC: "topic_category",
    Facet.GENRE: "genre_category",
    Facet.BUSINESS: "business_category",
    Facet.DUTY: "statutory_duty",
    Facet.COLUMN: "column_category_id",
    Facet.VALIDITY: "validity",
}


class Classified(Protocol):
    """What of an item its facets are made of."""

    topic_category: str
    genre_category: str
    business_category: str
    statutory_duty: str
    column_category_id: int | None
    validity: str
    is_normative_document: bool
    published_on: date | None


def facets_of(item: Classified) -> set[tuple[str, str]]:
    """The facets and values under which a public item stands; an empty field is none."""
    found = {(Facet.ALL.value, "")}
    for facet, field in FIELDS.items():
        if value := getattr(item, field):
            found.add((facet.value, str(value)))
    if item.published_on:
        found.add((Facet.YEAR.value, str(item.published_on.year)))
    if item.is_normative_document:
        found.add((Facet.NORMATIVE.value, item.validity))
    return found
