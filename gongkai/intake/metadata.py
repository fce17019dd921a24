"""What a file says about its makers, taken out of a copy; what it hides, reported."""

from gongkai.intake.archives import DAMAGED, Limits, Refused
from gongkai.intake.files import DEFAULT_LIMITS, FileKind, recognise
from gongkai.intake.images import strip_jpeg, strip_png
from gongkai.intake.office import hidden_in_office, strip_office
from gongkai.intake.pdf import strip_pdf

_OFFICE = {FileKind.DOCX, FileKind.XLSX, FileKind.PPTX}
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

    Hidden sheets and slides, notes, hidden text, tracked changes, comments, embedded files
    and links to other workbooks; a person decides on them.
    Raises: Refused.
    """
    return tuple(hidden_in_office(content, limits)) if kind in _OFFICE else ()
