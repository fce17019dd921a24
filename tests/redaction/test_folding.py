import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.redaction.folding import fold, folded


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("欧 阳\u3000建\n国", "欧阳建国"),
        ("证号３３０１０２１９９００１", "330102199001"),
        ("⻢⽴", "马立"),  # radicals, as PDF files often give them
        ("oﬃce", "OFFICE"),
        ("买买提・艾力", "买买提·艾力"),
        ("138—0000—0000", "138-0000-0000"),
        ("建\u200b国\ufe00", "建国"),
        ("葛\U000e0100洪", "葛洪"),  # a variant of the same character
    ],
)
def test_spellings_of_one_word_are_found(text, word):
    assert list(folded(text).spans(word))


def test_a_find_leads_back_to_the_text():
    text = "甲 欧 阳建国，ﬁ。欧阳建国"
    assert [text[start:end] for start, end in folded(text).spans("欧阳建国")] == [
        "欧 阳建国",
        "欧阳建国",
    ]
    assert list(folded("ﬁ").spans("i")) == [(0, 1)]
    assert list(folded("甲").spans(" ")) == []


@given(before=st.text(max_size=20), after=st.text(max_size=20))
def test_a_word_is_found_in_whatever_stands_around_it(before, after):
    text = f"{before}王X7{after}"
    assert any(
        start <= len(before) and end >= len(before) + 3 for start, end in folded(text).spans("王x7")
    )


@given(st.text(max_size=50))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
