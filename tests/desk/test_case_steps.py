"""The steps of a case by their pages: taken, refused at the field, asked twice where grave."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from gongkai.applications.models import Application, DisclosureSuggestion, Submission
from gongkai.applications.transitions import (
    consultations,
    corrections,
    extension,
    fee_notices,
    justifications,
    suggestions,
)
from gongkai.applications.transitions.suggestions import SuggestionDecision
from gongkai.audit.actions import Action
from gongkai.desk.case_steps import STEPS
from tests.applications.build import (
    BY_PAGE,
    CORRECTION,
    MONDAY,
    REASONS,
    THIRD_PARTY,
    answered,
    case,
    charged,
    consulted,
    corrected_from,
    entries_on,
    reasons_asked,
    received,
    with_desk,
)
from tests.build import SHANGHAI, Town
from tests.desk.build import browser_of, page
from tests.publication.build import published


def _sent(town: Town, application: Application) -> Any:
    asked = consultations.prepare(application.pk, THIRD_PARTY, acting=town.acting("li", MONDAY))
    day = date(2025, 9, 22)
    return consultations.send(asked.pk, sent_on=day, acting=town.acting("li", day))


def _came(town: Town, application: Application) -> None:
    Submission.objects.create(
        agency=application.agency,
        application=application,
        channel="in_person",
        submitted_on=application.received_on,
        applicant=application.applicant,
        content=application.content,
        came_at=town.acting("li", MONDAY).at,
    )


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


def _suggested(town: Town, application: Application) -> DisclosureSuggestion:
    day = date(2025, 9, 17)
    acting = town.acting("li", day)
    return suggestions.receive(application.pk, suggested_on=day, acting=acting)


def _adopted(town: Town, application: Application) -> None:
    day = date(2025, 9, 17)
    answered(town, application, day)
    entry = SuggestionDecision(is_adopted=True, opinion="需要知晓", publish_on=day)
    found = _suggested(town, application)
    suggestions.decide(found.pk, entry, acting=town.acting("zhou", day))
    published(town)


# Where a step needs one before it. The steps of letters are tested with the letters.
BEFORE: dict[str, Any] = {
    "receipt-days": _came,
    "correction-receipt": corrected_from,
    "correction-lapse": corrected_from,
    "opinion": consulted,
    "consultation-closing": consulted,
    "override": _objected,
    "statement": reasons_asked,
    "judgement": reasons_asked,
    "correction-drop": lambda town, application: corrections.prepare(
        application.pk, CORRECTION, acting=town.acting("li", MONDAY)
    ),
    "consultation-drop": lambda town, application: consultations.prepare(
        application.pk, THIRD_PARTY, acting=town.acting("li", MONDAY)
    ),
    "extension-drop": lambda town, application: extension.grant(
        application.pk, working_days=5, reason="档案在外", acting=town.acting("zhou", MONDAY)
    ),
    "justification-drop": lambda town, application: justifications.prepare(
        application.pk, REASONS, acting=town.acting("li", MONDAY)
    ),
    "fee-notice-drop": lambda town, application: fee_notices.prepare(
        application.pk, BY_PAGE, acting=town.acting("zhou", MONDAY)
    ),
    "payment": charged,
    "transfer": lambda town, application: with_desk(town, town.neighbour),
    "fee-lapse": charged,
    "merging": lambda town, application: case(town, content="2024年宅基地审批情况"),
    "separation": _merged,
    "reopening": lambda town, application: answered(town, application, date(2025, 9, 17)),
    "archiving": lambda town, application: answered(town, application, date(2025, 9, 17)),
    "suggestion-decision": _suggested,
    "suggestion-item": _adopted,
}
# key -> what is typed, the day, and what the case's log says last
TYPED: dict[str, tuple[dict[str, str], date, str]] = {
    "handler": ({"handler_id": "li"}, MONDAY, "application.assign"),
    "receipt-days": (
        {"submitted_on": "2025-9-12", "reason": "看错日期"},
        MONDAY,
        "submission.correct_days",
    ),
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
    "suggestion": ({"suggested_on": "2025-9-17"}, date(2025, 9, 17), "suggestion.receive"),
    "suggestion-decision": (
        {"is_adopted": "no", "opinion": "只涉及申请人本人"},
        date(2025, 9, 18),
        "suggestion.decide",
    ),
    "suggestion-item": (
        {"item": "青山镇2018年春耕生产工作方案"},
        date(2025, 9, 18),
        "suggestion.fulfil",
    ),
    "archiving": ({"archived_on": "2025-9-19"}, date(2025, 9, 19), "application.archive"),
    **{
        f"{key}-drop": ({"reason": "申请人已来电说明"}, date(2025, 9, 17), f"{action}.drop")
        for key, action in (
            ("correction", "correction"),
            ("consultation", "consultation"),
            ("extension", "extension"),
            ("justification", "justification"),
            ("fee-notice", "fee_notice"),
        )
    },
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


def test_what_a_new_start_makes_of_an_extension_is_said_before(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = case(town)
    day = date(2025, 9, 17)
    _today(monkeypatch, day)
    zhou = browser_of(town, "zhou")
    asking, charging = _address(application, "correction"), _address(application, "fee-notice")
    granting = zhou.get(_address(application, "extension")).content.decode()
    assert "此前告知的延期不延长新的期限" in granting
    for address in (asking, charging):
        assert "这次延期" not in zhou.get(address).content.decode()

    acting = town.acting("zhou", day)
    extension.extend(application.pk, working_days=5, reason="档案在外", acting=acting)
    for address in (asking, charging):
        shown = zhou.get(address).content.decode()
        assert "已于2025-09-17告知延期5个工作日" in shown
        assert "不延长新的期限，也不能再次延期" in shown


def test_a_case_is_handed_on_with_a_reason(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    application = case(town)
    _today(monkeypatch, MONDAY)
    zhou, address = browser_of(town, "zhou"), _address(application, "handler")
    assert "更换的原因" not in zhou.get(address).content.decode()
    zhou.post(address, {"handler_id": str(town.people["li"].pk)})
    to_sun = {"handler_id": str(town.people["sun"].pk)}
    assert "请写明更换经办人的原因" in zhou.post(address, to_sun).content.decode()
    done = zhou.post(address, to_sun | {"reason": "李经办休假"}, follow=True).content.decode()

    assert "经办人孙审查" in done
    assert "确定经办人：李经办休假" in done


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


def test_a_case_of_2007_reads_its_own_law(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    application = received(town)
    day = date(2018, 2, 6)
    _today(monkeypatch, day)
    zhou = browser_of(town, "zhou")
    asked = zhou.get(_address(application, "correction")).content.decode()
    assert "2007年条例没有规定告知和补正的期限" in asked
    assert "七个工作日" not in asked

    acting = town.acting("li", day)
    step = corrections.prepare(application.pk, CORRECTION, acting=acting)
    corrections.ask(step.pk, asked_on=day, acting=acting)
    shown = page(zhou, f"qingshan/applications/{application.pk}/")
    assert "（2007年条例第二十一条第（四）项）" in shown
    assert "条例第三十条" not in shown
    assert "只能要求一次" not in shown


def test_silence_of_a_third_party_in_2018_is_no_consent(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    application, day = received(town), date(2018, 2, 6)
    acting = town.acting("li", day)
    entry = replace(THIRD_PARTY, working_days=5)
    asked = consultations.prepare(application.pk, entry, acting=acting)
    consultations.send(asked.pk, sent_on=day, served_on=day, acting=acting)
    _today(monkeypatch, date(2018, 2, 27))
    zhou = browser_of(town, "zhou")
    closing = zhou.get(_address(application, "consultation-closing")).content.decode()
    assert "第三方没有答复的，不能视为同意公开" in closing
    assert "由本机关决定是否公开" not in closing
    opinion = zhou.get(_address(application, "opinion")).content.decode()
    assert "2007年条例不问理由" in opinion
