"""Every line of the plain text is told by what it is in the HTML."""

from gongkai.intake.html import clean, text_of
from gongkai.intake.outline import outline

BODY = clean(
    "<h2>一、标准</h2><p>每亩<strong>15</strong>元。</p>"
    "<ol><li>申报</li><li><p>核实</p><p>两人到场</p></li></ol>"
    "<table><caption>补助标准</caption><thead><tr><th>村</th><th>元</th></tr></thead>"
    "<tbody><tr><td>王家村</td><td>120</td></tr></tbody></table>"
    "<blockquote><p>附则</p></blockquote>"
)


def test_each_line_has_its_kind() -> None:
    found = outline(BODY)
    text = text_of(BODY)
    assert [one.kind for one in found] == [
        *("h2", "p", "li", "li", "li", "caption", "row", "row", "p"),
    ]
    starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == "\n")]
    assert [one.start for one in found] == starts


def test_items_of_a_list_are_numbered_and_share_a_group() -> None:
    items = [one for one in outline(BODY) if one.kind == "li"]
    assert [(one.number, one.is_ordered) for one in items] == [(1, True), (2, True), (0, True)]
    assert len({one.group for one in items}) == 1
    assert items[0].group


def test_cells_lie_where_their_text_lies() -> None:
    text = text_of(BODY)
    head, row = (one for one in outline(BODY) if one.kind == "row")
    assert [(cell.tag, text[cell.start : cell.end]) for cell in head.cells] == [
        ("th", "村"),
        ("th", "元"),
    ]
    assert [text[cell.start : cell.end] for cell in row.cells] == ["王家村", "120"]


def test_marks_lie_where_they_are_seen() -> None:
    text = text_of(BODY)
    (mark,) = outline(BODY)[1].stretches
    assert (text[mark.start : mark.end], mark.marks) == ("15", ("strong",))
