"""The pages of requests to correct a record: registered, worked on, answered; the day's list."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.applications.models import RecordCorrection
from gongkai.applications.transitions import record_corrections
from gongkai.casework.models import Letter
from gongkai.casework.transitions.follow_up import MessageEntry, send_message
from tests.applications.record_build import CAME, asked, decided, done, verified
from tests.build import SHANGHAI, Town
from tests.casework.build import furnished
from tests.desk.build import browser_of, page, posted
from tests.desk.case_build import PNG, came
from tests.desk.record_build import drafted_answer

TYPED = {
    "received_on": "2026-03-02",
    "channel": "letter",
    "applicant": "陈晓雨",
    "phone": "13800000001",
    "record": "2015年土地承包台账第8页",
    "wrong": "承包面积应当是8.5亩",
    "planned_on": "2026-03-20",
}


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 3, 2, 15, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


def at(found: RecordCorrection, *more: str) -> str:
    return f"qingshan/record-corrections/{found.pk}/" + "".join(f"{one}/" for one in more)


def scan(content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile("合同.png", content)


def registered(li: Client, **more: Any) -> str:
    return posted(li, "qingshan/record-corrections/new/", **TYPED | more)


def test_it_is_registered_with_its_evidence(town: Town) -> None:
    li = browser_of(town, "li")
    shown = registered(li, uploads=[scan()])
    found = RecordCorrection.objects.get()

    assert "已登记为更正〔2026〕0001" in shown
    assert "138****0001" in shown
    assert "13800000001" not in shown
    assert "没有规定更正的办理期限" in shown
    assert "本机关自定2026年3月20日办结" in shown
    kept = li.get(f"/desk/{at(found)}files/{found.files.get().pk}/")
    assert b"".join(kept.streaming_content) == PNG  # type: ignore[attr-defined]
    assert "更正〔2026〕0001" in page(li, "qingshan/record-corrections/")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"wrong": ""}, "请填写不准确之处"),
        ({"received_on": "2026-03-03"}, "今天之后"),
        ({"earlier": "依申请〔2026〕0099"}, "没有登记过编号"),
        ({"uploads": SimpleUploadedFile("a.png", b"MZ\x00\x90")}, "证据文件："),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    town: Town, more: dict[str, Any], sentence: str
) -> None:
    shown = registered(browser_of(town, "li"), **more)

    assert sentence in shown
    assert "承包面积应当是8.5亩" in shown or "wrong" in more
    assert not RecordCorrection.objects.exists()


def test_it_goes_from_page_to_page_to_its_letter(town: Town) -> None:
    furnished(town)
    found = asked(town)
    li, zhou = browser_of(town, "li"), browser_of(town, "zhou")
    posted(li, at(found, "verification"), verified="属实", verified_on="2026-03-02")
    decision = {"result": "corrected", "decision": "承包面积更正为8.5亩"}
    posted(zhou, at(found, "decision"), **decision)
    posted(li, at(found, "completion"), done_on="2026-03-02")
    shown = posted(li, at(found, "letters", "start"))

    assert "政府信息更正申请答复书" in shown
    assert "本机关已于2026年3月2日予以更正：承包面积更正为8.5亩。" in shown
    letter = Letter.objects.get()
    assert f"/desk/{at(found, 'letters')}{letter.pk}/submission/" in shown
    assert f"/desk/{at(found)}" in shown
    assert "这份文书已经起草" in page(li, at(found))


def test_a_refused_decision_is_said_at_its_field(town: Town) -> None:
    found = verified(town)
    shown = posted(browser_of(town, "zhou"), at(found, "decision"), result="transferred")
    assert "有权更正的机关：请填写有权更正的机关" in shown


def test_the_old_regulations_do_not_offer_to_tell_where_to_go(town: Town) -> None:
    zhou = browser_of(town, "zhou")
    old = verified(town, on=date(2018, 3, 1))
    shown = page(zhou, at(old, "decision"))
    assert 'value="redirected"' not in shown
    assert "2007年条例第二十五条第二款" in shown
    assert 'value="redirected"' in page(zhou, at(verified(town), "decision"))


def test_what_cannot_be_done_yet_stands_with_its_reason(town: Town) -> None:
    shown = page(browser_of(town, "li"), at(asked(town)))
    assert "还没有登记审核的事实" not in shown  # the decision is not li's at all
    shown = page(browser_of(town, "zhou"), at(asked(town, record="另一项")))
    assert "还没有登记审核的事实" in shown
    assert "还没有决定更正申请的处理结果" in shown


def test_evidence_is_added_until_it_is_decided(town: Town) -> None:
    found, li = asked(town), browser_of(town, "li")
    assert "已保存证据" in posted(li, at(found, "evidence"), uploads=[scan()])
    assert "请选择文件" in posted(li, at(found, "evidence"))
    assert "补充证据文件：" in posted(li, at(found, "evidence"), uploads=[scan(b"MZ\x00\x90")])
    closed = decided(town, record="另一项")
    assert "不能再补充" in posted(li, at(closed, "evidence"), uploads=[scan()])


def test_who_asks_is_opened_with_a_reason(town: Town) -> None:
    found = asked(town)
    address = f"qingshan/applications/protected/record/{found.pk}/phone/"
    li = browser_of(town, "li")
    assert f"/desk/{address}" in page(li, at(found))
    assert "13800000001" in posted(li, address, reason="电话告知结果")
    assert "查看受保护的个人信息" in page(li, at(found))
    nothing = asked(town, record="另一项", phone="", id_number="", id_kind="")
    there = f"/desk/qingshan/applications/protected/record/{nothing.pk}/phone/"
    assert li.get(there).status_code == 404


@pytest.mark.parametrize(
    ("before", "person", "button"),
    [
        (asked, "li", "审核"),
        (verified, "zhou", "决定"),
        (decided, "li", "登记办理"),
        (done, "li", "起草答复书"),
    ],
)
def test_the_next_act_waits_on_the_page_of_the_day(
    town: Town, before: Any, person: str, button: str
) -> None:
    found = before(town)
    shown = page(browser_of(town, person), "qingshan/today/")
    assert found.number in shown
    assert f">{button}</a>" in shown
    assert found.number not in page(browser_of(town, "sun"), "qingshan/today/")


def test_once_its_letter_is_begun_the_letter_waits_instead(town: Town) -> None:
    furnished(town)
    found = done(town)
    letter = drafted_answer(town, found, CAME)
    shown = page(browser_of(town, "li"), "qingshan/today/")

    assert f"/desk/{at(found, 'letters')}{letter.pk}/" in shown
    assert "起草答复书" not in shown


def test_what_was_told_is_shown_among_all(town: Town) -> None:
    found = decided(town, "accurate")
    record_corrections.notify(found.pk, notified_on=CAME, acting=town.acting("li", CAME))
    li = browser_of(town, "li")
    assert found.number not in page(li, "qingshan/record-corrections/")
    assert found.number in page(li, "qingshan/record-corrections/", scope="all")
    assert found.number not in page(li, "qingshan/today/")


def test_an_applicants_message_becomes_a_request_by_one_click(town: Town) -> None:
    case = came(town, on=CAME).application
    assert case
    acting = town.acting("li", CAME)
    entry = MessageEntry(kind="record", text="面积应当是8.5亩", filename="合同.png", content=PNG)
    sent = send_message(case.pk, entry, at=acting.at, calendar=acting.calendar)
    address = f"qingshan/applications/{case.pk}/messages/{sent.pk}/"
    li = browser_of(town, "li")
    assert "登记为更正申请" in page(li, address)
    shown = posted(li, f"{address}record-correction/")
    found = RecordCorrection.objects.get()

    assert (found.earlier, found.applicant, found.wrong) == (case, "陈晓雨", "面积应当是8.5亩")
    assert found.identity.phone.masked == "138****0001"
    assert found.files.count() == 1
    assert case.number in shown
    sent.refresh_from_db()
    assert (sent.record_correction, sent.taken_up_by) == (found, town.users["li"])
    assert "已经处理过" in posted(li, f"{address}record-correction/")
    assert RecordCorrection.objects.count() == 1


def test_another_message_becomes_none(town: Town) -> None:
    case = came(town, on=CAME).application
    assert case
    acting = town.acting("li", CAME)
    entry = MessageEntry(kind="other", text="请问进度")
    sent = send_message(case.pk, entry, at=acting.at, calendar=acting.calendar)
    address = f"qingshan/applications/{case.pk}/messages/{sent.pk}/"
    li = browser_of(town, "li")
    assert "登记为更正申请" not in page(li, address)
    assert "没有要求更正记录" in posted(li, f"{address}record-correction/")
