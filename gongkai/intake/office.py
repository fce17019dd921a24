"""Office files (docx, xlsx, pptx): freed of their makers' traces, searched for what they hide."""

import io
import posixpath
import re
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree  # type: ignore[import-untyped]

from gongkai.intake.archives import Limits, Refused, open_archive, parsed
from gongkai.intake.images import strip_jpeg, strip_png
from gongkai.intake.revisions import accept_revisions

_DROPPED = re.compile(
    r"docProps/|customXml/|docMetadata/|_xmlsignatures/|\[trash\]/"
    r"|word/(?:comments\w*|people)\.xml|xl/(?:comments\w*|persons|threadedComments|revisions)\b"
    r"|ppt/(?:comments/|commentAuthors|authors\.xml|changesInfos/|revisionInfo\.xml)"
    r"|(?:word|xl|ppt)/(?:\w+/)?printerSettings"
)
_DRAWING = re.compile(r"xl/drawings/vmlDrawing\d*\.vml")
_OBJECT_TYPE = re.compile(rb'ObjectType="(\w+)"')
_TYPES = "[Content_Types].xml"
_SETTINGS = "word/settings.xml"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE_NS = re.compile(r"\{http://(?:schemas\.openxmlformats|purl\.oclc)\.org/.*/relationships\}")
# In document, workbook and presentation: paths, revision marks, names of editors.
_LEFT_OUT = {
    *("rsids", "attachedTemplate", "docVars", "docId", "documentId"),
    *("absPath", "fileSharing", "revisionPtr", "modifyVerifier", "writeProtection"),
    *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
}
_NAMES = re.compile(r"(?:rsid\w*|author|initials|lastModifiedBy|userName|date|dateUtc)")
_STORY = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_CHANGES = ("{*}ins", "{*}del", "{*}moveFrom", "{*}moveTo")
# Programs write tags with or without a prefix, quotes of both kinds.
_HIDDEN_CELLS = re.compile(rb"""<(?:\w+:)?(?:row|col)\b[^>]*\shidden=["'](?:1|true)["']""")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def strip_office(content: bytes, limits: Limits) -> bytes:
    """The container again, member by member. Raises: Refused."""
    target = io.BytesIO()
    with open_archive(content, limits) as archive, ZipFile(target, "w", ZIP_DEFLATED) as out:
        dropped = _dropped(archive)
        for name in archive.namelist():
            if name in dropped or name.endswith("/"):
                continue
            if name.endswith(".rels") and _source_of(name) in dropped:
                continue
            member = _stripped(archive, name, dropped)
            out.writestr(ZipInfo(name, _EPOCH), member, ZIP_DEFLATED)
    return target.getvalue()


def hidden_in_office(content: bytes, limits: Limits) -> Iterator[str]:
    """Sentences on what the file hides. Raises: Refused."""
    with open_archive(content, limits) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" in names:
            yield from _hidden_in_workbook(archive)
        if "word/document.xml" in names:
            yield from _hidden_in_text(archive)
        if any(re.match(r"ppt/slides/slide\d+\.xml", name) for name in names):
            yield from _hidden_in_slides(archive)
    for pattern, sentence in _TELLING_MEMBERS:
        if any(map(pattern.search, names)):
            yield sentence


_TELLING_MEMBERS = (
    (re.compile(r"/comments\w*\.xml|/comments/|/threadedComments/"), "含有批注，公开前须清除。"),
    (
        re.compile(
            r"^(?:word|xl|ppt)/(?!.*(?:media|embeddings|fonts|printerSettings)/)"
            r".*\.(?!(?:xml|rels|vml)$)\w+$"
        ),
        "夹带着别的格式的内容，请核对能否公开。",
    ),
    (re.compile(r"/embeddings/"), "内嵌了别的文件，请核对其内容能否公开。"),
    (re.compile(r"xl/externalLinks/externalLink"), "引用了别的工作簿，缓存的数据随文件公开。"),
    (re.compile(r"xl/pivotCache/"), "含有数据透视表，其全部原始数据随文件公开。"),
    (re.compile(r"ppt/notesSlides/"), "含有演讲者备注，请核对能否公开。"),
)


def _hidden_in_workbook(archive: ZipFile) -> Iterator[str]:
    root = parsed(archive.read("xl/workbook.xml"))
    hidden = [
        sheet.get("name")
        for sheet in root.iter("{*}sheet")
        if sheet.get("state", "visible") != "visible"
    ]
    if hidden:
        yield f"有隐藏的工作表：{'、'.join(hidden)}。"
    sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    if any(_HIDDEN_CELLS.search(archive.read(one)) for one in sheets):
        yield "工作表中有隐藏的行或列。"


