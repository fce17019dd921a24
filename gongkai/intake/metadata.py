"""What a file says about its makers, taken out of a copy; what it hides, reported."""

import re

from gongkai.intake.archives import DAMAGED, Limits, Refused, open_archive
from gongkai.intake.files import DEFAULT_LIMITS, FileKind, recognise
from gongkai.intake.images import strip_jpeg, strip_png
from gongkai.intake.office import hidden_in_office, strip_office
from gongkai.intake.pdf import hidden_in_pdf, page_texts, strip_pdf

_OFFICE = {FileKind.DOCX, FileKind.XLSX, FileKind.PPTX}
_MEDIA = re.compile(r"(?:word|xl|ppt)/media/[^/]+")
_PLAIN = {FileKind.TXT, FileKind.CSV}


def strip_metadata(content: bytes, kind: FileKind, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """A copy without names of authors, times, comments, revisions and camera data.

    Tracked changes are accepted: what was deleted goes, what was inserted stays. The copy has
    been opened again. Pictures inside office files are freed too when they are PNG or JPEG.
    Raises: Refused for a kind, or a file, that cannot be freed reliably.
    """
    if kind in _PLAIN:
        return content
    if kind in _OFFICE:
        stripped = strip_office(content, limits)
    elif kind is FileKind.PDF:
        stripped = strip_pdf(content)
    elif kind is FileKind.PNG:
        stripped = strip_png(content)
    elif kind is FileKind.JPEG:
        stripped = strip_jpeg(content)
    else:
        raise Refused(
            f"{kind}文件中的作者等信息无法可靠清除，请另存为 docx、xlsx 或 pdf 后再上传。"
        )
    if recognise(stripped, f"file.{kind}", limits).kind is not kind:
        raise Refused(DAMAGED)
    return stripped


def hidden_content(
    content: bytes, kind: FileKind, limits: Limits = DEFAULT_LIMITS
) -> tuple[str, ...]:
    """Sentences on what a reader does not see at once but gets with the file.

    Hidden sheets and slides, notes, hidden text, tracked changes, comments, embedded files,
    links to other workbooks, layers that are switched off; a person decides on them.
    Raises: Refused.
    """
    if kind is FileKind.PDF:
        return tuple(hidden_in_pdf(content))
    return tuple(hidden_in_office(content, limits)) if kind in _OFFICE else ()


def unsearched(content: bytes, kind: FileKind, limits: Limits = DEFAULT_LIMITS) -> tuple[str, ...]:
    """Sentences on what no search of its text sees; a person has to look at it.

    Raises: Refused.
    """
    if kind in _OFFICE:
        with open_archive(content, limits) as archive:
            pictures = sum(_MEDIA.fullmatch(name) is not None for name in archive.namelist())
        return (f"有{pictures}幅图片，图片里的内容没有检查，请逐幅查看。",) if pictures else ()
    if kind is FileKind.PDF:
        empty = sum(not page.strip() for page in page_texts(content))
        return (
            (f"有{empty}页没有文字（可能是扫描页），内容没有检查，请逐页查看。",) if empty else ()
        )
    return () if kind in _PLAIN else ("文件里的内容没有检查，请打开查看。",)
