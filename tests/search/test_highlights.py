import random
import re

import pytest

from gongkai.search.folding import fold
from gongkai.search.highlights import lines, marked, pattern_of
from tests.search.build import jumble


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("养 老服务", "养老", ["养 老"]),
        ("ＧＤＰ和gdp", "gdp", ["ＧＤＰ", "gdp"]),
        ("新政发〔2017〕3号", "新政发[2017]3号", ["新政发〔2017〕3号"]),
        ("二○一七和二〇一七", "二〇一七", ["二○一七", "二〇一七"]),
        ("养老、服务", "养老服务", []),
        ("a+b", "a+b", ["a+b"]),
        ("２０１７年和2017年", "2017年", ["２０１７年", "2017年"]),
    ],
)
def test_marks(text: str, word: str, shown: list[str]) -> None:
    marks = marked(text, [pattern_of([fold(word)])]).marks
    assert [text[start:end] for start, end in marks] == shown


def test_what_is_found_is_marked() -> None:
    chance = random.Random(3)  # noqa: S311
    for _ in range(500):
        # Signs that stand for several letters (㎡) are found but not marked.
        text = jumble(chance, 60).translate(dict.fromkeys(map(ord, "℃①㎡Ⅳ")))
        start = chance.randrange(55)
        piece = fold(text[start : start + 4])
        if len(piece) > 1:
            assert marked(text, [pattern_of([piece])]).marks, (text, piece)


def patterns(*words: str) -> list[re.Pattern[str]]:
    return [pattern_of([word]) for word in words]


def test_marks_that_overlap_become_one() -> None:
    marks = marked("养老服务和养老和服务", patterns("养老", "老服", "养老服务", "服务")).marks
    assert marks == ((0, 4), (5, 7), (8, 10))
    assert marked("养老服务", patterns("服务", "养老")).marks == ((0, 2), (2, 4))
    assert marked("养老", []).marks == ()


def test_two_words_far_apart_make_two_lines() -> None:
    text = "养老" + "甲" * 200 + "服务" + "乙" * 200
    first, second = lines([text], patterns("养老", "服务"))
    assert first.text == "养老" + "甲" * 44 + "…"
    assert first.marks == ((0, 2),)
    assert second.text == "…" + "甲" * 12 + "服务" + "乙" * 32 + "…"
    assert second.marks == ((13, 15),)


def test_one_word_is_shown_at_two_places() -> None:
    text = "养老" + "甲" * 200 + "养老"
    assert len(lines([text], patterns("养老"))) == 2
    assert len(lines(["养老养老"], patterns("养老"))) == 1


def test_the_first_text_that_holds_a_word_is_shown_else_the_beginning() -> None:
    texts = ["概述", "正文养老", "附件.pdf\n附件养老"]
    (line,) = lines(texts, patterns("养老"))
    assert line.text == "正文养老"
    (line,) = lines(texts, patterns("教育"))
    assert (line.text, line.marks) == ("概述", ())
    assert lines(["", ""], patterns()) == []


def test_a_line_of_an_attachment_says_whose_it_is() -> None:
    texts = ["概述", "正文", "名单.xlsx\n第一行\n养老补贴对象"]
    (line,) = lines(texts, patterns("养老"))
    assert line.text == "附件《名单.xlsx》：第一行 养老补贴对象"
    assert [line.text[start:end] for start, end in line.marks] == ["养老"]
    (line,) = lines(texts, patterns("名单"))
    assert line.text == "附件《名单.xlsx》"
    assert [line.text[start:end] for start, end in line.marks] == ["名单"]


def test_a_word_of_the_body_comes_before_one_of_an_attachment() -> None:
    (line,) = lines(["", "养老补贴", "养老.pdf\n养老"], patterns("养老"))
    assert line.text == "养老补贴"
