"""What nobody goes on with is discarded; nothing that was ever public is."""

from datetime import datetime, time, timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import TestCase

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog import queries as catalog
from gongkai.catalog.models import DisclosureItem
from gongkai.publication import incoming
from gongkai.publication.models import Discard, Upload, WorkingCopy
from gongkai.publication.transitions import discarding, drafting, revising, working_copies
from tests.build import SHANGHAI, TODAY, Town
from tests.publication.build import (
    Status,
    content,
    drafted,
    every_state_but,
    fresh,
    in_state,
    published,
    returned,
)

OPEN = [Status.DRAFT, Status.RETURNED]


def given_up(town: Town, item: DisclosureItem, who: str = "li") -> Discard:
    return discarding.discard(item.pk, reason="不再需要", acting=town.acting(who))


@pytest.mark.parametrize("status", OPEN)
@pytest.mark.parametrize("who", ["li", "qian", "zhou"])
def test_what_was_never_public_is_discarded_and_stays_on_record(
    town: Town, status: Status, who: str
) -> None:
    item = in_state(town, status)
    before = Entry.objects.count()

    document = given_up(town, item, who)

    assert fresh(item).status == Status.DISCARDED
    assert (document.discarded_by, document.discarded_on) == (town.people[who], TODAY)
    assert document.reason == "不再需要"
    assert Entry.objects.count() == before + 1
    assert log.history(item)[0].action == "item.discard"
    assert fresh(item).body == item.body
    assert log.history(item).filter(action="item.draft").exists()


@pytest.mark.parametrize("status", every_state_but(*OPEN))
def test_discarding_refuses_every_other_state(town: Town, status: Status) -> None:
    item = in_state(town, status)
    with pytest.raises(NotAllowed, match="可以作废"):
        given_up(town, item)
    assert fresh(item).status == status


@pytest.mark.parametrize("who", ["zhao", "sun", "wu", "wang", "zheng", "admin"])
def test_who_may_not_write_discards_nothing(town: Town, who: str) -> None:
    with pytest.raises(NotAllowed, match="没有“作废”的权限"):
        given_up(town, drafted(town), who)


def test_discarding_needs_a_reason(town: Town) -> None:
    with pytest.raises(NotAllowed, match="作废的原因"):
        discarding.discard(drafted(town).pk, reason=" ", acting=town.acting("li"))


def test_what_was_typed_and_not_saved_goes_with_it(town: Town) -> None:
    item, other = returned(town), drafted(town, title="另一份稿件")
    for who in ("li", "qian"):
        for one in (item, other):
            working_copies.keep(
                town.agency, one, {"title": "改"}, token="", acting=town.acting(who)
            )
    given_up(town, item)
    assert set(WorkingCopy.objects.values_list("item", flat=True)) == {other.pk}


def test_the_same_text_can_be_drafted_again(town: Town) -> None:
    given_up(town, drafted(town))
    assert drafted(town).status == Status.DRAFT


def test_an_abandoned_revision_frees_what_it_revises(town: Town) -> None:
    original = published(town)
    first = revising.begin_revision(original.pk, change_note="调整", acting=town.acting("li"))
    with pytest.raises(NotAllowed, match="已有一份修订稿"):
        revising.begin_revision(original.pk, change_note="再调整", acting=town.acting("li"))

    given_up(town, first)
    second = revising.begin_revision(original.pk, change_note="再调整", acting=town.acting("li"))

    assert (fresh(first).status, fresh(second).status) == (Status.DISCARDED, Status.DRAFT)
    assert fresh(original).status == Status.PUBLISHED
    given_up(town, second)
    assert original.revisions.count() == 2


def test_a_discarded_draft_is_nothing_a_ledger_means(town: Town) -> None:
    item = drafted(town)
    given_up(town, item)
    with pytest.raises(NotAllowed, match="没有名称"):
        catalog.item_referred(town.agency, item.title, field="item")
    counts = {code: count for code, _, count in catalog.counts_by_status(town.agency)}
    assert counts["discarded"] == 1


# ---------------------------------------------------------------- a file read in


def read_in(town: Town, who: str = "li") -> Upload:
    file = incoming.checked("关于防汛的通知".encode(), "通知.txt")
    return discarding.keep_upload(town.agency, file, days=30, acting=town.acting(who))


def test_a_file_read_in_is_set_aside(town: Town) -> None:
    before = Entry.objects.count()
    upload = read_in(town)
    assert default_storage.exists(str(upload.file))
    assert Entry.objects.count() == before + 1
    assert log.history(upload)[0].action == "upload.keep"


@pytest.mark.parametrize("who", ["li", "zhou", "qian"])
def test_an_unconfirmed_file_is_deleted_with_its_record(town: Town, who: str) -> None:
    upload, same = read_in(town), read_in(town)
    before = Entry.objects.count()

    with TestCase.captureOnCommitCallbacks(execute=True):
        discarding.discard_upload(upload.pk, acting=town.acting(who))

    assert list(Upload.objects.all()) == [same]
    assert not default_storage.exists(str(upload.file))
    assert default_storage.exists(str(same.file))
    assert Entry.objects.count() == before + 1
    entry = log.history(upload)[0]
    assert (entry.action, entry.data["filename"]) == ("upload.discard", "通知.txt")
    with pytest.raises(NotAllowed, match="已经核对或者作废"):
        discarding.discard_upload(upload.pk, acting=town.acting(who))


def test_a_file_nobody_confirms_goes_by_itself(town: Town) -> None:
    upload = read_in(town)
    midnight = datetime.combine(TODAY, time(), SHANGHAI)
    assert upload.stays_until == TODAY + timedelta(days=30)

    with TestCase.captureOnCommitCallbacks(execute=True):
        assert discarding.expire_uploads(midnight + timedelta(days=30, hours=23)) == 0
        assert Upload.objects.exists()
        assert discarding.expire_uploads(midnight + timedelta(days=31)) == 1

    assert not Upload.objects.exists()
    assert not default_storage.exists(str(upload.file))
    entry = log.history(upload)[0]
    assert (entry.action, entry.by, entry.data["filename"]) == (
        "upload.expire",
        upload.user,
        "通知.txt",
    )
    assert discarding.expire_uploads(midnight + timedelta(days=31)) == 0


@pytest.mark.parametrize("who", ["zhao", "sun", "wu", "wang", "zheng", "admin"])
def test_who_may_not_draft_reads_no_file_in_and_discards_none(town: Town, who: str) -> None:
    upload = read_in(town)
    with pytest.raises(NotAllowed, match="没有“"):
        discarding.discard_upload(upload.pk, acting=town.acting(who))
    with pytest.raises(NotAllowed, match="没有“"):
        read_in(town, who)


def test_a_failed_act_deletes_no_file(town: Town) -> None:
    upload = read_in(town)
    drafting.draft(town.agency, content(), acting=town.acting("li"))
    with TestCase.captureOnCommitCallbacks(execute=True), pytest.raises(NotAllowed):
        discarding.discard_upload(upload.pk, acting=town.acting("sun"))
    assert default_storage.exists(str(upload.file))
