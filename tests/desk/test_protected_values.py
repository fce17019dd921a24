"""Identity is masked, and opened one value at a time against a reason."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from gongkai.applications.transitions import consultations, submissions
from gongkai.audit.models import Entry
from tests.applications.build import THIRD_PARTY, case
from tests.build import SHANGHAI, Town
from tests.desk.build import browser_of, page
from tests.desk.case_build import PNG, by_post, came

TODAY = date(2025, 9, 15)
PHONE, ID_NUMBER = "13800000001", "110101199001011237"
OPENED = "/desk/qingshan/applications/protected/"


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2025, 9, 15, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


def _opened_entries() -> list[dict[str, str]]:
    return list(Entry.objects.filter(action="personal_data.open").values_list("data", flat=True))


def test_a_value_is_shown_once_against_a_reason(town: Town) -> None:
    submission = came(town, on=TODAY)
    li, pk = browser_of(town, "li"), submission.application_id
    shown = page(li, f"qingshan/applications/{pk}/")
    assert "138****0001" in shown
    assert PHONE not in shown
    assert ID_NUMBER not in shown
    address = f"{OPENED}case/{pk}/phone/"
    asked = li.get(address)
    assert PHONE not in asked.content.decode()
    refused = li.post(address, {"reason": " "})
    assert PHONE not in refused.content.decode()
    assert _opened_entries() == []

    opened = li.post(address, {"reason": f"核对来电{PHONE}"})
    assert PHONE in opened.content.decode()
    assert ID_NUMBER not in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    assert _opened_entries() == [{"field": "phone", "reason": "核对来电****"}]
    assert PHONE not in li.get(address).content.decode()
    assert "查看受保护的个人信息：核对来电****" in page(li, f"qingshan/applications/{pk}/")


def test_what_waits_can_be_reached_by_telephone(town: Town) -> None:
    waits = by_post(town, on=TODAY)
    opened = browser_of(town, "li").post(
        f"{OPENED}submission/{waits.pk}/phone/", {"reason": "与申请人确认"}
    )
    assert PHONE in opened.content.decode()


def test_the_proof_is_a_file(town: Town) -> None:
    submission = came(town, on=TODAY)
    submissions.keep_proof(
        submission.pk, media_type="image/png", content=PNG, acting=town.acting("li", TODAY)
    )
    address = f"{OPENED}case/{submission.application_id}/proof/"
    opened = browser_of(town, "li").post(address, {"reason": "核对身份"})

    assert opened.content == PNG
    assert opened["Content-Type"] == "image/png"
    assert "no-store" in opened["Cache-Control"]


def test_how_a_third_party_is_reached(town: Town) -> None:
    application = case(town)
    asked = consultations.prepare(application.pk, THIRD_PARTY, acting=town.acting("li", TODAY))
    li = browser_of(town, "li")
    assert PHONE not in page(li, f"qingshan/applications/{application.pk}/")
    opened = li.post(f"{OPENED}consultation/{asked.pk}/phone/", {"reason": "寄送前核对"})

    assert PHONE in opened.content.decode()


def test_only_who_may_open_a_value_is_led_to_it(town: Town) -> None:
    submission = came(town, on=TODAY)
    waits = by_post(town, on=TODAY)
    case_page = f"qingshan/applications/{submission.application_id}/"
    waiting = f"qingshan/applications/submissions/{waits.pk}/"
    for address in (case_page, waiting):
        assert "查看联系电话" in page(browser_of(town, "li"), address)
        assert "查看联系电话" not in page(browser_of(town, "zhao"), address)


@pytest.mark.parametrize(
    ("person", "status"), [("zhao", 403), ("wu", 403), ("zheng", 403), ("qian", 404), ("wang", 404)]
)
def test_who_does_not_handle_it_opens_nothing(town: Town, person: str, status: int) -> None:
    submission = came(town, on=TODAY)
    address = f"{OPENED}case/{submission.application_id}/phone/"
    answer = browser_of(town, person).post(address, {"reason": "想看看"})

    assert answer.status_code == status
    assert _opened_entries() == []


@pytest.mark.parametrize(
    "path", ["case/{pk}/applicant/", "case/{pk}/proof/", "case/{pk}/email/", "item/{pk}/phone/"]
)
def test_what_is_not_there(town: Town, path: str) -> None:
    submission = came(town, on=TODAY)
    address = OPENED + path.format(pk=submission.application_id)
    answer = browser_of(town, "li").post(address, {"reason": "核对"})

    # An e-mail address was not given: the page says so.
    if "email" in path:
        assert "这一项没有登记" in answer.content.decode()
    else:
        assert answer.status_code == 404


def test_a_value_is_not_opened_through_another_agency(town: Town) -> None:
    submission = came(town, on=TODAY)
    address = f"/desk/neighbour/applications/protected/case/{submission.application_id}/phone/"

    assert browser_of(town, "wang").post(address, {"reason": "核对"}).status_code == 404
