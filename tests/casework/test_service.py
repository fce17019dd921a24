"""A signed letter goes out, and the law says which day counts."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core import mail

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, Identity, Submission
from gongkai.applications.transitions import (
    consultations,
    corrections,
    extension,
    fee_notices,
    justifications,
    reopenings,
)
from gongkai.audit.models import Entry
from gongkai.casework.models import Letter, Service
from gongkai.casework.transitions import letters, service
from gongkai.casework.transitions.service import ServiceEntry
from gongkai.catalog import files
from tests.build import SHANGHAI, Town
from tests.casework.build import (
    RECEIVED,
    SIGNED,
    a_case,
    actions_on,
    again,
    an_answer,
    decided,
    drafted,
    furnished,
    not_found,
    signed,
)

FIRST_DAYS = date(2026, 2, 11)
POSTED = date(2026, 3, 11)


@pytest.fixture
def office(town: Town) -> Town:
    return furnished(town)


def posted(on: date = POSTED, **values: Any) -> ServiceEntry:
    """Given to the post."""
    entry: dict[str, Any] = {"carrier": "中国邮政", "tracking": "XA12345678922", "posted_on": on}
    return ServiceEntry(method="post", **entry | values)


def _serve(town: Town, letter: Letter, entry: ServiceEntry, on: date = POSTED) -> Service:
    return service.serve(letter.pk, entry, acting=town.acting("li", on))


def test_an_answer_by_post_counts_from_the_day_of_posting(office: Town) -> None:
    letter = an_answer(office)
    served = _serve(office, letter, posted(), date(2026, 3, 13))

    application = Application.objects.get(pk=letter.application_id)
    assert served.served_on == POSTED
    assert served.received_on is None
    assert application.status == Application.Status.ANSWERED
    assert application.reply.replied_on == POSTED
    assert application.reply.number == "青镇公开复〔2026〕1号"
    assert (application.reply.outcome, application.reply.ground) == (
        "unable_to_provide",
        "not_existing",
    )
    assert actions_on(letter)[-1] == "letter.serve"


def test_handed_over_it_counts_from_the_signature(office: Town) -> None:
    entry = ServiceEntry(method="in_person", signed_on=date(2026, 3, 12), signed_name="陈晓雨")
    served = _serve(office, an_answer(office), entry, date(2026, 3, 13))

    assert served.served_on == served.received_on == date(2026, 3, 12)


def test_on_the_net_it_counts_from_the_day_of_sending(office: Town) -> None:
    application = a_case(office)
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    letters.edit(letter.pk, {}, delivery="online", acting=office.acting("li", SIGNED))
    sent = datetime(2026, 3, 11, 23, 30, tzinfo=SHANGHAI)
    entry = ServiceEntry(method="online", sent_at=sent)

    served = _serve(office, signed(office, letter), entry, date(2026, 3, 12))
    assert served.served_on == served.received_on == date(2026, 3, 11)


def test_late_is_a_fact_and_no_question(office: Town) -> None:
    letter = an_answer(office)  # due on 2026-03-13
    _serve(office, letter, posted(date(2026, 3, 16)), date(2026, 3, 16))

    application = Application.objects.get(pk=letter.application_id)
    assert application.due_on == date(2026, 3, 13)
    assert application.reply.replied_on == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (posted(carrier="顺丰速运"), "邮政企业"),
        (posted(carrier=""), "邮政企业"),
        (ServiceEntry(method="post", carrier="EMS"), "交邮日期"),
        (posted(date(2026, 3, 9)), "签发之后"),
        (posted(date(2026, 3, 12)), "今天以前"),
        (ServiceEntry(method="in_person", signed_name="陈晓雨"), "签收日期"),
        (ServiceEntry(method="in_person", signed_on=POSTED), "签收人"),
        (ServiceEntry(method="online"), "发送时间"),
        (ServiceEntry(method="fax"), "请选择送达方式"),
    ],
)
def test_what_is_no_service(office: Town, entry: ServiceEntry, sentence: str) -> None:
    letter = an_answer(office)

    with pytest.raises(NotAllowed, match=sentence):
        _serve(office, letter, entry)
    assert Service.objects.count() == 0


def test_an_answer_on_the_net_must_name_the_channel_there(office: Town) -> None:
    letter = an_answer(office)
    entry = ServiceEntry(method="online", sent_at=office.acting("li", POSTED).at)

    with pytest.raises(NotAllowed, match="行政复议法第二十二条第二款"):
        _serve(office, letter, entry)


@pytest.mark.parametrize("state", ["draft", "in_review", "returned", "voided"])
def test_only_a_signed_letter_leaves(office: Town, state: str) -> None:
    letter = drafted(office, a_case(office), "D1")
    Letter.objects.filter(pk=letter.pk).update(state=state)

    with pytest.raises(NotAllowed, match="只有已签发的文书可以送达"):
        _serve(office, letter, posted())


def test_a_served_letter_is_neither_served_again_nor_voided(office: Town) -> None:
    letter = an_answer(office)
    _serve(office, letter, posted())

    with pytest.raises(NotAllowed, match="已经送达"):
        _serve(office, letter, posted())
    with pytest.raises(NotAllowed, match="已经送达，不能作废"):
        letters.void(letter.pk, reason="写错", acting=office.acting("zhao", POSTED))


def test_nobody_else_serves(office: Town) -> None:
    letter = an_answer(office)
    for person in ("zhao", "sun", "qian", "wu", "admin", "wang", "zheng"):
        with pytest.raises(NotAllowed, match="没有“送达文书”的权限"):
            service.serve(letter.pk, posted(), acting=office.acting(person, POSTED))


def test_a_returned_letter_goes_out_again(office: Town) -> None:
    letter = an_answer(office)
    first = _serve(office, letter, posted())
    li = office.acting("li", date(2026, 3, 20))

    with pytest.raises(NotAllowed, match="退回的原因"):
        service.returned(first.pk, date(2026, 3, 18), reason=" ", acting=li)
    service.returned(first.pk, date(2026, 3, 18), reason="查无此人", acting=li)
    second = _serve(office, letter, posted(date(2026, 3, 19)), date(2026, 3, 20))
    service.received(second.pk, date(2026, 3, 20), acting=li)

    application = Application.objects.get(pk=letter.application_id)
    assert application.reply.replied_on == POSTED
    assert Service.objects.get(pk=second.pk).received_on == date(2026, 3, 20)
    assert actions_on(letter)[-4:] == [
        "letter.serve",
        "letter.returned",
        "letter.serve",
        "letter.received",
    ]


def test_a_receipt_has_its_limits(office: Town) -> None:
    served = _serve(office, an_answer(office), posted())
    li = office.acting("li", date(2026, 3, 20))

    for day in (date(2026, 3, 10), date(2026, 3, 21)):
        with pytest.raises(NotAllowed, match="收到日期"):
            service.received(served.pk, day, acting=li)
    service.received(served.pk, date(2026, 3, 13), acting=li)
    with pytest.raises(NotAllowed, match="已经登记"):
        service.received(served.pk, date(2026, 3, 13), acting=li)
    with pytest.raises(NotAllowed, match="还没有收到的邮件"):
        service.returned(served.pk, date(2026, 3, 18), reason="退回", acting=li)


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

    served = _serve(office, letter, posted(FIRST_DAYS), FIRST_DAYS)
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
    _serve(office, letter, entry_by_hand, FIRST_DAYS)
    step.refresh_from_db()
    assert step.sent_on == step.served_on == FIRST_DAYS


def test_reasons_are_asked_for_by_their_letter(office: Town) -> None:
    application = a_case(office)
    entry = justifications.JustificationEntry(counts="您2026年2月提出申请41件", working_days=10)
    step = justifications.prepare(application.pk, entry, acting=office.acting("li", RECEIVED))
    letter = _step_letter(office, application, "D3", step.pk)

    _serve(office, letter, posted(FIRST_DAYS), FIRST_DAYS)
    step.refresh_from_db()
    assert step.asked_on == FIRST_DAYS


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

    _serve(office, letter, posted(FIRST_DAYS), FIRST_DAYS)
    step.refresh_from_db()
    assert step.notified_on == FIRST_DAYS
    # 2026-04-06 is a day off for Qingming.
    assert Application.objects.get(pk=application.pk).due_on == date(2026, 4, 13)
    assert "2026年4月13日前（含当日）答复" in again(letter).html


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

    served = _serve(office, letter, posted(FIRST_DAYS), FIRST_DAYS)
    service.received(served.pk, date(2026, 2, 13), acting=office.acting("li", date(2026, 2, 24)))
    step.refresh_from_db()
    assert (step.notified_on, step.served_on) == (FIRST_DAYS, date(2026, 2, 13))


def _with_email(application: Application, address: str) -> None:
    submission = Submission.objects.create(
        agency=application.agency,
        application=application,
        channel="in_person",
        submitted_on=RECEIVED,
        applicant=application.applicant,
        content=application.content,
        delivery="电子邮件",
        came_at=datetime(2026, 2, 9, 10, tzinfo=SHANGHAI),
    )
    Identity.objects.create(submission=submission, email=address)


def test_a_mail_carries_the_letter_and_nothing_personal(office: Town) -> None:
    application = a_case(office)
    _with_email(application, "chen@example.com")
    letter = signed(office, drafted(office, application, "D12", not_found(office, application).pk))
    assert letter.delivery == "email"

    served = service.serve_by_email(letter.pk, acting=office.acting("li", POSTED))

    (sent,) = mail.outbox
    assert sent.to == ["chen@example.com"]
    assert sent.subject == "青山镇人民政府文书送达：青镇公开复〔2026〕1号"
    assert "陈晓雨" not in sent.subject + str(sent.body)
    ((name, content, kind),) = sent.attachments
    assert (name, kind) == ("青镇公开复〔2026〕1号.pdf", "application/pdf")
    assert content.startswith(b"%PDF")
    assert served.served_on == POSTED
    opened = Entry.objects.get(action="personal_data.open")
    assert opened.data["reason"] == "电子邮件送达青镇公开复〔2026〕1号"


def test_without_an_address_nothing_is_mailed(office: Town) -> None:
    application = a_case(office)
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    letters.edit(letter.pk, {}, delivery="email", acting=office.acting("li", SIGNED))
    letter = signed(office, letter)

    with pytest.raises(NotAllowed, match="没有登记对方的电子邮箱"):
        service.serve_by_email(letter.pk, acting=office.acting("li", POSTED))
    assert mail.outbox == []
    assert Service.objects.count() == 0


def test_a_mail_that_fails_is_no_service(office: Town, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    application = a_case(office)
    _with_email(application, "chen@example.com")
    letter = signed(office, drafted(office, application, "D12", not_found(office, application).pk))

    with pytest.raises(OSError, match="refused"):
        service.serve_by_email(letter.pk, acting=office.acting("li", POSTED))
    assert Service.objects.count() == 0
    assert Application.objects.get(pk=application.pk).status == Application.Status.IN_HAND


def test_under_the_2007_regulations_a_request_to_correct_can_be_the_answer(office: Town) -> None:
    received_on, on = date(2018, 2, 5), date(2018, 2, 8)
    application = a_case(office, on=received_on)
    entry = corrections.CorrectionEntry(unclear="没有写明年度", items="年度", working_days=10)
    step = corrections.prepare(application.pk, entry, acting=office.acting("li", received_on))
    decided(office, application, "unable_to_provide", "unclear")
    letter = letters.draft(application.pk, "D2", concerns=step.pk, acting=office.acting("li", on))
    letter = signed(office, letter, by="zhou", on=on)

    _serve(office, letter, posted(on), on)
    reply = Application.objects.get(pk=application.pk).reply
    assert (reply.outcome, reply.ground, reply.replied_on) == ("unable_to_provide", "unclear", on)


def test_a_case_taken_up_again_is_answered_anew(office: Town) -> None:
    first = an_answer(office)
    _serve(office, first, posted())
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
    _serve(office, signed(office, letter, on=on), posted(on), on)

    reopening.refresh_from_db()
    assert (reopening.replied_on, reopening.number) == (on, "青镇公开复〔2026〕2号")
    assert Application.objects.get(pk=application.pk).reply.replied_on == POSTED


def test_what_is_disclosed_goes_along_by_mail(office: Town) -> None:
    application = a_case(office)
    _with_email(application, "chen@example.com")
    application.found_documents.create(
        position=1,
        title="2015年土地承包台账",
        judgement="give",
        kind="pdf",
        original=files.keep("originals", b"%PDF-1.7 original", "pdf"),
        released=files.keep("released", b"%PDF-1.7 copy", "pdf"),
        sha256="0" * 64,
        page_count=3,
    )
    decision = decided(
        office,
        application,
        "disclosed",
        provided_form="电子文档",
        provided_way="随本答复书一并发送",
    )
    letter = signed(office, drafted(office, application, "D9", decision.pk))
    assert "附件：2015年土地承包台账" in letter.html
    assert "（共3页）" in letter.html

    service.serve_by_email(letter.pk, acting=office.acting("li", POSTED))
    _, (name, content, _kind) = mail.outbox[0].attachments
    assert (name, content) == ("2015年土地承包台账.pdf", b"%PDF-1.7 copy")
