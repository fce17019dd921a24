"""The way in for every kind of file that can be redacted."""

from collections.abc import Iterable

from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind, recognise
from gongkai.redaction import characters, docx
from gongkai.redaction.docx import redact_docx
from gongkai.redaction.images import redact_image
from gongkai.redaction.model import Mark, Redaction, Released
from gongkai.redaction.pdf import redact_pdf

_UNABLE = "只能对 pdf、docx、png 和 jpg 文件作区分处理，请另存为其中一种后重试。"


def find(
    content: bytes, words: Iterable[str], *, ground: str, note: str = "", regime: str = "2019"
) -> tuple[Mark, ...]:
    """A mark for each place where a word stands; of pictures a person marks all by hand.

    Raises: Refused.
    """
    kind = recognise(content, "").kind
    if kind is FileKind.PDF:
        return characters.find(content, words, ground=ground, note=note, regime=regime)
    if kind is FileKind.DOCX:
        return docx.find(content, words, ground=ground, note=note, regime=regime)
    if kind in (FileKind.PNG, FileKind.JPEG):
        return ()
    raise Refused(_UNABLE)


def release(content: bytes, redaction: Redaction) -> Released:
    """The copy that may leave; of a picture always a PNG.

    Raises: Refused; Leaked where the copy would still hold a marked word.
    Source: 政府信息公开条例(2019) 第三十七条.
    """
    if recognise(content, "").kind is not redaction.kind:
        raise Refused("标记不属于这个文件，请重新标记。")
    if not redaction.marks:
        raise Refused("还没有标记，没有要隐去的内容。")
    return _made(content, redaction.kind, redaction.marks)


def cleaned(content: bytes) -> Released:
    """A copy in which everything stays that a page shows, and nothing else.

    Raises: Refused.
    """
    return _made(content, recognise(content, "").kind, ())


def _made(content: bytes, kind: FileKind, marks: tuple[Mark, ...]) -> Released:
    if kind is FileKind.PDF:
        return redact_pdf(content, marks)
    if kind is FileKind.DOCX:
        return redact_docx(content, marks)
    if kind in (FileKind.PNG, FileKind.JPEG):
        return redact_image(content, marks)
    raise Refused(_UNABLE)
