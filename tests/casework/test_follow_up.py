"""What an applicant sends from the page of the case, the office's answer to it, the rating."""

from datetime import date, datetime

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.transitions import (
    corrections,
    fee_notices,
    justifications,
    withdrawals,
)
from gongkai.applications.transitions.reopenings import ReopeningEntry, reopen
from gongkai.audit.models import Entry
from gongkai.calendars.queries import calendar
from gongkai.casework.models import ApplicantMessage, Rating
from gongkai.casework.queries import documents_given, letters_to, messages_waiting
from gongkai.casework.transitions import follow_up
from gongkai.casework.transitions.follow_up import MessageEntry
from gongkai.casework.transitions.service import ServiceEntry, returned, serve
from gongkai.catalog import files
from tests.applications.build import BY_PAGE, CORRECTION, REASONS, answered, case
from tests.build import SHANGHAI, Town
from tests.casework.build import SIGNED, an_answer, furnished
from tests.intake.build import png

DAY = date(2025, 9, 18)
AT = datetime(2025, 9, 18, 20, 30, tzinfo=SHANGHAI)
ALWAYS = ("complaint", "other")
ASKED = ("correction", "payment", "justification")


def send(
    application: Application, kind: str, text: str = "按要求补正如下", **more: object
) -> ApplicantMessage:
    entry = MessageEntry(kind=kind, text=text, **more)  # type: ignore[arg-type]
    return follow_up.send_message(application.pk, entry, at=AT, calendar=calendar())


def rate(application: Application, score: int = 4, comment: str = " 很快 ") -> Rating:
    return follow_up.rate(application.pk, score=score, comment=comment, at=AT, calendar=calendar())


def asked(town: Town, application: Application, kind: str) -> None:
    """The office asks for what a message of this kind answers."""
    acting = town.acting("zhou", DAY)
    if kind == "correction":
        row = corrections.prepare(application.pk, CORRECTION, acting=acting)
        corrections.ask(row.pk, asked_on=DAY, served_on=DAY, acting=acting)
    elif kind == "payment":
        notice = fee_notices.prepare(application.pk, BY_PAGE, acting=acting)
        fee_notices.notify(notice.pk, notified_on=DAY, served_on=DAY, acting=acting)
    else:
        reasons = justifications.prepare(application.pk, REASONS, acting=acting)
        justifications.ask(reasons.pk, asked_on=DAY, acting=acting)


def received(town: Town, application: Application, kind: str) -> None:
    """The office registers it."""
    acting = town.acting("li", DAY)
    if kind == "correction":
        pk = application.correction.pk
        corrections.receive(pk, corrected_on=DAY, content="2015年台账", acting=acting)
    elif kind == "payment":
        fee_notices.pay(application.fee_notice.pk, paid_on=DAY, acting=acting)
    else:
        pk = application.justification.pk
        justifications.state(pk, stated_on=DAY, stated="研究需要", acting=acting)


@pytest.mark.parametrize("kind", ASKED)
def test_what_was_asked_for_is_sent_until_it_is_registered(town: Town, kind: str) -> None:
    application = case(town)
    with pytest.raises(NotAllowed, match="没有"):
        send(application, kind)
    asked(town, application, kind)
    message = send(application, kind)
    assert (message.kind, message.text, message.came_at) == (kind, "按要求补正如下", AT)
    entry = Entry.objects.get(subject_type="casework.applicantmessage", subject_id=message.pk)
    assert (entry.action, entry.by.username) == ("message.send", "public")
    assert entry.data == {"kind": kind, "has_file": False}
    received(town, Application.objects.get(pk=application.pk), kind)
    with pytest.raises(NotAllowed, match="登记"):
        send(application, kind)


@pytest.mark.parametrize("kind", ASKED)
def test_what_is_only_prepared_is_not_sent(town: Town, kind: str) -> None:
    application = case(town)
    acting = town.acting("zhou", DAY)
    prepare, entry = {
        "correction": (corrections.prepare, CORRECTION),
        "payment": (fee_notices.prepare, BY_PAGE),
        "justification": (justifications.prepare, REASONS),
    }[kind]
    prepare(application.pk, entry, acting=acting)  # type: ignore[operator]
    with pytest.raises(NotAllowed, match="没有"):
        send(application, kind)


