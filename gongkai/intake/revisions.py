"""Tracked changes of a text document, accepted for good."""

from lxml import etree  # type: ignore[import-untyped]

from gongkai.intake.archives import Refused

# What a change took away, with everything in it.
_TAKEN = {"del", "moveFrom", "delText", "delInstrText"}
# What a change brought: the content stays.
_BROUGHT = {"ins", "moveTo"}
# Marks that carry the name and the time of the editor only.
_MARKS = {
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart"),
    *("customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd"),
    *("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "numberingChange", "cellIns"),
}
_CELLS = {"cellDel", "cellMerge"}


def accept_revisions(root: etree._Element) -> None:
    """Change the tree so that it is as if no change had ever been tracked.

    Two paragraphs whose border was deleted stay two.
    Raises: Refused where single cells were deleted or merged.
    """
    for element in list(root.iter("*")):
        name = etree.QName(element).localname
        parent = element.getparent()
        if parent is None:
            continue
        if name in _CELLS:
            raise Refused("表格中有单元格的修订，请在 Word 中接受全部修订后再上传。")
        if name == "del" and etree.QName(parent).localname == "trPr":
            row = parent.getparent()
            row.getparent().remove(row)
        elif name in _TAKEN or name in _MARKS or name.endswith("PrChange"):
            parent.remove(element)
        elif name in _BROUGHT:
            _unwrap(element, parent)


def _unwrap(element: etree._Element, parent: etree._Element) -> None:
    at = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    parent.remove(element)
