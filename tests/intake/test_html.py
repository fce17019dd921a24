import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.intake.html import clean, from_text, replaced, text_of
from gongkai.intake.reading import IMAGE_LEFT_OUT

WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta name=Generator content="Microsoft Word 15"><title>草稿标题</title>
<style><!-- p.MsoNormal {margin:0cm; font-family:仿宋} --></style>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>张三</o:Author></o:DocumentProperties>
</xml><![endif]--></head>
<body lang=ZH-CN><div class=WordSection1>
<h1 align=center><span lang=EN-US>关于开展检查的通知<o:p></o:p></span></h1>
<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'>
<span style='font-family:仿宋_GB2312'>　　各村（社区）：<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<h3>一、总体要求</h3>
<p class=MsoNormal>&nbsp;&nbsp;　<b>坚持</b><b>问题导向</b>，到<st1:date>2017年</st1:date>底。</p>
<p><span style='display:none;mso-hide:all'>隐藏的话</span>保留的话</p>
<p>改<del cite="mailto:张三">旧字</del><ins cite="mailto:张三">新字</ins></p>
<div style='mso-element:comment-list'><div style='mso-element:comment'>批注：不同意</div></div>
</div></body></html>
"""


def test_a_paste_from_word_becomes_plain_structure():
    assert clean(WORD) == (
        "<h2>关于开展检查的通知</h2>\n"
        "<p>各村（社区）：</p>\n"
        "<h3>一、总体要求</h3>\n"
        "<p><strong>坚持问题导向</strong>，到2017年底。</p>\n"
        "<p>保留的话</p>\n"
        "<p>改新字</p>"
    )


@pytest.mark.parametrize(
    ("given_html", "expected"),
    [
        ("", ""),
        ("裸文字", "<p>裸文字</p>"),
        ("<p>a\x0bb\x00c&#11;d</p>", "<p>a bc d</p>"),
        ("<p>零\u200b宽\ufeff和\u202e反向</p>", "<p>零宽和反向</p>"),
        ("<p>张　三，李　四</p>", "<p>张　三，李　四</p>"),
        ("<p>　　缩进<br>　　再缩进<br></p>", "<p>缩进<br>再缩进</p>"),
        ("<div>一<div>二</div>三</div>", "<p>一</p>\n<p>二</p>\n<p>三</p>"),
        ("<h1>甲</h1><h4>乙</h4><h5>丙</h5><h6>丁</h6>", None),
        ("<p>H<sub>2</sub>O, m<sup>2</sup> <i>斜</i></p>", None),
        ("<a href='javascript:alert(1)'>点</a>", "<p>点</p>"),
        ("<a href='java&#10;script:alert(1)'>点</a>", "<p>点</p>"),
        ("<a href='/local'>点</a>", "<p>点</p>"),
        ("<a href='data:text/html,x'>点</a>", "<p>点</p>"),
        (
            "<a href='https://a.cn/?b=1&c=2' onclick='x()' target=_blank>点</a>",
            '<p><a href="https://a.cn/?b=1&amp;c=2">点</a></p>',
        ),
        ("<a href='mailto:a@b.cn'>信</a>", '<p><a href="mailto:a@b.cn">信</a></p>'),
        ("<p>图<img src='file:///C:/a.png'></p>", f"<p>图{IMAGE_LEFT_OUT}</p>"),
        ("<p>点<img src='https://t.cn/p.gif' width=1 height=1></p>", "<p>点</p>"),
        (
            "<img src='/x' data-attachment='12' alt='示意图' onerror='x()'>",
            '<p><img data-attachment="12" alt="示意图"></p>',
        ),
        ("<script>alert(1)</script><p onclick=x style='color:red'>字</p>", "<p>字</p>"),
        ("<svg><script>1</script></svg><p>字</p>", "<p>字</p>"),
        ("<ul><li>甲<li>乙<ul><li>丙</ul></ul>", None),
        ("<ol>游离<li></li></ol>", "<ol><li>游离</li></ol>"),
        ("<blockquote><h1>引</h1></blockquote>", "<blockquote><p>引</p></blockquote>"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_clean(given_html, expected):
    others = {
        "<h1>甲</h1><h4>乙</h4><h5>丙</h5><h6>丁</h6>": (
            "<h2>甲</h2>\n<h3>乙</h3>\n<h4>丙</h4>\n<h4>丁</h4>"
        ),
        "<p>H<sub>2</sub>O, m<sup>2</sup> <i>斜</i></p>": (
            "<p>H<sub>2</sub>O, m<sup>2</sup> <em>斜</em></p>"
        ),
        "<ul><li>甲<li>乙<ul><li>丙</ul></ul>": (
            "<ul><li>甲</li><li><p>乙</p><ul><li>丙</li></ul></li></ul>"
        ),
    }
    assert clean(given_html) == (others[given_html] if expected is None else expected)


TABLE = (
    "<table border=1 width=500><caption>补贴</caption><colgroup><col></colgroup>"
    "<thead><tr><th scope=col rowspan=2 style='x'>姓名</th><th scope=bad colspan=1>金额</th></tr>"
    "</thead><tr><td><p class=MsoNormal>甲<o:p></o:p></p></td><td><p>1</p><p>2</p></td></tr>"
    "<tr></tr><tfoot><tr><td colspan=2></td></tr></tfoot></table>"
)


def test_tables_are_kept_with_their_parts():
    assert clean(TABLE) == (
        "<table><caption>补贴</caption>"
        '<thead><tr><th rowspan="2" scope="col">姓名</th><th>金额</th></tr></thead>'
        "<tbody><tr><td>甲</td><td><p>1</p><p>2</p></td></tr>"
        '<tr><td colspan="2"></td></tr></tbody></table>'
    )


def test_text_has_a_line_for_a_block_and_for_a_row():
    html = f"<h2>标题</h2><p>一<br>二<strong>三</strong></p><ul><li>四</li></ul>{TABLE}"
    assert text_of(html) == "标题\n一 二三\n四\n补贴\n姓名\t金额\n甲\t1 2\n"


def test_a_stretch_of_the_text_is_replaced_where_it_stands():
    html = (
        "<p>电话<strong>1381</strong>2345678。</p>\n"
        "<table><tbody><tr><td>甲</td><td>乙丙</td></tr></tbody></table>"
    )
    text = text_of(html)
    start = text.index("1381")
    masked = replaced(html, start, start + 11, "［略］")
    assert masked.startswith("<p>电话<strong>［略］</strong>。</p>")
    start = text.index("丙")
    assert "<td>乙［略］</td>" in replaced(html, start, start + 1, "［略］")
    assert replaced(html, 2, 2, "x") == html


def test_headings_are_recognised_in_short_lines_only():
    text = (
        "总则\n一、总体要求\n（一）目标\n1．任务\n1.5万元\n一、坚持。\n（二）这一行太长" + "长" * 30
    )
    assert re.findall(r"<(\w+)>(.)", from_text(text)) == [
        ("p", "总"),
        ("h2", "一"),
        ("h3", "（"),
        ("h4", "1"),
        ("p", "1"),
        ("p", "一"),
        ("p", "（"),
    ]


def test_text_from_old_systems_comes_in_clean():
    assert (
        from_text("　　甲\r\n\r\n乙\x0b丙\x00\t丁<b>")
        == "<p>甲</p>\n<p>乙</p>\n<p>丙 丁&lt;b&gt;</p>"
    )


LINE = st.text(
    st.characters(
        exclude_categories=("C", "Z"),
        exclude_characters="\ufffc\ufffd",
    ),
    min_size=1,
)


@given(st.lists(LINE, min_size=1))
def test_plain_text_survives_the_round_trip(lines):
    text = "\n".join(lines)
    html = from_text(text)
    assert text_of(html) == text
    assert clean(html) == html


SCRAPS = st.sampled_from(
    """
