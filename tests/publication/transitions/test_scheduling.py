"""What was approved for a time becomes public then, as the approver's act, or says why not."""

from datetime import datetime, timedelta

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem
from gongkai.publication.transitions import drafting, findings, publishing, scheduling, signing
from tests.build import SHANGHAI, Town
from tests.publication.build import Status, content, every_state_but, fresh, in_state, reviewed
from tests.publication.review_build import decide_all, finding, levels, with_findings

AT = datetime(2018, 3, 2, 9, tzinfo=SHANGHAI)


def scheduled(town: Town, item: DisclosureItem | None = None) -> DisclosureItem:
    """An item that zhao approved for nine o'clock of the next day."""
    item = item or reviewed(town)
    signing.approve(item.pk, remarks="同意", publish_at=AT, acting=town.acting("zhao"))
    return fresh(item)


def test_it_becomes_public_at_its_time_and_not_before(town: Town) -> None:
    item = scheduled(town)
    assert scheduling.publish_due(AT - timedelta(seconds=1)) == 0
    assert fresh(item).status == Status.APPROVED
    assert scheduling.publish_due(AT) == 1
    item = fresh(item)
    assert (item.status, item.published_on) == (Status.PUBLISHED, AT.date())
    entry = log.history(item).first()
    assert entry is not None
    assert (entry.action, entry.by) == ("item.publish", town.users["zhao"])
    assert scheduling.publish_due(AT + timedelta(days=1)) == 0


@pytest.mark.parametrize("minutes", [0, -1])
def test_the_time_must_be_in_the_future(town: Town, minutes: int) -> None:
    acting = town.acting("zhao")
    at = acting.at + timedelta(minutes=minutes)
    with pytest.raises(NotAllowed, match="现在以后"):
        signing.approve(reviewed(town).pk, remarks="", publish_at=at, acting=acting)


def test_nobody_publishes_by_hand_before_the_time(town: Town) -> None:
    item = scheduled(town)
    with pytest.raises(NotAllowed, match="定于2018-03-02 09:00自动发布"):
        publishing.publish(item.pk, acting=town.acting("li"))


def test_a_time_taken_back_lets_the_desk_publish(town: Town) -> None:
    item = scheduled(town)
    entries = Entry.objects.count()
    scheduling.unschedule(item.pk, acting=town.acting("zhao"))
    assert Entry.objects.count() == entries + 1
    assert scheduling.publish_due(AT) == 0
    with pytest.raises(NotAllowed, match="没有定时发布"):
        scheduling.unschedule(item.pk, acting=town.acting("zhao"))
    assert publishing.publish(item.pk, acting=town.acting("li")).status == Status.PUBLISHED


@pytest.mark.parametrize("state", every_state_but(Status.APPROVED))
def test_only_an_approved_item_has_a_time_to_take_back(town: Town, state: Status) -> None:
    with pytest.raises(NotAllowed, match="定时发布"):
        scheduling.unschedule(in_state(town, state).pk, acting=town.acting("li"))


@pytest.mark.parametrize("person", ["sun", "qian", "wu", "admin", "wang"])
def test_who_does_not_publish_or_approve_takes_no_time_back(town: Town, person: str) -> None:
    item = scheduled(town)
    with pytest.raises(NotAllowed, match="取消定时发布"):
        scheduling.unschedule(item.pk, acting=town.acting(person))


def test_what_was_revised_meanwhile_is_not_published(town: Town) -> None:
    item = scheduled(town)
    drafting.revise(item.pk, content(body="<p>改过。</p>"), acting=town.acting("li"))
    assert scheduling.publish_due(AT) == 0
    assert fresh(item).status == Status.DRAFT


def test_the_time_of_an_earlier_approval_does_not_count(town: Town) -> None:
    item = scheduled(town)
    signing.send_back(item.pk, corrections="请改", acting=town.acting("zhao"))
    drafting.revise(item.pk, content(body="<p>改过。</p>"), acting=town.acting("li"))
    drafting.submit(item.pk, acting=town.acting("li"))
    signing.review(item.pk, conclusion="may_disclose", basis="核对", acting=town.acting("sun"))
    signing.approve(item.pk, remarks="同意", acting=town.acting("zhao"))
    assert scheduling.publish_due(AT) == 0
    assert fresh(item).status == Status.APPROVED


def test_a_failure_is_recorded_shown_and_not_tried_again(town: Town) -> None:
    item = with_findings(town)
    decide_all(town, item)
    signing.review(item.pk, conclusion="may_disclose", basis="核对", acting=town.acting("sun"))
    scheduled(town, item)
    number = finding(item, "13800138000")
    findings.decide(number.pk, decision="mask", basis="个人手机", acting=town.acting("sun"))

    assert scheduling.publish_due(AT) == 0
    item = fresh(item)
    assert item.status == Status.APPROVED
    assert "须遮盖或删除" in item.approvals.get().failure
    entry = log.history(item).first()
    assert entry is not None
    assert entry.action == "item.schedule_fail"
    entries = Entry.objects.count()
    assert scheduling.publish_due(AT + timedelta(hours=1)) == 0
    assert Entry.objects.count() == entries


def test_one_failure_does_not_hold_up_the_others(town: Town) -> None:
    item = scheduled(town)
    DisclosureItem.objects.filter(pk=item.pk).update(summary="另一个概述。")
    other = scheduled(town, reviewed(town, title="青山镇2018年防火工作方案"))
    levels(town, 3, since=AT.date())
    assert scheduling.publish_due(AT) == 1
    assert "重新送审" in item.approvals.get().failure
    assert fresh(other).status == Status.PUBLISHED
