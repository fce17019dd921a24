"""Every form of an item's review × everybody × what becomes of it: done, refused, not found."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from gongkai.catalog.models import DisclosureItem
from gongkai.publication import queries
from gongkai.publication.models import Comment
from tests.build import SHANGHAI, TODAY, Town
from tests.desk.build import browser_of
from tests.publication.build import Status, approved, drafted, fresh, in_state, reviewed, submitted
from tests.publication.review_build import MOBILE, finding, with_findings

PEOPLE = ("li", "zhao", "sun", "zhou", "qian", "wu", "admin", "zheng", "wang")
# d: done; n: refused, nothing changed; -: not found. One letter per person in that order.
TABLE = {
    "submission": "d n n d d n - n -",
    "review": "n n d n n n - n -",
    "return": "n d d n n n - n -",
    "approval": "n d n n n n - n -",
    "publication": "d n n d n n - n -",
    "schedule-cancellation": "d d n d n n - n -",
    "revision": "d n n d d n - n -",
    "check": "d n d d d n - n -",
    "masks": "d n n d d n - n -",
    "decision": "n n d n n n - n -",
    "comments": "d d d d d n - n -",
    "resolution": "d d d d d n - n -",
    "classification": "d n n d n n - n -",
}


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2018, 3, 1, 11, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


def item_for(town: Town, form: str) -> DisclosureItem:
    """An item with which the form can be sent."""
    if form in ("submission", "revision", "classification"):
        return drafted(town)
    if form in ("check", "masks", "decision", "comments", "resolution"):
        item = with_findings(town)
        if form == "resolution":
            item.comments.create(
                text_digest="",
                place="body",
                start=0,
                end=3,
                quote="联系人",
                text="谁？",
                by=town.people["sun"],
                at=timezone.now(),
            )
        return item
    if form == "schedule-cancellation":
        item = approved(town)
        item.approvals.update(publish_at=datetime(2018, 3, 2, 9, tzinfo=SHANGHAI))
        return item
    states = {"approval": reviewed, "publication": approved}
    return states.get(form, submitted)(town)


def sent(item: DisclosureItem, form: str) -> tuple[str, dict[str, Any]]:
    """Where the form goes, and with what."""
    below = f"/desk/qingshan/items/{item.pk}/{form}/"
    match form:
        case "decision":
            address = f"findings/{finding(item, MOBILE).pk}/decision/"
            return below.replace(f"{form}/", address), {"decision": "mask", "basis": "手机"}
        case "resolution":
            return below.replace(f"{form}/", f"comments/{Comment.objects.get().pk}/resolution/"), {}
        case "masks":
            return below, {"finding": [finding(item, MOBILE).pk]}
        case "classification":
            data = {"item": [item.pk], "topic_category": "civil_relief", "reason": "统一"}
            return "/desk/qingshan/items/bulk/classification/", data
    return below, {
        "conclusion": "may_disclose",
        "basis": "核对",
        "corrections": "请改",
        "confirmed": "1",
        "spot": "body|0|3",
        "text": "谁？",
        "title": "青山镇防汛预案",
        "generated_on": "2018-02-26",
        "body": "<p>第一条</p>",
        "is_normative_document": "否",
    }


def trace(item: DisclosureItem) -> tuple[Any, ...]:
    """What the forms can change of an item."""
    now = fresh(item)
    return (
        now.status,
        now.title,
        now.topic_category,
        now.body,
        now.findings.count(),
        now.findings.exclude(decision="").count(),
        now.comments.count(),
        now.comments.filter(resolved_on=None).count(),
        now.approvals.filter(publish_at=None).count(),
    )


@pytest.mark.parametrize("form", TABLE)
@pytest.mark.parametrize("person", PEOPLE)
def test_who_does_what(town: Town, form: str, person: str) -> None:
    item = item_for(town, form)
    if form == "check":
        item.findings.all().delete()
    expected = TABLE[form].split()[PEOPLE.index(person)]
    before = trace(item)
    address, data = sent(item, form)
    answer = browser_of(town, person).post(address, data)
    assert (answer.status_code == 404) is (expected == "-")
    assert (trace(item) != before) is (expected == "d")


@pytest.mark.parametrize("state", list(Status))
@pytest.mark.parametrize("page", ["", "reading/", "history/"])
def test_an_item_is_read_in_every_state(town: Town, page: str, state: Status) -> None:
    address = f"/desk/qingshan/items/{in_state(town, state).pk}/{page}"
    for person in PEOPLE:
        status = 404 if person in ("admin", "wang") else 200
        assert browser_of(town, person).get(address).status_code == status, person


def test_an_information_officer_sees_and_does_no_more_than_their_agency(town: Town) -> None:
    qian = browser_of(town, "qian")
    for address in ("neighbour/items/", "county/items/", "neighbour/", "qingshan/accounts/"):
        assert qian.get(f"/desk/{address}").status_code in (403, 404), address
    item = drafted(town)
    assert not queries.findings_of(item)
    assert item.drafted_on == TODAY
