"""A signed letter goes out, and the law says which day counts."""

from datetime import date, datetime

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, Submission
from gongkai.applications.transitions import consultations
from gongkai.casework.models import Letter, Service
from gongkai.casework.transitions import letters, service
from gongkai.casework.transitions.service import ServiceEntry
from tests.applications.build import THIRD_PARTY
from tests.build import SHANGHAI, Town
from tests.casework.build import (
    POSTED,
    SIGNED,
    a_case,
    actions_on,
    an_answer,
    drafted,
    furnished,
    not_found,
    posted,
    serve,
    signed,
    with_code,
)

AGREED = "2026-03-10当面签字同意"


@pytest.fixture
def office(town: Town) -> Town:
    return furnished(town)


def test_an_answer_by_post_counts_from_the_day_of_posting(office: Town) -> None:
    letter = an_answer(office)
    served = serve(office, letter, posted(), date(2026, 3, 13))

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
    served = serve(office, an_answer(office), entry, date(2026, 3, 13))

    assert served.served_on == served.received_on == date(2026, 3, 12)


def test_on_the_net_it_counts_from_the_day_of_sending(office: Town) -> None:
    application = with_code(a_case(office))
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    letters.edit(letter.pk, {}, delivery="online", acting=office.acting("li", SIGNED))
    sent = datetime(2026, 3, 11, 23, 30, tzinfo=SHANGHAI)
    entry = ServiceEntry(method="online", sent_at=sent, consent=AGREED)

    served = serve(office, signed(office, letter), entry, date(2026, 3, 12))
    assert served.served_on == served.received_on == date(2026, 3, 11)


def test_late_is_a_fact_and_no_question(office: Town) -> None:
    letter = an_answer(office)  # due on 2026-03-13
    serve(office, letter, posted(date(2026, 3, 16)), date(2026, 3, 16))

    application = Application.objects.get(pk=letter.application_id)
    assert application.due_on == date(2026, 3, 13)
    assert application.reply.replied_on == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (posted(carrier="顺丰速运"), "邮政企业"),
        (posted(carrier=""), "邮政企业"),
        (ServiceEntry(method="post", carrier="EMS"), "交邮日期"),
        (posted(date(2026, 3, 9)), "交邮日期不能早于签发的2026-03-10"),
        (posted(date(2026, 3, 12)), "不能晚于今天"),
        (ServiceEntry(method="in_person", signed_name="陈晓雨"), "签收日期"),
        (ServiceEntry(method="in_person", signed_on=POSTED), "签收人"),
        (ServiceEntry(method="online"), "发送时间"),
        (ServiceEntry(method="fax"), "请选择送达方式"),
    ],
)
def test_what_is_no_service(office: Town, entry: ServiceEntry, sentence: str) -> None:
    letter = an_answer(office)

    with pytest.raises(NotAllowed, match=sentence):
        serve(office, letter, entry)
    assert Service.objects.count() == 0


def test_an_answer_on_the_net_must_name_the_channel_there(office: Town) -> None:
    letter = an_answer(office)
    with_code(letter.application)
    entry = ServiceEntry(method="online", sent_at=office.acting("li", POSTED).at, consent=AGREED)

    with pytest.raises(NotAllowed, match="行政复议法第二十二条第二款"):
        serve(office, letter, entry)


def test_nothing_goes_on_the_net_to_whoever_has_no_query_code(office: Town) -> None:
    application = a_case(office)
    letter = signed(office, drafted(office, application, "D12", not_found(office, application).pk))
    entry = ServiceEntry(method="online", sent_at=office.acting("li", POSTED).at, consent=AGREED)
    with pytest.raises(NotAllowed, match="没有这件申请的查询码"):
        serve(office, letter, entry)
    Submission.objects.filter(pk=with_code(application).submission.pk).update(code_hash="")
    with pytest.raises(NotAllowed, match="请用其他方式送达"):
        serve(office, letter, entry)


