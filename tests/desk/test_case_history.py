"""The history of a case: what was done on which of its records, day by day."""

import re
from datetime import date

import pytest

from gongkai.applications.models import Consultation
from gongkai.casework.transitions import letters
from gongkai.desk.case_letters import letter_rows
from tests.build import Town
from tests.casework.build import RECEIVED, SIGNED, a_case, drafted, furnished, not_found
from tests.desk.build import browser_of, page

NEXT = date(2026, 3, 11)


@pytest.fixture
def office(town: Town) -> Town:
    return furnished(town)


def test_days_stand_once_with_their_acts_the_newest_first(office: Town) -> None:
    application = a_case(office)
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    letters.submit(letter.pk, acting=office.acting("li", NEXT))
    shown = page(browser_of(office, "li"), f"qingshan/applications/{application.pk}/")
    history = shown.partition('<ol class="timeline">')[2].partition("</section>")[0]
    days = re.findall(r"<li><strong>([\d-]+)</strong>", history)
    assert days == [NEXT.isoformat(), SIGNED.isoformat(), RECEIVED.isoformat()]


def test_an_act_names_its_letter(office: Town) -> None:
    application = a_case(office)
    drafted(office, application, "D12", not_found(office, application).pk)
    shown = page(browser_of(office, "li"), f"qingshan/applications/{application.pk}/")
    assert "起草文书 · 政府信息公开申请答复书" in shown


def test_only_letters_to_somebody_asked_name_a_party(office: Town) -> None:
    application = a_case(office)
    decision = not_found(office, application)
    drafted(office, application, "D12", decision.pk)
    Consultation.objects.create(
        pk=decision.pk,
        application=application,
        who="third_party",
        party_name="清水烟花公司",
        passage="台账",
    )
    assert [row.about for row in letter_rows(application)] == [""]
