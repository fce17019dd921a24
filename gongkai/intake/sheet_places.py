"""All that a workbook says: its cells, and what stands beside and behind them."""

import io
import posixpath
import re
from collections.abc import Iterator
from html import unescape
from zipfile import ZipFile

import python_calamine
from lxml import etree  # type: ignore[import-untyped]

from gongkai.intake import places
from gongkai.intake.archives import DAMAGED, Refused, parsed
from gongkai.intake.places import Line

_WORKSHEET = re.compile(r"xl/(?:worksheets|chartsheets|dialogsheets)/[^/]+\.xml")
_HIDING = rb"""(?=[^>]*\shidden=["'](?:1|true)["'])"""
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b%s[^>]*\sr=["'](\d+)""" % _HIDING)
_HIDDEN_COLUMN = re.compile(
    rb"""<(?:\w+:)?col\b%s(?=[^>]*\smin=["'](\d+))[^>]*\smax=["'](\d+)""" % _HIDING
)
_LAST_COLUMN = 16_384
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]+)</")
_TELLING = re.compile(r'"[^"]*"|\d{7,}')
# The cells, which another reader takes much faster.
_GRID = re.compile(rb"<((?:\w+:)?sheetData)\b.*?</\1>", re.DOTALL)
# Signs for fonts, colours, sizes and sides in a margin.
_MARGIN_SIGNS = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[A-Za-z&]|\d{1,2}(?!\d))')
_PLACES = {
    "headerFooter": places.HEADER,
    "dataValidations": places.VALIDATION,
    "hyperlinks": places.LINK,
    "conditionalFormatting": places.FORMULA,
}
# Parts by the start of their name; the place of what stands in them.
_PARTS = (
    (("xl/comments", "xl/threadedComments/", "xl/persons/"), places.COMMENT),
    (("xl/workbook.xml",), places.NAMES),
    (("xl/drawings/",), places.TEXT_BOX),
    (("xl/charts/", "xl/diagrams/"), places.CHART),
    (("docProps/", "customXml/", "docMetadata/"), places.PROPERTIES),
)
_FORMAL = ("[Content_Types]", "xl/styles", "xl/theme/", "xl/calcChain", "xl/sharedStrings")


def sheet_lines(content: bytes, archive: ZipFile) -> Iterator[Line]:
    """Every line of every part, the cells first. Raises: Refused."""
    seen: set[str] = set()
    yield from _sheets(content, _parts(archive), seen)
    for name in archive.namelist():
        if name == "xl/sharedStrings.xml":
            yield from _left_over(parsed(archive.read(name)), seen)
        elif _WORKSHEET.fullmatch(name):
            yield from _beside(archive.read(name))
        elif name.endswith(".rels"):
            yield from places.links(parsed(archive.read(name)))
        elif name.endswith((".xml", ".vml")) and not name.startswith(_FORMAL):
            yield from places.told_by(_place_of(name), parsed(archive.read(name)))


def _sheets(content: bytes, parts: dict[str, bytes], seen: set[str]) -> Iterator[Line]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheets_metadata:
            shown = sheet.visible is python_calamine.SheetVisibleEnum.Visible
            yield Line("" if shown else places.HIDDEN_SHEET, sheet.name)
            if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet:
                grid = book.get_sheet_by_name(sheet.name)
                for line in _cells(grid, parts.get(sheet.name, b""), seen):
                    yield line if shown else line._replace(place=places.HIDDEN_SHEET)
    except python_calamine.CalamineError as error:
        raise Refused(DAMAGED) from error


def _place_of(name: str) -> str:
    return next((place for starts, place in _PARTS if name.startswith(starts)), places.OTHER)


def _parts(archive: ZipFile) -> dict[str, bytes]:
    """The part of each worksheet by its name, for what calamine does not tell."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(archive.namelist()):
        raise Refused(DAMAGED)
    rels = parsed(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in rels.iter("{*}Relationship")}
    found = {}
    for sheet in parsed(archive.read("xl/workbook.xml")).iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        name = posixpath.normpath(posixpath.join("/xl", targets.get(key, ""))).lstrip("/")
        if name in archive.namelist():
            found[sheet.get("name", "")] = archive.read(name)
    return found


def _cells(sheet: python_calamine.CalamineSheet, part: bytes, seen: set[str]) -> Iterator[Line]:
    rows = {int(number) for number in _HIDDEN_ROW.findall(part)}
    columns = {
        column
        for first, last in _HIDDEN_COLUMN.findall(part)
        for column in range(int(first), min(int(last), _LAST_COLUMN) + 1)
    }
    first_column = 1 + (sheet.start[1] if sheet.start else 0)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [(column, _cell(value)) for column, value in enumerate(row, start=first_column)]
        told = [(column, text) for column, text in cells if text]
        seen.update(text for _, text in told)
        shown = [text for column, text in told if number not in rows and column not in columns]
        hidden = [text for column, text in told if number in rows or column in columns]
        yield Line("", "\t".join(shown))
        if hidden:
            yield Line(places.HIDDEN_CELLS, "\t".join(hidden))


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _beside(part: bytes) -> Iterator[Line]:
    """What a worksheet says apart from its cells, and the words within their formulas."""
    for formula in _FORMULA.findall(part):
        words = _TELLING.findall(unescape(formula.decode("utf-8", "replace")))
        yield from (Line(places.FORMULA, one) for one in words)
    for child in parsed(_GRID.sub(b"", part)).iterchildren("*"):
        place = _PLACES.get(etree.QName(child).localname, places.OTHER)
        for line in places.told_by(place, child):
            yield Line(place, _MARGIN_SIGNS.sub(" ", line.text)) if place == places.HEADER else line


def _left_over(strings: etree._Element, seen: set[str]) -> Iterator[Line]:
    """Texts that no cell shows any more, and the reading aids above those that one shows."""
    for item in strings.iter("{*}si"):
        aids = ["".join(aid.itertext()) for aid in item.iter("{*}rPh")]
        whole = "".join(
            one.text or "" for one in item.iter("{*}t") if one.getparent().tag[-3:] != "rPh"
        )
        if whole.strip() and whole not in seen:
            yield Line(places.LEFT_OVER, whole)
        yield from (Line(places.DESCRIPTION, aid) for aid in aids)
