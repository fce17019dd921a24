"""Letters about a request to correct a record, and about a suggestion to disclose."""

from datetime import date

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import RecordCorrection
from gongkai.applications.transitions import record_corrections, suggestions
from gongkai.applications.transitions.record_corrections import RecordDecision
from gongkai.applications.transitions.suggestions import SuggestionDecision
from gongkai.casework.letter_starts import startable
from gongkai.casework.models import Letter
from gongkai.casework.transitions import letters, service
from gongkai.casework.transitions.service import ServiceEntry
from gongkai.law.report_forms import FIGURES
from tests.applications.build import answered
from tests.applications.record_build import CAME, VERIFIED, asked, decided, done
from tests.build import Town
from tests.casework.build import (
    a_case,
    actions_on,
    docx_text,
    drafted,
    furnished,
    pdf_text,
    signed,
)
from tests.reports.build import small_year, values

OLD = date(2018, 3, 1)


@pytest.fixture
def office(town: Town) -> Town:
    return furnished(town)


def answer_to(town: Town, found: RecordCorrection, on: date = CAME) -> Letter:
    """The letter, drafted by 李经办 and signed by 赵负责."""
    letter = letters.draft_on_record(found.pk, acting=town.acting("li", on))
    return signed(town, letter, on=on)


def by_hand(town: Town, letter: Letter, on: date = CAME) -> None:
    entry = ServiceEntry(method="in_person", signed_on=on, signed_name="陈晓雨")
    service.serve(letter.pk, entry, acting=town.acting("li", on))


def test_a_corrected_record_is_told_by_its_letter(office: Town) -> None:
    found = done(office)
    letter = answer_to(office, found)

    assert letter.number == "青镇公开复〔2026〕1号"
    for text in (pdf_text(letter), docx_text(letter)):
        assert "陈晓雨：" in text
        assert "您认为“2015年土地承包台账第8页中本人的承包面积”中与您相关的记录不准确" in text
        assert f"经审核，{VERIFIED}。" in text
        assert "第四十一条的规定，本机关已于2026年3月2日予以更正：承包面积更正为8.5亩。" in text
        assert "六十日内向清水县人民政府申请行政复议" in text
    by_hand(office, letter)
    found.refresh_from_db()
    assert found.notified_on == CAME
    assert actions_on(letter)[-2:] == ["letter.sign_decision", "letter.serve"]


@pytest.mark.parametrize(
    ("result", "on", "said"),
    [
        ("transferred", CAME, "已于2026年3月2日将您的更正申请转送有权更正的清水县自然资源局"),
        ("redirected", CAME, "请您向有权更正的清水县自然资源局（联系方式：0431-5550123）提出。"),
        ("accurate", CAME, "本机关不予更正，理由是：台账与承包合同一致。"),
        ("transferred", OLD, "第二十五条第二款的规定，本机关无权更正该记录，已于2018年3月1日将"),
    ],
)
def test_each_result_has_its_words(office: Town, result: str, on: date, said: str) -> None:
    text = pdf_text(answer_to(office, done(office, result, on=on), on))

    assert said in text
    assert "待填" not in text


def test_nothing_is_told_before_it_is_decided_and_done(office: Town) -> None:
    li = office.acting("li", CAME)
    with pytest.raises(NotAllowed, match="请先决定"):
        letters.draft_on_record(asked(office).pk, acting=li)
    with pytest.raises(NotAllowed, match="还没有办理"):
        letters.draft_on_record(decided(office, record="另一项").pk, acting=li)


def test_a_decision_that_changes_keeps_the_letter_from_being_signed(office: Town) -> None:
    found = decided(office, "accurate")
    letter = letters.draft_on_record(found.pk, acting=office.acting("li", CAME))
    entry = RecordDecision(result="corrected", decision="8.5亩")
    record_corrections.decide(found.pk, entry, acting=office.acting("zhou", CAME))

    with pytest.raises(NotAllowed, match="更正申请的处理结果"):
        signed(office, letter, on=CAME)


def test_what_was_decided_otherwise_since_is_not_served(office: Town) -> None:
    found = decided(office, "accurate")
    letter = answer_to(office, found)
    entry = RecordDecision(result="accurate", decision="另有理由")
    record_corrections.decide(found.pk, entry, acting=office.acting("zhou", CAME))

    with pytest.raises(NotAllowed, match="不再一致"):
        by_hand(office, letter)


