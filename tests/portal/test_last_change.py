"""When what the public reads of an item last changed: told by feeds and sitemaps."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.publication.transitions import publishing, registered, revising
from gongkai.publication.transitions.validity import repeal
from tests.build import Town
from tests.portal import build as made
from tests.publication.build import entry, published, revision_of

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def told(address: str, tag: str) -> list[str | None]:
    answer = Client().get(address)
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    return [found.text for found in root.iter(tag)]


def last_change() -> str | None:
    """As the feed says of its only entry, and the sitemap too."""
    updated = told("/feeds/", f"{ATOM}updated")[-1]
    assert told("/sitemaps/0.xml", f"{MAP}lastmod") == [updated]
    return updated


def test_each_change_of_text_or_validity_is_the_last(town: Town) -> None:
    item = published(town)
    assert last_change() == "2018-03-01T10:00:00+08:00"
    acting = town.acting("li", date(2018, 3, 8))
    publishing.publish(revision_of(town, item, on=date(2018, 3, 8)).pk, acting=acting)
    assert last_change() == "2018-03-08T10:00:00+08:00"
    repeal(
        item.pk,
        validity="repealed",
        invalid_on=date(2018, 3, 15),
        reason="已有新规定",
        acting=town.acting("li", date(2018, 3, 15)),
    )
    assert last_change() == "2018-03-15T10:00:00+08:00"
    assert told("/feeds/", f"{ATOM}published") == ["2018-03-01T00:00:00+08:00"]


def test_a_revision_that_is_not_public_changes_nothing(town: Town) -> None:
    item = published(town)
    acting = town.acting("li", date(2018, 3, 8))
    revising.begin_revision(item.pk, change_note="调整标准", acting=acting)
    assert last_change() == "2018-03-01T10:00:00+08:00"


def test_what_was_public_before_changed_when_it_was_registered(town: Town) -> None:
    registered.register(town.agency, entry(), acting=town.acting("li"))
    assert last_change() == "2018-03-01T10:00:00+08:00"
    assert told("/feeds/", f"{ATOM}published") == ["2017-05-10T00:00:00+08:00"]


def test_without_a_record_it_is_the_day_of_publication(town: Town) -> None:
    made.published(town, "甲", published_on=date(2017, 3, 12))
    assert told("/feeds/", f"{ATOM}updated")[-1] == "2017-03-12T00:00:00+08:00"
    assert told("/sitemaps/0.xml", f"{MAP}lastmod") == ["2017-03-12"]


@pytest.mark.parametrize("address", ["/feeds/", "/sitemaps/0.xml"])
def test_more_items_need_no_more_queries(town: Town, address: str) -> None:
    numbers = []
    for title in ("甲", "乙", "丙"):
        published(town, title=title)
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(address).status_code == 200
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] == numbers[2] > 0
