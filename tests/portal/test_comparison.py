"""What changed between two texts."""

from gongkai.portal.comparison import compared


def shown(before: str, after: str) -> list[str]:
    """Lines with their sign, changed stretches in brackets."""
    signs = {"same": " ", "removed": "-", "added": "+"}
    return [
        signs[line.kind]
        + "".join(
            piece.text if piece.kind == "same" else f"[{piece.text}]" for piece in line.pieces
        )
        for line in compared(before, after)
    ]


def test_a_changed_number_is_shown_within_its_line() -> None:
    assert shown("一、每亩补贴50元。", "一、每亩补贴60元。") == [
        "-一、每亩补贴[50]元。",
        "+一、每亩补贴[60]元。",
    ]


def test_unlike_lines_are_shown_whole() -> None:
    assert shown("甲", "乙") == ["-[甲]", "+[乙]"]


def test_a_line_put_in_and_one_taken_out() -> None:
    assert shown("首条\n旧的一条已经没有用处\n末条", "首条\n末条\n新增附则") == [
        " 首条",
        "-[旧的一条已经没有用处]",
        " 末条",
        "+[新增附则]",
    ]


def test_far_lines_are_left_out() -> None:
    before = "\n".join(f"第{n}行" for n in range(20))
    after = before.replace("第3行", "新三行").replace("第15行", "新十五行")
    lines = shown(before, after)
    assert " 第1行" in lines
    assert " 第0行" not in lines
    assert " " in lines  # what lies between


def test_the_same_text_shows_nothing() -> None:
    assert compared("一样", "一样") == []
