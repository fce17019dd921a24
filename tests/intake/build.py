"""Real files of every kind, each with an author who must not be published."""

import base64
import io
import struct
import zipfile
import zlib
from pathlib import Path

import docx
import manimgx_fonts_cjk
import typst
import xlsxwriter
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

FONTS = [str(Path(manimgx_fonts_cjk.__file__).parent)]
AUTHOR = "泄密人赵铁柱"
EDITOR = "Leaky Editor"
DELETED = "被删的底价三百万元"

# One grey pixel; the widely known smallest JPEG, with an end.
JPEG = (
    base64.b64decode(
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP////////////////////////////////////////////////"
        "//////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAA"
        "AP/aAAgBAQABPxA="
    )
    + b"\xff\xd9"
)


def chunk(name, payload):
    crc = zlib.crc32(name + payload)
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", crc)


def png(*extra):
    """A PNG of one pixel, with extra chunks after its header."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + b"".join(extra)
        + chunk(b"IDAT", zlib.compress(b"\x00\x80"))
        + chunk(b"IEND", b"")
    )


def signed_png():
    return png(
        chunk(b"tEXt", b"Author\x00" + AUTHOR.encode()),
        chunk(b"eXIf", b"MM\x00*" + EDITOR.encode()),
    )


def segment(marker, payload):
    return bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload


def signed_jpeg(*, turned=0):
    """A photo with EXIF (author, and how the camera was held), XMP and a comment."""
    tiff = b"II*\x00\x08\x00\x00\x00\x02\x00"
    tiff += struct.pack("<HHIHH", 0x0112, 3, 1, turned or 1, 0)
    tiff += struct.pack("<HHII", 0x013B, 2, len(EDITOR) + 1, 38) + bytes(4)
    tiff += EDITOR.encode() + b"\x00"
    extra = (
        segment(0xE1, b"Exif\x00\x00" + tiff)
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + AUTHOR.encode())
        + segment(0xFE, AUTHOR.encode())
    )
    return JPEG[:2] + extra + JPEG[2:]


def word(*lines, centred=()):
    """A plain text document."""
    document = docx.Document()
    for line in lines:
        paragraph = document.add_paragraph(line)
        if line in centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return saved(document)


def saved(document):
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def signed_docx():
    """Properties, a comment, tracked changes, revision marks, hidden text and a photo."""
    document = docx.Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = AUTHOR
    paragraph = document.add_paragraph("正文第一段。")
    document.add_comment(paragraph.runs, text="不同意", author=AUTHOR, initials="ZTZ")
    paragraph.add_run("隐藏的字").font.hidden = True
    stamp = f'w:id="9" w:author="{AUTHOR}" w:date="2024-01-01T00:00:00Z"'
    space = nsdecls("w")
    changed = document.add_paragraph("改前")._p
    for xml in (
        f"<w:del {space} {stamp}><w:r><w:delText>{DELETED}</w:delText></w:r></w:del>",
        f"<w:ins {space} {stamp}><w:r><w:t>新写的</w:t></w:r></w:ins>",
    ):
        changed.append(parse_xml(xml))
    changed.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}rsidR", "00AB12CD")
    row = document.add_table(1, 1).rows[0]
    row.cells[0].text = "删去的行"
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:del {space} {stamp}/>"))
    settings = document.settings.element
    settings.append(parse_xml(f'<w:rsids {space}><w:rsid w:val="00AB12CD"/></w:rsids>'))
    document.add_picture(io.BytesIO(signed_jpeg()))
    return saved(document)


def signed_xlsx(*, hidden=True):
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"author": AUTHOR, "manager": AUTHOR, "comments": AUTHOR})
    book.set_custom_property("经手人", AUTHOR)
    sheet = book.add_worksheet("公示")
    sheet.write_row(0, 0, ["姓名", "金额"])
    sheet.write_row(1, 0, ["张三", 500])
    sheet.write_comment("A1", "口径存疑", {"author": AUTHOR})
    if hidden:
        secret = book.add_worksheet("身份证号")
        secret.write(0, 0, "藏起来的字")
        secret.hide()
    book.close()
    return target.getvalue()


def signed_pptx():
    """The least that a presentation needs, with comments and their authors."""
    types = "application/vnd.openxmlformats-officedocument.presentationml"
    main = "http://schemas.openxmlformats.org/presentationml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/xml"/>'
        f'<Override PartName="/ppt/presentation.xml" ContentType="{types}.presentation.main+xml"/>'
        f'<Override PartName="/ppt/commentAuthors.xml" ContentType="{types}.commentAuthors+xml"/>'
        f'<Override PartName="/ppt/slides/slide1.xml" ContentType="{types}.slide+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{relations}/officeDocument" Target="ppt/presentation.xml"/>'
        f'<Relationship Id="r2" Type="{relations}/x" Target="docProps/core.xml"/>'
        "</Relationships>",
        "docProps/core.xml": f"<p>{AUTHOR}</p>",
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{main}"/>',
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{relations}/slide" Target="slides/slide1.xml"/>'
        f'<Relationship Id="r2" Type="{relations}/commentAuthors" Target="commentAuthors.xml"/>'
        "</Relationships>",
        "ppt/commentAuthors.xml": f'<p:cmAuthorLst xmlns:p="{main}"><p:cmAuthor name="{AUTHOR}"/>'
        "</p:cmAuthorLst>",
        "ppt/slides/slide1.xml": f'<p:sld xmlns:p="{main}" show="0"/>',
    }
    return zipped({name: f'<?xml version="1.0"?>{xml}' for name, xml in members.items()})


def zipped(members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def members_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_members(content, **added):
    return zipped({**members_of(content), **added})


def pdf(markup, *, photo=b""):
    """A PDF of typst markup, signed by the author in its information and its XMP."""
    head = (
        f'#set document(title: "题目", author: "{AUTHOR}")\n#set text(font: "Noto Sans CJK SC")\n'
    )
    if photo:
        values = ", ".join(map(str, photo))
        markup += f'\n#image(bytes(({values})), format: "jpg", alt: "图")'
    return typst.compile((head + markup).encode(), font_paths=FONTS)


def ole(*streams):
    """The start of an OLE file and a directory with these names; enough to be recognised."""
    entries = b""
    for name in ("Root Entry", *streams):
        raw = (name + "\0").encode("utf-16-le")
        entries += raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), 2, 1) + bytes(60)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries.ljust(512, b"\0")
