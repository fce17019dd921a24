"""Files with a number that stands in one place only, made as office programs make them."""

import io

import docx
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gongkai.intake import places
from tests.intake.build import members_of, png, saved, signed_pptx, with_members, zipped

# A number with a right checksum, of nobody.
NUMBER = "11010519491231002X"
_SPACES = (
    nsdecls("w", "wp", "a", "pic", "r")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_STAMP = 'w:id="9" w:author="x" w:date="2024-01-01T00:00:00Z"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _element(xml):
    end = "/>" if xml.split(">", 1)[0].endswith("/") else ">"
    head, rest = xml.split(end, 1)
    return parse_xml(f"{head} {_SPACES}{end}{rest}")


def _run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _box(text):
    return f"<w:txbxContent><w:p>{_run(text)}</w:p></w:txbxContent>"


def _two_boxes(first, second):
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{_box(first)}"
        "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{_box(second)}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


# What is put into the only paragraph of a Word file, and the place it is found in.
WORD_XML = {
    "cut into runs": (
        _run(NUMBER[:6])
        .replace("<w:r>", "<w:ins " + _STAMP + "><w:r>", 1)
        .replace("</w:r>", "</w:r></w:ins>")
        + _run(NUMBER[6:]),
        "",
    ),
    "text box": (_two_boxes(f"框内{NUMBER}", f"框内{NUMBER}"), places.TEXT_BOX),
    "text box for old programs": (_two_boxes("框内", NUMBER), places.TEXT_BOX),
    "watermark": (
        f'<w:r><w:pict><v:shape><v:textpath string="{NUMBER}"/></v:shape></w:pict></w:r>',
        "",
    ),
    "deleted": (
        f"<w:del {_STAMP}><w:r><w:delText>{NUMBER}</w:delText></w:r></w:del>",
        places.DELETED,
    ),
    "moved away": (f"<w:moveFrom {_STAMP}>{_run(NUMBER)}</w:moveFrom>", places.DELETED),
    "inserted": (f"<w:ins {_STAMP}>{_run(NUMBER)}</w:ins>", ""),
    "hidden": (
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{NUMBER}</w:t></w:r>",
        places.HIDDEN,
    ),
    "in a control": (f"<w:sdt><w:sdtContent>{_run(NUMBER)}</w:sdtContent></w:sdt>", ""),
    "name of a control": (
        f'<w:sdt><w:sdtPr><w:alias w:val="{NUMBER}"/></w:sdtPr><w:sdtContent/></w:sdt>',
        places.CONTROL,
    ),
    "simple field": (f'<w:fldSimple w:instr="AUTHOR {NUMBER}"/>', places.FIELD_CODE),
    "field": (
        f'<w:r><w:instrText>HYPERLINK "tel:{NUMBER}"</w:instrText></w:r>',
        places.FIELD_CODE,
    ),
    "hint of a link": (
        f'<w:hyperlink w:tooltip="{NUMBER}">{_run("链接")}</w:hyperlink>',
        places.LINK,
    ),
    "bookmark": (f'<w:bookmarkStart w:id="7" w:name="证{NUMBER}"/>', places.BOOKMARK),
    "formula": (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        f"<m:r><m:t>{NUMBER}</m:t></m:r></m:oMath>",
        "",
    ),
}


def word_xml(xml):
    """A Word file with this XML in its paragraph."""
    document = docx.Document()
    paragraph = document.add_paragraph("正文")._p
    for child in _element(f"<w:p>{xml}</w:p>"):
        paragraph.append(child)
    return saved(document)


def _with_part(name, kind, xml):
    """A Word file with one more part, related to its document."""
    members = members_of(saved(docx.Document()))
    members[f"word/{name}.xml"] = f'<?xml version="1.0"?>{xml}'.encode()
    override = f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/></Types>'
    relation = f'<Relationship Id="rN" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>'
    for member, end, more in (
        ("[Content_Types].xml", b"</Types>", override),
        ("word/_rels/document.xml.rels", b"</Relationships>", relation + "</Relationships>"),
    ):
        members[member] = members[member].replace(end, more.encode())
    return zipped(members)


def _notes(root, note):
    return f'<w:{root} {_SPACES}><w:{note} w:id="1"><w:p>{_run(NUMBER)}</w:p></w:{note}></w:{root}>'


def _header():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = f"经办{NUMBER}"
    return saved(document)


def _footer():
    document = docx.Document()
    document.sections[0].footer.add_table(1, 1, 9).cell(0, 0).text = NUMBER
    return saved(document)


def _comment():
    document = docx.Document()
    paragraph = document.add_paragraph("正文")
    document.add_comment(paragraph.runs, text=f"核对{NUMBER}", author="x")
    return saved(document)


def _link():
    document = docx.Document()
    paragraph = document.add_paragraph("正文")
    rel = document.part.relate_to(f"https://a.cn/?id={NUMBER}", f"{_OFFICE}/hyperlink", True)
    paragraph._p.append(_element(f'<w:hyperlink r:id="{rel}">{_run("链接")}</w:hyperlink>'))
    return saved(document)


def _properties():
    document = docx.Document()
    document.core_properties.keywords = NUMBER
    return saved(document)


def _variable():
    document = docx.Document()
    document.settings.element.append(
        _element(f'<w:docVars><w:docVar w:name="a" w:val="{NUMBER}"/></w:docVars>')
    )
    return saved(document)


def _picture(attribute):
    document = docx.Document()
    document.add_picture(io.BytesIO(png()))
    next(document.element.iter("{*}docPr")).set(attribute, NUMBER)
    return saved(document)


def _numbering():
    document = docx.Document()
    document.add_paragraph("项", style="List Number")
    numbering = document.part.numbering_part.element
    level = next(numbering.iter("{*}lvlText"))
    level.set(f"{{{docx.oxml.ns.nsmap['w']}}}val", f"%1 {NUMBER}")
    return saved(document)


def _custom_data():
    return with_members(saved(docx.Document()), **{"customXml/item1.xml": f"<a>{NUMBER}</a>"})


# How a Word file with the number is made, and the place it is found in.
WORD_FILES = {
    "header": (_header, places.HEADER),
    "footer": (_footer, places.FOOTER),
    "footnote": (
        lambda: _with_part("footnotes", "footnotes", _notes("footnotes", "footnote")),
        places.FOOTNOTE,
    ),
    "endnote": (
        lambda: _with_part("endnotes", "endnotes", _notes("endnotes", "endnote")),
        places.ENDNOTE,
    ),
    "comment": (_comment, places.COMMENT),
    "link": (_link, places.LINK),
    "properties": (_properties, places.PROPERTIES),
    "variable": (_variable, places.PROPERTIES),
    "custom data": (_custom_data, places.PROPERTIES),
    "description of a picture": (lambda: _picture("descr"), places.DESCRIPTION),
    "name of a picture": (lambda: _picture("name"), places.DESCRIPTION),
    "numbering": (_numbering, places.NUMBERING),
    **{name: (lambda xml=xml: word_xml(xml), place) for name, (xml, place) in WORD_XML.items()},
}


def workbook(put):
    """A workbook of one sheet, after `put` was done to book and sheet."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("公示")
    sheet.write_row(1, 1, ["姓名", "金额"])
    put(book, sheet)
    book.close()
    return target.getvalue()


def _hidden_sheet(book, sheet):
    other = book.add_worksheet("底稿")
    other.write("A1", NUMBER)
    other.very_hidden()


def _hidden_row(book, sheet):
    sheet.write("B9", NUMBER)
    sheet.set_row(8, None, None, {"hidden": True})


def _hidden_column(book, sheet):
    sheet.write("F2", NUMBER)
    sheet.set_column("F:F", None, None, {"hidden": True})


def _chart(book, sheet):
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=公示!$C$2:$C$2"})
    chart.set_title({"name": NUMBER})
    sheet.insert_chart("H1", chart)


def _left_over():
    content = workbook(lambda book, sheet: None)
    strings = members_of(content)["xl/sharedStrings.xml"]
    more = f"<si><t>{NUMBER}</t></si></sst>".encode()
    return with_members(content, **{"xl/sharedStrings.xml": strings.replace(b"</sst>", more)})


_RULE = {"validate": "list", "source": ["甲"], "input_title": "提示", "input_message": NUMBER}
_SHEETS = {
    "cell": (lambda book, sheet: sheet.write("B3", f"证号{NUMBER}"), ""),
    "hidden sheet": (_hidden_sheet, places.HIDDEN_SHEET),
    "hidden row": (_hidden_row, places.HIDDEN_CELLS),
    "hidden column": (_hidden_column, places.HIDDEN_CELLS),
    "comment": (lambda book, sheet: sheet.write_comment("A1", NUMBER), places.COMMENT),
    "header": (lambda book, sheet: sheet.set_header(f"&L&8甲&C{NUMBER}"), places.HEADER),
    "footer": (lambda book, sheet: sheet.set_footer(f"&R{NUMBER}"), places.HEADER),
    "name": (lambda book, sheet: book.define_name("底", f'="{NUMBER}"'), places.NAMES),
    "properties": (lambda book, sheet: book.set_properties({"subject": NUMBER}), places.PROPERTIES),
    "own property": (
        lambda book, sheet: book.set_custom_property("证号", NUMBER),
        places.PROPERTIES,
    ),
    "hint": (lambda book, sheet: sheet.data_validation("A1", _RULE), places.VALIDATION),
    "formula": (
        lambda book, sheet: sheet.write_formula("A1", f'=IF(B2="{NUMBER}",1,2)', None, 2),
        places.FORMULA,
    ),
    "link": (
        lambda book, sheet: sheet.write_url("A1", f"https://a.cn/{NUMBER}", string="链接"),
        places.LINK,
    ),
    "text box": (lambda book, sheet: sheet.insert_textbox("H1", NUMBER), places.TEXT_BOX),
    "chart": (_chart, places.CHART),
}
# How a workbook with the number is made, and the place it is found in.
WORKBOOKS = {
    **{name: (lambda put=put: workbook(put), place) for name, (put, place) in _SHEETS.items()},
    "text no cell shows": (_left_over, places.LEFT_OVER),
}


def slides(member, xml):
    """A presentation with one more part."""
    main = "http://schemas.openxmlformats.org/presentationml/2006/main"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    root = f'<p:sld xmlns:p="{main}" xmlns:a="{drawing}">{xml}</p:sld>'
    return with_members(signed_pptx(), **{member: root})


SLIDE = f"<a:p><a:r><a:t>{NUMBER[:8]}</a:t></a:r><a:r><a:t>{NUMBER[8:]}</a:t></a:r></a:p>"
PRESENTATIONS = {
    "slide": (lambda: slides("ppt/slides/slide1.xml", SLIDE), ""),
    "notes": (lambda: slides("ppt/notesSlides/notesSlide1.xml", SLIDE), places.NOTES),
    "comment": (
        lambda: slides("ppt/comments/comment1.xml", f"<p:text>{NUMBER}</p:text>"),
        places.COMMENT,
    ),
}


def drawn(*objects, catalog="", page="", content="", trailer=""):
    """A PDF of one page with Helvetica as 5 0 R; `objects` are numbered from 6.

    The page refers to 6 0 R, so that it stays when it is taken off the page as a remark.
    """
    drawing = f"BT /F 12 Tf 20 200 Td (page) Tj ET {content}"
    bodies = (
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
        f"/Resources<</Font<</F 5 0 R>>/Properties<</L 6 0 R>>>>{page}>>",
        f"<</Length {len(drawing)}>>\nstream\n{drawing}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *objects,
    )
    out = "%PDF-1.7\n"
    for number, body in enumerate(bodies, start=1):
        out += f"{number} 0 obj\n{body}\nendobj\n"
    out += f"trailer\n<</Size {len(bodies) + 1}/Root 1 0 R{trailer}>>\nstartxref\n0\n%%EOF\n"
    return out.encode()


_WIDE = "<FEFF" + NUMBER.encode("utf-16-be").hex() + ">"
_XMP = f"<x:xmpmeta><dc:title>{NUMBER}</dc:title></x:xmpmeta>"
_LAYER = f"/OC /L BDC BT /F 12 Tf 20 100 Td ({NUMBER}) Tj ET EMC"
_OFF = "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>"
_ANNOTATION = "<</Type/Annot/Subtype/%s/Rect[9 9 90 30]%s>>"
_FIELD = _ANNOTATION % ("Widget", f"/FT/Tx/T(tel)/DA(/F 9 Tf)/V{_WIDE}")
_FILE = f"<</Type/EmbeddedFile/Length 18>>\nstream\n{NUMBER}\nendstream"
# How a PDF with the number is made, and the place it is found in.
PDFS = {
    "page": (lambda: drawn(content=f"BT /F 12 Tf 20 90 Td ({NUMBER}) Tj ET"), ""),
    "invisible text": (lambda: drawn(content=f"BT 3 Tr /F 12 Tf 20 90 Td ({NUMBER}) Tj ET"), ""),
    "layer that is off": (
        lambda: drawn("<</Type/OCG/Name(a)>>", catalog=_OFF, content=_LAYER),
        "",
    ),
    "name of a layer": (
        lambda: drawn(
            f"<</Type/OCG/Name({NUMBER})>>", catalog="/OCProperties<</OCGs[6 0 R]/D<<>>>>"
        ),
        places.LAYER,
    ),
    "remark": (
        lambda: drawn(_ANNOTATION % ("Text", f"/Contents({NUMBER})"), page="/Annots[6 0 R]"),
        places.COMMENT,
    ),
    "form": (
        lambda: drawn(_FIELD, page="/Annots[6 0 R]", catalog="/AcroForm<</Fields[6 0 R]>>"),
        places.CONTROL,
    ),
    "link": (
        lambda: drawn(
            _ANNOTATION % ("Link", f"/A<</S/URI/URI(tel:{NUMBER})>>"), page="/Annots[6 0 R]"
        ),
        places.LINK,
    ),
    "bookmark": (
        lambda: drawn(
            "<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>",
            f"<</Title{_WIDE}/Parent 6 0 R/Dest[3 0 R/Fit]>>",
            catalog="/Outlines 6 0 R",
        ),
        places.BOOKMARK,
    ),
    "description": (
        lambda: drawn(
            "<</Type/StructTreeRoot/K 7 0 R>>",
            f"<</Type/StructElem/S/Figure/P 6 0 R/Alt({NUMBER})/Pg 3 0 R>>",
            catalog="/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>",
        ),
        places.DESCRIPTION,
    ),
    "properties": (
        lambda: drawn(f"<</Title{_WIDE}/Producer(x)>>", trailer="/Info 6 0 R"),
        places.PROPERTIES,
    ),
    "metadata": (
        lambda: drawn(
            f"<</Type/Metadata/Subtype/XML/Length {len(_XMP)}>>\nstream\n{_XMP}\nendstream",
            catalog="/Metadata 6 0 R",
        ),
        places.PROPERTIES,
    ),
}
ATTACHED = drawn(
    _FILE,
    f"<</Type/Filespec/F({NUMBER}.txt)/EF<</F 6 0 R>>>>",
    catalog="/Names<</EmbeddedFiles<</Names[(a) 7 0 R]>>>>",
)
PINNED = drawn(
    _FILE,
    f"<</Type/Filespec/F({NUMBER}.txt)/EF<</F 6 0 R>>>>",
    _ANNOTATION % ("FileAttachment", "/FS 7 0 R"),
    page="/Annots[8 0 R]",
)
