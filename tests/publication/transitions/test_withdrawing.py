"""What goes with an item that is withdrawn: its revision, what was to come, copies of its files."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.storage import default_storage

from gongkai.audit import log
from gongkai.catalog import previews
from gongkai.catalog.models import DisclosureItem
from gongkai.publication import queries
from gongkai.publication.transitions import (
    drafting,
    publishing,
    revising,
    scheduling,
    signing,
    validity,
)
from tests.build import Town
from tests.publication.attachment_build import attached, plan
from tests.publication.build import (
    Status,
    approved,
    drafted,
    fresh,
    published,
    revision_of,
)

LATER = datetime(2018, 3, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
REASON = "名册含有个人信息"


def _withdraw(town: Town, item: DisclosureItem) -> DisclosureItem:
    publishing.withdraw(item.pk, reason=REASON, acting=town.acting("li"))
    return fresh(item)


def _published_with_file(town: Town, title: str = "有附件的信息") -> DisclosureItem:
    item = drafted(town, title=title)
    attached(town, item, "计划.pdf", plan())
    drafting.submit(item.pk, acting=town.acting("li"))
    signing.review(item.pk, conclusion="may_disclose", basis="不涉密", acting=town.acting("sun"))
    signing.approve(item.pk, remarks="", acting=town.acting("zhao"))
    return publishing.publish(item.pk, acting=town.acting("li"))


def test_a_scheduled_revision_returns_to_its_drafter(town: Town) -> None:
    item = published(town)
    revision = revision_of(town, item)
    revision.approvals.update(publish_at=LATER)

    _withdraw(town, item)

    revision = fresh(revision)
    assert revision.status == Status.RETURNED
    assert REASON in revision.returns.get().corrections
    assert queries.scheduled(revision) is None
    assert scheduling.publish_due(LATER) == 0
    assert fresh(revision).status == Status.RETURNED
    actions = [entry.action for entry in log.history(revision)[:2]]
    assert actions == ["item.return", "item.unschedule"]


@pytest.mark.parametrize("begun", ["draft", "none"])
def test_a_revision_that_was_only_begun_returns_as_well(town: Town, begun: str) -> None:
    item = published(town)
    if begun == "draft":
        revising.begin_revision(item.pk, change_note="改时限", acting=town.acting("li"))

    _withdraw(town, item)

    found = [revision.status for revision in item.revisions.all()]
    assert found == ([Status.RETURNED] if begun == "draft" else [])


def test_a_coming_change_of_validity_lapses(town: Town) -> None:
    item = published(town)
    day = date(2018, 6, 1)
    validity.repeal(
        item.pk, validity="repealed", invalid_on=day, reason="已过期", acting=town.acting("li")
    )

    item = _withdraw(town, item)

    assert queries.coming_change(item) is None
    assert log.history(item)[0].action == "item.cancel_validity"
    assert log.history(item)[0].data["reason"] == REASON


def test_the_copies_leave_the_released_ones(
    town: Town, django_capture_on_commit_callbacks: Any
) -> None:
    item = _published_with_file(town)
    attachment = item.attachments.get()
    released, original = str(attachment.released), str(attachment.original)
    assert previews.preview(attachment, 1)
    pages = f"previews/{attachment.sha256[:2]}/{attachment.sha256}-1.png"
    assert default_storage.exists(pages)

    with django_capture_on_commit_callbacks(execute=True):
        _withdraw(town, item)

    assert not default_storage.exists(released)
    assert not default_storage.exists(pages)
    assert default_storage.exists(original)
    kept = item.attachments.get()
    assert str(kept.released).startswith("withdrawn/")
    assert default_storage.exists(str(kept.released))
    # The office may still look at it, and leaves no picture behind.
    assert previews.preview(kept, 1)
    assert not default_storage.exists(pages)
    # What was reviewed is told by the same digest.
    assert item.approvals.get().text_digest == queries.text_digest(fresh(item))


def test_a_copy_another_item_shares_stays(
    town: Town, django_capture_on_commit_callbacks: Any
) -> None:
    item, other = (_published_with_file(town, title) for title in ("第一条", "第二条"))
    with django_capture_on_commit_callbacks(execute=True):
        _withdraw(town, item)
    assert default_storage.exists(str(other.attachments.get().released))


def test_the_same_file_can_be_published_again(
    town: Town, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _withdraw(town, _published_with_file(town))
    again = _published_with_file(town, "重新公开的信息")
    assert default_storage.exists(str(again.attachments.get().released))


def test_what_was_superseded_before_goes_when_it_is_superseded(
    town: Town, django_capture_on_commit_callbacks: Any
) -> None:
    item = _published_with_file(town)
    former = str(item.attachments.get().released)
    revision = revising.begin_revision(item.pk, change_note="换附件", acting=town.acting("li"))
    revision.attachments.all().delete()
    attached(town, revision, "说明.txt", "说明".encode())
    drafting.submit(revision.pk, acting=town.acting("li"))
    signing.review(
        revision.pk, conclusion="may_disclose", basis="不涉密", acting=town.acting("sun")
    )
    signing.approve(revision.pk, remarks="", acting=town.acting("zhao"))

    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(revision.pk, acting=town.acting("li"))

    assert not default_storage.exists(former)
    assert default_storage.exists(str(item.attachments.get().released))


def test_a_lost_file_does_not_keep_anything_public(town: Town) -> None:
    item = _published_with_file(town)
    default_storage.delete(str(item.attachments.get().released))
    assert _withdraw(town, item).status == Status.WITHDRAWN


def test_an_approved_item_of_its_own_is_left_alone(town: Town) -> None:
    item, other = published(town), approved(town, title="另一条")
    _withdraw(town, item)
    assert fresh(other).status == Status.APPROVED
