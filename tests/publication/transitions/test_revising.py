"""A public item is revised: begun, merged into the original, its superseded text kept."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem, Edition
from gongkai.catalog.queries import item_referred, reference_to
from gongkai.publication import queries
from gongkai.publication.transitions import content_review, publishing, revising
from gongkai.reports.figures.counting import Scope
from gongkai.reports.figures.disclosure import normative_documents, published_items
from tests.build import Town
from tests.publication.build import (
    Status,
    every_state_but,
    fresh,
    in_state,
    published,
    revision_of,
)

APRIL = date(2018, 4, 2)


def _begin(town: Town, item: DisclosureItem, name: str = "li", note: str = "改") -> DisclosureItem:
    return revising.begin_revision(item.pk, change_note=note, acting=town.acting(name, APRIL))


@pytest.mark.parametrize("name", ["li", "zhou", "qian"])
def test_a_revision_is_a_draft_with_the_same_content(town: Town, name: str) -> None:
    item = published(town)
    before = Entry.objects.count()

    revision = _begin(town, item, name, " 时限改为五天 ")

    assert (revision.status, revision.revises) == (Status.DRAFT, item)
    assert (revision.title, revision.body) == (item.title, item.body)
    assert (revision.change_note, revision.index_number) == ("时限改为五天", None)
    assert (revision.drafter, revision.drafted_on) == (town.people[name], APRIL)
    assert fresh(item).status == Status.PUBLISHED
    assert Entry.objects.count() == before + 1
    assert log.history(revision)[0].action == "item.begin_revision"


@pytest.mark.parametrize("status", every_state_but(Status.PUBLISHED))
def test_only_what_is_public_is_revised(town: Town, status: Status) -> None:
    item = in_state(town, status)
    with pytest.raises(NotAllowed, match="只有已公开的信息可以修订"):
        _begin(town, item)


@pytest.mark.parametrize("name", ["zhao", "sun", "wu", "wang", "zheng", "admin"])
def test_others_begin_no_revision(town: Town, name: str) -> None:
    with pytest.raises(NotAllowed, match="修订"):
        _begin(town, published(town), name)


def test_a_revision_says_why(town: Town) -> None:
    with pytest.raises(NotAllowed, match="请写明修订什么") as refusal:
        _begin(town, published(town), note=" ")
    assert refusal.value.field == "change_note"


def test_one_revision_at_a_time(town: Town) -> None:
    item = published(town)
    _begin(town, item)
    with pytest.raises(NotAllowed, match="已有一份修订稿在办理"):
        _begin(town, item)


def test_publishing_a_revision_merges_it(town: Town) -> None:
    item = published(town)
    revision = revision_of(
        town, item, on=APRIL, title="青山镇2018年春耕方案（修订）", body="<p>三、保障。</p>"
    )
    before = Entry.objects.count()

    answer = publishing.publish(revision.pk, acting=town.acting("li", APRIL))

    original = fresh(item)
    assert answer == original
    assert (original.title, original.body) == ("青山镇2018年春耕方案（修订）", "<p>三、保障。</p>")
    assert (original.status, original.index_number) == (Status.PUBLISHED, "qingshan/2018-00001")
    assert original.published_on == date(2018, 3, 1)
    revision = fresh(revision)
    assert (revision.status, revision.index_number) == (Status.MERGED, None)
    edition = original.editions.get()
    assert (edition.number, edition.title) == (1, "青山镇2018年春耕生产工作方案")
    assert edition.body == item.body
    assert (edition.public_from, edition.superseded_on) == (date(2018, 3, 1), APRIL)
    assert (edition.change_note, edition.revision) == ("按上级要求调整", revision)
    assert Entry.objects.count() == before + 2
    assert log.history(revision)[0].action == "item.publish"
    assert log.history(original)[0].action == "item.merge"
    assert log.history(original)[0].data["text_digest"] == queries.text_digest(original)


def test_a_second_revision_continues_the_editions(town: Town) -> None:
    item = published(town)
    for day, body in ((APRIL, "<p>二</p>"), (date(2018, 5, 2), "<p>三</p>")):
        revision = revision_of(town, item, on=day, body=body)
        publishing.publish(revision.pk, acting=town.acting("li", day))

    first, second = item.editions.order_by("number")
    assert (second.number, second.body) == (2, "<p>二</p>")
    assert second.public_from == first.superseded_on == APRIL
    assert second.superseded_on == date(2018, 5, 2)
    assert fresh(item).body == "<p>三</p>"


def test_nothing_is_merged_into_what_was_withdrawn(town: Town) -> None:
    item = published(town)
    revision = revision_of(town, item)
    publishing.withdraw(item.pk, reason="内容有误", acting=town.acting("li"))
    # Even where somebody sets the state back behind the transitions' back.
    DisclosureItem.objects.filter(pk=revision.pk).update(status=Status.APPROVED)

    with pytest.raises(NotAllowed, match="原信息现为“已撤回”"):
        publishing.publish(revision.pk, acting=town.acting("li"))

    assert fresh(revision).status == Status.APPROVED
    assert not Edition.objects.exists()


def test_a_text_made_after_the_first_publication_is_another_item(town: Town) -> None:
    item = published(town)
    revision = revision_of(town, item, on=APRIL, generated_on=APRIL)
    with pytest.raises(NotAllowed, match="登记为替代"):
        publishing.publish(revision.pk, acting=town.acting("li", APRIL))


def test_the_superseded_files_stay_with_the_merged_row(town: Town) -> None:
    item = published(town)
    item.attachments.create(position=1, filename="旧.pdf", kind="pdf", size=1, original="a")
    revision = _begin(town, item)
    assert revision.attachments.get().filename == "旧.pdf"
    revision.attachments.create(position=2, filename="新.pdf", kind="pdf", size=1, original="b")
    DisclosureItem.objects.filter(pk=revision.pk).update(status=Status.APPROVED)

    revising.merge(fresh(revision), acting=town.acting("li", APRIL))

    now = item.attachments.order_by("position").values_list("position", "filename")
    assert list(now) == [(1, "旧.pdf"), (2, "新.pdf")]
    superseded = revision.attachments.get()
    assert (superseded.position, superseded.filename) == (1, "旧.pdf")


def test_a_revision_answers_the_review_that_was_due(town: Town) -> None:
    item = published(town)
    content_review.schedule_review(item.pk, review_on=date(2018, 3, 30), acting=town.acting("li"))
    publishing.publish(revision_of(town, item, on=APRIL).pk, acting=town.acting("li", APRIL))
    assert fresh(item).review_on is None


def test_a_review_still_to_come_stays(town: Town) -> None:
    item = published(town)
    day = date(2019, 1, 2)
    content_review.schedule_review(item.pk, review_on=day, acting=town.acting("li"))
    publishing.publish(revision_of(town, item, on=APRIL).pk, acting=town.acting("li", APRIL))
    assert fresh(item).review_on == day


def test_a_revision_is_neither_counted_nor_referred_to(town: Town) -> None:
    item = published(town, is_normative_document=True)
    revision = revision_of(town, item, on=APRIL)
    agencies = Agency.objects.filter(pk=town.agency.pk)
    scope = Scope(agencies, 2018, town.acting().calendar)
    for step in ("approved", "merged"):
        if step == "merged":
            publishing.publish(revision.pk, acting=town.acting("li", APRIL))
        assert list(published_items(scope)) == list(normative_documents(scope)) == [item]
        assert item_referred(town.agency, item.title, field="item") == item
        assert reference_to(fresh(item)) == item.title
