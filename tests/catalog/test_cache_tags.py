"""What a change of an item makes old."""

from datetime import date
from typing import Any

import pytest

from gongkai.publication.transitions import linking, publishing
from gongkai.web.page_cache import purges
from tests.build import Town
from tests.publication.build import approved, published


@pytest.fixture
def purged(settings: Any, tmp_path: Any, django_capture_on_commit_callbacks: Any) -> Any:
    """The tags purged by what runs in it."""
    settings.VAR_DIR = tmp_path

    class Purged(set[str]):
        def by(self, act: Any) -> set[str]:
            before = purges.site_purges().latest()
            with django_capture_on_commit_callbacks(execute=True):
                act()
            candidates = {
                "catalog",
                "catalog:province",
                "catalog:county",
                "catalog:qingshan",
                "catalog:neighbour",
                "item:qingshan/2018-00001",
                "item:qingshan/2018-00002",
                "agencies",
                "agency:qingshan",
            }
            site = purges.site_purges()
            return {
                tag for tag in candidates if not site.is_current([purges.place_of(tag)], before)
            }

    return Purged()


LISTS = {"catalog", "catalog:province", "catalog:county", "catalog:qingshan"}


def test_publishing_purges_the_lists_it_enters_and_no_other(town: Town, purged: Any) -> None:
    item = approved(town)
    done = purged.by(lambda: publishing.publish(item.pk, acting=town.acting("li")))
    assert done == {*LISTS, "item:qingshan/2018-00001"}


def test_withdrawing_purges_the_pages_that_link_to_it(town: Town, purged: Any) -> None:
    first = published(town)
    second = published(town, title="解读", document_number="", generated_on=date(2018, 2, 27))
    linking.link(
        second.pk,
        target_id=first.pk,
        kind="interprets",
        effective_on=None,
        acting=town.acting("li"),
    )
    done = purged.by(lambda: publishing.withdraw(first.pk, reason="有误", acting=town.acting("li")))
    assert done == {*LISTS, "item:qingshan/2018-00001", "item:qingshan/2018-00002"}


def test_linking_purges_both_pages_and_no_list(town: Town, purged: Any) -> None:
    first = published(town)
    second = published(town, title="解读", document_number="")
    done = purged.by(
        lambda: linking.link(
            second.pk,
            target_id=first.pk,
            kind="related",
            effective_on=None,
            acting=town.acting("li"),
        )
    )
    assert done == {"item:qingshan/2018-00001", "item:qingshan/2018-00002"}
