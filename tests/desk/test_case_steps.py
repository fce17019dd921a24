"""The steps of a case by their pages: taken, refused at the field, asked twice where grave."""

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from gongkai.applications.models import Application
from gongkai.applications.transitions import consultations
from gongkai.audit.actions import Action
from gongkai.desk.case_steps import STEPS
from tests.applications.build import (
    MONDAY,
    THIRD_PARTY,
    answered,
    case,
    charged,
    consulted,
    corrected_from,
    entries_on,
    reasons_asked,
)
from tests.build import SHANGHAI, Town
from tests.desk.build import browser_of, page


def _sent(town: Town, application: Application) -> Any:
    asked = consultations.prepare(application.pk, THIRD_PARTY, acting=town.acting("li", MONDAY))
    day = date(2025, 9, 22)
    return consultations.send(asked.pk, sent_on=day, acting=town.acting("li", day))


def _objected(town: Town, application: Application) -> Any:
    asked = consulted(town, application)
    day = date(2025, 9, 25)
    entry = consultations.OpinionEntry(
        answered_on=day, answer="object_with_reason", reasons="商业秘密"
    )
    return consultations.answer(asked.pk, entry, acting=town.acting("li", day))


def _merged(town: Town, application: Application) -> None:
    application.answered_with = case(town, content="2024年宅基地审批情况")
    application.save()


# Where a step needs one before it. The steps of letters are tested with the letters.
BEFORE: dict[str, Any] = {
    "correction-receipt": corrected_from,
    "correction-lapse": corrected_from,
    "consultation-service": _sent,
    "opinion": consulted,
    "consultation-closing": consulted,
    "override": _objected,
    "statement": reasons_asked,
    "judgement": reasons_asked,
    "payment": charged,
    "fee-lapse": charged,
    "merging": lambda town, application: case(town, content="2024年宅基地审批情况"),
    "separation": _merged,
    "reopening": lambda town, application: answered(town, application, date(2025, 9, 17)),
    "archiving": lambda town, application: answered(town, application, date(2025, 9, 17)),
}
# key -> what is typed, the day, and what the case's log says last
TYPED: dict[str, tuple[dict[str, str], date, str]] = {
    "handler": ({"handler_id": "li"}, MONDAY, "application.assign"),
    "correction": (
        {"unclear": "没有年度", "items": "写明年度", "working_days": "10"},
        date(2025, 9, 16),
        "correction.prepare",
    ),
    "correction-receipt": (
        {"corrected_on": "2025-9-26", "content": "2024年宅基地审批结果"},
        date(2025, 9, 26),
        "correction.receive",
    ),
    "correction-lapse": ({"on": "2025-10-13"}, date(2025, 10, 13), "correction.lapse"),
    "consultation": (
        {"who": "third_party", "party_name": "青山石材厂", "passage": "合同第三条"},
        date(2025, 9, 17),
        "consultation.prepare",
    ),
    "consultation-service": (
        {"served_on": "2025-9-24"},
        date(2025, 9, 25),
        "consultation.serve",
    ),
    "opinion": (
        {"answered_on": "2025-9-26", "answer": "agree"},
        date(2025, 9, 26),
        "consultation.answer",
    ),
    "consultation-closing": ({"on": "2025-10-22"}, date(2025, 10, 22), "consultation.close"),
    "override": ({"text": "涉及饮用水安全"}, date(2025, 9, 26), "consultation.override"),
    "extension": (
        {"working_days": "20", "reason": "档案移交"},
        date(2025, 9, 17),
        "extension.grant",
    ),
    "justification": (
        {"counts": "本月46件", "working_days": "10"},
        date(2025, 9, 17),
        "justification.prepare",
    ),
    "statement": (
        {"stated_on": "2025-9-19", "stated": "用于研究"},
        date(2025, 9, 19),
        "justification.state",
    ),
    "judgement": ({"is_reasonable": "no"}, date(2025, 10, 9), "justification.judge"),
    "fee-notice": (
        {"method": "per_page", "quantity": "80", "why": "1000余页", "payment": "银行转账"},
        date(2025, 9, 17),
        "fee_notice.prepare",
    ),
    "payment": ({"paid_on": "2025-10-10"}, date(2025, 10, 10), "fee_notice.pay"),
    "fee-lapse": ({"on": "2025-10-31"}, date(2025, 10, 31), "fee_notice.lapse"),
    "transfer": (
        {"to_agency": "neighbour", "reason": "由白石镇负责公开"},
        date(2025, 9, 17),
        "application.transfer",
    ),
    "splitting": ({"contents": "甲村台账\r\n\r\n乙村台账"}, MONDAY, "application.split"),
    "merging": ({"into_id": "other"}, MONDAY, "application.merge"),
    "separation": ({}, MONDAY, "application.separate"),
    "withdrawal": ({"on": "2025-9-17"}, date(2025, 9, 17), "application.withdraw"),
    "reopening": (
        {"basis": "own", "reason": "原答复有误"},
        date(2025, 9, 18),
        "application.reopen",
    ),
    "archiving": ({"archived_on": "2025-9-19"}, date(2025, 9, 19), "application.archive"),
    "note": ({"text": "已向财政所借阅台账"}, MONDAY, "note.write"),
}
GRAVE = {key for key, step in STEPS.items() if step.warning}


