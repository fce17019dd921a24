"""Review, approval, return."""

from datetime import date, timedelta

import pytest

from gongkai.accounts.permissions import Role
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.transitions.agency import grant
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.publication.models import Approval, Return, SecrecyReview
from gongkai.publication.transitions import drafting, schemes, signing
from tests.build import TODAY, Town
from tests.publication.build import (
    Status,
    content,
    every_state_but,
    fresh,
    in_state,
    reviewed,
    submitted,
)

RETURNABLE = (Status.IN_REVIEW, Status.REVIEWED, Status.APPROVED)


@pytest.mark.parametrize(
    ("conclusion", "status"),
    [
        ("may_disclose", Status.REVIEWED),
        ("may_not_disclose", Status.RETURNED),
        ("refer", Status.IN_REVIEW),
    ],
)
def test_review(town: Town, conclusion: str, status: Status) -> None:
    item = submitted(town)
    before = Entry.objects.count()

    document = signing.review(
        item.pk, conclusion=conclusion, basis="逐段核对", acting=town.acting("sun")
    )

    assert fresh(item).status == status
    assert document.reviewer == town.people["sun"]
    assert document.reviewed_on == date(2018, 3, 1)
    assert document.basis == "逐段核对"
    assert Entry.objects.count() == before + 1
    assert log.history(item)[0].action == "item.review"


def test_a_referred_item_is_reviewed_again(town: Town) -> None:
    item = submitted(town)
    for conclusion in ("refer", "may_disclose"):
        signing.review(item.pk, conclusion=conclusion, basis="核对", acting=town.acting("sun"))

    assert fresh(item).status == Status.REVIEWED
    assert item.secrecy_reviews.count() == 2


@pytest.mark.parametrize("status", every_state_but(Status.IN_REVIEW))
def test_review_refuses_every_other_state(town: Town, status: Status) -> None:
    item = in_state(town, status)
    reviews = SecrecyReview.objects.count()
    with pytest.raises(NotAllowed, match="只有已送审的信息"):
        signing.review(item.pk, conclusion="may_disclose", basis="核对", acting=town.acting("sun"))
    assert SecrecyReview.objects.count() == reviews


@pytest.mark.parametrize("name", ["li", "zhao", "zhou", "qian", "wu", "wang", "zheng", "admin"])
def test_review_refuses_others(town: Town, name: str) -> None:
    item = submitted(town)
    with pytest.raises(NotAllowed, match="保密审查员办理"):
        signing.review(item.pk, conclusion="may_disclose", basis="核对", acting=town.acting(name))


def test_review_refuses_the_drafter(town: Town) -> None:
    grant(
        town.agency,
        user=town.users["li"],
        role=Role.SECRECY_REVIEWER,
        acting=town.acting("admin"),
    )
    item = submitted(town)
    with pytest.raises(NotAllowed, match="拟稿或者修改过"):
        signing.review(item.pk, conclusion="may_disclose", basis="核对", acting=town.acting("li"))


def test_review_refuses_whoever_revised(town: Town) -> None:
    grant(town.agency, user=town.users["sun"], role=Role.SPECIALIST, acting=town.acting("admin"))
    item = submitted(town)
    drafting.revise(item.pk, content(body="孙改的"), acting=town.acting("sun"))
    drafting.submit(item.pk, acting=town.acting("li"))
    with pytest.raises(NotAllowed, match="拟稿或者修改过"):
        signing.review(item.pk, conclusion="may_disclose", basis="核对", acting=town.acting("sun"))


def test_review_refuses_no_basis(town: Town) -> None:
    item = submitted(town)
    with pytest.raises(NotAllowed) as refusal:
        signing.review(item.pk, conclusion="may_disclose", basis=" ", acting=town.acting("sun"))
    assert refusal.value.field == "basis"
    assert fresh(item).status == Status.IN_REVIEW


def test_review_refuses_an_unknown_conclusion(town: Town) -> None:
    item = submitted(town)
    with pytest.raises(NotAllowed) as refusal:
        signing.review(item.pk, conclusion="fine", basis="核对", acting=town.acting("sun"))
    assert refusal.value.field == "conclusion"


