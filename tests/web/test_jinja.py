"""How templates write days, moments and numbers."""

from datetime import UTC, date, datetime
from decimal import Decimal

import jinja2
import pytest
from django import forms
from django.http import QueryDict
from django.template import engines

from gongkai.web.jinja import chosen, day, moment, number


def test_days_and_moments_are_chinese() -> None:
    assert day(date(2026, 3, 13)) == "2026年3月13日"
    assert day(None) == "—"
    assert moment(datetime(2026, 3, 13, 1, 5, tzinfo=UTC)) == "2026-03-13 09:05"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1147, "1,147"), (12345678, "12,345,678"), (Decimal("1147.50"), "1,147.50"), (0, "0")],
)
def test_numbers_are_grouped_by_three(value: int | Decimal, shown: str) -> None:
    assert number(value) == shown


def test_an_unknown_variable_is_an_error() -> None:
    template = engines["jinja2"].from_string("{{ nothing }}")
    with pytest.raises(jinja2.UndefinedError):
        template.render({})


class _Form(forms.Form):
    kind = forms.ChoiceField(choices=[("a", "甲"), ("b", "乙")])
    many = forms.MultipleChoiceField(choices=[("a", "甲"), ("b", "乙")])
    text = forms.CharField(required=False)


def test_answers_are_shown_in_the_words_of_their_choices() -> None:
    given = QueryDict("kind=b&many=a&many=b&text=")
    assert [chosen(bound) for bound in _Form(given)] == ["乙", "甲、乙", ""]