<p>|</p>|<b>|</b>|<i>|<em>|</em>|<a href='https://a.cn'>|<a href=javascript:x>|</a>|<br>
<table>|</table>|<caption>|<tr>|<td>|<td colspan=3>|</td>|<th scope=row>|<thead>|<tbody>|<tfoot>
<ul>|</ul>|<ol>|<li>|</li>|<h1>|<h3>|</h3>|<h6>|<blockquote>|</blockquote>|<div>|</div>|<pre>
<script>|</script>|<style>|<svg>|<math>|<!--|-->|<![if !x]>|<o:p>|&nbsp;|&#11;|&#8203;|　| |甲|<|&
<img data-attachment=7>|<img src=x onerror=y>|<sub>|</sub>|<sup>|<select>|<form>|<del>|<template>
<p style=display:none onload=x>|<textarea>|<noscript>|<a href='https://b.cn/&#8203;'>|\x00|\x0b
<td rowspan=0>|<a href='mailto:a@b.cn' style='x'>|\ud800|\ufffc|\u202e|<img data-attachment='"x'>
""".strip()
    .replace("\n", "|")
    .split("|")
)
ANY = st.one_of(st.lists(SCRAPS, max_size=25).map("".join), st.text(), st.text("<>/ab=\"'&;#x "))
ALLOWED = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th"),
    *("td", "strong", "em", "sub", "sup", "br", "a", "blockquote", "img"),
}


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data):
        raise AssertionError(data)


@given(ANY)
def test_cleaning_is_idempotent_and_safe(html):
    cleaned = clean(html)
    assert clean(cleaned) == cleaned
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u200b\u202e]", cleaned)
    for tag, attributes in Elements(cleaned).found:
        assert tag in ALLOWED
        assert set(attributes) <= {"href", "data-attachment", "alt", "colspan", "rowspan", "scope"}
        assert re.match("https?://|mailto:", attributes.get("href", "http://"))
    assert text_of(cleaned) == text_of(html)


@pytest.mark.parametrize("tag", ["blockquote", "ul", "b", "div", "table><tr><td"])
def test_deep_nesting_is_flattened(tag):
    cleaned = clean(f"<{tag}>" * 3000 + "底")
    assert "底" in cleaned
    assert clean(cleaned) == cleaned
