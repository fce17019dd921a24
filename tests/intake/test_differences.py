"""Two texts side by side, with what the other does not have."""

from gongkai.intake.differences import Line, Row, rows


def shown(before: str, after: str) -> list[tuple[str, list[str], str, list[str]]]:
    """Each row as its two lines and their changed stretches."""

    def part(text: str, line: Line | None) -> tuple[str, list[str]]:
        if line is None:
            return "", []
        return text[line.start : line.end], [text[a:b] for a, b in line.changed]

    return [(*part(before, row.before), *part(after, row.after)) for row in rows(before, after)]


def test_equal_texts_have_no_change() -> None:
    text = "第一条　为了公开。\n第二条　自发布之日起施行。"
    assert [row.is_changed for row in rows(text, text)] == [False, False]


def test_words_that_changed_within_a_line() -> None:
    assert shown("期限为15个工作日。", "期限为20个工作日。") == [
        ("期限为15个工作日。", ["15"], "期限为20个工作日。", ["20"])
    ]


def test_a_line_put_in_and_one_taken_out() -> None:
    before = "第一条\n旧的一条已经没有用处\n末条"
    after = "第一条\n末条\n新增附则"
    assert shown(before, after) == [
        ("第一条", [], "第一条", []),
        ("旧的一条已经没有用处", ["旧的一条已经没有用处"], "", []),
        ("末条", [], "末条", []),
        ("", [], "新增附则", ["新增附则"]),
    ]


def test_of_lines_that_are_not_alike_the_whole_is_changed() -> None:
    assert shown("春耕生产", "防汛抗旱") == [("春耕生产", ["春耕生产"], "防汛抗旱", ["防汛抗旱"])]
    assert shown("长" * 3001, "短") == [("长" * 3001, ["长" * 3001], "短", ["短"])]


def test_offsets_are_those_of_the_whole_text() -> None:
    found = rows("甲\n乙丙丁戊", "甲\n乙丙丁己")
    assert found[1] == Row(Line(2, 6, ((5, 6),)), Line(2, 6, ((5, 6),)))


def test_empty_texts_and_empty_lines() -> None:
    assert rows("", "") == []
    assert shown("", "甲\n\n乙") == [("", [], "甲", ["甲"]), ("", [], "乙", ["乙"])]


def test_a_row_of_a_table_is_compared_cell_by_cell() -> None:
    before, after = "王家村\t12\t120", "王家村\t120\t12"
    (row,) = rows(before, after)
    assert row.before
    assert [before[a:b] for a, b in row.before.changed] == ["12", "120"]
    assert row.after
    assert [after[a:b] for a, b in row.after.changed] == ["120", "12"]


def test_a_cell_that_was_empty_is_new_as_a_whole() -> None:
    (row,) = rows("村\t", "村\t12")
    assert row.before
    assert row.before.changed == ()
    assert row.after
    assert row.after.changed == ((2, 4),)
