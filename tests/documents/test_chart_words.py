from decimal import Decimal

from gongkai.documents.chart_words import amount, chart_table, spoken
from gongkai.documents.model import Mark
from tests.documents.samples import column_chart, share_chart


def test_an_amount_has_thousands_unit_and_share():
    assert amount(Mark("收到", 1147, "77.3%"), unit="件") == "1,147件（77.3%）"
    assert amount(Mark("收费", Decimal("0.30")), unit="万元") == "0.30万元"


def test_unknown_is_not_zero():
    assert amount(Mark("收到", None), unit="件") == "无数据"
    assert amount(Mark("收到", 0), unit="件") == "0件"


def test_all_figures_are_spoken():
    assert spoken(share_chart()) == "共44条。网上公开：10条（22.7%）；镇公开栏公开：34条（77.3%）。"


def test_the_table_holds_the_same_figures():
    table = chart_table(share_chart())
    rows = [[cell.text for cell in row] for row in (*table.header, *table.body)]
    assert rows == [
        ["项目", "数量（条）", "占比"],
        ["网上公开", "10", "22.7%"],
        ["镇公开栏公开", "34", "77.3%"],
    ]
    assert table.caption == "公开形式"


def test_without_shares_there_is_no_third_column():
    table = chart_table(column_chart())
    assert [cell.text for cell in table.body[10]] == ["11月", "无数据"]
