import io

import docx
import pytest
from docx.shared import Cm

from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind, recognise
from gongkai.redaction.docx import pictures, redact_docx
from gongkai.redaction.images import size_of
from gongkai.redaction.model import Area, Leaked, Mark
from gongkai.redaction.pages import page_image, page_sizes
from gongkai.redaction.raster import Raster, png
from gongkai.redaction.verify import refuse_pictures
from tests.redaction import build

PHOTO = png(Raster(160, 80, bytearray(range(160)) * 240, 1))
STAMP = png(Raster(40, 40, bytearray(range(200)) * 24, 1))
EMF = b"\x01\0\0\0" + b"metafile" * 30


def cover(*numbers):
    return tuple(Mark((Area(one, 0, 0, 9, 9),), "third_party") for one in numbers)


def letter():
    """A photo in the text, a stamp in the text and once more in the header."""
    document = build.word(["正文"])
    document.add_picture(io.BytesIO(PHOTO), width=Cm(4))
    document.add_picture(io.BytesIO(STAMP), width=Cm(3))
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(STAMP))
    return document


def media(content):
    return {name: data for name, data in build.members_of(content).items() if "media/" in name}


def test_pictures_are_told_once_each_in_the_order_of_reading():
    found = pictures(build.saved(letter()))
    assert [(one.content, one.part, one.width, one.height) for one in found] == [
        (PHOTO, "word/document.xml", 160, 80),
        (STAMP, "word/document.xml", 40, 40),
    ]
    assert page_sizes(build.saved(letter()), FileKind.DOCX) == ((160, 80), (40, 40))
    assert size_of(page_image(build.saved(letter()), FileKind.DOCX, 1)) == (160, 80)


def test_a_covered_picture_is_a_black_one_of_the_same_size():
    content = build.saved(letter())
    result = redact_docx(content, cover(1))
    held = media(result.content)
    assert recognise(result.content, "").kind is FileKind.DOCX
    assert PHOTO not in held.values()
    assert STAMP in held.values()
    (bar,) = [data for name, data in held.items() if "covered" in name]
    assert size_of(bar) == (160, 80)
    assert result.report.pictures == 1
    again = docx.Document(io.BytesIO(result.content))
    assert [round(one.width.cm, 1) for one in again.inline_shapes] == [4, 3]
    shown = next(again.element.iter("{*}blip"))
    key = next(value for name, value in shown.attrib.items() if name.endswith("embed"))
    assert again.part.related_parts[key].blob == bar


def test_a_picture_in_text_and_header_is_covered_in_both():
    held = build.members_of(redact_docx(build.saved(letter()), cover(2)).content)
    assert STAMP not in held.values()
    rels = held["word/_rels/document.xml.rels"] + held["word/_rels/header1.xml.rels"]
    assert rels.count(b"media/covered2.png") == 2


def test_all_pictures_may_be_covered():
    result = redact_docx(build.saved(letter()), cover(1, 2))
    assert result.report.pictures == 0
    assert not {PHOTO, STAMP} & set(media(result.content).values())
    types = build.members_of(result.content)["[Content_Types].xml"]
    assert types.count(b'Extension="png"') == 1


def related(document, name, data, kind="image/x-emf"):
    part = docx.opc.part.Part(docx.opc.packuri.PackURI(f"/word/media/{name}"), kind, data)
    return document.part.relate_to(part, docx.opc.constants.RELATIONSHIP_TYPE.IMAGE)


def test_a_drawing_in_the_old_language_counts_too():
    document = build.word(["正文"])
    key = related(document, "old.emf", EMF)
    build.append(
        document.paragraphs[0],
        f'<w:r><w:pict><v:shape><v:imagedata r:id="{key}"/></v:shape></w:pict></w:r>',
    )
    content = build.saved(document)
    (picture,) = pictures(content)
    assert (picture.content, picture.is_shown) == (EMF, False)
    with pytest.raises(Refused, match="不能在网页上显示"):
        page_image(content, FileKind.DOCX, 1)
    held = build.members_of(redact_docx(content, cover(1)).content)
    assert EMF not in held.values()
    assert b"covered1.png" in held["word/_rels/document.xml.rels"]


def test_what_stands_in_for_a_picture_is_not_kept():
    document = letter()
    key = related(document, "image9.emf", EMF)
    build.append(
        document.paragraphs[0],
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'/><mc:Fallback><w:pict><v:shape>"
        f'<v:imagedata r:id="{key}"/></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>',
    )
    blip = next(document.element.iter("{*}blip"))
    drawn = related(document, "image8.svg", b"<svg/>", "image/svg+xml")
    extension = docx.oxml.parse_xml(
        '<a:ext xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" uri="x">'
        '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:embed="{drawn}"/></a:ext>'
    )
    blip.append(extension)
    content = build.saved(document)
    assert len(pictures(content)) == 2
    copy = redact_docx(content, cover(1)).content
    assert EMF not in media(copy).values()
    assert not [name for name in media(copy) if name.endswith((".svg", ".emf"))]


def test_the_same_photo_kept_twice_is_one():
    document = letter()
    key = related(document, "twin.png", PHOTO, "image/png")
    build.append(
        document.paragraphs[0],
        f'<w:r><w:pict><v:shape><v:imagedata r:id="{key}"/></v:shape></w:pict></w:r>',
    )
    content = build.saved(document)
    assert len([one for one in media(content).values() if one == PHOTO]) == 2
    assert len(pictures(content)) == 2
    copy = redact_docx(content, cover(1)).content
    assert PHOTO not in media(copy).values()


def test_a_mark_on_no_picture_is_refused():
    with pytest.raises(Refused, match="标记的图片在文件里找不到"):
        redact_docx(build.saved(letter()), cover(3))


def test_a_picture_left_in_the_copy_is_a_leak():
    content = build.saved(letter())
    refuse_pictures(redact_docx(content, cover(1)).content, {1: [PHOTO]})
    with pytest.raises(Leaked, match="第1幅图片"):
        refuse_pictures(content, {1: [PHOTO]})
    hidden = build.with_members(content, **{"word/media/b.bin": b"x" + PHOTO})
    with pytest.raises(Leaked):
        refuse_pictures(hidden, {1: [PHOTO]})
