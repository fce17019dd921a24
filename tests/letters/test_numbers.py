import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.letters.numbers import DocumentNumber, NumberTemplate, UnreadableNumber, parse_number

REPLIES = NumberTemplate("青镇", "公开复")


def test_a_number_has_six_corner_brackets_four_digits_and_no_leading_zeros():
    assert REPLIES.render(2026, 12) == "青镇公开复〔2026〕12号"


@pytest.mark.parametrize(("year", "serial"), [(26, 1), (20260, 1), (2026, 0), (2026, -1)])
def test_impossible_numbers_are_refused(year, serial):
    with pytest.raises(ValueError, match="年份应当是四位数"):
        REPLIES.render(year, serial)


@pytest.mark.parametrize("code", ["青镇〔2026〕", "青镇1", "青 镇", "青镇(公)"])
def test_the_code_of_an_agency_is_words(code):
    with pytest.raises(ValueError, match="机关代字"):
        NumberTemplate(code, "公开复")


def test_a_code_is_needed():
    with pytest.raises(ValueError, match="机关代字"):
        NumberTemplate("", "")


@pytest.mark.parametrize(
    ("written", "word", "year", "serial"),
    [
        ("青镇公开复〔2026〕12号", "青镇公开复", 2026, 12),
        ("沪水务非答（2014）第7号", "沪水务非答", 2014, 7),
        ("(2015)彭海处告字第006号", "彭海处告", 2015, 6),
        ("青镇公开复[2026]第012号", "青镇公开复", 2026, 12),
        ("依申请[2026]0001", "依申请", 2026, 1),
        (" 青镇公开复〔２０２６〕１２号 ", "青镇公开复", 2026, 12),
    ],
)
def test_both_styles_are_read(written, word, year, serial):
    assert parse_number(written) == DocumentNumber(word, year, serial)


@pytest.mark.parametrize(
    "written", ["", "12号", "青镇公开复12号", "青镇公开复〔26〕12号", "青镇公开复〔2026〕0号"]
)
def test_what_is_no_number_is_refused(written):
    with pytest.raises(UnreadableNumber, match="文号应当写成"):
        parse_number(written)


def test_a_number_of_another_series_is_refused():
    with pytest.raises(UnreadableNumber, match="不是“青镇公开复”的编号"):
        REPLIES.parse("青镇公开告〔2026〕12号")


@given(st.integers(1900, 2099), st.integers(1, 999999))
def test_what_is_written_is_read(year, serial):
    assert REPLIES.parse(REPLIES.render(year, serial)) == DocumentNumber("青镇公开复", year, serial)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        number = parse_number(text)
    except UnreadableNumber:
        return
    assert parse_number(str(number)).serial == number.serial
