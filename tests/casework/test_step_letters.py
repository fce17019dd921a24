"""A step takes effect on the day its letter goes out."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.transitions import (
    consultations,
    corrections,
    extension,
    fee_notices,
    justifications,
    reopenings,
)
from gongkai.casework.models import Letter
from gongkai.casework.transitions import letters, service
from gongkai.casework.transitions.service import ServiceEntry
from tests.build import Town
from tests.casework.build import (
    POSTED,
    RECEIVED,
    a_case,
    again,
    an_answer,
    decided,
    drafted,
    furnished,
    posted,
    serve,
    signed,
)

FIRST_DAYS = date(2026, 2, 11)


@pytest.fixture
def office(town: Town) -> Town:
    return furnished(town)


def _step_letter(town: Town, application: Application, kind: str, concerns: int) -> Letter:
    letter = letters.draft(
        application.pk, kind, concerns=concerns, acting=town.acting("li", FIRST_DAYS)
    )
    if kind in ("D5", "D5c"):
        letters.edit(
            letter.pk,
            {},
            particulars={"summary": "土地承包的材料"},
            acting=town.acting("li", FIRST_DAYS),
        )
    return signed(town, letter, by="zhou", on=FIRST_DAYS)


def test_a_request_to_correct_takes_effect_when_it_goes_out(office: Town) -> None:
    application = a_case(office)
    entry = corrections.CorrectionEntry(
        unclear="没有写明年度", items="年度", guidance="“2015年台账”", working_days=15
    )
    step = corrections.prepare(application.pk, entry, acting=office.acting("li", RECEIVED))
    letter = _step_letter(office, application, "D2", step.pk)
    step.refresh_from_db()
    assert step.asked_on is None

    served = serve(office, letter, posted(FIRST_DAYS), FIRST_DAYS)
    step.refresh_from_db()
    assert (step.asked_on, step.served_on) == (FIRST_DAYS, None)

    service.received(served.pk, date(2026, 2, 13), acting=office.acting("li", date(2026, 2, 24)))
    step.refresh_from_db()
    assert step.served_on == date(2026, 2, 13)


def test_a_consultation_begins_when_its_letter_goes_out(office: Town) -> None:
    application = a_case(office)
    entry = consultations.ConsultationEntry(
        who="third_party", party_name="永丰农机有限公司", passage="报价明细"
    )
    step = consultations.prepare(application.pk, entry, acting=office.acting("li", RECEIVED))
    letter = _step_letter(office, application, "D5", step.pk)

    entry_by_hand = ServiceEntry(method="in_person", signed_on=FIRST_DAYS, signed_name="王经理")
    serve(office, letter, entry_by_hand, FIRST_DAYS)
    step.refresh_from_db()
    assert step.sent_on == step.served_on == FIRST_DAYS


def test_reasons_are_asked_for_by_their_letter(office: Town) -> None:
    application = a_case(office)
    entry = justifications.JustificationEntry(counts="您2026年2月提出申请41件", working_days=10)
    step = justifications.prepare(application.pk, entry, acting=office.acting("li", RECEIVED))
    letter = _step_letter(office, application, "D3", step.pk)

    serve(office, letter, posted(FIRST_DAYS), FIRST_DAYS)
    step.refresh_from_db()
    assert step.asked_on == FIRST_DAYS


def _delayed(town: Town, application: Application) -> Letter:
    """The letter about a later day that was set on 4 March."""
    entry = justifications.JustificationEntry(counts="您2026年2月提出申请41件", working_days=10)
    step = justifications.prepare(application.pk, entry, acting=town.acting("li", RECEIVED))
    li, set_on = town.acting("li", FIRST_DAYS), date(2026, 3, 4)
    justifications.ask(step.pk, asked_on=FIRST_DAYS, acting=li)
    justifications.state(step.pk, stated_on=FIRST_DAYS, stated="撰写村史", acting=li)
    with pytest.raises(NotAllowed, match="先认定理由"):
        letters.draft(application.pk, "D3b", concerns=step.pk, acting=li)
    until, zhou = date(2026, 4, 30), town.acting("zhou", set_on)
    justifications.judge(step.pk, is_reasonable=True, delayed_until=until, acting=zhou)
    letter = letters.draft(
        application.pk, "D3b", concerns=step.pk, acting=town.acting("li", set_on)
    )
    return signed(town, letter, by="zhou", on=set_on)


def test_a_later_day_counts_once_its_letter_went_out(office: Town) -> None:
    application = a_case(office)
    letter = _delayed(office, application)
    application.refresh_from_db()
    assert application.due_on == date(2026, 3, 13)
    assert "撰写村史" in letter.html
    assert "2026年4月30日前（含当日）答复" in letter.html
    assert "复议" not in letter.html

    serve(office, letter, posted(), POSTED)
    application.refresh_from_db()
    assert application.due_on == date(2026, 4, 30)
    assert application.justification.delay_told_on == POSTED


def test_a_later_day_told_too_late_is_served_and_moves_nothing(office: Town) -> None:
    late = date(2026, 3, 16)
    application = a_case(office)
    serve(office, _delayed(office, application), posted(late), late)
    application.refresh_from_db()
    assert application.due_on == date(2026, 3, 13)
    assert application.justification.delay_told_on == late


def test_an_extension_holds_once_it_was_told(office: Town) -> None:
    application = a_case(office)
    step = extension.grant(
        application.pk,
        working_days=20,
        reason="需要查找的档案较多",
        acting=office.acting("zhou", RECEIVED),
    )
    letter = _step_letter(office, application, "D4", step.pk)
    assert Application.objects.get(pk=application.pk).due_on == date(2026, 3, 13)

    serve(office, letter, posted(FIRST_DAYS), FIRST_DAYS)
    step.refresh_from_db()
    assert step.notified_on == FIRST_DAYS
    # 2026-04-06 is a day off for Qingming.
    assert Application.objects.get(pk=application.pk).due_on == date(2026, 4, 13)
    assert "2026年4月13日前（含当日）答复" in again(letter).html


def test_a_request_to_correct_posted_too_late_is_on_record(office: Town) -> None:
    application, seventh = a_case(office), date(2026, 2, 25)
    entry = corrections.CorrectionEntry(
        unclear="没有写明年度", items="年度", guidance="“2015年台账”", working_days=15
    )
    step = corrections.prepare(application.pk, entry, acting=office.acting("li", seventh))
    letter = signed(
        office, drafted(office, application, "D2", step.pk, on=seventh), "zhou", seventh
    )
    late = date(2026, 2, 26)
    served = serve(office, letter, posted(late), late)
    application.refresh_from_db()

    assert served.served_on == application.correction.asked_on == late
    assert not application.is_stopped


def test_an_extension_posted_too_late_is_on_record(office: Town) -> None:
    application, last = a_case(office), date(2026, 3, 13)
    step = extension.grant(
        application.pk, working_days=20, reason="档案较多", acting=office.acting("zhou", last)
    )
    letter = signed(office, drafted(office, application, "D4", step.pk, on=last), "zhou", last)
    late = date(2026, 3, 16)
    served = serve(office, letter, posted(late), late)
    application.refresh_from_db()

    assert served.served_on == application.extension.notified_on == late
    assert application.due_on == last


def test_a_fee_is_due_once_its_notice_is_there(office: Town) -> None:
    for n in range(11):
        application = a_case(office, content=f"第{n}件")
    entry = fee_notices.FeeNoticeEntry(
        method="per_item", why="您2026年2月提出申请11件", quantity=11, payment="代收银行缴款"
    )
    step = fee_notices.prepare(application.pk, entry, acting=office.acting("zhou", RECEIVED))
    letter = _step_letter(office, application, "D7", step.pk)
    assert "100元" in letter.html
    assert "复议" not in letter.html

    served = serve(office, letter, posted(FIRST_DAYS), FIRST_DAYS)
    service.received(served.pk, date(2026, 2, 13), acting=office.acting("li", date(2026, 2, 24)))
    step.refresh_from_db()
    assert (step.notified_on, step.served_on) == (FIRST_DAYS, date(2026, 2, 13))


def test_under_the_2007_regulations_a_request_to_correct_can_be_the_answer(office: Town) -> None:
    received_on, on = date(2018, 2, 5), date(2018, 2, 8)
    application = a_case(office, on=received_on)
    entry = corrections.CorrectionEntry(unclear="没有写明年度", items="年度", working_days=10)
    step = corrections.prepare(application.pk, entry, acting=office.acting("li", received_on))
    decided(office, application, "unable_to_provide", "unclear")
    letter = letters.draft(application.pk, "D2", concerns=step.pk, acting=office.acting("li", on))
    letter = signed(office, letter, by="zhou", on=on)

    serve(office, letter, posted(on), on)
    reply = Application.objects.get(pk=application.pk).reply
    assert (reply.outcome, reply.ground, reply.replied_on) == ("unable_to_provide", "unclear", on)


def test_a_case_taken_up_again_is_answered_anew(office: Town) -> None:
    first = an_answer(office)
    serve(office, first, posted())
    entry = reopenings.ReopeningEntry(basis="own", reason="在档案馆找到了线索")
    reopening = reopenings.reopen(
        first.application_id, entry, acting=office.acting("zhou", date(2026, 3, 16))
    )
    application = Application.objects.get(pk=first.application_id)
    decision = decided(
        office, application, "unable_to_provide", "not_existing", reopening=reopening
    )
    on = date(2026, 3, 17)
    letter = letters.draft(
        application.pk, "D12", concerns=decision.pk, acting=office.acting("li", on)
    )
    serve(office, signed(office, letter, on=on), posted(on), on)

    reopening.refresh_from_db()
    assert (reopening.replied_on, reopening.number) == (on, "青镇公开复〔2026〕2号")
    assert Application.objects.get(pk=application.pk).reply.replied_on == POSTED
