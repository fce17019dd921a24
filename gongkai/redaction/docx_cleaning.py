"""A Word file without anything that a reader does not see on the page."""

import re
from collections.abc import Callable

from lxml import etree  # type: ignore[import-untyped]

from gongkai.intake.archives import Refused
from gongkai.redaction.docx_text import WORD

# Gone with everything in it: bookmarks and marks of editors, the reading aid above a character,
# descriptions of content controls, the second copy of a text box or a picture and the picture
# from before it was retouched, mail merge.
_GONE = {
    *("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "rt", "rubyPr", "sdtPr"),
    *("sdtEndPr", "smartTagPr", "customXmlPr", "Fallback", "mailMerge", "lastRenderedPageBreak"),
    *(
        "svgBlip",
        "imgProps",
        "softHyphen",
        "embedRegular",
        "embedBold",
        "embedItalic",
        "embedBoldItalic",
    ),
}
# Only a cover: what is within stays.
_COVERS = {"hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "ruby", "rubyBase"}
_SPOKEN = {"descr", "title", "alt", "tooltip"}
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b[^\"]*", re.IGNORECASE)
_CROP = ("l", "t", "r", "b")
_OFF = {"0", "false"}


def clean(root: etree._Element) -> None:
    """Change the tree so that it holds what is printed, and no more.

    Raises: Refused for a picture that hides a part of itself.
    """
    _drop_hidden_runs(root)
    _free_fields(root)
    for element in list(root.iter("*")):
        parent = element.getparent()
        if parent is None:
            continue
        name = etree.QName(element).localname
        if name in _GONE:
            _take_out(element)
        elif name == "srcRect" and any(element.get(side, "0") != "0" for side in _CROP):
            raise Refused(
                "文件里有裁剪过的图片，裁去的部分还在文件里。"
                "请在 Word 中用“压缩图片”删除剪裁区域后重试。"
            )
        elif name in _COVERS:
            _unwrap(element)
        else:
            _hush(element)
    _free_nested_runs(root)


def refuse_hidden_styles(styles: etree._Element) -> None:
    """Raises: Refused where a style hides its text."""
    if any(_is_on(one) for one in styles.iter(f"{WORD}vanish")):
        raise Refused("文件的样式里设有隐藏文字，请在 Word 中取消“隐藏”后重试。")


def _is_on(switch: etree._Element) -> bool:
    return switch.get(f"{WORD}val", "1") not in _OFF


def _hush(element: etree._Element) -> None:
    """Descriptions of pictures for those who do not see them, and names given by programs."""
    for name in list(element.attrib):
        if etree.QName(name).localname in _SPOKEN and not element.tag.startswith(WORD):
            del element.attrib[name]
    if etree.QName(element).localname in ("docPr", "cNvPr"):
        element.set("name", "")


def _drop_hidden_runs(root: etree._Element) -> None:
    for switch in list(root.iter(f"{WORD}vanish", f"{WORD}webHidden")):
        run = switch.getparent().getparent()
        if run is not None and run.tag == f"{WORD}r" and _is_on(switch):
            _take_out(run)


def _free_fields(root: etree._Element) -> None:
    """Of every field but page numbers, only what is printed stays."""
    for simple in list(root.iter(f"{WORD}fldSimple")):
        if not _PAGE_FIELD.fullmatch(simple.get(f"{WORD}instr", "")):
            _unwrap(simple)
    open_fields: list[list[etree._Element]] = []
    for element in list(root.iter(f"{WORD}fldChar", f"{WORD}instrText")):
        kind = element.get(f"{WORD}fldCharType")
        if kind == "begin":
            open_fields.append([])
        if not open_fields:
            _take_out(element)
            continue
        open_fields[-1].append(element)
        if kind == "end":
            _free_field(open_fields.pop())
    for rest in open_fields:
        _free_field(rest)


def _free_field(elements: list[etree._Element]) -> None:
    instruction = "".join(one.text or "" for one in elements if one.tag == f"{WORD}instrText")
    if not _PAGE_FIELD.fullmatch(instruction):
        for one in elements:
            _take_out(one)


def _free_nested_runs(root: etree._Element) -> None:
    """Runs that a reading aid left within a run come out of it."""
    for run in list(root.iter(f"{WORD}r")):
        parent = run.getparent()
        if parent is not None and parent.tag == f"{WORD}r":
            _unwrap(parent)


def _unwrap(element: etree._Element) -> None:
    _place(element, lambda parent, at: [parent.insert(at, one) for one in reversed(element)])


def _take_out(element: etree._Element) -> None:
    _place(element, lambda parent, at: None)


def _place(element: etree._Element, put: Callable[[etree._Element, int], object]) -> None:
    parent = element.getparent()
    at = parent.index(element)
    tail = element.tail
    put(parent, at)
    element.tail = None
    if element.getparent() is parent:
        parent.remove(element)
    if tail and tail.strip():
        raise Refused("文件已损坏，请用原来的软件打开后重新保存再上传。")