@pytest.mark.parametrize("kind", ALWAYS)
def test_complaints_and_other_matters_come_in_at_any_time(town: Town, kind: str) -> None:
    application = case(town)
    send(application, kind)
    answered(town, application, DAY)
    send(application, kind)
    assert application.messages.count() == 2


@pytest.mark.parametrize("kind", [*ASKED, "withdrawal"])
def test_a_closed_case_waits_for_nothing(town: Town, kind: str) -> None:
    application = case(town)
    answered(town, application, DAY)
    with pytest.raises(NotAllowed, match="已经办结"):
        send(application, kind)


def test_a_withdrawal_needs_no_words_and_is_sent_once(town: Town) -> None:
    application = case(town)
    message = send(application, "withdrawal", "")
    assert Application.objects.get(pk=application.pk).status == "in_hand"
    with pytest.raises(NotAllowed, match="正在登记"):
        send(application, "withdrawal", "")
    follow_up.take_up(message.pk, result="请改日再提", acting=town.acting("li", DAY))
    send(application, "withdrawal", "")


def test_a_case_taken_up_again_is_not_withdrawn(town: Town) -> None:
    application = case(town)
    answered(town, application, DAY)
    entry = ReopeningEntry(basis="own", reason="漏了附件")
    reopen(application.pk, entry, acting=town.acting("zhou", DAY))
    with pytest.raises(NotAllowed, match="重新办理"):
        send(application, "withdrawal")


def test_a_message_of_no_kind_is_refused(town: Town) -> None:
    with pytest.raises(NotAllowed, match="没有这种事项"):
        send(case(town), "praise")


@pytest.mark.parametrize(("kind", "field"), [("complaint", "text"), ("payment", "content")])
def test_an_empty_message_is_refused(town: Town, kind: str, field: str) -> None:
    application = case(town)
    asked(town, application, "payment")
    with pytest.raises(NotAllowed, match="请") as refusal:
        send(application, kind, " ")
    assert refusal.value.field == field


def test_a_file_comes_along_by_its_content(town: Town) -> None:
    application = case(town)
    asked(town, application, "payment")
    message = send(application, "payment", "", filename="../凭证.exe", content=png())
    assert message.filename == "凭证.png"
    message.refresh_from_db()
    assert files.read_protected(message) == png()
    assert png() not in files.read(str(message.original.name))
    with pytest.raises(NotAllowed, match="网页") as refusal:
        send(application, "payment", "", filename="a.pdf", content=b"<html>")
    assert refusal.value.field == "content"


def test_ten_a_day_are_enough_for_one_case(town: Town) -> None:
    application = case(town)
    for _ in range(10):
        send(application, "other")
    with pytest.raises(NotAllowed, match="请明天再提交"):
        send(application, "other")
    assert send(case(town, number="另一件"), "other").pk


def test_the_office_says_once_what_became_of_it(town: Town) -> None:
    message = send(case(town), "complaint")
    li = town.acting("li", DAY)
    assert list(messages_waiting(town.users["li"])) == [message]
    assert list(messages_waiting(town.users["wang"])) == []
    with pytest.raises(NotAllowed, match="写明处理结果"):
        follow_up.take_up(message.pk, result=" ", acting=li)
    taken = follow_up.take_up(message.pk, result=" 已改正 ", acting=li)
    assert (taken.result, taken.taken_up_by) == ("已改正", li.by)
    assert list(messages_waiting(town.users["li"])) == []
    actions = Entry.objects.filter(
        subject_type="casework.applicantmessage", subject_id=message.pk
    ).order_by("pk")
    assert [entry.action for entry in actions] == ["message.send", "message.take_up"]
    with pytest.raises(NotAllowed, match="处理过"):
        follow_up.take_up(message.pk, result="再来", acting=li)