def test_nothing_goes_on_the_net_to_whoever_did_not_want_it(office: Town) -> None:
    application = with_code(a_case(office))
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    letters.edit(letter.pk, {}, delivery="online", acting=office.acting("li", SIGNED))
    letter = signed(office, letter)
    entry = ServiceEntry(method="online", sent_at=office.acting("li", POSTED).at)
    with pytest.raises(NotAllowed, match="电子送达须经对方同意") as refusal:
        serve(office, letter, entry)
    assert refusal.value.field == "consent"

    Submission.objects.update(delivery="电子邮件")
    with pytest.raises(NotAllowed, match="电子送达须经对方同意"):
        serve(office, letter, entry)
    Submission.objects.update(delivery="网上查询页下载")
    assert serve(office, letter, entry).consent == ""


def test_an_agreement_is_on_record(office: Town) -> None:
    application = with_code(a_case(office))
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    letters.edit(letter.pk, {}, delivery="online", acting=office.acting("li", SIGNED))
    sent = office.acting("li", POSTED).at
    entry = ServiceEntry(method="online", sent_at=sent, consent=AGREED)
    assert serve(office, signed(office, letter), entry).consent == AGREED


def test_nothing_goes_on_the_net_to_a_third_party(office: Town) -> None:
    application = with_code(a_case(office))
    asked = consultations.prepare(application.pk, THIRD_PARTY, acting=office.acting("li", SIGNED))
    letter = drafted(office, application, "D5", asked.pk)
    letters.edit(letter.pk, {}, particulars={"summary": "台账"}, acting=office.acting("li", SIGNED))
    letter = signed(office, letter, "zhou")
    entry = ServiceEntry(method="online", sent_at=office.acting("li", POSTED).at, consent=AGREED)
    with pytest.raises(NotAllowed, match="不是给申请人的"):
        serve(office, letter, entry)


@pytest.mark.parametrize("state", ["draft", "in_review", "returned", "voided"])
def test_only_a_signed_letter_leaves(office: Town, state: str) -> None:
    letter = drafted(office, a_case(office), "D1")
    Letter.objects.filter(pk=letter.pk).update(state=state)

    with pytest.raises(NotAllowed, match="只有已签发的文书可以送达"):
        serve(office, letter, posted())


def test_a_served_letter_is_neither_served_again_nor_voided(office: Town) -> None:
    letter = an_answer(office)
    serve(office, letter, posted())

    with pytest.raises(NotAllowed, match="已经送达"):
        serve(office, letter, posted())
    with pytest.raises(NotAllowed, match="已经送达，不能作废"):
        letters.void(letter.pk, reason="写错", acting=office.acting("zhao", POSTED))


def test_nobody_else_serves(office: Town) -> None:
    letter = an_answer(office)
    for person in ("zhao", "sun", "qian", "wu", "admin", "wang", "zheng"):
        with pytest.raises(NotAllowed, match="没有“送达文书”的权限"):
            service.serve(letter.pk, posted(), acting=office.acting(person, POSTED))


def test_a_returned_letter_goes_out_again(office: Town) -> None:
    letter = an_answer(office)
    first = serve(office, letter, posted())
    li = office.acting("li", date(2026, 3, 20))

    with pytest.raises(NotAllowed, match="退回的原因"):
        service.returned(first.pk, date(2026, 3, 18), reason=" ", acting=li)
    service.returned(first.pk, date(2026, 3, 18), reason="查无此人", acting=li)
    second = serve(office, letter, posted(date(2026, 3, 19)), date(2026, 3, 20))
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
    served = serve(office, an_answer(office), posted())
    li = office.acting("li", date(2026, 3, 20))

    for day in (date(2026, 3, 10), date(2026, 3, 21)):
        with pytest.raises(NotAllowed, match="收到日期"):
            service.received(served.pk, day, acting=li)
    service.received(served.pk, date(2026, 3, 13), acting=li)
    with pytest.raises(NotAllowed, match="已经登记"):
        service.received(served.pk, date(2026, 3, 13), acting=li)
    with pytest.raises(NotAllowed, match="还没有收到的邮件"):
        service.returned(served.pk, date(2026, 3, 18), reason="退回", acting=li)


def test_a_wrong_day_is_said_of_the_field_that_was_typed(office: Town) -> None:
    entry = ServiceEntry(method="in_person", signed_on=date(2007, 3, 12), signed_name="陈晓雨")
    with pytest.raises(NotAllowed, match="签收日期不能早于") as refusal:
        serve(office, an_answer(office), entry)
    assert refusal.value.field == "signed_on"
