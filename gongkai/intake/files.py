"""What an uploaded file is, told from its content; what must not come in is refused."""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from zipfile import ZipFile

from gongkai.intake.archives import DAMAGED, Limits, Refused, open_archive
from gongkai.intake.images import JPEG_START, PNG_START, jpeg_end, png_end
from gongkai.intake.pdf import check_pdf

DEFAULT_LIMITS = Limits()


class Unknown(Refused):
    """No kind of file that is known, whatever its name says."""


class FileKind(StrEnum):
    """The value is the extension."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    OFD = "ofd"
    DOC = "doc"
    XLS = "xls"
    WPS = "wps"
    ET = "et"
    TXT = "txt"
    CSV = "csv"
    PNG = "png"
    JPEG = "jpg"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that may come in, under a clean name."""

    kind: FileKind
    filename: str


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENTRY = 128
_MARKER_MEMBERS = {
    "word/document.xml": FileKind.DOCX,
    "xl/workbook.xml": FileKind.XLSX,
    "ppt/presentation.xml": FileKind.PPTX,
    "OFD.xml": FileKind.OFD,
}
_TWINS = {".wps": FileKind.WPS, ".et": FileKind.ET, ".csv": FileKind.CSV}
# Extensions that a clean name loses before it gets the right one.
_DANGEROUS = {
    *(".docm", ".xlsm", ".pptm", ".dotm", ".dot", ".rtf", ".zip", ".htm", ".html", ".xhtml"),
    *(".svg", ".xml", ".php", ".phtml", ".jsp", ".asp", ".aspx", ".js", ".vbs", ".exe", ".com"),
    *(".bat", ".cmd", ".scr", ".msi", ".lnk", ".hta", ".sh", ".py", ".jar"),
}
_EXTENSIONS = {f".{kind}" for kind in FileKind} | _DANGEROUS | {".jpeg", ".ppt"}
_FORBIDDEN = re.compile(
    '[\x00-\x1f\x7f-\x9f<>:"/\\\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]'
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_MAX_STEM = 100
_MARKUP = re.compile(r"\s*(?:<\?|<!doctype|<html|<script|<svg|#!|%!PS|\{\\rtf)", re.IGNORECASE)
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def recognise(content: bytes, filename: str, limits: Limits = DEFAULT_LIMITS) -> Incoming:
    """The kind of a file by its content, with a clean name.

    The name decides only between twins of the same content: wps or doc, et or xls, csv or txt.
    Raises: Refused.
    """
    if not content:
        raise Refused("文件是空的。")
    if len(content) > limits.file:
        raise Refused(f"文件超过{limits.file // (1024 * 1024)}MB，请压缩图片或拆分后再上传。")
    kind = _kind_of(content, PurePath(filename.lower()).suffix, limits)
    return Incoming(kind, clean_name(filename, kind))


def clean_name(filename: str, kind: FileKind) -> str:
    """The name without folders or signs that a system may stumble over, extension corrected."""
    name = unicodedata.normalize("NFC", _surrogateless(filename)).replace("\\", "/")
    stem = _FORBIDDEN.sub("", name.rsplit("/", 1)[-1]).strip(" .")
    while (suffix := PurePath(stem).suffix).lower() in _EXTENSIONS:
        stem = stem[: -len(suffix)].rstrip(" .")
    if stem.lower() in {extension[1:] for extension in _EXTENSIONS} or not stem:
        stem = "文件"
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return f"{stem[:_MAX_STEM]}.{kind}"


def decoded(content: bytes) -> str:
    """The text of a plain file, in the encodings that Chinese offices use.

    Raises: Refused.
    """
    encodings = ["utf-8-sig", "gb18030"]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unknown(
        "认不出文件的类型。可以上传 pdf、docx、xlsx、pptx、ofd、wps、et、doc、xls、"
        "txt、csv、png 或 jpg 文件。"
    )


def _surrogateless(text: str) -> str:
    return text.encode("utf-8", "ignore").decode("utf-8")


def _kind_of(content: bytes, suffix: str, limits: Limits) -> FileKind:
    if content.startswith(b"%PDF-"):
        check_pdf(content)
        return FileKind.PDF
    if content.startswith(b"PK"):
        with open_archive(content, limits) as archive:
            return _container_kind(archive)
    if content.startswith(_OLE):
        return _ole_kind(content, suffix)
    if content.startswith(PNG_START):
        return _picture(content, png_end(content), FileKind.PNG)
    if content.startswith(JPEG_START):
        return _picture(content, jpeg_end(content), FileKind.JPEG)
    return _text_kind(content, suffix)


def _container_kind(archive: ZipFile) -> FileKind:
    names = set(archive.namelist())
    kinds = [kind for member, kind in _MARKER_MEMBERS.items() if member in names]
    if not kinds:
        raise Refused("不接收压缩包，请逐个上传其中的文件。")
    if len(kinds) > 1:
        raise Refused(DAMAGED)
    if kinds != [FileKind.OFD]:
        if "[Content_Types].xml" not in names:
            raise Refused(DAMAGED)
        if b"macroenabled" in archive.read("[Content_Types].xml").lower():
            raise Refused("文件含有宏，请另存为不含宏的格式（docx、xlsx、pptx）后再上传。")
    return kinds[0]


def _ole_kind(content: bytes, suffix: str) -> FileKind:
    if _has_stream(content, "EncryptedPackage"):
        raise Refused("文件已加密，请去掉密码后再上传。")
    if _has_stream(content, "_VBA_PROJECT") or _has_stream(content, "_VBA_PROJECT_CUR"):
        raise Refused("文件含有宏，请另存为不含宏的格式（docx、xlsx）后再上传。")
    if _has_stream(content, "WordDocument"):
        return FileKind.WPS if _TWINS.get(suffix) is FileKind.WPS else FileKind.DOC
    if _has_stream(content, "Workbook") or _has_stream(content, "Book"):
        return FileKind.ET if _TWINS.get(suffix) is FileKind.ET else FileKind.XLS
    raise Refused("不接收这种旧格式，请另存为 docx、xlsx 或 pptx 后再上传。")


def _has_stream(content: bytes, name: str) -> bool:
    """Whether the directory of an OLE file, made of entries of 128 bytes, names a stream."""
    entry = (name + "\0").encode("utf-16-le")
    at = content.find(entry)
    while at >= 0:
        length = int.from_bytes(content[at + 64 : at + 66], "little")
        if at % _OLE_ENTRY == 0 and length == len(entry):
            return True
        at = content.find(entry, at + 1)
    return False


def _picture(content: bytes, end: int, kind: FileKind) -> FileKind:
    if end != len(content):
        raise Refused("图片末尾附有别的内容，请用看图软件另存后再上传。")
    return kind


def _text_kind(content: bytes, suffix: str) -> FileKind:
    text = decoded(content)
    if _BINARY.search(text):
        raise Refused("文件含有文字以外的内容，请核对后再上传。")
    if _MARKUP.match(text):
        raise Refused("不接收网页和程序文件，请粘贴其中的文字，或另存为 docx 后再上传。")
    return FileKind.CSV if _TWINS.get(suffix) is FileKind.CSV else FileKind.TXT