@pytest.mark.parametrize("name", ["qian", "zhao", "sun", "wu", "admin", "wang", "zheng"])
def test_others_take_up_nothing(town: Town, name: str) -> None:
    message = send(case(town), "complaint")
    with pytest.raises(NotAllowed):
        follow_up.take_up(message.pk, result="已改正", acting=town.acting(name, DAY))


def test_a_case_is_rated_once_after_its_end(town: Town) -> None:
    application = case(town)
    with pytest.raises(NotAllowed, match="办结以后"):
        rate(application)
    answered(town, application, DAY)
    for score in (0, 6):
        with pytest.raises(NotAllowed, match="1至5分"):
            rate(application, score)
    rating = rate(application)
    assert (rating.score, rating.comment, rating.rated_on) == (4, "很快", DAY)
    entry = Entry.objects.get(subject_type="casework.rating")
    assert (entry.action, entry.data) == ("rating.give", {"score": 4})
    with pytest.raises(NotAllowed, match="已经评价过"):
        rate(application)


def test_a_withdrawn_case_is_rated_as_well(town: Town) -> None:
    application = case(town)
    withdrawals.withdraw(application.pk, on=DAY, acting=town.acting("li", DAY))
    assert rate(application, 1).score == 1


POST = ServiceEntry(method="post", carrier="中国邮政", posted_on=SIGNED)
LATER = datetime(2026, 3, 11, 8, tzinfo=SHANGHAI)


def test_a_letter_served_online_is_fetched_and_that_stays_on_record(town: Town) -> None:
    letter = an_answer(furnished(town))
    with pytest.raises(NotAllowed, match="还没有送达"):
        follow_up.fetch(letter.pk, at=LATER, calendar=calendar())
    letter.services.create(
        method="online",
        sent_at=LATER,
        served_on=SIGNED,
        received_on=SIGNED,
        served_by=town.people["li"],
    )
    assert letters_to(letter.application) == [letter]
    content = follow_up.fetch(letter.pk, at=LATER, calendar=calendar())
    assert content.startswith(b"%PDF-")
    last = Entry.objects.order_by("pk").last()
    assert last
    assert (last.action, last.subject_id, last.at) == ("letter.fetch", letter.pk, LATER)


def test_a_letter_by_post_is_given_out_until_it_comes_back(town: Town) -> None:
    letter = an_answer(furnished(town))
    assert letters_to(letter.application) == []
    service = serve(letter.pk, POST, acting=town.acting("li", SIGNED))
    assert letters_to(letter.application) == [letter]
    assert follow_up.fetch(letter.pk, at=LATER, calendar=calendar()).startswith(b"%PDF-")
    # To have fetched it is no receipt of the post.
    service.refresh_from_db()
    assert service.received_on is None
    returned(service.pk, SIGNED, reason="查无此人", acting=town.acting("li", SIGNED))
    assert letters_to(letter.application) == [letter]
    with pytest.raises(NotAllowed, match="已被退回"):
        follow_up.fetch(letter.pk, at=LATER, calendar=calendar())


def test_documents_leave_with_an_answer_served_online_and_never_while_in_hand(town: Town) -> None:
    letter = an_answer(furnished(town))
    application = letter.application
    found = application.found_documents.create(
        position=1,
        title="承包台账",
        judgement="give",
        released="released/ab/abcd.pdf",
        sha256="ab",
    )
    application.found_documents.create(position=2, title="名单", judgement="withhold")
    serve(letter.pk, POST, acting=town.acting("li", SIGNED))
    application = Application.objects.get(pk=application.pk)
    assert application.status == "answered"
    assert documents_given(application) == []
    letter.services.create(
        method="online", sent_at=LATER, served_on=SIGNED, served_by=town.people["li"]
    )
    assert documents_given(application) == [found]
    entry = ReopeningEntry(basis="own", reason="漏了附件")
    reopen(application.pk, entry, acting=town.acting("zhou", date(2026, 3, 12)))
    assert documents_given(Application.objects.get(pk=application.pk)) == []
