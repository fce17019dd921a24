"""One to three levels of review, each another person's, and nobody signs a text of their own."""

from datetime import date

import pytest

from gongkai.accounts.permissions import Role
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.transitions import agency as agencies
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem
from gongkai.publication.levels import levels_on, waiting_level
from gongkai.publication.models import ReviewScheme
from gongkai.publication.transitions import drafting, publishing, schemes, signing
from tests.build import TODAY, Town
from tests.publication.build import Status, content, drafted, fresh, reviewed, submitted
from tests.publication.review_build import another, deputy, levels


def passed(town: Town, item: DisclosureItem, person: str, on: date = TODAY) -> str:
    """The state after one more review that lets the text pass."""
    acting = town.acting(person, on)
    signing.review(item.pk, conclusion="may_disclose", basis="不涉密", acting=acting)
    return fresh(item).status


def signed(town: Town, item: DisclosureItem, step: str, person: str) -> None:
    """One of the two signatures."""
    if step == "review":
        passed(town, item, person)
    else:
        signing.approve(item.pk, remarks="同意", acting=town.acting(person))


@pytest.fixture
def two(town: Town) -> Town:
    """The township with two more secrecy reviewers and three levels of review."""
    another(town, "he", "何审查", Role.SECRECY_REVIEWER)
    another(town, "lv", "吕审查", Role.SECRECY_REVIEWER)
    levels(town, 3)
    return town


def test_an_item_waits_until_its_last_level(two: Town) -> None:
    item = submitted(two)
    assert waiting_level(item, today=TODAY) == "一审（共3级）"
    assert passed(two, item, "sun") == Status.IN_REVIEW
    assert waiting_level(fresh(item), today=TODAY) == "二审（共3级）"
    assert passed(two, item, "he") == Status.IN_REVIEW
    assert passed(two, item, "lv") == Status.REVIEWED
    signing.approve(item.pk, remarks="同意", acting=two.acting("zhao"))
    publishing.publish(item.pk, acting=two.acting("li"))
    assert [one.level for one in item.secrecy_reviews.order_by("pk")] == [1, 2, 3]


def test_each_level_is_another_person(two: Town) -> None:
    item = submitted(two)
    passed(two, item, "sun")
    with pytest.raises(NotAllowed, match="每一级审查由不同的人"):
        passed(two, item, "sun")


def test_a_deputy_does_not_review_twice_for_two_people(two: Town) -> None:
    item = submitted(two)
    passed(two, item, "sun")
    deputy(two, "sun", "wu", Role.SECRECY_REVIEWER)
    with pytest.raises(NotAllowed, match="每一级审查由不同的人"):
        passed(two, item, "wu")


def test_a_refusal_on_the_second_level_begins_anew(two: Town) -> None:
    item = submitted(two)
    passed(two, item, "sun")
    signing.review(item.pk, conclusion="may_not_disclose", basis="涉密", acting=two.acting("he"))
    assert fresh(item).status == Status.RETURNED
    drafting.revise(item.pk, content(body="<p>已改。</p>"), acting=two.acting("li"))
    drafting.submit(item.pk, acting=two.acting("li"))
    assert waiting_level(fresh(item), today=TODAY) == "一审（共3级）"
    assert passed(two, item, "sun") == Status.IN_REVIEW


def test_levels_are_those_of_the_first_review(two: Town) -> None:
    item = submitted(two)
    passed(two, item, "sun")
    levels(two, 1, since=date(2018, 3, 2))
    assert passed(two, item, "he", date(2018, 3, 2)) == Status.IN_REVIEW
    assert passed(two, item, "lv", date(2018, 3, 2)) == Status.REVIEWED


def test_levels_are_dated(town: Town) -> None:
    levels(town, 2, since=date(2018, 3, 1))
    assert levels_on(date(2018, 2, 28), town.agency) == 1
    assert levels_on(date(2018, 3, 1), town.agency) == 2
    assert levels_on(date(2018, 3, 1), town.neighbour) == 1


@pytest.mark.parametrize("number", [0, 4])
def test_there_are_one_to_three_levels(town: Town, number: int) -> None:
    with pytest.raises(NotAllowed, match="一至三级"):
        levels(town, number)


