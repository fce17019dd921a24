"""Several items at once: each through its transition, each with its result."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from gongkai.channels.transitions.channels import ChannelEntry, open_channel
from tests.build import SHANGHAI, Town
from tests.desk.build import browser_of, page, posted
from tests.publication.build import Status, approved, drafted, fresh, published, withdrawn


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2018, 3, 1, 11, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


def channel(town: Town) -> None:
    entry = ChannelEntry(kind="portal", name="青山镇网站", since=date(2018, 1, 1))
    open_channel(town.agency, entry, acting=town.acting("li"))


def test_the_list_leads_to_the_chosen_items(town: Town) -> None:
    item = drafted(town)
    li = browser_of(town, "li")
    assert f'name="item" value="{item.pk}" form="bulk"' in page(li, "qingshan/items/")
    assert "批量办理1条信息" in page(li, "qingshan/items/bulk/", item=str(item.pk))
    assert "没有选择信息" in page(li, "qingshan/items/bulk/")
    assert 'form="bulk"' not in page(browser_of(town, "qian"), "qingshan/items/")


def test_classification_names_what_was_refused(town: Town) -> None:
    gone, item = withdrawn(town), published(town, title="青山镇防火工作方案")
    shown = posted(
        browser_of(town, "li"),
        "qingshan/items/bulk/classification/",
        item=[item.pk, gone.pk],
        topic_category="civil_relief",
        reason="统一主题",
    )
    assert "办好1条，未办1条" in shown
    assert "已撤回、已并入原信息或者已作废的，不再更正分类" in shown
    assert fresh(item).topic_category == "civil_relief"
    assert fresh(gone).topic_category == "agriculture_water"


def test_classification_needs_a_reason(town: Town) -> None:
    item = drafted(town)
    data = {"item": [item.pk], "topic_category": "civil_relief"}
    shown = posted(browser_of(town, "li"), "qingshan/items/bulk/classification/", **data)
    assert "请写明更正的原因" in shown
    assert fresh(item).topic_category == "agriculture_water"


def test_release_publishes_what_is_approved_and_nothing_else(town: Town) -> None:
    channel(town)
    ready, draft = approved(town), drafted(town, title="青山镇防火工作方案")
    shown = posted(
        browser_of(town, "li"),
        "qingshan/items/bulk/release/",
        item=[ready.pk, draft.pk],
        channel="青山镇网站",
        released_on="2018-03-01",
    )
    assert "办好1条，未办1条" in shown
    assert "青山镇防火工作方案" in shown
    assert fresh(ready).status == Status.PUBLISHED
    assert ready.releases.count() == 1
    assert fresh(draft).status == Status.DRAFT


def test_items_of_another_agency_are_not_among_the_chosen(town: Town) -> None:
    item = drafted(town)
    data = {"item": [item.pk], "topic_category": "civil_relief", "reason": "统一"}
    wang = browser_of(town, "wang")
    assert "办好0条，未办0条" in posted(wang, "neighbour/items/bulk/classification/", **data)
    assert fresh(item).topic_category == "agriculture_water"


@pytest.mark.parametrize("person", ["qian", "sun", "zhao", "wu", "zheng"])
def test_only_the_desk_works_on_several(town: Town, person: str) -> None:
    item = drafted(town)
    client = browser_of(town, person)
    data = {"item": [item.pk], "topic_category": "civil_relief", "reason": "统一"}
    for address in ("classification/", "release/"):
        answer = client.post(f"/desk/qingshan/items/bulk/{address}", data)
        assert answer.status_code == 403
    assert fresh(item).topic_category == "agriculture_water"
