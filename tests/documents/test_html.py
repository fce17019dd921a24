import pytest
from lxml import html

from gongkai.documents.html import column_shares, render_fragment, render_page
from gongkai.documents.model import Heading, ListBlock, Paragraph, Run, text_paragraph
from gongkai.documents.tables import Align, Cell, Table
from tests.documents.samples import annual_report, letter, share_chart

HOSTILE = '<script>alert(1)</script> & "引号" </style>'


def test_the_article_has_one_h1_and_levels_below():
    article = html.fromstring(render_fragment(annual_report()))
    assert article.tag == "article"
    assert article.get("lang") == "zh-CN"
    assert [one.text_content() for one in article.iter("h1")] == [
        "青石镇人民政府2025年政府信息公开工作年度报告"
    ]
    levels = [one.tag for one in article.iter("h2", "h3", "h4", "h5")]
    assert levels == ["h2", "h3", "h4", "h5", "h2", "h2"]


def test_figures_link_to_their_records():
    article = html.fromstring(render_fragment(annual_report()))
    links = article.xpath("//a[@class='figure']")
    assert [(one.text, one.get("href"), one.get("title")) for one in links] == [
        ("1,147", "/figures/applications.received/2025", "本年新收申请")
    ] * 2


def test_tables_have_caption_scopes_and_spans():
    article = html.fromstring(render_fragment(annual_report()))
    (table,) = article.xpath("//table[caption='收到和处理政府信息公开申请情况']")
    assert len(table.xpath("thead/tr")) == 3
    assert set(table.xpath("thead//th/@scope")) == {"col"}
    assert len(table.xpath("tbody/tr")) == 25
    first = table.xpath("tbody/tr[1]/th")[0]
    assert (first.get("scope"), first.get("colspan")) == ("row", "3")
    assert table.xpath("tbody//th[.='三、本年度办理结果']/@rowspan") == ["22"]
    assert len(table.xpath("colgroup/col")) == 10


def test_an_empty_corner_is_not_a_heading():
    table = Table(header=((Cell(), Cell("件")),), body=((Cell("1"), Cell("2", align=Align.END)),))
    article = html.fromstring(render_fragment(letter(table)))
    assert [one.tag for one in article.xpath("//thead/tr/*")] == ["td", "th"]
    assert article.xpath("//tbody//td[2]/@class") == ["align-end"]


def test_charts_stand_beside_their_table():
    article = html.fromstring(render_fragment(letter(share_chart())))
    (figure,) = article.xpath("//figure")
    assert figure.xpath("figcaption/text()") == ["公开形式"]
    assert len(figure.xpath("*[local-name()='svg']")) == 1
    assert figure.xpath("details//tbody/tr/*[1]/text()") == ["网上公开", "镇公开栏公开"]


def test_a_line_feed_breaks_the_line():
    article = html.fromstring(render_fragment(letter(text_paragraph("第一行\n第二行"))))
    (paragraph,) = article.xpath("//p")
    assert [child.tag for child in paragraph] == ["br"]


def test_addressees_are_flush():
    article = html.fromstring(render_fragment(letter(Paragraph((Run("李赟："),), flush=True))))
    assert article.xpath("//p/@class") == ["align-start flush"]


def test_nothing_written_becomes_markup():
    document = letter(
        text_paragraph(HOSTILE),
        Heading(1, HOSTILE),
        ListBlock(((Run(HOSTILE, emphasis=True),),), ordered=False),
        Table(body=((Cell(HOSTILE),),), caption=HOSTILE, notes=(HOSTILE,)),
    )
    page = render_page(document)
    assert "<script" not in page
    article = html.fromstring(render_fragment(document))
    for path in ("p[1]", "h2", "ul/li", "div//caption", "div//td", "div/p"):
        (element,) = article.xpath(path)
        assert element.text_content() == HOSTILE


def test_a_fragment_has_no_inline_style():
    article = html.fromstring(render_fragment(annual_report()))
    assert not article.xpath("//@style | //style | //script")


def test_a_page_needs_nothing_beside_it():
    page = html.document_fromstring(render_page(annual_report(), stylesheet="p { color: red; }"))
    assert page.get("lang") == "zh-CN"
    assert page.findtext("head/title") == "青石镇人民政府2025年政府信息公开工作年度报告"
    assert page.xpath("//meta[@name='keywords']/@content") == ["政府信息公开，年度报告"]
    assert page.xpath("//meta[@name='date']/@content") == ["2026-01-20"]
    assert not page.xpath("//script | //link | //img | //iframe | //@src | //@href")
    assert "@page { size: A4" in page.findtext("head/style")
    assert page.findtext("head/style").rstrip().endswith("p { color: red; }")


@pytest.mark.parametrize(
    "stylesheet", ["</style><script>", "@import 'x.css';", "p { background: URL(x.png); }"]
)
def test_a_stylesheet_that_reaches_out_is_refused(stylesheet):
    with pytest.raises(ValueError, match="样式表"):
        render_page(letter(), stylesheet=stylesheet)


def test_column_shares_are_per_cent():
    assert column_shares(Table(body=((Cell("甲"), Cell("乙")),), widths=(1, 3))) == [25, 75]
