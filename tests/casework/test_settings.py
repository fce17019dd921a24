"""Numbers, words and remedies of an agency's letters, from one day on."""

from datetime import date
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.casework import ledgers
from gongkai.casework.transitions import letters
from gongkai.casework.transitions.numberings import (
    NumberingEntry,
    adopt_numbering,
    amend_numbering,
)
from gongkai.casework.transitions.remedy_settings import (
    RemedySettingEntry,
    adopt_remedy_setting,
    amend_remedy_setting,
)
from gongkai.casework.transitions.wordings import WordingEntry, adopt_wording, amend_wording
from gongkai.letters.loader import LETTERS, SERIES
from gongkai.letters.model import Passage
from tests.build import Town
from tests.casework.build import (
    SIGNED,
    START,
    a_case,
    an_answer,
    docx_text,
    drafted,
    furnished,
    not_found,
    pdf_text,
    signed,
)


@pytest.fixture
def office(town: Town) -> Town:
    return furnished(town)


def _numbering(**values: Any) -> NumberingEntry:
    entry: dict[str, Any] = {"agency_code": "青政", "since": date(2026, 1, 1)}
    return NumberingEntry(**entry | values)


def _wording(text: str, **values: Any) -> WordingEntry:
    entry: dict[str, Any] = {"kind": "D12", "regime": "2019", "field": "search"}
    return WordingEntry(**entry | {"text": text, "since": date(2026, 1, 1)} | values)


def test_a_series_has_its_own_words_from_a_day_on(office: Town) -> None:
    entry = _numbering(series="reply", word="依申请复", since=date(2026, 3, 1))
    adopt_numbering(office.agency, entry, acting=office.acting())

    assert an_answer(office).number == "青政依申请复〔2026〕1号"
    receipt = drafted(office, a_case(office, content="另一件"), "D1")
    found = letters.sign(receipt.pk, acting=office.acting("li", SIGNED))
    assert found.number == "青镇公开受〔2026〕1号"


def test_a_rule_of_a_later_day_is_not_used_yet(office: Town) -> None:
    adopt_numbering(office.agency, _numbering(since=date(2026, 4, 1)), acting=office.acting())

    assert an_answer(office).number == "青镇公开复〔2026〕1号"


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (_numbering(agency_code="青镇2026"), "不能有数字"),
        (_numbering(word="公开复"), "不写系列字"),
        (_numbering(series="notice", agency_code="青镇", word="公开复"), "文号会重复"),
        (_numbering(since=START), "相同"),
    ],
)
def test_a_number_names_one_letter(office: Town, entry: NumberingEntry, sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        adopt_numbering(office.agency, entry, acting=office.acting())


def test_a_rule_is_corrected_with_a_reason(office: Town) -> None:
    numbering = office.agency.numberings.get()
    entry = NumberingEntry(agency_code="青石", since=START)
    with pytest.raises(NotAllowed, match="更正的原因"):
        amend_numbering(numbering.pk, entry, reason="", acting=office.acting())
    amend_numbering(numbering.pk, entry, reason="写错", acting=office.acting())

    assert an_answer(office).number == "青石公开复〔2026〕1号"


def test_a_field_in_the_agencys_own_words(office: Town) -> None:
    words = "本机关进行了充分合理的检索：{searched}。\n结果为：{search_result}。"
    adopt_wording(office.agency, _wording(words), acting=office.acting())

    for text in (pdf_text(letter := an_answer(office)), docx_text(letter)):
        assert "本机关进行了充分合理的检索：档案室纸质档案（逐卷查阅）" in text
        assert "结果为：未检索到您申请的政府信息。" in text


def test_a_wording_ends_with_its_day(office: Town) -> None:
    wording = adopt_wording(office.agency, _wording("旧的写法。"), acting=office.acting())
    entry = _wording("旧的写法。", until=date(2026, 3, 9))
    amend_wording(wording.pk, entry, reason="已改进", acting=office.acting())

    assert "旧的写法" not in pdf_text(an_answer(office))


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (_wording("见{nothing}。"), "没有占位符“nothing”"),
        (_wording("{consulted_name}的内容。"), "不得写入这一文书"),
        (_wording("文字。", field="remedy"), "没有可以修改的“remedy”"),
        (_wording("文字。", kind="D3", regime="2008"), "没有这种文书"),
        (_wording("文字。", until=date(2025, 1, 1)), "停用日期"),
    ],
)
def test_words_that_no_letter_can_hold(office: Town, entry: WordingEntry, sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        adopt_wording(office.agency, entry, acting=office.acting())


def test_the_court_of_the_day_is_named(office: Town) -> None:
    entry = RemedySettingEntry(
        authorities="清水市人民政府", court="长河铁路运输法院", since=date(2026, 3, 1)
    )
    setting = adopt_remedy_setting(office.agency, entry, acting=office.acting())
    letter = an_answer(office)
    assert "向清水市人民政府申请行政复议" in pdf_text(letter)
    assert "向长河铁路运输法院提起行政诉讼" in pdf_text(letter)

    later = RemedySettingEntry(
        authorities="清水市人民政府", court="清水市人民法院", since=date(2026, 3, 1)
    )
    amend_remedy_setting(setting.pk, later, reason="写错", acting=office.acting())
    other = a_case(office, content="另一件")
    found = signed(office, drafted(office, other, "D12", not_found(office, other).pk))
    assert "向清水市人民法院提起行政诉讼" in pdf_text(found)


def test_the_kind_decides_how_many_authorities_there_are(office: Town) -> None:
    entry = RemedySettingEntry(
        authorities="清水县人民政府、长河省司法厅",
        court="清水县人民法院",
        kind="justice_department",
        since=date(2026, 3, 1),
    )
    adopt_remedy_setting(office.agency, entry, acting=office.acting())

    assert "向清水县人民政府或者长河省司法厅申请行政复议" in pdf_text(an_answer(office))


@pytest.mark.parametrize("person", ["zhao", "sun", "qian", "wu", "admin", "wang", "zheng"])
def test_nobody_else_keeps_the_settings(office: Town, person: str) -> None:
    acting = office.acting(person)
    remedy = RemedySettingEntry(authorities="县政府", court="法院", since=SIGNED)
    for keep in (
        lambda: adopt_numbering(office.agency, _numbering(), acting=acting),
        lambda: adopt_wording(office.agency, _wording("文字。"), acting=acting),
        lambda: adopt_remedy_setting(office.agency, remedy, acting=acting),
    ):
        with pytest.raises(NotAllowed, match="权限"):
            keep()


def test_the_ledgers_name_every_series_and_every_field() -> None:
    fields = {
        part.edit for letter in LETTERS for part in letter.parts if isinstance(part, Passage)
    } - {""}
    assert set(ledgers.FIELDS) == fields
    series = ledgers.NUMBERINGS.column("series")
    assert series is not None
    assert {series.kind.parse(f"{word}") for word in SERIES} == set(SERIES)
