"""All that a presentation says, and what stands in notes, remarks and behind it."""

import re
from collections.abc import Iterator
from zipfile import ZipFile

from gongkai.intake import places
from gongkai.intake.archives import parsed
from gongkai.intake.places import Line

_PARTS = (
    ("ppt/slides/", ""),
    ("ppt/notesSlides/", places.NOTES),
    (("ppt/comments", "ppt/commentAuthors", "ppt/authors"), places.COMMENT),
    (("ppt/charts/", "ppt/diagrams/"), places.CHART),
    (("docProps/", "customXml/"), places.PROPERTIES),
)
_FORMAL = ("[Content_Types]", "ppt/theme/", "ppt/slideMasters/", "ppt/slideLayouts/")
_NUMBER = re.compile(r"\d+")
_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"


def slide_lines(archive: ZipFile) -> Iterator[Line]:
    """Every line of every part, the slides first. Raises: Refused."""
    for name in sorted(archive.namelist(), key=_order):
        if name.endswith(".rels"):
            yield from places.links(parsed(archive.read(name)))
        elif name.endswith(".xml") and not name.startswith(_FORMAL):
            root = parsed(archive.read(name))
            place = next((told for start, told in _PARTS if name.startswith(start)), places.OTHER)
            if place in ("", places.NOTES):
                for paragraph in root.iter(_PARAGRAPH):
                    yield Line(place, "".join(one.text or "" for one in paragraph.iter("{*}t")))
                for element in root.iter("{*}cNvPr"):
                    yield from places.spoken(places.DESCRIPTION, element)
            else:
                yield from places.told_by(place, root)


def _order(name: str) -> tuple[bool, list[int], str]:
    return not name.startswith("ppt/slides/"), [int(one) for one in _NUMBER.findall(name)], name
