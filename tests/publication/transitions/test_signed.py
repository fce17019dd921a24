"""Publishing what was signed elsewhere in the program."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.actions import Action
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem
from gongkai.publication.models import Approval, SecrecyReview
from gongkai.publication.queries import text_digest
from gongkai.publication.transitions.content import Signatures
from gongkai.publication.transitions.signed import publish_signed
from gongkai.search.models import Change
from tests.build import Town
from tests.publication.build import content

TODAY = date(2018, 3, 1)


def signatures(town: Town) -> Signatures:
    """li drafted, sun reviewed, zhao approved, a day each."""
    return Signatures(
        drafter=town.people["li"],
        drafted_on=date(2018, 2, 26),
        reviewer=town.people["sun"],
        reviewed_on=date(2018, 2, 27),
        basis="不涉密",
        approver=town.people["zhao"],
        approved_on=date(2018, 2, 28),
    )


def publish(town: Town, signed: Signatures, name: str = "zhou", on: date = TODAY) -> DisclosureItem:
    """Publish the report of the year."""
    return publish_signed(
        town.agency,
        content(title="青山镇2017年政府信息公开工作年度报告"),
        signed,
        published_on=on,
        acting=town.acting(name),
        action=Action.REPORT_PUBLISH,
    )


def test_publish_signed(town: Town) -> None:
    before = Entry.objects.count()
    item = publish(town, signatures(town))

    assert item.status == DisclosureItem.Status.PUBLISHED
    assert (item.index_number, item.published_on) == ("qingshan/2018-00001", TODAY)
    assert (item.drafter, item.drafted_on) == (town.people["li"], date(2018, 2, 26))
    assert not item.is_registered
    review, approval = SecrecyReview.objects.get(), Approval.objects.get()
    assert (review.reviewer, review.reviewed_on) == (town.people["sun"], date(2018, 2, 27))
    assert (review.conclusion, review.basis) == ("may_disclose", "不涉密")
    assert (approval.approver, approval.approved_on) == (town.people["zhao"], date(2018, 2, 28))
    assert review.text_digest == approval.text_digest == text_digest(item)
    assert Entry.objects.count() == before + 1
    assert log.history(item)[0].action == "report.publish"
    assert list(Change.objects.values_list("item_id", flat=True)) == [item.pk]


@pytest.mark.parametrize("name", ["li", "zhao", "sun", "qian", "wu", "wang", "zheng", "admin"])
def test_only_who_may_do_the_action(town: Town, name: str) -> None:
    with pytest.raises(NotAllowed, match="发布年度报告"):
        publish(town, signatures(town), name)
    assert not DisclosureItem.objects.exists()


def test_the_reviewer_is_never_the_drafter(town: Town) -> None:
    signed = replace(signatures(town), reviewer=town.people["li"])
    with pytest.raises(NotAllowed, match="不能是拟稿人自己"):
        publish(town, signed)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"drafted_on": date(2018, 2, 28)}, "reviewed_on"),
        ({"reviewed_on": date(2018, 3, 1)}, "approved_on"),
        ({"approved_on": date(2018, 3, 2)}, "published_on"),
    ],
)
def test_days_in_their_order(town: Town, changes: dict[str, date], field: str) -> None:
    with pytest.raises(NotAllowed, match="早于") as refusal:
        publish(town, replace(signatures(town), **changes))
    assert refusal.value.field == field


def test_nothing_is_published_tomorrow(town: Town) -> None:
    with pytest.raises(NotAllowed, match="在今天之后"):
        publish(town, signatures(town), on=date(2018, 3, 2))


def test_all_on_one_day_is_in_order(town: Town) -> None:
    signed = replace(signatures(town), drafted_on=TODAY, reviewed_on=TODAY, approved_on=TODAY)
    assert publish(town, signed).published_on == TODAY
