"""Pictures of the pages of released PDF files, made once when somebody first asks."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from gongkai.catalog.files import read
from gongkai.catalog.models import Attachment
from gongkai.intake.pdf import page_picture

_WIDTH = 900


def preview(attachment: Attachment, number: int) -> bytes | None:
    """A page as PNG; None where the released copy has no such page.

    Units: `number` counts from 1; the picture is 900 pixels wide.
    """
    if not attachment.released or not 1 <= number <= (attachment.page_count or 0):
        return None
    name = f"previews/{attachment.sha256[:2]}/{attachment.sha256}-{number}.png"
    if default_storage.exists(name):
        return read(name)
    picture = page_picture(read(str(attachment.released)), number, width=_WIDTH)
    default_storage.save(name, ContentFile(picture))
    return picture
