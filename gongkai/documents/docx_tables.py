"""Tables of a DOCX file."""

from docx.document import Document as Word
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Length, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow

from gongkai.documents.docx_styles import CAPTION, SMALL, text_width
from gongkai.documents.tables import Align, Cell, Placed, Table, column_weights, placed_cells

ALIGNMENT = {
    Align.START: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.END: WD_ALIGN_PARAGRAPH.RIGHT,
}


def add_table(word: Word, table: Table) -> None:
    """Append `table`, its caption above and its notes below, as wide as the text."""
    if table.caption:
        word.add_paragraph(table.caption, style=CAPTION).paragraph_format.keep_with_next = True
    header, body = table.header, table.body
    grid = word.add_table(len(header) + len(body), table.columns, style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    cells = [row.cells for row in grid.rows]
    _set_widths(grid, table, width=text_width(word.sections[-1]))
    for placed in placed_cells(header, columns=table.columns):
        _fill(cells, placed, first_row=0, alignment=WD_ALIGN_PARAGRAPH.CENTER)
    for placed in placed_cells(body, columns=table.columns):
        _fill(cells, placed, first_row=len(header), alignment=ALIGNMENT[placed.cell.align])
    for number, row in enumerate(grid.rows):
        _mark(row, "w:cantSplit")
        if number < len(header):
            _mark(row, "w:tblHeader")
    for note in table.notes:
        word.add_paragraph(note, style=SMALL)


def _set_widths(grid: WordTable, table: Table, *, width: int) -> None:
    weights = column_weights(table)
    for column, weight in zip(grid.columns, weights, strict=True):
        column.width = Length(int(width * weight / sum(weights)))


def _fill(
    cells: list[tuple[WordCell, ...]],
    placed: Placed,
    *,
    first_row: int,
    alignment: WD_ALIGN_PARAGRAPH,
) -> None:
    row, column, cell = first_row + placed.row, placed.column, placed.cell
    target = cells[row][column]
    if cell.colspan > 1 or cell.rowspan > 1:
        target = target.merge(cells[row + cell.rowspan - 1][column + cell.colspan - 1])
    target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = target.paragraphs[0]
    paragraph.style = SMALL
    paragraph.alignment = alignment
    paragraph.paragraph_format.left_indent = _indent(cell)
    paragraph.add_run(cell.text)


def _indent(cell: Cell) -> Length | None:
    return Pt(10.5 * cell.indent) if cell.indent else None


def _mark(row: WordRow, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
