import re
from itertools import pairwise, product

import pytest
from lxml import etree

from gongkai.documents.charts import render_chart
from gongkai.documents.model import Chart, ChartKind, Mark
from tests.documents.samples import bar_chart, column_chart, share_chart

SVG = {"s": "http://www.w3.org/2000/svg"}
LONG = "群众密切关心的城乡建设和管理重大事项及社会公益事业建设情况" * 2
SETS = {
    "none": (),
    "one": (Mark("网上", 7),),
    "zeros": (Mark("网上", 0), Mark("当面", 4), Mark("信函", 0)),
    "all zeros": (Mark("网上", 0), Mark("当面", 0)),
    "unknown": (Mark("网上", None), Mark("当面", None)),
    "long": (Mark(LONG, 3), Mark(LONG, 1147)),
    "many": tuple(Mark(f"第{place}类", place) for place in range(14)),
}


def parsed(chart):
    return etree.fromstring(render_chart(chart).encode())


def found(svg, path):
    return svg.xpath(path, namespaces=SVG)


@pytest.mark.parametrize(("kind", "name"), list(product(ChartKind, SETS)))
def test_every_chart_is_named_described_and_well_formed(kind, name):
    svg = parsed(Chart("one", "公开形式", kind, SETS[name], unit="件"))
    assert found(svg, "s:title/text()") == ["公开形式"]
    (described,) = found(svg, "s:desc/text()")
    assert all(mark.label in described for mark in SETS[name])
    assert len(found(svg, ".//s:g/s:title")) == len(SETS[name])
    assert svg.get("aria-labelledby") == "one-title"
    assert svg.get("aria-describedby") == "one-desc"
    identifiers = found(svg, ".//@id")
    assert len(identifiers) == len(set(identifiers))
    references = re.findall(r"url\(#([^)]+)\)", render_chart(Chart("one", "", kind, SETS[name])))
    assert set(references) <= set(identifiers)


@pytest.mark.parametrize(("kind", "name"), list(product(ChartKind, SETS)))
def test_nothing_is_drawn_outside_the_picture(kind, name):
    svg = parsed(Chart("one", "图", kind, SETS[name], unit="件"))
    _, _, width, height = map(float, svg.get("viewBox").split())
    for text in found(svg, ".//s:text"):
        assert 0 <= float(text.get("x")) <= width
        assert 0 < float(text.get("y")) <= height
    for bar in found(svg, ".//s:rect[@class='chart-mark']"):
        assert float(bar.get("x")) + float(bar.get("width")) <= width
        assert float(bar.get("y")) >= 0


def test_bars_are_as_long_as_their_values():
    lengths = [float(bar.get("width")) for bar in found(parsed(bar_chart()), ".//s:rect")]
    # 12, 6, 15, 0 of 15 in a room of 300
    assert lengths == [240, 120, 300, 0]


def test_columns_are_as_high_as_their_values():
    marks = (Mark("1月", 5), Mark("2月", 10))
    svg = parsed(Chart("one", "图", ChartKind.COLUMN, marks))
    assert [float(bar.get("height")) for bar in found(svg, ".//s:rect")] == [95, 190]


def test_a_whole_is_a_full_circle():
    svg = parsed(Chart("one", "图", ChartKind.SHARE, (Mark("网上", 7), Mark("当面", 0))))
    assert len(found(svg, ".//s:circle[@class='chart-slice']")) == 1
    assert not found(svg, ".//s:path[@class='chart-slice']")


def test_a_slice_of_a_quarter_ends_at_three_o_clock():
    svg = parsed(Chart("one", "图", ChartKind.SHARE, (Mark("网上", 1), Mark("当面", 3))))
    quarter, rest = found(svg, ".//s:path[@class='chart-slice']/@d")
    assert quarter == "M140 140L140.00 20.00A120 120 0 0 1 260.00 140.00Z"
    assert rest == "M140 140L260.00 140.00A120 120 0 1 1 140.00 20.00Z"


def test_neighbouring_shares_differ_by_more_than_colour():
    marks = tuple(Mark(f"第{place}类", 1) for place in range(7))
    svg = parsed(Chart("one", "图", ChartKind.SHARE, marks))
    hatches = found(svg, ".//s:pattern/s:path/@d")
    assert len(hatches) == 6
    assert all(one != other for one, other in pairwise(hatches))


def test_linked_marks_can_be_reached():
    svg = parsed(share_chart())
    assert svg.get("role") == "group"
    assert found(svg, ".//s:a/@href") == ["/figures/items.web/2025"]
    assert parsed(bar_chart()).get("role") == "img"


def test_unknown_values_are_said():
    assert "无数据" in found(parsed(column_chart()), ".//s:text/text()")


def test_text_is_never_markup():
    marks = (Mark('<script>alert(1)</script>&"\x0b', 1, href='/a?b="><script>'),)
    for kind in ChartKind:
        svg = parsed(Chart("one", "<b>&", kind, marks, unit="<i>", description="<u>"))
        assert not found(svg, ".//s:script|.//s:b|.//s:i|.//s:u")
        assert found(svg, "s:title/text()") == ["<b>&"]


def test_the_same_chart_gives_the_same_picture():
    assert render_chart(column_chart()) == render_chart(column_chart())
