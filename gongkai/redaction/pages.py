"""The pages of a file as pictures and sizes, for the person who marks what is to be removed."""

from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind
from gongkai.intake.pdf import opened, page_picture
from gongkai.redaction import docx
from gongkai.redaction.images import decoded
from gongkai.redaction.raster import png, thinned

PICTURES = frozenset({FileKind.PNG, FileKind.JPEG})
_WIDTH = 1_000


def page_sizes(content: bytes, kind: FileKind) -> tuple[tuple[float, float], ...]:
    """Width and height of each page as it is seen; of a Word file those of its pictures.

    Units: points of a PDF, pixels of a picture, as `Area` counts them.
    Raises: Refused.
    """
    if kind is FileKind.PDF:
        with opened(content) as document:
            return tuple(document.get_page_size(number) for number in range(len(document)))
    if kind in PICTURES:
        picture = decoded(content)
        return ((picture.width, picture.height),)
    if kind is FileKind.DOCX:
        return tuple((one.width, one.height) for one in docx.pictures(content))
    return ()


def page_image(content: bytes, kind: FileKind, number: int) -> bytes:
    """A page as PNG, without anything the file says about itself; of a Word file a picture.

    Units: `number` counts from 1; a page of a PDF is 1000 pixels wide, a picture as it is.
    Raises: Refused.
    """
    if kind is FileKind.PDF:
        return page_picture(content, number, width=_WIDTH)
    if kind in PICTURES:
        return png(thinned(decoded(content)))
    if kind is FileKind.DOCX:
        shown = docx.pictures(content)[number - 1]
        if shown.is_shown:
            return png(thinned(decoded(shown.content)))
        raise Refused("这种格式的图片不能在网页上显示，请下载原件查看。")
    raise Refused("这种文件没有页面图像。")
