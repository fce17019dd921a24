"""Every way people write a day, a number, a yes, and what is said when it cannot be read."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from gongkai.ledgers.cells import BadCell, Cell, day_of, money_of, text_of, whole_of, yes_of

THE_DAY = date(2017, 3, 12)


@pytest.mark.parametrize(
    "cell",
    [
        "2017-03-12",
        "2017-3-12",
        " 2017/3/12 ",
        "2017.3.12",
        "2017、3、12",
        "20170312",
        20170312,
        20170312.0,
        "2017年3月12日",
        "2017年3月12号",
        "2017 年 3 月 12 日",
        "2017年03月12",
        "２０１７－０３－１２",
        "２０１７．３．１２",
        "２０１７年３月１２日",
        "二〇一七年三月十二日",
        "二○一七年三月十二日",
        "二零一七年三月十二日",
        "2017年三月十二日",
        "2017-03-12 00:00:00",
        "2017-03-12 14:30",
        "2017-03-12T08:00:00",
        date(2017, 3, 12),
        datetime(2017, 3, 12, 15, 4),  # noqa: DTZ001 - as the reader gives it
        42806,  # Excel's count of days
        42806.75,
        "42806",
        "\u200b2017-03-12",
    ],
)
def test_a_day_in_any_way_of_writing(cell: Cell) -> None:
    assert day_of(cell) == THE_DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇一七年十月十日", date(2017, 10, 10)),
        ("二〇一七年十一月二十日", date(2017, 11, 20)),
        ("二〇一七年十二月三十一日", date(2017, 12, 31)),
        ("二〇二〇年二月二十九日", date(2020, 2, 29)),
        ("一九九九年一月一日", date(1999, 1, 1)),
    ],
)
def test_chinese_numerals(text: str, day: date) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("3月12日", "日期缺少年份，请写成 2017-03-12 这样的形式。"),
        (3.12, "日期缺少年份，请写成 2017-03-12 这样的形式。"),
        ("17年3月12日", "年份请写四位，如 2017-03-12。"),
        ("2017年3月", "日期缺少日，请写成 2017-03-12 这样的形式。"),
        ("2017-02-30", "2017年2月30日不存在，请核对日期。"),
        ("2017-13-01", "2017年13月1日不存在，请核对日期。"),
        ("2019年2月29日", "2019年2月29日不存在，请核对日期。"),
        ("1017-03-12", "年份1017不对，请核对日期。"),
        ("三月中旬", "看不懂这个日期，请写成 2017-03-12 或 2017年3月12日。"),
        ("待定", "看不懂这个日期，请写成 2017-03-12 或 2017年3月12日。"),
        (True, "看不懂这个日期，请写成 2017-03-12 或 2017年3月12日。"),
        (float("inf"), "看不懂这个日期，请写成 2017-03-12 或 2017年3月12日。"),
        (float("nan"), "看不懂这个日期，请写成 2017-03-12 或 2017年3月12日。"),
    ],
)
def test_a_bad_day_and_its_sentence(cell: Cell, sentence: str) -> None:
    with pytest.raises(BadCell) as caught:
        day_of(cell)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1147", 1147),
        (1147, 1147),
        (1147.0, 1147),
        ("１１４７", 1147),
        ("1,147", 1147),
        ("1，147", 1147),
        ("1147人次", 1147),
        ("20 人", 20),
        ("15个工作日", 15),
        ("0", 0),
    ],
)
def test_a_whole_number(cell: Cell, number: int) -> None:
    assert whole_of(cell) == number


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("19余件", "应为数字，例如 1147；不要写“余”“约”等字。"),
        ("约20", "应为数字，例如 1147；不要写“余”“约”等字。"),
        ("二十", "应为数字，例如 1147；不要写“余”“约”等字。"),
        (float("inf"), "应为数字，例如 1147；不要写“余”“约”等字。"),
        ("-3", "不能是负数。"),
        ("12.5", "应为整数。"),
    ],
)
def test_a_bad_number_and_its_sentence(cell: Cell, sentence: str) -> None:
    with pytest.raises(BadCell) as caught:
        whole_of(cell)
    assert str(caught.value) == sentence


def test_money() -> None:
    assert money_of("1,200.50元") == Decimal("1200.50")
    assert money_of(0.1) == Decimal("0.1")


def test_yes_and_no() -> None:
    assert all(yes_of(cell) for cell in ("是", "有", "√", "Y", "１", 1, True))
    assert not any(yes_of(cell) for cell in ("否", "无", "×", "n", 0, False, None, ""))
    with pytest.raises(BadCell, match="请填“是”或“否”。"):
        yes_of("也许")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (42.0, "42"),
        (4.5, "4.5"),
        (False, "否"),
        (date(2017, 3, 12), "2017-03-12"),
        ("  防汛\x00通知\u200b ", "防汛通知"),
        ("一\r\n二\r三", "一\n二\n三"),
    ],
)
def test_text(cell: Cell, text: str) -> None:
    assert text_of(cell) == text
