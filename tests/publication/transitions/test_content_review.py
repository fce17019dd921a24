"""The day on which an item's content is looked at again."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.publication.transitions.content_review import schedule_review
from tests.build import Town
from tests.publication.build import GONE, Status, every_state_but, fresh, in_state, published

DAY = date(2019, 3, 1)


@pytest.mark.parametrize("status", every_state_but(*GONE))
def test_a_day_is_set_and_taken_away(town: Town, status: Status) -> None:
    item = in_state(town, status)
    before = Entry.objects.count()

    schedule_review(item.pk, review_on=DAY, acting=town.acting("li"))
    assert fresh(item).review_on == DAY
    assert Entry.objects.count() == before + 1
    assert log.history(item)[0].action == "item.schedule_review"

    schedule_review(item.pk, review_on=None, acting=town.acting("li"))
    assert fresh(item).review_on is None


@pytest.mark.parametrize("status", GONE)
def test_what_is_gone_is_not_looked_at(town: Town, status: Status) -> None:
    item = in_state(town, status)
    with pytest.raises(NotAllowed, match="不再复核"):
        schedule_review(item.pk, review_on=DAY, acting=town.acting("li"))


@pytest.mark.parametrize("name", ["zhao", "sun", "wu", "wang", "zheng", "admin"])
def test_others_set_no_day(town: Town, name: str) -> None:
    item = published(town)
    with pytest.raises(NotAllowed, match="内容复核日期"):
        schedule_review(item.pk, review_on=DAY, acting=town.acting(name))


@pytest.mark.parametrize(
    ("day", "sentence"), [(date(2018, 3, 1), "今天之后"), (None, "复核日期没有变")]
)
def test_a_day_lies_ahead_and_changes_something(
    town: Town, day: date | None, sentence: str
) -> None:
    item = published(town)
    with pytest.raises(NotAllowed, match=sentence):
        schedule_review(item.pk, review_on=day, acting=town.acting("li"))
