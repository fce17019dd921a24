"""An item's text on its page: the head and the end of a document, tables that scroll."""

import re

import pytest

from gongkai.portal import item_body

HEAD = "<p>青山镇人民政府文件</p><p>青政发〔2018〕 3号</p><p>春耕<strong>方案</strong></p>"


def shown(html: str) -> str:
    return item_body.shown(
        html, issuer="青山镇人民政府", number="青政发〔2018〕3号", title="春耕方案"
    )


def classes(html: str) -> list[str]:
    return re.findall('<p(?: class="([a-z]+)")?>', shown(html))


def test_the_head_of_a_document_is_known_by_its_words() -> None:
    assert classes(f"{HEAD}<p>各村：</p>") == ["issuer", "number", "title", ""]
    assert classes("<p>春耕方案</p><p>青山镇人民政府</p><p>一、任务</p>") == ["title", "issuer", ""]


def test_what_stands_later_is_no_head() -> None:
    assert classes("<p>各村：</p><p>春耕方案</p>") == ["", ""]


@pytest.mark.parametrize("day", ["2018年3月1日", "二〇一八年三月一日", "2018 年 3 月 1 日"])
def test_signature_and_date_are_signed(day: str) -> None:
    html = f"<p>请执行。</p><p>青山镇人民政府</p><p>{day}</p>"
    assert classes(html) == ["", "signed", "signed"]


def test_a_date_after_a_sentence_is_signed_alone() -> None:
    assert classes("<p>请执行。</p><p>2018年3月1日</p>") == ["", "signed"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>自2018年3月1日起施行</p>",
        "<p>2018年3月1日</p><ul><li>甲</li></ul>",
        "<p>完</p>",
        "",
        "甲",
    ],
)
def test_any_other_end_stays_as_it_is(html: str) -> None:
    assert shown(html) == html


def test_no_word_is_lost() -> None:
    html = f"{HEAD}<h2>一、任务</h2><p>青山镇人民政府</p><p>2018年3月1日</p>"
    assert re.sub(' class="[a-z]+"', "", shown(html)) == html


def test_each_table_scrolls_in_a_region_of_its_own_name() -> None:
    table = "<table><tbody><tr><td>甲</td></tr></tbody></table>"
    found = shown(table * 2)
    assert re.findall('role="region" aria-label="(.+?)" tabindex="0"><table>', found) == [
        "表格1",
        "表格2",
    ]
    assert found.count("</table></div>") == 2
