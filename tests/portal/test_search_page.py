"""The search page: what it finds, how it narrows, and that nothing hidden is ever shown."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client

from gongkai.catalog.models import DisclosureItem
from gongkai.search.changes import queue
from tests.build import Town
from tests.portal.build import index_all, published, withdraw_quietly

pytestmark = pytest.mark.usefixtures("own_index")


def page(**asked: str) -> str:
    return Client().get("/search/", asked).content.decode()


def test_a_hit_with_its_agency_day_and_marked_words(town: Town) -> None:
    published(
        town,
        "青山镇养老补贴办法",
        document_number="青政发〔2017〕3号",
        body="<p>为保障老年人权益，按月发放养老补贴。</p>",
        published_on=date(2017, 3, 12),
    )
    index_all()
    shown = page(q="养老补贴")
    assert "青山镇<mark>养老补贴</mark>办法" in shown
    assert "按月发放<mark>养老补贴</mark>" in shown
    assert "青山镇人民政府" in shown
    assert '<time datetime="2017-03-12">2017年3月12日</time>' in shown
    assert "青政发〔2017〕3号" in shown
    assert "找到 <b>1</b> 条" in shown
    assert 'value="养老补贴"' in shown


@pytest.mark.parametrize("number", ["青政发〔2017〕3号", "青政发[2017]3号", "青政发（2017）3号"])
def test_a_document_number_in_any_brackets(town: Town, number: str) -> None:
    published(town, "养老补贴办法", document_number="青政发〔2017〕3号")
    index_all()
    assert "养老补贴办法" in page(q=number)


def test_what_is_typed_is_text_and_never_markup(town: Town) -> None:
    published(town, "关于<b>甲</b>的通知", body="<p>甲 &amp; 乙</p>")
    index_all()
    shown = page(q="<b>甲")
    assert "<b>甲" not in shown
    assert "关于<mark>&lt;b&gt;甲</mark>&lt;/b&gt;的通知" in shown


def test_filters_with_what_is_left(town: Town) -> None:
    published(town, "通知甲", topic_category="civil_relief")
    published(town, "通知乙", topic_category="finance_audit", published_on=date(2018, 1, 5))
    published(town, "通知丙", agency=town.neighbour, topic_category="civil_relief")
    index_all()
    shown = page(q="通知")
    assert "民政、扶贫、救灾" in shown
    assert "2018年" in shown
    narrowed = page(q="通知", topic="civil_relief", agency="county")
    assert "找到 <b>1</b> 条" in narrowed
    assert "通知</mark>甲" in narrowed
    assert "缩小范围（已选 2 项）" in narrowed
    # Taking the topic away leaves the agency.
    assert f"?{urlencode({'q': '通知', 'agency': 'county'})}" in narrowed.replace("&amp;", "&")


def test_by_day_and_page_by_page(town: Town) -> None:
    for number in range(1, 26):
        published(town, f"通知{number:02}", published_on=date(2017, 3, number + 5))
    index_all()
    first = page(q="通知", sort="newest")
    assert first.index("通知</mark>25") < first.index("通知</mark>24")
    assert "通知</mark>05" not in first
    following = f"?{urlencode({'q': '通知', 'sort': 'newest', 'offset': 20})}"
    assert following in first.replace("&amp;", "&")
    last = page(q="通知", sort="newest", offset="20")
    assert "通知</mark>05" in last
    assert "上一页" in last
    assert "下一页" not in last


@pytest.mark.parametrize(
    "asked", [{"offset": "-1"}, {"offset": "٣x"}, {"year": "0"}, {"sort": "x"}]
)
def test_a_strange_address_is_answered(town: Town, asked: dict[str, str]) -> None:
    assert Client().get("/search/", asked).status_code == 200


def test_nothing_found_says_what_to_do(town: Town) -> None:
    published(town, "二〇一七年预算")
    index_all()
    shown = page(q="大象 长颈鹿")
    assert "没有找到符合“大象 长颈鹿”的公开信息" in shown
    assert "去掉引号和减号" in shown


def test_another_writing_is_proposed(town: Town) -> None:
    published(town, "2017年预算")
    index_all()
    shown = page(q="二〇一七年预算")
    assert "您要找的是不是" in shown
    assert f'{urlencode({"q": "2017年预算"})}">2017年预算</a>（1 条）' in shown


def test_a_withdrawn_item_is_gone_although_the_index_lags(town: Town) -> None:
    item = published(town, "青山镇养老服务促进办法")
    index_all()
    withdraw_quietly(item)
    assert item.title not in page(q="促进").replace("<mark>", "").replace("</mark>", "")
    # Not among the proposals either.
    assert item.title not in page(q="青山镇养老服务促进方法")
    answer = Client().get("/search/suggestions/", {"q": "养老"}).json()
    assert answer == {"suggestions": []}


def test_an_item_that_waits_to_be_indexed_shows_its_present_title_and_no_old_line(
    town: Town,
) -> None:
    item = published(town, "养老名册", body="<p>身份证号码已公示</p>")
    index_all()
    DisclosureItem.objects.filter(pk=item.pk).update(title="养老名册（更正）", body="<p>无</p>")
    queue(item.pk)
    shown = page(q="身份证号码")
    assert "养老名册（更正）" in shown
    assert "已公示" not in shown


def test_suggestions_are_titles_once(town: Town) -> None:
    published(town, "养老服务办法", index_number="a")
    published(town, "养老服务办法", index_number="b", document_number="2")
    published(town, "关于养老的通知")
    index_all()
    answer = Client().get("/search/suggestions/", {"q": "养老"})
    assert answer.json() == {"suggestions": ["养老服务办法", "关于养老的通知"]}
    assert "养老服务办法" in answer.content.decode()
    told = Client().get("/search/suggestions/", {"q": "关于", "opensearch": ""}).json()
    assert told == ["关于", ["关于养老的通知"]]
    assert Client().get("/search/suggestions/").json() == {"suggestions": []}


def test_the_search_describes_itself_to_browsers(db: None) -> None:
    answer = Client().get("/opensearch.xml")
    assert answer["Content-Type"] == "application/opensearchdescription+xml"
    text = answer.content.decode()
    assert text.startswith("<?xml")
    assert 'template="http://testserver/search/?q={searchTerms}"' in text


def test_an_index_of_another_version_says_so(town: Town) -> None:
    index_all()
    from gongkai.search.queries import site_index  # noqa: PLC0415 - the index of this test

    (site_index()._folder / "current").write_text("0-old", encoding="ascii")
    answer = Client().get("/search/", {"q": "养老"})
    assert answer.status_code == 503
    assert "检索正在更新" in answer.content.decode()
    assert Client().get("/search/suggestions/", {"q": "养老"}).json() == {"suggestions": []}
