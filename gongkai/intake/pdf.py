"""PDF files: checked when they come in, read for their text, freed of what their makers wrote."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from operator import itemgetter
from threading import RLock

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from gongkai.intake.archives import DAMAGED, Refused
from gongkai.intake.images import JPEG_START, is_personal, jpeg_segments, written_png

# PDFium is not made for several threads, and a server has them.
_ONE_AT_A_TIME = RLock()
_ZIP_END = b"PK\x05\x06"
_ZIP_TAIL = 65_557
_PDF_TAIL = 1024
_OBJECT = re.compile(rb"\d+ \d+ obj\r?\n")
_DICTIONARY_END = re.compile(rb"stream\r?\n")
_METADATA = re.compile(rb"/Type\s*/Metadata\b")
# Private data of the program that made it; scripts and starters; files within.
_UNWANTED = re.compile(rb"/(?:PieceInfo|JavaScript|Launch|EmbeddedFile)\b")
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*\Z", re.DOTALL)
_INFO = re.compile(rb"/Info (\d+) 0 R")
_LAYER_OFF = re.compile(rb"/OFF\s*\[\s*\d|/BaseState\s*/OFF\b")
_REFERENCE_ROW = 20
_LONGEST = 4  # times as high as the picture is wide
_LOCKED = "PDF 已加密，请去掉打开密码后再上传。"
_UNSURE = "这个 PDF 的作者等信息无法可靠清除，请用“打印为 PDF”重新生成后再上传。"
_REMARK = re.compile(rb"/Subtype\s*/(?!(?:Link|Widget)\b)\w")
# What belongs to the page; every other annotation is somebody's remark.
_KEPT_ANNOTATIONS = {pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_WIDGET}


@contextmanager
def opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed at the end. Raises: Refused, also for what fails later in it."""
    document = None
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(content)
            if not len(document):
                raise Refused(DAMAGED)
            yield document
        except pypdfium2.PdfiumError as error:
            raise Refused(_LOCKED if "assword" in str(error) else DAMAGED) from error
        finally:
            if document is not None:
                document.close()


def check_pdf(content: bytes) -> None:
    """Refuse a PDF that is locked, damaged, acts, or carries another file.

    Raises: Refused.
    """
    if b"%%EOF" not in content[-_PDF_TAIL:]:
        raise Refused(DAMAGED)
    if _ZIP_END in content[-_ZIP_TAIL:]:
        raise Refused("PDF 里夹带压缩包，不能接收。请重新生成 PDF 后再上传。")
    with opened(content) as document:
        if pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
            raise Refused("PDF 含有脚本，请用“打印为 PDF”重新生成后再上传。")
        if document.count_attachments():
            raise Refused("PDF 里附有别的文件，请取下附件，分别上传。")


def page_texts(content: bytes) -> Iterator[str]:
    """The text of each page, lines as they stand. Raises: Refused."""
    with opened(content) as document:
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            yield text_page.get_text_range().replace("\r\n", "\n").replace("\r", "\n")
            text_page.close()
            page.close()


def page_count(content: bytes) -> int:
    """The number of pages. Raises: Refused."""
    with opened(content) as document:
        return len(document)


def page_picture(content: bytes, number: int, *, width: int) -> bytes:
    """A page as PNG; a page that is far too long is made narrower.

    Units: `number` counts from 1, `width` is in pixels. Raises: Refused.
    """
    with opened(content) as document:
        page = document[number - 1]
        scale = min(width / page.get_width(), _LONGEST * width / page.get_height())
        bitmap = page.render(scale=scale, rev_byteorder=True)
        lines = (
            bytes(bitmap.buffer[start : start + 3 * bitmap.width])
            for start in range(0, bitmap.stride * bitmap.height, bitmap.stride)
        )
        picture = written_png(bitmap.width, lines)
        bitmap.close()
        page.close()
    return picture


def strip_pdf(content: bytes) -> bytes:
    """The PDF without its information dictionary, XMP, remarks and photo data.

    PDFium writes every object in the clear and drops what nothing refers to; in that copy
    the objects are blanked in place. Bookmarks, tags and form fields stay.
    Raises: Refused where the result cannot be vouched for.
    """
    copy = bytearray(_rewritten(content))
    info = _info(copy)
    for number, start, end in list(_objects(copy)):
        if number == info:
            _overwrite(copy, start, end, b"<<>>")
        else:
            _blank(copy, start, end)
    result = bytes(copy)
    _check_stripped(result)
    return result