def _today(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    now = datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


def _address(application: Application, key: str) -> str:
    asked = application.consultations.order_by("pk").first()
    tail = f"{asked.pk}/" if asked and STEPS[key].about == "consultations" else ""
    return f"/desk/qingshan/applications/{application.pk}/steps/{key}/{tail}"


def test_every_step_is_tried() -> None:
    assert set(TYPED) == set(STEPS)
    assert {"withdrawal", "transfer", "splitting", "correction-lapse", "fee-lapse"} == GRAVE


@pytest.mark.parametrize("key", TYPED)
def test_a_step_is_taken(town: Town, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    application = case(town)
    if key in BEFORE:
        BEFORE[key](town, application)
    typed, day, action = TYPED[key]
    if "handler_id" in typed:
        typed = {"handler_id": str(town.people["li"].pk)}
    if "into_id" in typed:
        other = Application.objects.exclude(pk=application.pk).get()
        typed = {"into_id": str(other.pk)}
    _today(monkeypatch, day)
    zhou = browser_of(town, "zhou")
    address = _address(application, key)
    asked = zhou.get(address)
    assert asked.status_code == 200, asked.content.decode()
    if key in GRAVE:
        before = entries_on(application)
        confirming = zhou.post(address, typed)
        assert 'name="confirmed"' in confirming.content.decode()
        assert entries_on(application) == before, "nothing is done before the second question"
        typed = typed | {"confirmed": "1"}
    done = zhou.post(address, typed)

    assert done.status_code == 302, done.content.decode()
    assert done["Location"] == f"/desk/qingshan/applications/{application.pk}/"
    assert entries_on(application)[-1] == action == STEPS[key].action
    shown = page(zhou, f"qingshan/applications/{application.pk}/")
    assert Action(action).label in shown


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = case(town)
    _today(monkeypatch, date(2025, 9, 17))
    zhou = browser_of(town, "zhou")
    refused = zhou.post(
        _address(application, "extension"), {"working_days": "21", "reason": "档案移交"}
    ).content.decode()

    assert 'href="#id_working_days"' in refused
    assert "延长的期限须为1至20个工作日" in refused
    assert 'value="档案移交"' in refused
    assert entries_on(application) == ["application.receive"]


def test_what_was_prepared_is_offered_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    application = case(town)
    _today(monkeypatch, date(2025, 9, 16))
    li = browser_of(town, "li")
    li.post(_address(application, "correction"), TYPED["correction"][0])
    again = li.get(_address(application, "correction")).content.decode()

    assert 'value="没有年度"' in again
    assert "最迟2025-09-24告知" in again, "the seventh working day after the 15th"


def test_a_prepared_step_moves_nothing_and_says_so(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = case(town)
    _today(monkeypatch, date(2025, 9, 16))
    li = browser_of(town, "li")
    done = li.post(
        _address(application, "correction"), TYPED["correction"][0], follow=True
    ).content.decode()
    application.refresh_from_db()

    assert not application.is_stopped
    assert "请起草并送达补正告知书，送达后生效。" in done
    assert "已准备，文书送达后生效" in done


@pytest.mark.parametrize("key", ["nothing", "answer"])
def test_there_is_no_such_step(town: Town, key: str) -> None:
    """An answer is a letter that was served, no button."""
    application = case(town)
    address = f"/desk/qingshan/applications/{application.pk}/steps/{key}/"
    assert browser_of(town, "li").get(address).status_code == 404


def test_a_step_without_its_record_is_refused(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    application = case(town)
    _today(monkeypatch, MONDAY)
    li = browser_of(town, "li")
    assert li.get(_address(application, "payment")).status_code == 403
    assert li.get(_address(application, "opinion")).status_code == 404
    other = _sent(town, case(town, content="另一件"))
    address = f"/desk/qingshan/applications/{application.pk}/steps/opinion/{other.pk}/"
    assert li.get(address).status_code == 404


def test_what_cannot_be_done_says_why_and_by_which_article(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = case(town)
    corrected_from(town, application)
    _today(monkeypatch, date(2025, 9, 22))
    shown = page(browser_of(town, "li"), f"qingshan/applications/{application.pk}/")
    closed = shown.partition("还不能办理的")[2]

    assert "到2025-10-10才届满" in closed
    assert "已经告知申请人补正一次" in closed
    assert "该项工作由公开工作机构负责人办理" in closed
    assert "（条例第三十条）" in closed
    assert "steps/correction-receipt/" in shown
    assert "期限停止" in shown


def test_a_correction_is_not_offered_after_its_seventh_working_day(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Received on Monday the 15th: the seventh working day is Wednesday the 24th (第三十条)."""
    application = case(town)
    address = f"qingshan/applications/{application.pk}/"
    for day, offered in ((24, True), (25, False)):
        _today(monkeypatch, date(2025, 9, day))
        shown = page(browser_of(town, "li"), address)
        opened, _, closed = shown.partition("还不能办理的")
        assert ("steps/correction/" in opened) is offered
        assert ("最后一日是2025-09-24，现已超过" in closed) is not offered


def test_nobody_steps_in_through_another_agency(town: Town) -> None:
    application = case(town)
    address = f"/desk/neighbour/applications/{application.pk}/steps/note/"
    assert browser_of(town, "wang").get(address).status_code == 404
