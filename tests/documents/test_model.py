from decimal import Decimal

import pytest

from gongkai.documents.figures import FigureLink
from gongkai.documents.model import (
    Chart,
    ChartKind,
    Heading,
    Mark,
    Paragraph,
    Run,
    prepared_for_file,
    printable,
    texts,
)
from tests.documents.samples import annual_report, letter


@pytest.mark.parametrize("level", [0, 5])
def test_headings_have_four_levels(level):
    with pytest.raises(ValueError, match="标题层级应为1至4"):
        Heading(level, "标题")


def test_a_count_is_never_negative():
    with pytest.raises(ValueError, match="不能是负数"):
        Mark("网上", Decimal("-0.1"))


def test_a_mark_links_only_to_web_addresses():
    with pytest.raises(ValueError, match="不能使用"):
        Mark("网上", 1, href="javascript:alert(1)")


@pytest.mark.parametrize("key", ["", "1a", "图", "a b", 'a"b'])
def test_chart_keys_can_stand_in_an_identifier(key):
    with pytest.raises(ValueError, match="图表标识"):
        Chart(key, "图", ChartKind.BAR, ())


def test_printable_drops_what_xml_cannot_hold_and_keeps_line_feeds():
    assert printable("甲\x0b乙\x00\ud800丙\n丁\ufffe") == "甲乙丙\n丁"


def test_texts_reach_every_part():
    found = set(texts(annual_report()))
    assert {"1.属于国家秘密", "镇公开栏公开", "77.3%", "人员培训不足。", "均按期答复"} <= found


def test_a_file_keeps_absolute_links_only():
    near = FigureLink("items.total", "总数", "/figures/items.total")
    far = FigureLink("items.total", "总数", "https://www.example.gov.cn/figures/items.total")
    prepared = prepared_for_file(letter(Paragraph((Run("44", near), Run("4\x0b4", far)))))
    assert prepared.blocks == (Paragraph((Run("44"), Run("44", far))),)


def test_a_file_keeps_absolute_links_of_marks_only():
    marks = (Mark("甲", 1, href="/a"), Mark("乙", 1, href="https://www.example.gov.cn/b"))
    prepared = prepared_for_file(letter(Chart("one", "图", ChartKind.BAR, marks)))
    (chart,) = prepared.blocks
    assert isinstance(chart, Chart)
    assert [mark.href for mark in chart.marks] == ["", "https://www.example.gov.cn/b"]
