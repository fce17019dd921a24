import pytest

from gongkai.search.language import days_in, parse


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("养老 服务", [("养老",), ("服务",)]),
        ("养老　服务", [("养老",), ("服务",)]),
        ("“养老 服务”", [("养老服务",)]),
        ('"养老 服务', [("养老服务",)]),
        ("，， 养老", [("养老",)]),
        ("", []),
        ("-", []),
        ("新政发〔2017〕3号", [("新政发.2017.3号",)]),
        ("新政发 [2017] 3 号", [("新政发.2017.3号",)]),
        ("新政发【２０１７】３号", [("新政发.2017.3号",)]),
        ("新政发（2017）3号 养老", [("新政发.2017.3号",), ("养老",)]),
        ("新政发20173号", [("新政发20173号", "新政发.2017.3号")]),
        ("新政发 2017 3号", [("新政发20173号", "新政发.2017.3号")]),
        ("养老2017年", [("养老2017年",)]),
    ],
)
def test_words(text: str, forms: list[tuple[str, ...]]) -> None:
    assert [word.forms for word in parse(text)] == forms


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("养老 -服务", [False, True]),
        ("养老 －服务", [False, True]),
        ("养老-服务", [False]),
        ('-"养老 服务" 条例', [True, False]),
    ],
)
def test_exclusion(text: str, excluded: list[bool]) -> None:
    assert [word.excluded for word in parse(text)] == excluded


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2017-03-12", "2017-03-12"),
        ("2017年3月12日", "2017-03-12"),
        ("２０１７.3.12", "2017-03-12"),
        ("2017/3", "2017-03"),
        ("2017年3月", "2017-03"),
        ("2017年", "2017"),
        ("2017", ""),
        ("2017年13月", ""),
        ("0017年", ""),
    ],
)
def test_dates(text: str, day: str) -> None:
    assert [word.day for word in parse(text)] == [day]


def test_a_day_is_looked_for_in_its_usual_writings() -> None:
    (word,) = parse("2017-03-12")
    assert set(word.forms) == {"2017.03.12", "2017.3.12", "2017年3月12日", "2017年03月12日"}


def test_dates_in_a_text() -> None:
    text = (
        "自２０１７年3月12日起至2018/1/5，2016年度，2015.06；11220/2017-034567，3017-1-1，12017年"
    )
    assert days_in(text) == {"2017-03-12", "2018-01-05", "2016", "2015-06"}


def test_what_is_too_long_is_cut() -> None:
    assert len(parse("养老 " * 500)) == 20
