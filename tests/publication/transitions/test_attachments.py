"""Files are attached, released, kept back, moved and removed."""

from collections.abc import Callable
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog import files
from gongkai.catalog.models import Attachment, DisclosureItem
from gongkai.publication import incoming, queries
from gongkai.publication.transitions import attachments, drafting, signing
from tests.build import Town
from tests.intake.build import AUTHOR, ole
from tests.publication.attachment_build import MEGABYTE, ROOM, attached, plan, roster, source
from tests.publication.build import (
    Status,
    approved,
    drafted,
    every_state_but,
    fresh,
    in_state,
    submitted,
)

OPEN = (Status.DRAFT, Status.IN_REVIEW, Status.REVIEWED, Status.RETURNED, Status.APPROVED)


def copy() -> incoming.Copy:
    made = incoming.checked(roster(), "原稿.docx").copy
    assert made is not None
    return made


ACTS: dict[str, Callable[[Town, Attachment, str], Any]] = {
    "attachment.add": lambda town, one, who: attachments.attach(
        one.item_id,
        incoming.checked(plan(), "计划.pdf"),
        most_bytes=ROOM,
        acting=town.acting(who),
    ),
    "attachment.release": lambda town, one, who: attachments.hold_back(
        one.pk, acting=town.acting(who)
    ),
    "attachment.remove": lambda town, one, who: attachments.remove(one.pk, acting=town.acting(who)),
    "attachment.arrange": lambda town, one, who: attachments.move(
        one.pk, position=2, acting=town.acting(who)
    ),
}


def two_files(town: Town) -> tuple[DisclosureItem, Attachment]:
    """A draft with two files, of which the first is given."""
    item = drafted(town, title="有附件的稿件")
    first = attached(town, item)
    attached(town, item, "说明.txt", "说明".encode())
    return item, first


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("status", OPEN)
def test_each_makes_a_draft_again_and_is_recorded_once(
    town: Town, name: str, status: Status
) -> None:
    item, first = two_files(town)
    DisclosureItem.objects.filter(pk=item.pk).update(status=status)
    before = Entry.objects.count()
    ACTS[name](town, first, "qian")
    assert fresh(item).status == Status.DRAFT
    assert Entry.objects.count() == before + 1
    entry = log.history(item).first()
    assert entry is not None
    assert entry.action == name
    assert entry.data["filename"]


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("status", every_state_but(*OPEN))
def test_each_refuses_every_other_state(town: Town, name: str, status: Status) -> None:
    _, first = two_files(town)
    Attachment.objects.filter(item=first.item).update(item=in_state(town, status))
    with pytest.raises(NotAllowed, match="已公开的附件不能改动"):
        ACTS[name](town, Attachment.objects.get(pk=first.pk), "li")


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("who", ["zhao", "sun", "wu", "wang", "admin", "zheng"])
def test_each_refuses_others(town: Town, name: str, who: str) -> None:
    _, first = two_files(town)
    with pytest.raises(NotAllowed, match="没有“"):
        ACTS[name](town, first, who)


def test_a_file_and_its_copy_lie_apart(town: Town) -> None:
    one = attached(town, drafted(town))
    original, released = files.read(one.original.name), files.read(one.released.name)
    assert one.original.name.startswith("originals/")
    assert one.released.name == f"released/{one.sha256[:2]}/{one.sha256}.docx"
    assert original != released
    assert (one.position, one.size) == (1, len(original))
    assert "王家村" in one.text


def test_of_a_kept_source_nothing_is_ready_for_the_public(town: Town) -> None:
    item = drafted(town)
    before = queries.text_digest(item)
    one = source(town, item)
    assert (one.released.name, one.sha256, one.text, one.page_count) == ("", "", "", None)
    assert queries.text_digest(item) == before