@pytest.mark.parametrize("person", ["li", "zhao", "sun", "zhou", "zheng", "wang"])
def test_only_administrators_set_levels(town: Town, person: str) -> None:
    entry = schemes.ReviewSchemeEntry(levels=2, since=TODAY)
    with pytest.raises(NotAllowed, match="系统管理员"):
        schemes.adopt_review_scheme(town.agency, entry, acting=town.acting(person))


def test_levels_are_corrected_with_a_reason(town: Town) -> None:
    levels(town, 2)
    entry = schemes.ReviewSchemeEntry(levels=3, since=date(2018, 1, 1))
    scheme = ReviewScheme.objects.get()
    entries = Entry.objects.count()
    schemes.amend_review_scheme(scheme.pk, entry, reason="录入有误", acting=town.acting("admin"))
    assert ReviewScheme.objects.get().levels == 3
    assert Entry.objects.count() == entries + 1
    with pytest.raises(NotAllowed, match="系统管理员"):
        schemes.amend_review_scheme(scheme.pk, entry, reason="录入有误", acting=town.acting("zhao"))


def test_a_leader_does_not_approve_a_text_of_their_own(town: Town) -> None:
    agencies.grant(
        town.agency, user=town.users["li"], role=Role.LEADER, acting=town.acting("admin")
    )
    item = reviewed(town)
    with pytest.raises(NotAllowed, match="不能审批"):
        signing.approve(item.pk, remarks="同意", acting=town.acting("li"))


def test_a_deputy_signs_and_the_document_says_for_whom(town: Town) -> None:
    deputy(town, "zhao", "wu", Role.LEADER)
    item = reviewed(town)
    approval = signing.approve(item.pk, remarks="同意", acting=town.acting("wu"))
    assert (approval.approver, approval.on_behalf_of) == (town.people["wu"], town.people["zhao"])
    deputy(town, "sun", "zhou", Role.SECRECY_REVIEWER)
    other = submitted(town, title="青山镇2018年防汛工作方案")
    signing.review(other.pk, conclusion="may_disclose", basis="核对", acting=town.acting("zhou"))
    review = other.secrecy_reviews.get()
    assert (review.reviewer, review.on_behalf_of) == (town.people["zhou"], town.people["sun"])


def test_who_has_the_role_signs_for_themselves(town: Town) -> None:
    another(town, "he", "何审查", Role.SECRECY_REVIEWER)
    deputy(town, "sun", "he", Role.SECRECY_REVIEWER)
    item = submitted(town)
    signing.review(item.pk, conclusion="may_disclose", basis="核对", acting=town.acting("he"))
    assert item.secrecy_reviews.get().on_behalf_of is None


@pytest.mark.parametrize("step", ["review", "approve"])
def test_a_deputy_does_not_sign_their_own_draft(town: Town, step: str) -> None:
    deputy(town, "sun", "li", Role.SECRECY_REVIEWER)
    deputy(town, "zhao", "li", Role.LEADER)
    item = submitted(town) if step == "review" else reviewed(town)
    with pytest.raises(NotAllowed, match="拟稿或者修改过"):
        signed(town, item, step, "li")


@pytest.mark.parametrize("step", ["review", "approve"])
def test_a_deputy_does_not_sign_the_absent_persons_draft(town: Town, step: str) -> None:
    admin = town.acting("admin")
    for role in (Role.SECRECY_REVIEWER, Role.LEADER):
        agencies.grant(town.agency, user=town.users["li"], role=role, acting=admin)
        deputy(town, "li", "wu", role)
    item = submitted(town) if step == "review" else reviewed(town)
    with pytest.raises(NotAllowed, match="代理人也不能"):
        signed(town, item, step, "wu")


def test_a_draft_is_only_the_absent_persons_if_they_wrote_it(town: Town) -> None:
    deputy(town, "zhao", "wu", Role.LEADER)
    item = drafted(town)
    assert item.drafter == town.people["li"]
    with pytest.raises(NotAllowed, match="只有经保密审查"):
        signing.approve(item.pk, remarks="同意", acting=town.acting("wu"))
