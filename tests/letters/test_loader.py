from datetime import date

import pytest

from gongkai.law.grounds import GROUNDS
from gongkai.law.outcomes import OUTCOMES
from gongkai.letters.loader import (
    GROUND_TEXTS,
    LETTERS,
    SERIES,
    NoLetter,
    TextError,
    kind_for,
    letter_on,
    read,
)
from tests.letters.build import CASES

DAYS = {"2008": date(2017, 3, 1), "2019": date(2026, 2, 9)}
LETTER = """
[[letters]]
code = "X"
name = "x"
title = "告知书"
regimes = ["2019"]
to = "{to}"
remedy = "none"
parts = [{{ {part} }}]
"""


def test_all_24_documents_exist():
    codes = {letter.code for letter in LETTERS}
    assert {f"D{number}" for number in range(1, 25)} | {"D5b", "D5c"} <= codes


def test_the_cases_of_these_tests_reach_every_letter():
    assert {(letter.regime, letter.code) for letter in LETTERS} == {case[:2] for case in CASES}


def test_every_letter_has_its_series_and_only_forms_have_none():
    assert {letter.series for letter in LETTERS if not letter.is_form} == set(SERIES)
    assert {letter.code for letter in LETTERS if not letter.series} == {"D1b", "D24"}


def test_every_ground_has_its_words():
    assert set(GROUND_TEXTS) == {
        (row.code, row.regime) for row in GROUNDS if row.code != "withdrawn"
    }


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda row: f"{row.regime}-{row.code}")
def test_every_outcome_has_a_letter(outcome):
    day = DAYS[outcome.regime]
    for ground in outcome.grounds or (None,):
        if ground and ground.code == "withdrawn":
            continue
        kind = kind_for(outcome.code, ground and ground.code, received_on=day)
        assert letter_on(kind, day).outcome == outcome.code


def test_whoever_took_the_application_back_gets_no_letter():
    with pytest.raises(NoLetter):
        kind_for("other_handling", "withdrawn", received_on=DAYS["2019"])


def test_an_outcome_without_its_ground_has_no_letter():
    with pytest.raises(NoLetter, match="没有陈述这一办理结果的文书"):
        kind_for("withheld", None, received_on=DAYS["2019"])


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("D3", date(2019, 5, 14)),
        ("D5c", date(2019, 5, 14)),
        ("D7", date(2020, 12, 31)),
        ("D14", date(2019, 5, 14)),
        ("D99", date(2026, 2, 9)),
    ],
)
def test_a_letter_is_only_there_in_its_time(code, day):
    with pytest.raises(NoLetter, match=f"没有这一文书：{code}"):
        letter_on(code, day)


def test_the_day_of_receipt_decides_on_the_regime():
    assert letter_on("D4", date(2019, 5, 14)).articles == ("第二十四条第二款",)
    assert letter_on("D4", date(2019, 5, 15)).articles == ("第三十三条第二款",)
    assert letter_on("D7", date(2021, 1, 1)).articles == ("第四十二条",)


@pytest.mark.parametrize(
    ("to", "part", "message"),
    [
        ("third_party", 'text = ["{applicant}"]', "“申请人姓名或者名称”不得写入这一文书"),
        ("third_party", 'text = ["{request}"]', "“申请公开的内容”不得写入这一文书"),
        ("co_producer", 'rows = [["{applicant_phone}"]]', "“申请人电话”不得写入这一文书"),
        ("unit", 'text = ["?{applicant}"]', "“申请人姓名或者名称”不得写入这一文书"),
        ("applicant", 'text = ["{consulted_name}"]', "“被征求意见方的名称”不得写入这一文书"),
        ("applicant", 'text = ["{passage}"]', "“涉及该方的内容”不得写入这一文书"),
        ("applicant", 'text = ["!opinion:无"]', "“该方的意见”不得写入这一文书"),
        ("third_party", 'list = "given"', "只能写入给申请人的文书"),
        ("applicant", 'list = "nothing"', "没有列表“nothing”"),
        ("applicant", 'text = ["{nothing}"]', "没有占位符“nothing”"),
    ],
)
def test_a_text_that_says_too_much_or_nothing_is_refused(to, part, message):
    with pytest.raises(TextError, match=message):
        read(LETTER.format(to=to, part=part))