def _rewritten(content: bytes) -> bytes:
    target = io.BytesIO()
    with opened(content) as document:
        if pdfium.FPDF_GetSignatureCount(document.raw) > 0:
            raise Refused(
                "PDF 带有电子签章，清除作者等信息会使签章失效。"
                "请上传未签章的版本，或用“打印为 PDF”重新生成。"
            )
        for number in range(len(document)):
            page = document[number]
            for index in reversed(range(pdfium.FPDFPage_GetAnnotCount(page.raw))):
                annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
                subtype = pdfium.FPDFAnnot_GetSubtype(annotation)
                pdfium.FPDFPage_CloseAnnot(annotation)
                if subtype not in _KEPT_ANNOTATIONS:
                    pdfium.FPDFPage_RemoveAnnot(page.raw, index)
            page.close()
        _save(document, target)
    return target.getvalue()


def _save(document: pypdfium2.PdfDocument, target: io.BytesIO) -> None:
    """Write every object in the clear, and none that nothing refers to."""
    locked = pdfium.FPDF_GetSecurityHandlerRevision(document.raw) != -1
    flags = pdfium.FPDF_REMOVE_SECURITY if locked else pdfium.FPDF_NO_INCREMENTAL
    document.save(target, flags=flags)


def objects(content: bytes) -> Iterator[tuple[bytes, bytes, bool]]:
    """Dictionary and stream of each object, and whether it is the information dictionary.

    Raises: Refused.
    """
    target = io.BytesIO()
    with opened(content) as document:
        _save(document, target)
    copy = bytearray(target.getvalue())
    info = _info(copy)
    for number, start, end in _objects(copy):
        stream = _DICTIONARY_END.search(copy, start, end)
        dictionary = bytes(copy[start : stream.start() if stream else end])
        data = bytes(copy[stream.end() : end]) if stream else b""
        yield dictionary, data, number == info


def hidden_in_pdf(content: bytes) -> Iterator[str]:
    """Sentences on what the file hides. Raises: Refused."""
    if any(_LAYER_OFF.search(dictionary) for dictionary, _, _ in objects(content)):
        yield "有关闭的图层。"


def _trailer(content: bytearray) -> re.Match[bytes]:
    trailer = _TRAILER.search(content, max(0, len(content) - 4096))
    if trailer is None:
        raise Refused(_UNSURE)
    return trailer


def _info(content: bytearray) -> int | None:
    found = _INFO.search(_trailer(content).group(1))
    return int(found.group(1)) if found else None


def _objects(content: bytearray) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of the body of each object the reference table lists.

    Raises: Refused.
    """
    offsets = {}
    at = table = int(_trailer(content).group(2))
    header = re.compile(rb"(?:xref\r?\n)?(\d+) (\d+) ?\r?\n")
    while match := header.match(content, at):
        at = match.end()
        for number in range(int(match.group(1)), int(match.group(1)) + int(match.group(2))):
            row = content[at : at + _REFERENCE_ROW]
            if row[17:18] == b"n":
                offsets[number] = int(row[:10])
            at += _REFERENCE_ROW
    ordered = sorted(offsets.items(), key=itemgetter(1))
    for (number, offset), (_, following) in pairwise([*ordered, (0, table)]):
        head = _OBJECT.match(content, offset)
        end = content.rfind(b"endobj", offset, following)
        if head is None or end < 0:
            raise Refused(_UNSURE)
        yield number, head.end(), end


def _blank(content: bytearray, start: int, end: int) -> None:
    stream = _DICTIONARY_END.search(content, start, end)
    dictionary = bytes(content[start : stream.start() if stream else end])
    if _UNWANTED.search(dictionary):
        raise Refused(_UNSURE)
    if stream is None:
        # Taken off its page, but the reading order or a reply may still refer to it.
        if is_remark(dictionary):
            _overwrite(content, start, end, b"null")
        return
    if _METADATA.search(dictionary):
        _overwrite(content, start, end, b"null")
    elif content.startswith(JPEG_START, stream.end()):
        _blank_photo_data(content, stream.end(), end)


def is_remark(dictionary: bytes) -> bool:
    """Whether an object is an annotation that does not belong to the page."""
    return b"/Rect" in dictionary and _REMARK.search(dictionary) is not None


def _blank_photo_data(content: bytearray, start: int, end: int) -> None:
    picture = bytes(content[start:end])
    for marker, first, last in jpeg_segments(picture):
        if is_personal(marker, picture[first + 4 : last]):
            content[start + first + 4 : start + last] = bytes(last - first - 4)


def _overwrite(content: bytearray, start: int, end: int, body: bytes) -> None:
    content[start:end] = body + b" " * (end - start - len(body) - 1) + b"\n"


def _check_stripped(content: bytes) -> None:
    with opened(content) as document:
        left = any(document.get_metadata_dict().values())
    if left or b"<x:xmpmeta" in content or b"<?xpacket" in content:
        raise Refused(_UNSURE)