def _hidden_in_text(archive: ZipFile) -> Iterator[str]:
    roots = [parsed(archive.read(name)) for name in archive.namelist() if _STORY.fullmatch(name)]
    changes = [one for root in roots for one in root.iter(*_CHANGES)]
    if changes:
        yield "含有修订痕迹：公开时按接受全部修订处理，请核对正文。"
    hidden = [one for root in roots for one in root.iter("{*}vanish")]
    if any(one.get(_value(one)) not in ("0", "false") for one in hidden):
        yield "含有隐藏文字，请核对。"


def _value(element: etree._Element) -> str:
    return f"{{{etree.QName(element).namespace}}}val"


def _hidden_in_slides(archive: ZipFile) -> Iterator[str]:
    slides = [name for name in archive.namelist() if re.match(r"ppt/slides/slide\d+\.xml", name)]
    if any(parsed(archive.read(name)).get("show") in ("0", "false") for name in slides):
        yield "有隐藏的幻灯片。"


def _dropped(archive: ZipFile) -> set[str]:
    """Members that go: those named above, and drawings of nothing but cell comments."""
    dropped = {name for name in archive.namelist() if _DROPPED.match(name)}
    for name in archive.namelist():
        if _DRAWING.fullmatch(name):
            types = set(_OBJECT_TYPE.findall(archive.read(name)))
            if types == {b"Note"}:
                dropped.add(name)
    return dropped


def _stripped(archive: ZipFile, name: str, dropped: set[str]) -> bytes:
    content = archive.read(name)
    if name.lower().endswith((".jpg", ".jpeg")):
        return strip_jpeg(content)
    if name.lower().endswith(".png"):
        return strip_png(content)
    if name == _TYPES:
        return _without_types(content, dropped)
    if name.endswith(".rels"):
        return _without_relationships(content, name, dropped)
    if not name.endswith(".xml") or not name.startswith(("word/", "xl/", "ppt/")):
        return content
    lost = _lost_references(archive, name, dropped)
    if name.startswith("xl/") and name != "xl/workbook.xml" and not lost:
        return content  # sheets may be large, and hold no names
    return _without_traces(content, lost, is_text=name.startswith("word/"))


def _without_types(content: bytes, dropped: set[str]) -> bytes:
    root = parsed(content)
    for override in list(root.iter("{*}Override")):
        if override.get("PartName", "").lstrip("/") in dropped:
            root.remove(override)
    return _written(root)


def _without_relationships(content: bytes, name: str, dropped: set[str]) -> bytes:
    root = parsed(content)
    for relationship in list(root.iter(_RELATIONSHIPS)):
        if _is_lost(relationship, name, dropped):
            root.remove(relationship)
    return _written(root)


def _is_lost(relationship: etree._Element, name: str, dropped: set[str]) -> bool:
    if relationship.get("TargetMode") == "External":
        return str(relationship.get("Type")).endswith("/attachedTemplate")
    folder = posixpath.dirname(_source_of(name))
    target = relationship.get("Target", "")
    member = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return member in dropped


def _source_of(rels: str) -> str:
    """The member that a relationships member belongs to: a/_rels/b.xml.rels → a/b.xml."""
    folder, file = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _lost_references(archive: ZipFile, name: str, dropped: set[str]) -> set[str]:
    folder, file = posixpath.split(name)
    rels = f"{folder}/_rels/{file}.rels"
    if rels not in archive.namelist():
        return set()
    relationships = parsed(archive.read(rels)).iter(_RELATIONSHIPS)
    return {one.get("Id") for one in relationships if _is_lost(one, rels, dropped)}


def _without_traces(content: bytes, lost: set[str], *, is_text: bool) -> bytes:
    root = parsed(content)
    if is_text:
        accept_revisions(root)
    for element in list(root.iter("*")):
        if etree.QName(element).localname in _LEFT_OUT or _refers(element, lost):
            _remove(element)
            continue
        for name in list(element.attrib):
            if is_text and _NAMES.fullmatch(etree.QName(name).localname):
                del element.attrib[name]
    return _written(root)


def _refers(element: etree._Element, lost: set[str]) -> bool:
    """Whether an element stands for a lost member; a page setup only loses its printer."""
    for name, value in element.attrib.items():
        if value in lost and _OFFICE_NS.match(name):
            if etree.QName(element).localname != "pageSetup":
                return True
            del element.attrib[name]
    return False


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        raise Refused("文件已损坏，请用原来的软件打开后重新保存再上传。")
    parent.remove(element)


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
