"""What applications are about, as annual reports of the regime of 2008 name it."""

from gongkai.law.value_lists import BUSINESS_CATEGORIES, CONCERN_CATEGORIES, Term

# Both lists have a row for plans; one application is about one thing.
CATEGORIES: tuple[Term, ...] = (
    *BUSINESS_CATEGORIES,
    *(row for row in CONCERN_CATEGORIES if row.code != "plans"),
)
