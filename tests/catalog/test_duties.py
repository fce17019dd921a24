"""Statutory duties by their text and by their code."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.catalog.duties import duty_code, duty_text, duty_texts


def agency(kind: str) -> Agency:
    """An agency of a kind, not saved."""
    return Agency(kind=kind)


@pytest.mark.parametrize(
    ("kind", "words", "day", "code"),
    [
        ("township", "", date(2018, 1, 1), ""),
        ("township", "执行计划生育政策的情况", date(2018, 1, 1), "2008-12-8"),
        ("township", "2008-12-8", date(2018, 1, 1), "2008-12-8"),
        ("township", "社会救助", date(2019, 5, 15), "2019-21-township-8"),
        ("county", "社会救助", date(2019, 5, 15), "2019-21-county-7"),
        ("county", "重大建设项目的批准和实施情况", date(2019, 5, 14), "2008-10-8"),
        ("county", "重大建设项目的批准和实施情况", date(2019, 5, 15), "2019-20-10"),
    ],
)
def test_duty_code(kind: str, words: str, day: date, code: str) -> None:
    assert duty_code(agency(kind), words, on=day) == code


@pytest.mark.parametrize(
    ("kind", "words"),
    [("township", "市政建设"), ("village", "社会救助"), ("township", "2019-21-county-1")],
)
def test_a_duty_that_does_not_bind(kind: str, words: str) -> None:
    with pytest.raises(NotAllowed, match="不是本机关的法定主动公开事项"):
        duty_code(agency(kind), words, on=date(2020, 1, 1))


def test_duty_text() -> None:
    assert duty_text("2019-21-township-8") == "社会救助"
    assert duty_text("") == ""


def test_suggestions_hold_each_text_once() -> None:
    texts = duty_texts(agency("county"))
    assert texts[0] == "行政法规、规章和规范性文件"
    assert texts.count("重大建设项目的批准和实施情况") == 1
    assert duty_texts(agency("village")) == []
