"""Pictures of the pages of released PDF files, made once when somebody first asks."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from gongkai.catalog.files import read
from gongkai.catalog.models import Attachment
from gongkai.intake.pdf import page_picture

_WIDTH = 900
_RELEASED = "released/"


def preview(attachment: Attachment, number: int) -> bytes | None:
    """A page as PNG; None where the released copy has no such page.

    Units: `number` counts from 1; the picture is 900 pixels wide.
    """
    if not attachment.released or not 1 <= number <= (attachment.page_count or 0):
        return None
    name = _name(attachment.sha256, number)
    if default_storage.exists(name):
        return read(name)
    picture = page_picture(read(str(attachment.released)), number, width=_WIDTH)
    if str(attachment.released).startswith(_RELEASED):  # of what is withdrawn nothing is kept
        default_storage.save(name, ContentFile(picture))
    return picture


def forget(sha256: str, page_count: int) -> None:
    """Delete the pictures of a copy's pages; who asks again has them made anew."""
    for number in range(1, page_count + 1):
        default_storage.delete(_name(sha256, number))


def _name(sha256: str, number: int) -> str:
    return f"previews/{sha256[:2]}/{sha256}-{number}.png"