def test_approve(town: Town) -> None:
    item = reviewed(town)
    before = Entry.objects.count()

    document = signing.approve(item.pk, remarks=" 同意 ", acting=town.acting("zhao"))

    assert fresh(item).status == Status.APPROVED
    assert (document.approver, document.remarks) == (town.people["zhao"], "同意")
    assert Entry.objects.count() == before + 1
    assert log.history(item)[0].action == "item.approve"


@pytest.mark.parametrize("status", every_state_but(Status.REVIEWED))
def test_approve_refuses_every_other_state(town: Town, status: Status) -> None:
    item = in_state(town, status)
    approvals = Approval.objects.count()
    with pytest.raises(NotAllowed, match="经保密审查可以公开"):
        signing.approve(item.pk, remarks="", acting=town.acting("zhao"))
    assert Approval.objects.count() == approvals


@pytest.mark.parametrize("name", ["li", "sun", "zhou", "qian", "wu", "wang", "zheng", "admin"])
def test_approve_refuses_others(town: Town, name: str) -> None:
    item = reviewed(town)
    with pytest.raises(NotAllowed, match="分管领导办理"):
        signing.approve(item.pk, remarks="", acting=town.acting(name))


def _both(town: Town) -> None:
    """孙审查 may review and approve, as in an office of four."""
    grant(town.agency, user=town.users["sun"], role=Role.LEADER, acting=town.acting("admin"))


def _apart(town: Town, since: date) -> None:
    entry = schemes.ReviewSchemeEntry(levels=1, approver_apart=True, since=since)
    schemes.adopt_review_scheme(town.agency, entry, acting=town.acting("admin"))


def test_who_reviewed_may_approve_where_the_agency_says_nothing(town: Town) -> None:
    _both(town)
    item = reviewed(town)
    signing.approve(item.pk, remarks="", acting=town.acting("sun"))
    assert fresh(item).status == Status.APPROVED


def test_who_reviewed_does_not_approve_where_the_agency_chose_so(town: Town) -> None:
    _both(town)
    _apart(town, TODAY)
    item = reviewed(town)
    with pytest.raises(NotAllowed, match="签发人不得参与审核"):
        signing.approve(item.pk, remarks="", acting=town.acting("sun"))
    signing.approve(item.pk, remarks="", acting=town.acting("zhao"))
    assert fresh(item).status == Status.APPROVED


def test_the_choice_counts_from_its_day(town: Town) -> None:
    _both(town)
    _apart(town, TODAY + timedelta(days=1))
    item = reviewed(town)
    signing.approve(item.pk, remarks="", acting=town.acting("sun", TODAY + timedelta(days=1)))
    assert fresh(item).status == Status.APPROVED


@pytest.mark.parametrize("status", RETURNABLE)
@pytest.mark.parametrize("name", ["sun", "zhao"])
def test_send_back(town: Town, status: Status, name: str) -> None:
    item = in_state(town, status)
    before = Entry.objects.count()

    document = signing.send_back(item.pk, corrections="请写明时限", acting=town.acting(name))

    assert fresh(item).status == Status.RETURNED
    assert (document.returned_by, document.corrections) == (town.people[name], "请写明时限")
    assert Entry.objects.count() == before + 1
    assert log.history(item)[0].action == "item.return"


@pytest.mark.parametrize("status", every_state_but(*RETURNABLE))
def test_send_back_refuses_every_other_state(town: Town, status: Status) -> None:
    item = in_state(town, status)
    returns = Return.objects.count()
    with pytest.raises(NotAllowed, match="送审以后、发布以前"):
        signing.send_back(item.pk, corrections="请改", acting=town.acting("zhao"))
    assert Return.objects.count() == returns


@pytest.mark.parametrize("name", ["li", "zhou", "qian", "wu", "wang", "zheng", "admin"])
def test_send_back_refuses_others(town: Town, name: str) -> None:
    item = submitted(town)
    with pytest.raises(NotAllowed, match="退回修改"):
        signing.send_back(item.pk, corrections="请改", acting=town.acting(name))


def test_send_back_refuses_no_corrections(town: Town) -> None:
    item = submitted(town)
    with pytest.raises(NotAllowed) as refusal:
        signing.send_back(item.pk, corrections="", acting=town.acting("sun"))
    assert refusal.value.field == "corrections"
