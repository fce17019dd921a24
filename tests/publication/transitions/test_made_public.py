"""What follows a change follows once where many change in one transaction."""

from typing import Any

import pytest
from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.catalog.models import CountedItem, FacetCount
from gongkai.catalog.transitions import counters
from gongkai.publication.transitions import publishing
from gongkai.publication.transitions.made_public import gathered
from gongkai.search.models import Change
from gongkai.web.page_cache import purges
from tests.build import Town
from tests.publication.build import fresh, registered_item


def total(town: Town) -> int:
    return FacetCount.objects.get(agency=town.agency, facet="all").count


@pytest.fixture
def purged(settings: Any, tmp_path: Any) -> Any:
    """Which of some tags are old since the test began."""
    settings.VAR_DIR = tmp_path
    began = purges.site_purges().latest()
    tags = ("catalog", "catalog:qingshan", "catalog:neighbour", "item:one", "item:two")
    return lambda: {
        tag for tag in tags if not purges.site_purges().is_current([purges.place_of(tag)], began)
    }


@transaction.atomic
def _refused_after_all(town: Town) -> None:
    registered_item(town, title="甲")
    raise NotAllowed("不办了。")


def _all_taken_back(town: Town) -> None:
    with gathered():
        registered_item(town)
        raise NotAllowed("不办了。")


def test_many_changes_are_followed_at_the_end(
    town: Town, purged: Any, django_capture_on_commit_callbacks: Any
) -> None:
    kept = registered_item(town, title="已有", index_number="kept")
    Change.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True) as after, gathered():
        one = registered_item(town, title="甲", index_number="one")
        two = registered_item(town, title="乙", index_number="two")
        publishing.withdraw(kept.pk, reason="有误", acting=town.acting("li"))
        publishing.withdraw(two.pk, reason="有误", acting=town.acting("li"))
        assert not Change.objects.exists()
        assert total(town) == 1
    assert sorted(Change.objects.values_list("item_id", flat=True)) == [kept.pk, one.pk, two.pk]
    assert total(town) == 1
    assert list(CountedItem.objects.values_list("pk", flat=True)) == [one.pk]
    assert counters.differences() == {}
    assert len(after) == 1
    assert purged() == {"catalog", "catalog:qingshan", "item:one", "item:two"}


def test_an_inner_one_leaves_it_to_the_outer(town: Town) -> None:
    with gathered():
        with gathered():
            registered_item(town)
        assert not Change.objects.exists()
    assert Change.objects.count() == 1
    assert counters.differences() == {}


def test_what_was_refused_after_all_is_not_followed(town: Town) -> None:
    with gathered():
        with pytest.raises(NotAllowed):
            _refused_after_all(town)
        kept = registered_item(town, title="乙")
    assert list(Change.objects.values_list("item_id", flat=True)) == [kept.pk]
    assert (total(town), counters.differences()) == (1, {})


def test_where_all_is_taken_back_nothing_follows(town: Town) -> None:
    with pytest.raises(NotAllowed):
        _all_taken_back(town)
    assert not Change.objects.exists()
    item = registered_item(town)  # and the next change is followed at once again
    assert fresh(item).counted.facets
    assert Change.objects.count() == 1


def test_where_nothing_changed_no_page_is_old(
    purged: Any, db: None, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True), gathered():
        pass
    assert purged() == set()
