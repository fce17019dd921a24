"""An item's later life at the desk: revised, linked, repealed on a day to come."""

from tests.build import Town
from tests.desk.build import browser_of, page, posted
from tests.publication.build import (
    CONTENT,
    fresh,
    published,
    registered_item,
    revision_of,
)


def test_a_revision_is_begun_and_shown_at_both_items(town: Town) -> None:
    item = published(town)
    li = browser_of(town, "li")
    shown = posted(li, f"qingshan/items/{item.pk}/new-edition/", change_note="时限改为五天")
    revision = item.revisions.get()
    assert "的修订稿：时限改为五天" in shown
    assert f'href="/desk/qingshan/items/{item.pk}/"' in shown
    original = page(li, f"qingshan/items/{item.pk}/")
    assert f'正在修订：<a href="/desk/qingshan/items/{revision.pk}/">拟稿的修订稿</a>' in original
    assert "已有一份修订稿在办理" in posted(
        li, f"qingshan/items/{item.pk}/new-edition/", change_note="再改"
    )


def test_publishing_a_revision_leads_to_the_original_with_its_whole_history(town: Town) -> None:
    item = published(town)
    revision = revision_of(town, item)
    li = browser_of(town, "li")
    shown = posted(li, f"qingshan/items/{revision.pk}/publication/", confirmed="1")
    assert "历史版本" in shown
    assert "第1版" in shown
    assert "修订后的正文" in shown
    timeline = shown.partition('<ol class="timeline">')[2]
    assert "并入修订后的内容：按上级要求调整" in timeline
    assert timeline.count("送保密审查") == 2


def test_items_are_linked_by_looking_them_up(town: Town) -> None:
    item, target = published(town), registered_item(town)
    li = browser_of(town, "li")
    place = f"qingshan/items/{item.pk}/links/"
    assert "没有找到" in page(li, place, q="不存在的文件")
    assert target.title in page(li, place, q="青政公告〔2017〕5号")
    data = {"kind": "replaces", "effective_on": "", "target": target.pk}
    assert "须写明生效日期" in posted(li, place, **data)
    assert "没有这条信息" in posted(li, place, **data | {"target": 99999})
    linked = posted(li, place, **data | {"effective_on": "2018-1-5"})
    assert "已关联" in linked
    assert fresh(target).validity == "repealed"
    assert "被它替代" in page(li, f"qingshan/items/{target.pk}/")
    link = item.links.get()
    assert "已取消关联" in posted(li, f"{place}{link.pk}/removal/")
    assert not item.links.exists()


def test_a_repeal_to_come_stands_on_the_page(town: Town) -> None:
    item = published(town)
    li = browser_of(town, "li")
    data = {"validity": "repealed", "invalid_on": "2099-1-1", "reason": "期满"}
    shown = posted(li, f"qingshan/items/{item.pk}/repeal/", **data)
    assert "2099年1月1日起废止：期满。到时自动标明。" in shown
    assert fresh(item).validity == "in_force"


def test_a_review_day_is_set(town: Town) -> None:
    item = published(town, title=CONTENT.title)
    li = browser_of(town, "li")
    shown = posted(li, f"qingshan/items/{item.pk}/content-review/", review_on="2099年3月1日")
    assert "<dt>内容复核日期</dt><dd>2099年3月1日</dd>" in shown
