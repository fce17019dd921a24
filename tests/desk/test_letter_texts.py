"""The page of letters' texts leads to the form for the agency's own words, filled in."""

import re
from datetime import date
from html import unescape

import pytest

from gongkai.casework.models import LetterWording
from gongkai.casework.transitions.wordings import WordingEntry, adopt_wording
from tests.build import Town
from tests.casework.build import furnished
from tests.desk.build import browser_of, page, posted

WHERE = "qingshan/letter-texts/?letter=D12-2019"


@pytest.fixture
def office(town: Town) -> Town:
    return furnished(town)


def test_a_text_is_taken_over_into_the_form_and_kept(office: Town) -> None:
    zhou = browser_of(office, "zhou")
    shown = page(zhou, WHERE)
    link = next(
        unescape(one)
        for one in re.findall(r'href="/desk/([^"]+/entry/\?[^"]+)"', shown)
        if "%E6%A0%87%E9%A2%98" in one  # 标题
    )
    form = page(zhou, link)
    assert re.search(r">\s*政府信息公开申请答复书</textarea>", form)
    assert '<option value="标题" selected>' in form

    entry = {"kind": "D12", "regime": "2019年条例", "field": "标题", "since": "2018-01-01"}
    shown = posted(zhou, link.partition("?")[0], **entry, text="政府信息不存在告知书")
    assert "已登记" in shown
    assert LetterWording.objects.get().field == "title"
    assert "本机关的用语" in page(zhou, WHERE)


def test_words_that_no_longer_fit_are_told(office: Town) -> None:
    entry = WordingEntry(
        kind="D12", regime="2019", field="title", text="答复", since=date(2018, 1, 1)
    )
    own = adopt_wording(office.agency, entry, acting=office.acting("zhou"))
    LetterWording.objects.filter(pk=own.pk).update(field="p98")
    assert "本机关的用语与文书不符" in page(browser_of(office, "li"), WHERE)


def test_a_letter_that_there_is_not(office: Town) -> None:
    assert (
        browser_of(office, "li").get("/desk/qingshan/letter-texts/?letter=D99").status_code == 404
    )
