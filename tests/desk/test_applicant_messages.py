"""A message of the applicant waits until its step is registered and somebody takes it up."""

import re
from datetime import date, datetime

import pytest
from django.utils import timezone

from gongkai.applications.transitions import splitting
from gongkai.supervision.models import Complaint
from tests.applications.build import MONDAY, case, corrected_from
from tests.build import SHANGHAI, Town
from tests.desk.build import browser_of, page, posted
from tests.desk.case_build import PNG, message

TODAY = date(2025, 9, 22)


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2025, 9, 22, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_it_is_read_its_step_taken_and_answered(town: Town) -> None:
    application = case(town)
    sent = message(town, application, on=TODAY)
    li = browser_of(town, "li")
    address = f"qingshan/applications/{application.pk}/messages/{sent.pk}/"
    assert f"/desk/{address}" in page(li, f"qingshan/applications/{application.pk}/")
    assert f"/desk/{address}" in page(li, "qingshan/today/")
    shown = page(li, address)
    assert "不需要了" in shown
    assert f"/desk/qingshan/applications/{application.pk}/steps/withdrawal/" in shown
    file = li.get(f"/desk/{address}file/")
    assert b"".join(file.streaming_content) == PNG  # type: ignore[attr-defined]
    assert "请填写处理结果" in li.post(f"/desk/{address}", {"result": ""}).content.decode()

    done = li.post(f"/desk/{address}", {"result": "已登记撤回"})
    sent.refresh_from_db()
    assert done.status_code == 302
    assert (sent.result, sent.taken_up_by) == ("已登记撤回", town.users["li"])
    assert "处理来信" not in page(li, f"qingshan/applications/{application.pk}/")
    assert "已登记撤回" in page(li, address)


@pytest.mark.parametrize(
    ("kind", "said"),
    [("correction", "steps/correction-receipt/"), ("other", "处理完毕")],
)
def test_the_step_it_is_about(town: Town, kind: str, said: str) -> None:
    application = case(town)
    corrected_from(town, application)
    sent = message(town, application, on=TODAY, kind=kind)
    shown = page(
        browser_of(town, "li"), f"qingshan/applications/{application.pk}/messages/{sent.pk}/"
    )

    assert said in shown
    assert ("请先登记" in shown) is (kind == "correction")


def test_the_step_takes_over_the_day_it_came_and_its_words(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = case(town)
    corrected_from(town, application)
    sent = message(town, application, on=TODAY, kind="correction")
    monkeypatch.setattr(timezone, "now", lambda: datetime(2025, 9, 24, 9, tzinfo=SHANGHAI))
    li, where = browser_of(town, "li"), f"qingshan/applications/{application.pk}/"
    step = f"{where}steps/correction-receipt/"
    assert f"/desk/{step}?message={sent.pk}" in page(li, f"{where}messages/{sent.pk}/")
    form = page(li, f"{step}?message={sent.pk}")
    assert 'value="2025-09-22"' in form
    assert re.search(r">\s*不需要了</textarea>", form)
    assert "不需要了" not in page(li, f"{step}?message=0")


def test_what_stands_against_it_is_said(town: Town) -> None:
    application, other = case(town), case(town, content="另一件")
    sent = message(town, application, on=MONDAY)
    acting = town.acting("li", TODAY)
    splitting.merge(other.pk, into_id=application.pk, acting=acting)
    shown = page(
        browser_of(town, "li"), f"qingshan/applications/{application.pk}/messages/{sent.pk}/"
    )

    assert "不能办理“申请人撤回申请”" in shown
    assert "请先取消合并" in shown


def test_a_complaint_goes_into_its_register_and_stays_with_the_case(town: Town) -> None:
    application = case(town)
    sent = message(town, application, on=TODAY, kind="complaint")
    li = browser_of(town, "li")
    where = f"qingshan/applications/{application.pk}/"
    address = f"{where}messages/{sent.pk}/complaint/"
    assert f"/desk/{address}" in page(li, f"{where}messages/{sent.pk}/")
    form = page(li, address)
    assert "不需要了" in form
    assert application.number in form

    entry = {"number": "诉1", "kind": "投诉", "received_on": f"{TODAY}", "subject": "迟迟不答复"}
    assert "已登记为诉1" in posted(li, address, **entry)
    complaint = Complaint.objects.get()
    assert complaint.application == application
    sent.refresh_from_db()
    assert sent.result == "已登记为投诉（诉1），办理后告知您。"
    shown = page(li, where)
    assert "投诉 诉1" in shown
    assert f"{TODAY}收到，办理中，应当在2025-" in shown


def test_only_a_complaint_is_entered_as_one(town: Town) -> None:
    application = case(town)
    sent = message(town, application, on=TODAY, kind="other")
    address = f"qingshan/applications/{application.pk}/messages/{sent.pk}/complaint/"
    entry = {"number": "诉1", "kind": "投诉", "received_on": f"{TODAY}", "subject": "不是投诉"}
    assert "这件来信不是投诉" in posted(browser_of(town, "li"), address, **entry)
    assert not Complaint.objects.exists()
