"""The bound of memory, and the end of a day."""

from datetime import UTC, datetime

from django.http import HttpResponse

from gongkai.web.page_cache.pages import KeptPages, Life, Page, next_midnight, page_of
from tests.build import SHANGHAI


def page(text: str) -> Page:
    """A page of 6,000 bytes in memory, if its text cannot be packed."""
    made = page_of(HttpResponse(text), Life((), 0, 0))
    assert made.size == len(text) + 4_096
    return made


def test_the_page_unused_for_the_longest_time_goes_first() -> None:
    kept = KeptPages(3 * 4_097)
    a, b, c, d = (page(text) for text in "abcd")
    kept.put("a", a)
    kept.put("b", b)
    kept.put("c", c)
    assert kept.get("a") is a
    kept.put("d", d)
    assert [kept.get(key) for key in "abcd"] == [a, None, c, d]


def test_a_page_replaced_counts_once() -> None:
    kept = KeptPages(2 * 4_097)
    for _ in range(5):
        kept.put("a", page("a"))
    kept.put("b", page("b"))
    assert kept.get("a")
    assert kept.get("b")


def test_a_page_larger_than_the_bound_displaces_nothing() -> None:
    kept = KeptPages(4_097)
    kept.put("a", page("a"))
    kept.put("b", page("bc"))
    assert kept.get("a")
    assert kept.get("b") is None


def test_a_packed_body_counts_too() -> None:
    made = page_of(HttpResponse("公开" * 1_000), Life((), 0, 0))
    assert 0 < len(made.packed) < 200
    assert made.size == 6_000 + len(made.packed) + 4_096


def test_a_day_ends_at_midnight_in_shanghai() -> None:
    midnight = datetime(2018, 2, 28, 16, tzinfo=UTC).timestamp()  # 2018-03-01 00:00 in Shanghai
    assert next_midnight(datetime(2018, 2, 28, 23, 59, tzinfo=SHANGHAI)) == midnight
    assert next_midnight(datetime(2018, 2, 28, 0, 0, tzinfo=SHANGHAI)) == midnight
