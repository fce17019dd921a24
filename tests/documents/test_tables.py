import pytest

from gongkai.documents.tables import Cell, Table, column_weights, placed_cells
from tests.documents.samples import applications_table


def test_cells_skip_what_a_rowspan_above_holds():
    rows = ((Cell("甲", rowspan=2), Cell("乙", colspan=2)), (Cell("丙"), Cell("丁")))
    found = [
        (placed.cell.text, placed.row, placed.column) for placed in placed_cells(rows, columns=3)
    ]
    assert found == [("甲", 0, 0), ("乙", 0, 1), ("丙", 1, 1), ("丁", 1, 2)]


@pytest.mark.parametrize(
    "body",
    [
        ((Cell("甲"), Cell("乙")), (Cell("丙"),)),
        ((Cell("甲"),), (Cell("乙"), Cell("丙"))),
        ((Cell("甲", rowspan=2), Cell("乙")), (Cell("丙"), Cell("丁"))),
        ((Cell("甲", rowspan=2),),),
    ],
    ids=["short row", "long row", "row beside a rowspan too long", "rowspan beyond the end"],
)
def test_a_table_with_holes_or_excess_is_refused(body):
    with pytest.raises(ValueError, match="表格各行应各占"):
        Table(body=body)


def test_a_cell_over_a_merged_one_is_refused():
    body = ((Cell("甲"), Cell("乙", rowspan=2)), (Cell("丙", colspan=2),))
    with pytest.raises(ValueError, match="重叠"):
        Table(body=body)


def test_widths_must_count_as_many_as_columns():
    with pytest.raises(ValueError, match="有2列，列宽却有3个"):
        Table(body=((Cell("甲"), Cell("乙")),), widths=(1, 2, 3))


def test_weights_follow_the_longest_text_between_four_and_twenty():
    body = ((Cell("一" * 30), Cell("1"), Cell("六个字的内容", indent=1)),)
    assert column_weights(Table(body=body)) == (20, 4, 7)


def test_the_national_form_has_ten_columns():
    table = applications_table()
    assert (table.columns, len(table.body)) == (10, 25)
