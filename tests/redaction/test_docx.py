import io

import docx
import mammoth
import pytest
from docx.oxml import parse_xml

from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind, recognise
from gongkai.redaction.docx import find, paragraphs, redact_docx
from gongkai.redaction.model import BAR, Leaked, Mark, Passage
from gongkai.redaction.verify import verify
from tests.redaction import build

NAME, NUMBER = build.NAME, build.NUMBER
STAMP = 'w:id="9" w:author="x" w:date="2024-01-01T00:00:00Z"'


def redacted(document, *words):
    content = document if isinstance(document, bytes) else build.saved(document)
    copy = redact_docx(content, find(content, words, ground="third_party")).content
    held = b"".join(build.members_of(copy).values())
    plain = build.squeezed(held.decode("utf-8", "ignore"))
    for word in words:
        assert word not in plain
    assert verify(copy, words) == ()
    assert recognise(copy, "a.docx").kind is FileKind.DOCX
    mammoth.convert_to_html(io.BytesIO(copy))
    return copy


def test_a_word_split_into_runs_is_gone_and_the_rest_stays():
    document = build.word(
        ["申请人", "欧", "阳建", "国", "住青石镇"], ["别的段落"], [f"{NAME}。{NAME}"]
    )
    copy = redacted(document, NAME)
    assert build.paragraph_texts(copy) == [
        f"申请人{BAR}住青石镇",
        "别的段落",
        f"{BAR}。{BAR}",
    ]
    runs = docx.Document(io.BytesIO(copy)).paragraphs[0].runs
    assert [run.text for run in runs] == ["申请人", BAR, "住青石镇"]


def test_a_bar_is_always_as_long():
    content = build.word(["甲", "很长很长很长的一个名称", "乙"])
    assert build.paragraph_texts(redacted(content, "很长很长很长的一个名称")) == [f"甲{BAR}乙"]


def test_tables_headers_footers_and_notes():
    document = build.word([f"正文{NAME}"])
    document.add_table(1, 2).rows[0].cells[1].text = f"单元格{NAME}"
    document.sections[0].header.paragraphs[0].text = f"页眉{NAME}"
    document.sections[0].footer.paragraphs[0].text = f"页脚{NAME}"
    members = build.members_of(build.saved(document))
    note = (
        f"<w:footnotes {build.WORD}><w:footnote w:id='1'><w:p><w:r><w:t>脚注{NAME}</w:t></w:r>"
        "</w:p></w:footnote></w:footnotes>"
    )
    members["word/footnotes.xml"] = note.encode()
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.wordprocessingml.footnotes+xml"/></Types>',
    )
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rN" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/footnotes"/></Relationships>',
    )
    copy = redacted(build.zipped(members), NAME)
    held = build.members_of(copy)
    assert f"脚注{BAR}".encode() in held["word/footnotes.xml"]
    again = docx.Document(io.BytesIO(copy))
    assert again.tables[0].rows[0].cells[1].text == f"单元格{BAR}"
    assert again.sections[0].header.paragraphs[0].text == f"页眉{BAR}"
    assert again.sections[0].footer.paragraphs[0].text == f"页脚{BAR}"
    assert again.paragraphs[0].text == f"正文{BAR}"


def test_what_is_not_printed_does_not_go_over():
    secret = "隐情"
    document = build.word(["正文", NAME])
    document.core_properties.author = document.core_properties.title = secret
    first = document.paragraphs[0]
    document.add_comment(first.runs, text=secret, author=secret)
    first.add_run(secret).font.hidden = True
    for xml in (
        f"<w:del {STAMP}><w:r><w:delText>{secret}</w:delText></w:r></w:del>",
        f'<w:bookmarkStart w:id="7" w:name="{secret}"/>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        f'<w:r><w:instrText>HYPERLINK "mailto:{secret}"</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r><w:t>域的结果</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        f'<w:fldSimple w:instr="AUTHOR {secret}"><w:r><w:t>简单域</w:t></w:r></w:fldSimple>',
        '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>',
        f'<w:sdt><w:sdtPr><w:alias w:val="{secret}"/></w:sdtPr><w:sdtContent><w:r><w:t>控件内</w:t>'
        "</w:r></w:sdtContent></w:sdt>",
        f'<w:hyperlink w:tooltip="{secret}" w:anchor="a"><w:r><w:t>链接</w:t></w:r></w:hyperlink>',
        f"<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>{secret}</w:t></w:r></w:rt><w:rubyBase><w:r>"
        "<w:t>注音字</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        f"<w:ins {STAMP}><w:r><w:t>新写的</w:t></w:r></w:ins>",
    ):
        name, rest = (xml[: xml.index(">")], xml[xml.index(">") :])
        end = "/" if name.endswith("/") else ""
        first._p.append(parse_xml(f"{name.rstrip('/')} {build.WORD}{end}{rest}"))
    part = document.part
    part.relate_to(f"mailto:{secret}@a.cn", "http://x/hyperlink", is_external=True)
    document.add_picture(io.BytesIO(build.png()))
    properties = next(document.element.iter("{*}docPr"))
    properties.set("descr", secret)
    properties.set("name", secret)
    copy = redacted(document, NAME)
    held = build.members_of(copy)
    assert [name for name, data in held.items() if secret.encode() in data] == []
    assert verify(copy, [secret]) == ()
    root = parse_xml(held["word/document.xml"])
    text = "".join(root.itertext())
    assert "正文" in text
    for kept in ("域的结果", "简单域", "控件内", "链接", "注音字", "新写的", "1"):
        assert kept in text
    assert "PAGE" in next(root.iter("{*}fldSimple")).values()
    assert (
        redact_docx(
            build.saved(document), find(build.saved(document), [NAME], ground="third_party")
        ).report.pictures
        == 1
    )


