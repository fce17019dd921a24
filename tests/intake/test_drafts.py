from datetime import date

import pytest

from gongkai.intake.archives import Refused
from gongkai.intake.drafts import draft_of_html, joined_lines, read_draft
from gongkai.intake.html import text_of
from gongkai.intake.scan import scan
from tests.intake import build
from tests.intake.test_proposals import NOTICE

TITLE = "新河镇2017年秸秆禁烧工作方案"


def test_a_word_file_becomes_a_draft():
    draft = read_draft(build.word(*NOTICE), "通知.docx")
    assert text_of(draft.html).split("\n")[:2] == ["新河镇人民政府文件", "新政发[2017]03号"]
    assert draft.document_number.value == "新政发〔2017〕3号"
    assert draft.title.value == "新河镇人民政府关于印发《新河镇秸秆禁烧管理办法》的通知"
    assert draft.generated_on.value == date(2017, 4, 21)
    assert draft.genre.value == "notice"
    assert draft.agency_name.value == "新河镇人民政府"
    assert draft.topic_candidates[0].value == "agriculture_water"
    assert draft.normative.value is True
    assert draft.warnings == ()


def test_the_centred_line_is_the_title():
    content = build.word("各村各单位参阅", TITLE, "正文。", centred=[TITLE])
    draft = read_draft(content, "a.docx")
    assert draft.title.value == TITLE
    assert draft.title.place == "第2行，标题或居中的行"


def test_what_word_hides_or_tracks_stays_out_of_the_draft():
    draft = read_draft(build.signed_docx(), "a.docx")
    assert text_of(draft.html) == "正文第一段。\n改前新写的\n〔图片未导入〕"
    assert draft.warnings == (
        "含有修订痕迹：公开时按接受全部修订处理，请核对正文。",
        "含有隐藏文字，请核对。",
        "含有批注，公开前须清除。",
        "有1幅图片未导入，请作为附件上传。",
    )


def test_a_pdf_with_text_becomes_paragraphs():
    body = "为进一步做好秸秆禁烧工作，切实改善空气质量，保障人民群众身体健康，制定本方案。"
    content = build.pdf(f"#align(center)[{TITLE}]\n\n一、总体要求\n\n{body * 2}\n\n{body}")
    draft = read_draft(content, "a.pdf")
    assert text_of(draft.html) == f"{TITLE}\n一、总体要求\n{body * 2}\n{body}"
    assert "<h2>一、总体要求</h2>" in draft.html
    assert draft.title.value == TITLE


def test_a_scanned_pdf_says_so():
    content = build.pdf("", photo=build.JPEG)
    (warning,) = read_draft(content, "a.pdf").warnings
    assert "没有文字（可能是扫描件）" in warning


def test_a_plain_file_in_an_old_encoding():
    draft = read_draft("\r\n".join(NOTICE).encode("gb18030"), "a.txt")
    assert draft.document_number.value == "新政发〔2017〕3号"


def test_a_paste():
    draft = draft_of_html(f"<h1>{TITLE}</h1><p class=MsoNormal>正文<script>1</script></p>")
    assert draft.html == f"<h2>{TITLE}</h2>\n<p>正文</p>"
    assert draft.title.place == "第1行，标题或居中的行"


def test_other_kinds_are_refused():
    with pytest.raises(Refused, match="作为附件上传"):
        read_draft(build.signed_xlsx(), "a.xlsx")
    with pytest.raises(Refused, match="已损坏"):
        read_draft(build.zipped({"word/document.xml": "<a/>", "[Content_Types].xml": "x"}), "a")


def test_lines_are_joined_where_they_reach_the_margin():
    full = "一二三四五六七八九十" * 3
    pages = [f"{full}\n接上行。\n{full}\n- 1 -", f"续上页\n一、{full[:25]}\n（一）项\n2"]
    assert joined_lines(pages) == (f"{full}接上行。\n{full}续上页\n一、{full[:25]}\n（一）项")


def test_findings_stand_in_the_text_of_the_draft():
    draft = read_draft(build.word("张三，手机13812345678"), "a.docx")
    text = text_of(draft.html)
    assert [text[one.start : one.end] for one in scan(text)] == ["13812345678"]
