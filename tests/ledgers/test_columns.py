"""Headers as people write them, words of a list, limits; and what forms do with the same kinds."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms

from gongkai.ledgers.cells import BadCell, Cell
from gongkai.ledgers.columns import (
    Amount,
    Choice,
    Column,
    Day,
    Kind,
    LongText,
    Text,
    TolerantField,
    Whole,
    YesNo,
)

COLUMN = Column("held_on", "培训日期", Day(), required=True, synonyms=("时间", "日期"))
KIND = Choice(
    [("full_time", "专职人员"), ("part_time", "兼职人员")],
    {"专职": "full_time", "支部信息委员": "part_time"},
)


@pytest.mark.parametrize(
    "header",
    [
        "培训日期",
        " 培训 日期 ",
        "培训日期*",
        "培训日期：",
        "培训日期（年-月-日）",
        "培训日期(必填)",
        "【必填】培训日期",
        "时间",
        "日　期",
    ],
)
def test_a_header_as_people_write_it(header: str) -> None:
    assert COLUMN.is_headed(header)


@pytest.mark.parametrize("header", ["", "培训", "培训日期说明", "登记日期"])
def test_another_header(header: str) -> None:
    assert not COLUMN.is_headed(header)


def test_required_and_empty() -> None:
    with pytest.raises(BadCell, match="必填，不能为空。"):
        COLUMN.read(" ")
    assert Column("until", "终止日期", Day()).read(None) is None
    assert Column("is_open", "开放", YesNo()).read("") is False
    assert Column("number", "人数", Whole()).read("") is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("专职人员", "full_time"),
        ("专 职", "full_time"),
        ("兼职人员（支部）", "part_time"),
        ("支部信息委员", "part_time"),
        ("part_time", "part_time"),
    ],
)
def test_a_word_of_a_list(cell: Cell, code: str) -> None:
    assert KIND.parse(cell) == code


def test_an_unknown_word_is_refused_with_the_list() -> None:
    with pytest.raises(BadCell) as caught:
        KIND.parse("临时工")
    assert str(caught.value) == "不在可选范围内，可填：专职人员、兼职人员。"


def test_a_word_must_not_mean_two_things() -> None:
    with pytest.raises(TypeError, match="would mean both"):
        Choice([("a", "通知（一）"), ("b", "通知（二）")])


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Text(20), "一行\n 两行", "一行 两行"),
        (LongText(), "一行\n两行", "一行\n两行"),
        (Amount(), "12.50元", Decimal("12.50")),
        (Whole(), "3份", 3),
    ],
)
def test_values(kind: Kind, cell: Cell, value: Any) -> None:
    assert kind.parse(cell) == value


@pytest.mark.parametrize(
    ("kind", "cell", "sentence"),
    [
        (Text(5), "一二三四五六", "太长：最多5个字，现有6个字。"),
        (LongText(), "长" * 32_768, "太长：最多32767个字，现有32768个字。"),
        (Amount(), "12.345", "最多写两位小数。"),
        (Amount(), "9" * 40, "金额过大，请核对。"),
    ],
)
def test_values_refused(kind: Kind, cell: Cell, sentence: str) -> None:
    with pytest.raises(BadCell) as caught:
        kind.parse(cell)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (Day(), date(2017, 3, 12), date(2017, 3, 12)),
        (Day(), None, ""),
        (Whole(), 0, 0),
        (Whole(), None, ""),
        (Amount(), Decimal("100.00"), Decimal("100")),
        (Amount(), Decimal("0.00"), Decimal("0")),
        (Amount(), None, ""),
        (YesNo(), False, "否"),
        (KIND, "part_time", "兼职人员"),
    ],
)
def test_shown(kind: Kind, value: Any, shown: Any) -> None:
    assert kind.show(value) == shown
    assert str(kind.show(value)) == str(shown)


def test_a_form_reads_as_a_ledger_reads() -> None:
    field = Day().form_field()
    field.required = True
    assert field.clean("2017年3月12日") == date(2017, 3, 12)
    with pytest.raises(forms.ValidationError, match="日期缺少年份"):
        field.clean("3月12日")
    with pytest.raises(forms.ValidationError):
        field.clean("")
    field.required = False
    assert field.clean("") is None
    assert isinstance(field, TolerantField)
    assert field.prepare_value(date(2017, 3, 12)) == date(2017, 3, 12)
    assert field.prepare_value("3月") == "3月"


def test_a_form_keeps_a_zero() -> None:
    field = Whole().form_field()
    field.required = True
    assert field.clean("0") == 0
