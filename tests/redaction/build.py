"""Files with things to hide, made by the tools that offices use or byte by byte."""

import io
import struct
import zlib
from contextlib import suppress

import docx
import pypdfium2
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gongkai.redaction.model import Area, Mark
from tests.intake.build import chunk, members_of, pdf, png, saved, with_members, zipped

__all__ = ["chunk", "members_of", "pdf", "png", "saved", "with_members", "zipped"]

NAME = "欧阳建国"
NUMBER = "330102199001011234"


def at(page, left, top, right, bottom, **more):
    """A mark drawn by hand."""
    return Mark((Area(page, left, top, right, bottom),), "third_party", **more)


def squeezed(text):
    return "".join(text.split())


def texts(content):
    """The text of each page as a reader of PDF gives it, without blanks."""
    with pypdfium2.PdfDocument(content) as document:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(squeezed(text.get_text_range()))
            text.close()
            page.close()
        return found


def sizes(content):
    with pypdfium2.PdfDocument(content) as document:
        return [tuple(map(round, document.get_page_size(one))) for one in range(len(document))]


def shades(content, page, area):
    """The shades of all pixels in an area of a page of the file, drawn at 72 dpi."""
    with pypdfium2.PdfDocument(content) as document:
        sheet = document[page - 1]
        bitmap = sheet.render(scale=1, grayscale=True)
        rows = bytes(bitmap.buffer)
        found = {
            rows[row * bitmap.stride + column]
            for row in range(int(area.top) + 1, int(area.bottom) - 1)
            for column in range(int(area.left) + 1, int(area.right) - 1)
        }
        sheet.close()
        return found


def changed_pages(content, change):
    """The file after `change` was done to each page."""
    document = pypdfium2.PdfDocument(content)
    for page in document:
        change(page)
        page.close()
    target = io.BytesIO()
    document.save(target)
    document.close()
    return target.getvalue()


def everything(content):
    """The bytes of a file and of every packed stream in it."""
    pieces = [content]
    at_stream = content.find(b"stream")
    while at_stream >= 0:
        start = at_stream + len(b"stream")
        with suppress(zlib.error):
            pieces.append(zlib.decompressobj().decompress(content[start:].lstrip(b"\r\n")))
        at_stream = content.find(b"stream", start)
    return b"\n".join(pieces)


def raw_pdf(*objects, trailer=b""):
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def stream(entries, data):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def drawn_pdf(content, *, catalog=b"", page=b"", properties=b"", more=(), trailer=b""):
    """One page of 300 by 300 points; 5 0 R is Helvetica, `more` starts at 6 0 R."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>%s>>%s>>" % (properties, page),
        stream(b"", content),
        FONT,
        *more,
        trailer=trailer,
    )


def text_at(x, y, text):
    return b"BT /F 12 Tf %d %d Td (%s) Tj ET\n" % (x, y, text.encode())


def remark(subtype, rectangle, contents, *, colour=b"0 g", appearance_number):
    """An annotation that fills its rectangle, and its appearance."""
    left, bottom, right, top = rectangle
    width, height = right - left, top - bottom
    annotation = (
        b"<</Type/Annot/Subtype/%s/F 4/Rect[%d %d %d %d]/Contents(%s)/AP<</N %d 0 R>>>>"
        % (subtype, left, bottom, right, top, contents.encode(), appearance_number)
    )
    shape = stream(
        b"/Type/XObject/Subtype/Form/BBox[0 0 %d %d]/Resources<</Font<</F 5 0 R>>>>"
        % (width, height),
        b"%s 0 0 %d %d re f" % (colour, width, height),
    )
    return annotation, shape


WORD = nsdecls("w")


def word(*paragraphs):
    """A text document; each paragraph a list of runs."""
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for run in runs:
            paragraph.add_run(run)
    return document


def append(paragraph, xml):
    """A child of a paragraph, in the namespaces that drawings need."""
    spaces = nsdecls("w", "wp", "a", "pic", "r")
    spaces += ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    spaces += ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    spaces += ' xmlns:v="urn:schemas-microsoft-com:vml"'
    name, rest = xml.split(">", 1)
    paragraph._p.append(parse_xml(f"{name} {spaces}>{rest}"))


def paragraph_texts(content):
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]


def solid_jpeg(width, height, shade, *, turned=0):
    """A grey JPEG of blocks of 8 by 8 pixels: the top left quarter has `shade`, the rest is white.

    Only the mean of each block is coded; every other coefficient is zero.
    """
    columns, rows = width // 8, height // 8
    bits, last = "", 0
    for row in range(rows):
        for column in range(columns):
            value = shade if row < rows // 2 and column < columns // 2 else 255
            level = value - 128
            step, last = level - last, level
            size = abs(step).bit_length()
            # Twelve symbols of four bits for the size, one bit for the end of a block.
            bits += f"{size:04b}"
            if size:
                bits += f"{step if step > 0 else step + (1 << size) - 1:0{size}b}"
            bits += "0"
    bits += "1" * (-len(bits) % 8)
    data = bytes(int(bits[one : one + 8], 2) for one in range(0, len(bits), 8))
    data = data.replace(b"\xff", b"\xff\x00")

    def segment(marker, payload):
        return bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload

    exif = b""
    if turned:
        entry = struct.pack("<HHIHH", 0x0112, 3, 1, turned, 0)
        tiff = b"II*\x00\x08\x00\x00\x00\x01\x00" + entry + bytes(4)
        exif = segment(0xE1, b"Exif\x00\x00" + tiff)
    return (
        b"\xff\xd8"
        + exif
        + segment(0xDB, b"\x00" + b"\x08" + b"\x01" * 63)
        + segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
        + segment(0xC4, b"\x00" + bytes([0, 0, 0, 12, *[0] * 12]) + bytes(range(12)))
        + segment(0xC4, b"\x10" + bytes([1, *[0] * 15]) + b"\x00")
        + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
        + data
        + b"\xff\xd9"
    )
