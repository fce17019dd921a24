"""The proof of identity as it is uploaded: told by its content, pictures without what is hidden."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.accounts.refusals import NotAllowed
from gongkai.intake.archives import Limits, Refused
from gongkai.intake.files import FileKind, recognise
from gongkai.intake.images import strip_jpeg, strip_png

LARGEST = 5 * 1024 * 1024
_MEDIA_TYPES = {
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.PDF: "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof that may be kept."""

    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """What goes along with the answers: the proof, other files by name and content, the query
    code under which it will be found, and the code of the draft that it was.
    """

    proof: Proof
    enclosures: Sequence[tuple[str, bytes]]
    code: str
    draft: str = ""


def proof_of(content: bytes) -> Proof:
    """The proof, a picture written anew from nothing but its pixels: no place, time or device.

    Raises: NotAllowed.
    """
    if len(content) > LARGEST:
        raise NotAllowed("文件超过5MB，请压缩或者重新拍一张再选择。")
    try:
        kind = recognise(content, "proof", Limits(file=LARGEST)).kind
        if kind is FileKind.JPEG:
            content = strip_jpeg(content)
        elif kind is FileKind.PNG:
            content = strip_png(content)
    except Refused as refusal:
        raise NotAllowed(str(refusal)) from None
    if kind not in _MEDIA_TYPES:
        raise NotAllowed("身份证明请选择照片（jpg、png）或者 pdf 文件。")
    return Proof(_MEDIA_TYPES[kind], content)