def test_one_letter_at_a_time(office: Town) -> None:
    found, li = done(office), office.acting("li", CAME)
    first = letters.draft_on_record(found.pk, acting=li)
    with pytest.raises(NotAllowed, match="已经起草"):
        letters.draft_on_record(found.pk, acting=li)
    letters.void(first.pk, reason="写错", acting=li)
    assert letters.draft_on_record(found.pk, acting=li).state == Letter.State.DRAFT


def test_a_case_has_no_such_letter(office: Town) -> None:
    application = a_case(office)
    assert "D21" not in {one.kind for one in startable(office.users["li"], application)}
    with pytest.raises(NotAllowed, match="更正申请"):
        drafted(office, application, "D21", on=CAME)


def test_a_letter_has_one_subject(office: Town) -> None:
    found = done(office)
    letter = letters.draft_on_record(found.pk, acting=office.acting("li", CAME))
    for case, record in ((a_case(office).pk, found.pk), (None, None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(application=case, record_correction=record)
    with pytest.raises(TypeError):
        _ = letter.case


def test_it_is_sent_to_the_address_on_record(office: Town) -> None:
    li = office.acting("li", CAME)
    found = decided(office, "accurate", email="chen@example.org")
    letter = letters.draft_on_record(found.pk, acting=li)
    letters.edit(letter.pk, {}, delivery="email", acting=li)
    service.serve_by_email(
        signed(office, letter, on=CAME).pk, consent="申请更正时要求用邮件", acting=li
    )

    assert mail.outbox[0].to == ["chen@example.org"]
    assert "陈晓雨" not in mail.outbox[0].body


def test_who_did_not_ask_online_reads_nothing_online(office: Town) -> None:
    letter = answer_to(office, done(office))
    acting = office.acting("li", CAME)
    with pytest.raises(NotAllowed, match="不是在查询页面上提出的"):
        service.serve(letter.pk, ServiceEntry(method="online", sent_at=acting.at), acting=acting)


def test_no_figure_of_the_annual_report_moves(office: Town) -> None:
    """It is no application: neither registered, decided nor answered does it count."""
    small_year(office)
    before = values(office.agency, 2018, *FIGURES)
    found = done(office, on=OLD)
    by_hand(office, answer_to(office, found, OLD), OLD)

    assert found.letters.get().services.exists()
    assert values(office.agency, 2018, *FIGURES) == before


YES = SuggestionDecision(is_adopted=True, opinion="需要公众广泛知晓", publish_on=date(2026, 3, 20))
NO = SuggestionDecision(is_adopted=False, opinion="只涉及申请人本人")


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (YES, "第四十四条第二款的规定，本机关决定主动公开该政府信息，公开的日期为2026年3月20日。"),
        (NO, "本机关决定不将该政府信息纳入主动公开的范围。"),
    ],
)
def test_a_suggestion_is_answered_by_its_letter(
    office: Town, decision: SuggestionDecision, said: str
) -> None:
    application, li = a_case(office), office.acting("li", CAME)
    answered(office, application, CAME)
    found = suggestions.receive(application.pk, suggested_on=CAME, acting=li)
    with pytest.raises(NotAllowed, match="请先审核"):
        drafted(office, application, "D22", found.pk, on=CAME)
    suggestions.decide(found.pk, decision, acting=office.acting("zhou", CAME))
    letter = signed(
        office, drafted(office, application, "D22", found.pk, on=CAME), by="zhou", on=CAME
    )
    text = pdf_text(letter)

    assert "本机关于2026年3月2日收到您的建议，建议将“柳树村2015年土地承包台账”纳入" in text
    assert f"经审核，{decision.opinion}。" in text
    assert said in text
    assert "复议" not in text
    by_hand(office, letter)
    found.refresh_from_db()
    assert found.notified_on == CAME
    with pytest.raises(NotAllowed, match="已经告知"):
        drafted(office, application, "D22", found.pk, on=date(2026, 3, 3))


def test_without_a_suggestion_there_is_nothing_to_answer(office: Town) -> None:
    with pytest.raises(NotAllowed, match="还没有准备主动公开建议的答复"):
        drafted(office, a_case(office), "D22", on=CAME)
