"""The pictures of a Word file: which there are, and a plain bar in place of one."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from gongkai.intake.archives import Refused, parsed
from gongkai.intake.images import JPEG_START, PNG_START
from gongkai.redaction.images import size_of
from gongkai.redaction.labels import print_label
from gongkai.redaction.model import Area
from gongkai.redaction.raster import Raster, png

Members = dict[str, bytes]
Parts = dict[str, etree._Element]

MEDIA = "word/media/"
_TYPES = "[Content_Types].xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_REFERENCES = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
    "{urn:schemas-microsoft-com:office:office}relid",
)
# What shows one picture, in whatever number of files.
_FRAMES = {"drawing", "pict", "object", "background", "numPicBullet"}
_UNKNOWN = (400, 300)  # pixels; of a kind whose size is not told, the frame gives the size
_LONGEST = 2_000  # pixels


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture wherever it stands; of the same picture kept twice, and of its stand-ins, one.

    Units: pixels, as far as the file tells them. `part` is where it stands first.
    """

    members: tuple[str, ...]
    part: str
    content: bytes
    width: int
    height: int

    @property
    def is_shown(self) -> bool:
        """Whether a browser can show it."""
        return self.content.startswith((PNG_START, JPEG_START))


def pictures_in(members: Members, parts: Parts) -> tuple[Picture, ...]:
    """Every picture, in the order of the parts and of the reading in them."""
    sets: list[tuple[str, set[str]]] = []
    for part, shown in _frames(members, parts):
        twins = {
            name
            for name in members
            if name.startswith(MEDIA) and any(members[name] == members[one] for one in shown)
        }
        joined = [known for known in sets if known[1] & twins]
        if joined:
            joined[0][1].update(twins, *(names for _, names in joined[1:]))
            sets = [known for known in sets if known not in joined[1:]]
        else:
            sets.append((part, twins))
    return tuple(_picture(part, sorted(names), members) for part, names in sets)


def covered(members: Members, numbers: Mapping[int, str], pictures: tuple[Picture, ...]) -> Members:
    """The members with a black picture in place of some, the article printed on it.

    Units: `numbers` count from 1, each with its article.
    Raises: Refused.
    """
    result = dict(members)
    for number, article in numbers.items():
        if not 1 <= number <= len(pictures):
            raise Refused("标记的图片在文件里找不到，请重新标记。")
        picture = pictures[number - 1]
        name = f"{MEDIA}covered{number}.png"
        for old in picture.members:
            del result[old]
        result[name] = _bar(picture, article)
        result = {
            one: _led(data, one, set(picture.members), name) if one.endswith(".rels") else data
            for one, data in result.items()
        }
    result[_TYPES] = _typed(result)
    return result


def used_media(members: Members, parts: Parts) -> set[str]:
    """The media files that something on a page refers to."""
    return {name for _, shown in _frames(members, parts) for name in shown}


def _frames(members: Members, parts: Parts) -> Iterator[tuple[str, set[str]]]:
    """Each frame with the media files it refers to, and the part it stands in."""
    roots = dict(parts)
    if "word/numbering.xml" in members:
        roots["word/numbering.xml"] = parsed(members["word/numbering.xml"])
    for part, root in roots.items():
        targets = _targets(part, members)
        frames: dict[etree._Element, set[str]] = {}
        for element in root.iter("*"):
            for name, value in element.attrib.items():
                if value in targets and name.startswith(_REFERENCES):
                    frames.setdefault(_frame_of(element), set()).add(targets[value])
        yield from ((part, shown) for shown in frames.values())


def _frame_of(element: etree._Element) -> etree._Element:
    for one in (element, *element.iterancestors()):
        if etree.QName(one).localname in _FRAMES:
            return one
    return element


def _targets(part: str, members: Members) -> dict[str, str]:
    """The media files that a part may refer to, by the key of the relationship."""
    folder, file = posixpath.split(part)
    rels = members.get(f"{folder}/_rels/{file}.rels")
    found = {}
    for one in parsed(rels).iter(_RELATIONSHIP) if rels else ():
        target = _resolved(folder, one)
        if target.startswith(MEDIA) and target in members:
            found[one.get("Id")] = target
    return found


def _resolved(folder: str, relationship: etree._Element) -> str:
    target = posixpath.join("/", folder, relationship.get("Target", ""))
    return posixpath.normpath(target).lstrip("/")


def _picture(part: str, names: list[str], members: Members) -> Picture:
    shown = [name for name in names if members[name].startswith((PNG_START, JPEG_START))]
    content = members[(shown or names)[0]]
    width, height = size_of(content) if shown else _UNKNOWN
    return Picture(tuple(names), part, content, width, height)


def _bar(picture: Picture, article: str) -> bytes:
    scale = min(1, _LONGEST / max(picture.width, picture.height))
    width, height = (max(1, round(side * scale)) for side in (picture.width, picture.height))
    raster = Raster(width, height, bytearray(width * height), 1, channels=1)
    print_label(raster, raster.paint(Area(1, 0, 0, width, height)), article)
    return png(raster)


def _led(data: bytes, rels: str, old: set[str], new: str) -> bytes:
    root = parsed(data)
    folder = posixpath.dirname(posixpath.dirname(rels))
    for one in root.iter(_RELATIONSHIP):
        if one.get("TargetMode") != "External" and _resolved(folder, one) in old:
            one.set("Target", posixpath.relpath(new, folder or "."))
    return _serialised(root)


def _typed(members: Members) -> bytes:
    """The list of types with that of the new pictures, without those of the old."""
    root = parsed(members[_TYPES])
    space = etree.QName(root).namespace
    for override in list(root.iter("{*}Override")):
        name = override.get("PartName", "").lstrip("/")
        if name.startswith(MEDIA) and name not in members:
            root.remove(override)
    if not any(one.get("Extension", "").lower() == "png" for one in root.iter("{*}Default")):
        root.insert(
            0, etree.Element(f"{{{space}}}Default", Extension="png", ContentType="image/png")
        )
    return _serialised(root)


def _serialised(root: etree._Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
