"""A file made ready to be attached: checked, and its released copy freed of what it tells.

That takes seconds for a large file, so it is done before anything is locked.
"""

import hashlib
from dataclasses import dataclass

from gongkai.intake.archives import Limits, Refused
from gongkai.intake.files import DEFAULT_LIMITS, FileKind, recognise
from gongkai.intake.metadata import hidden_content, strip_metadata, unsearched
from gongkai.intake.pdf import page_count
from gongkai.intake.text import extract

_HIDDEN = "公众下载后能看到这些内容。请在原来的软件里删除或取消隐藏，或者另存为 pdf 后再上传。"


@dataclass(frozen=True, slots=True)
class Copy:
    """What goes to the public: the content, its digest, its text, its pages."""

    content: bytes
    sha256: str
    text: str
    page_count: int | None


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file under a clean name; without a copy, `obstacle` says why."""

    filename: str
    kind: FileKind
    content: bytes
    warnings: tuple[str, ...]
    copy: Copy | None
    obstacle: str = ""


def checked(content: bytes, filename: str, limits: Limits = DEFAULT_LIMITS) -> IncomingFile:
    """A file that may come in, and its copy where one can be vouched for.

    Raises: Refused, for what must not come in at all.
    """
    known = recognise(content, filename, limits)
    warnings = (*hidden_content(content, known.kind, limits), *unsearched(content, known.kind))
    try:
        copy = copy_of(content, known.kind, limits)
    except Refused as refusal:
        return IncomingFile(known.filename, known.kind, content, warnings, None, str(refusal))
    return IncomingFile(known.filename, known.kind, content, warnings, copy)


def copy_of(content: bytes, kind: FileKind, limits: Limits = DEFAULT_LIMITS) -> Copy:
    """The copy for the public.

    Raises: Refused, where the names of its makers cannot be taken out reliably, or where the
    copy would still give away what a reader does not see and no scan of its text finds.
    """
    released = strip_metadata(content, kind, limits)
    hidden = "".join(hidden_content(released, kind, limits))
    if hidden:
        raise Refused(f"{hidden}{_HIDDEN}")
    return described(released, kind)


def described(released: bytes, kind: FileKind) -> Copy:
    """A content that may go to the public, with what is told of it. Raises: Refused."""
    return Copy(
        content=released,
        sha256=hashlib.sha256(released).hexdigest(),
        text=_storable(extract(released, kind)),
        page_count=page_count(released) if kind is FileKind.PDF else None,
    )


def _storable(text: str) -> str:
    """Without what a file may hold and a database does not take."""
    return text.encode("utf-8", "ignore").decode().replace("\0", "")