def test_text_boxes_are_searched_and_their_second_copy_goes():
    document = build.word(["正文"])
    box = f"<w:txbxContent><w:p><w:r><w:t>框内{NAME}</w:t></w:r></w:p></w:txbxContent>"
    build.append(
        document.paragraphs[0],
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}"
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )
    copy = redacted(document, NAME)
    held = build.members_of(copy)["word/document.xml"].decode()
    assert held.count(f"框内{BAR}") == 1
    assert "Fallback" not in held


def test_a_word_across_paragraphs_cells_and_line_breaks_is_found():
    document = build.word(["欧阳"], ["建国"])
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "欧 阳建", "国"
    document.add_paragraph("欧阳\n建\t国")
    copy = redacted(document, NAME)
    assert build.paragraph_texts(copy) == [BAR, BAR, BAR]


def test_marks_set_by_hand_may_leave_the_word_elsewhere():
    content = build.saved(build.word(["李某某在场"], ["李某某不在场"]))
    (first, second) = paragraphs(content)
    assert (first.part, first.start, first.end) == ("word/document.xml", 0, 5)
    assert second.paragraph == first.paragraph + 1
    mark = Mark((Passage(first.part, first.paragraph, 0, 3),), "third_party")
    result = redact_docx(content, (mark, mark))
    assert build.paragraph_texts(result.content) == [f"{BAR}在场", "李某某不在场"]
    assert result.report.removed == 3
    with pytest.raises(Leaked, match=r"“李某某”见于正文"):
        redact_docx(content, (Mark(mark.places, "third_party", word="李某某"),))


@pytest.mark.parametrize("passage", [("word/document.xml", 7, 0, 1), ("word/x.xml", 0, 0, 1)])
def test_a_mark_that_hits_nothing_is_refused(passage):
    content = build.saved(build.word(["甲"]))
    with pytest.raises(Refused, match="在文件里找不到"):
        redact_docx(content, (Mark((Passage(*passage),), "third_party"),))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("word/embeddings/a.xlsx", "嵌有图表或者别的文件（a.xlsx）"),
        ("word/afchunk1.htm", "嵌有图表或者别的文件（afchunk1.htm）"),
        ("word/charts/chart1.xml", "导出为 PDF 后重试"),
    ],
)
def test_files_within_the_file_are_refused(name, sentence):
    content = build.with_members(build.saved(build.word([NAME])), **{name: b"<x/>"})
    with pytest.raises(Refused, match=sentence):
        find(content, [NAME], ground="third_party")


def test_cropped_pictures_and_hidden_styles_are_refused():
    document = build.word(["甲"])
    document.add_picture(io.BytesIO(build.png()))
    fill = next(document.element.iter("{*}blipFill"))
    fill.insert(1, parse_xml(
        '<a:srcRect xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r="40000"/>'
    ))  # fmt: skip
    with pytest.raises(Refused, match="裁剪过的图片"):
        paragraphs(build.saved(document))
    document = build.word(["甲"])
    document.styles["Normal"].font.hidden = True
    with pytest.raises(Refused, match="样式里设有隐藏文字"):
        paragraphs(build.saved(document))


def test_parts_that_no_reader_misses_go_without_a_trace():
    members = build.members_of(build.saved(build.word([NAME, "收"])))
    members["word/glossary/document.xml"] = f"<w:x {build.WORD}>{NAME}</w:x>".encode()
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rG" Target="glossary/document.xml" Type="x"/></Relationships>',
    )
    held = build.members_of(redacted(build.zipped(members), NAME))
    assert "word/glossary/document.xml" not in held
    assert b"glossary" not in held["word/_rels/document.xml.rels"]
