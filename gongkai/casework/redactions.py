"""The marks of a document as `gongkai.redaction` takes them, read together with its file."""

from dataclasses import replace

from gongkai.applications.policies.cases import regime_of
from gongkai.casework.models import FoundDocument, RedactionMark, marks_in_order
from gongkai.catalog import files
from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind
from gongkai.protection.covering import values_to_cover
from gongkai.redaction.model import Area, Mark
from gongkai.redaction.pages import page_sizes
from gongkai.redaction.release import find

Size = tuple[float, float]


def sizes_of(document: FoundDocument) -> tuple[Size, ...]:
    """Width and height of each page of the original, or of each picture of a Word file.

    Raises: Refused.
    """
    return page_sizes(files.read(str(document.original)), FileKind(document.kind))


def pictures_unjudged(document: FoundDocument, content: bytes) -> list[int]:
    """Pictures of a Word file that nobody has marked or found fit to be given, by number.

    Raises: Refused.
    """
    if document.kind != FileKind.DOCX:
        return []
    judged = {*document.cleared_pictures, *document.marks.values_list("page", flat=True)}
    count = len(page_sizes(content, FileKind.DOCX))
    return [number for number in range(1, count + 1) if number not in judged]


def marks_of(document: FoundDocument, content: bytes) -> tuple[Mark, ...]:
    """Every place that is marked, a text wherever it stands.

    Raises: Refused, where a marked text is not in the file.
    """
    rows = list(marks_in_order(document))
    regime = regime_of(document.application).code
    sizes = page_sizes(content, FileKind(document.kind)) if any(row.area for row in rows) else ()
    found: list[Mark] = [_area(row, sizes, regime) for row in rows if row.area]
    texts = {word_of(row): row.ground for row in rows if row.text}
    if texts:
        # One reading of the file for all words; each then gets its own ground.
        placed = find(content, texts, ground=next(iter(texts.values())), regime=regime)
        found += [replace(mark, ground=texts[mark.word]) for mark in placed]
        if missing := set(texts) - {mark.word for mark in placed}:
            raise Refused(f"有{len(missing)}处标记的文字在文件里找不到，请取消后重新标记。")
    return tuple(found)


def word_of(mark: RedactionMark) -> str:
    """What a mark takes out of the text; empty where it is an area.

    Raises: ProtectionFault.
    """
    return values_to_cover(mark, "text")["text"]


def _area(row: RedactionMark, sizes: tuple[Size, ...], regime: str) -> Mark:
    page = row.page or 0
    if not 1 <= page <= len(sizes):
        raise Refused("有标记不在文件的页面上，请取消后重新标记。")
    width, height = sizes[page - 1]
    left, top, right, bottom = row.area or (0, 0, 0, 0)
    place = Area(page, left * width, top * height, right * width, bottom * height)
    return Mark((place,), row.ground, regime=regime)