def test_a_source_is_released_and_kept_back(town: Town) -> None:
    item = drafted(town)
    one = source(town, item)
    kept_back = queries.text_digest(item)
    shown = attachments.release(one.pk, copy=copy(), acting=town.acting("li"))
    assert shown.released
    assert queries.text_digest(item) != kept_back
    with pytest.raises(NotAllowed, match="已随信息公开"):
        attachments.release(one.pk, copy=copy(), acting=town.acting("li"))
    hidden = attachments.hold_back(one.pk, acting=town.acting("li"))
    assert (hidden.released.name, hidden.sha256, hidden.text) == ("", "", "")
    assert queries.text_digest(item) == kept_back
    with pytest.raises(NotAllowed, match="本来就不公开"):
        attachments.hold_back(one.pk, acting=town.acting("li"))


def test_what_cannot_be_freed_of_its_author_holds_the_item_up(town: Town) -> None:
    item = drafted(town)
    one = attached(town, item, "通知.doc", ole("WordDocument"))
    assert not one.released
    with pytest.raises(NotAllowed, match=r"附件“通知\.doc”还不能公开：doc文件中的作者等信息"):
        drafting.submit(item.pk, acting=town.acting("li"))
    attachments.hold_back(one.pk, acting=town.acting("li"))
    drafting.submit(item.pk, acting=town.acting("li"))


def test_a_changed_attachment_is_reviewed_and_approved_again(town: Town) -> None:
    item = approved(town)
    digest = queries.text_digest(item)
    one = attached(town, item)
    assert fresh(item).status == Status.DRAFT
    assert queries.text_digest(item) != digest
    drafting.submit(item.pk, acting=town.acting("li"))
    signing.review(item.pk, conclusion="may_disclose", basis="核对", acting=town.acting("sun"))
    signing.approve(item.pk, remarks="", acting=town.acting("zhao"))
    # A copy that was exchanged behind the transitions is noticed too.
    Attachment.objects.filter(pk=one.pk).update(sha256="0" * 64)
    approval = queries.latest_approval(item)
    assert approval is not None
    assert approval.text_digest != queries.text_digest(fresh(item))


def test_who_uploads_a_file_does_not_review_it(town: Town) -> None:
    item = submitted(town)
    log.record("attachment.add", item, town.acting("sun"), filename="a")  # type: ignore[arg-type]
    with pytest.raises(NotAllowed, match="由另一位保密审查员审查"):
        signing.review(item.pk, conclusion="may_disclose", basis="核对", acting=town.acting("sun"))


def test_order_and_removal(town: Town) -> None:
    item, first = two_files(town)
    third = attached(town, item, "计划.pdf", plan())

    def order() -> list[tuple[int, str]]:
        return list(item.attachments.order_by("position").values_list("position", "filename"))

    attachments.move(third.pk, position=1, acting=town.acting("li"))
    assert order() == [(1, "计划.pdf"), (2, "名册.docx"), (3, "说明.txt")]
    with pytest.raises(NotAllowed, match="无需移动"):
        attachments.move(third.pk, position=1, acting=town.acting("li"))
    for place in (0, 4):
        with pytest.raises(NotAllowed, match="1至3之间"):
            attachments.move(third.pk, position=place, acting=town.acting("li"))
    attachments.remove(first.pk, acting=town.acting("li"))
    assert order() == [(1, "计划.pdf"), (2, "说明.txt")]


def test_there_is_room_for_so_much(town: Town) -> None:
    item = drafted(town)
    content = b"a" * MEGABYTE
    attachments.attach(
        item.pk,
        incoming.checked(content, "a.txt"),
        most_bytes=MEGABYTE,
        acting=town.acting("li"),
    )
    with pytest.raises(NotAllowed, match="合计不得超过1MB"):
        attachments.attach(
            item.pk,
            incoming.checked(b"b", "b.txt"),
            most_bytes=MEGABYTE,
            acting=town.acting("li"),
        )
    with pytest.raises(NotAllowed, match=r"已有名为“a\.txt”的附件"):
        attached(town, item, "a.txt", b"b")


def test_the_copy_of_the_registered_author_is_clean(town: Town) -> None:
    one = attached(town, drafted(town), "计划.pdf", plan())
    assert AUTHOR.encode("utf-16-be") not in files.read(one.released.name)
    assert one.page_count == 2
