from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import transaction

from gongkai.catalog.models import DisclosureItem
from gongkai.search import changes, queries
from gongkai.search.documents import SearchDocument
from gongkai.search.index import SearchIndex
from gongkai.search.models import Change
from gongkai.search.query import Filters, Query
from tests.build import Town
from tests.publication.attachment_build import attached, source
from tests.publication.build import drafted
from tests.search.build import document, publish


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return SearchIndex(tmp_path / "search")


def silent(done: int, total: int) -> None:
    """No progress is shown."""


def test_what_is_queued_is_written_or_removed(town: Town, index: SearchIndex) -> None:
    item = publish(town, "养老办法", body="正文")
    draft = publish(town, "草稿", status="draft", index_number=None, published_on=None)
    changes.queue(item.pk)
    changes.queue(draft.pk, item.pk)
    assert changes.apply_changes(index, queries.published) == 3
    assert list(index.digests()) == [item.pk]
    assert not Change.objects.exists()
    DisclosureItem.objects.filter(pk=item.pk).update(status="withdrawn")
    changes.queue(item.pk)
    changes.apply_changes(index, queries.published)
    assert index.digests() == {}


def test_an_item_is_found_below_every_agency_above_it(town: Town, index: SearchIndex) -> None:
    item = publish(town, "养老办法")
    changes.queue(item.pk)
    changes.apply_changes(index, queries.published)
    for code in ("province", "county", "qingshan"):
        found = index.search(Query(filters=Filters(agency=code, year="2017")))
        assert [hit.item_id for hit in found.hits] == [item.pk]


def test_released_attachments_are_searched_and_kept_ones_are_not(
    town: Town, index: SearchIndex
) -> None:
    item = drafted(town, body="<p>见附件</p>")
    attached(town, item, "水库名录.txt", "青山水库警戒水位".encode())
    source(town, item)
    DisclosureItem.objects.filter(pk=item.pk).update(
        status="published", index_number="1", published_on=item.drafted_on
    )
    changes.queue(item.pk)
    changes.apply_changes(index, queries.published)
    found = {
        words: index.search(Query(text=words)).total for words in ("警戒", "名录", "王家村", "<p>")
    }
    assert found == {"警戒": 1, "名录": 1, "王家村": 0, "<p>": 0}


@pytest.mark.django_db
def test_a_change_that_is_rolled_back_was_never_queued() -> None:
    with transaction.atomic():
        changes.queue(1)
        transaction.set_rollback(True)
    assert not Change.objects.exists()


@pytest.mark.django_db
def test_a_change_outlives_a_failure_and_is_applied_by_the_next_run(index: SearchIndex) -> None:
    def broken(item_ids: Sequence[int]) -> list[SearchDocument]:
        raise OSError(str(item_ids))

    changes.queue(7)
    with pytest.raises(OSError, match="7"):
        changes.apply_changes(index, broken)
    assert Change.objects.count() == 1
    assert changes.apply_changes(index, lambda ids: [document(number) for number in ids]) == 1
    assert list(index.digests()) == [7]


@pytest.mark.django_db
def test_what_changes_during_a_rebuild_stays_queued(index: SearchIndex) -> None:
    changes.queue(1)

    def load(item_ids: Sequence[int]) -> list[SearchDocument]:
        changes.queue(2)
        return [document(number) for number in item_ids]

    seen: list[tuple[int, int]] = []
    number = changes.rebuild(
        index, lambda: [1, 2], load, progress=lambda done, total: seen.append((done, total))
    )
    assert number == 2
    assert seen == [(2, 2)]
    assert sorted(index.digests()) == [1, 2]
    assert set(Change.objects.values_list("item_id", flat=True)) == {2}


@pytest.mark.django_db
def test_verify_names_what_differs(index: SearchIndex) -> None:
    index.write([document(number, "养老") for number in (1, 2, 3, 5)])
    wanted = {1: document(1, "养老"), 2: document(2, "教育"), 4: document(4), 5: document(5, "新")}

    def load(item_ids: Sequence[int]) -> list[SearchDocument]:
        return [wanted[number] for number in item_ids]

    changes.queue(5)
    found = changes.verify(index, lambda: list(wanted), load, progress=silent)
    assert (found.missing, found.surplus, found.outdated) == ([4], [3], [2])
    assert found.queued == [5]
    assert found
    changes.queue(2, 3, 4)
    assert not changes.verify(index, lambda: list(wanted), load, progress=silent)
    changes.apply_changes(index, lambda ids: [wanted[item] for item in ids if item in wanted])
    found = changes.verify(index, lambda: list(wanted), load, progress=silent)
    assert (bool(found), found.queued) == (False, [])
