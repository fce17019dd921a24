"""The page of a case after its letters went out: proof of service, remedies, what was sent."""

from datetime import date, datetime

import pytest
from django.test import Client

from gongkai.applications.models import Application
from gongkai.applications.transitions import corrections
from gongkai.calendars.queries import calendar
from gongkai.casework.models import Letter
from gongkai.casework.transitions.follow_up import MessageEntry, send_message, take_up
from gongkai.casework.transitions.service import ServiceEntry, received, returned
from gongkai.portal.case_page import page_of
from tests.applications.build import CORRECTION
from tests.build import SHANGHAI, Town
from tests.casework.build import CODE, POSTED, an_answer, furnished, posted, serve, with_code
from tests.intake.build import png
from tests.portal.apply_build import applied, inside, row, shown

ARRIVED = date(2026, 3, 13)


@pytest.fixture
def letter(town: Town) -> Letter:
    """A signed answer, which was not served yet."""
    letter = an_answer(furnished(town))
    with_code(letter.case)
    return letter


def page(client: Client) -> str:
    return shown(client.get("/applications/"))


def came_in(letter: Letter) -> Client:
    return inside(letter.case.number, CODE)


def test_a_posted_letter_shows_its_proof_and_is_downloaded(town: Town, letter: Letter) -> None:
    service = serve(town, letter, posted())
    received(service.pk, ARRIVED, acting=town.acting("li", ARRIVED))
    client = came_in(letter)
    proof = row(page(client), "邮寄送达")
    for words in ("中国邮政", "XA12345678922", "3月11日（周三）交邮", "3月13日（周五）收到"):
        assert words in proof
    given = client.post(f"/applications/letters/{letter.pk}/")
    assert given.content.startswith(b"%PDF-")
    assert "第一次下载" in page(client)


def test_a_letter_handed_over_shows_the_day_of_the_signature(town: Town, letter: Letter) -> None:
    entry = ServiceEntry(method="in_person", signed_on=POSTED, signed_name="陈晓雨")
    serve(town, letter, entry)
    said = page(came_in(letter))
    assert "3月11日（周三）签收" in row(said, "当面送达")
    assert "陈晓雨" not in said


def test_a_returned_letter_is_not_given_out_until_it_is_served_again(
    town: Town, letter: Letter
) -> None:
    service = serve(town, letter, posted())
    returned(service.pk, ARRIVED, reason="查无此人", acting=town.acting("li", ARRIVED))
    client = came_in(letter)
    assert "3月13日（周五）退回" in row(page(client), "邮寄送达")
    assert "下载" not in page(client)
    assert client.post(f"/applications/letters/{letter.pk}/").status_code == 403


def test_after_the_answer_the_last_days_are_told(town: Town, letter: Letter) -> None:
    service = serve(town, letter, posted())
    received(service.pk, ARRIVED, acting=town.acting("li", ARRIVED))
    said = page(came_in(letter))
    # 60 days after March 13 are May 12; six months are September 13, a Sunday.
    assert "2026年5月12日" in row(said, "行政复议")
    assert "清水县人民政府" in row(said, "行政复议")
    assert "2026年9月14日" in row(said, "行政诉讼")
    assert "清水县人民法院" in row(said, "行政诉讼")
    # It is November by now.
    assert "已经过了" in row(said, "行政复议")
    assert "投诉</a>" in said
    assert "评价这次办理</a>" in said
    assert "为什么是这一天" not in said


def test_while_they_run_the_last_days_are_not_over(town: Town, letter: Letter) -> None:
    service = serve(town, letter, posted())
    received(service.pk, ARRIVED, acting=town.acting("li", ARRIVED))
    application = Application.objects.get(pk=letter.case.pk)
    ways = page_of(application, calendar(), today=date(2026, 5, 12)).ways
    assert [way.is_over for way in ways] == [False, False]
    ways = page_of(application, calendar(), today=date(2026, 5, 13)).ways
    assert [way.is_over for way in ways] == [True, False]


def test_without_the_day_of_receipt_the_page_says_from_when_it_counts(
    town: Town, letter: Letter
) -> None:
    serve(town, letter, posted())
    assert "从您收到答复的次日起算" in row(page(came_in(letter)), "行政复议")


def test_nobody_is_told_of_remedies_before_the_end(town: Town) -> None:
    application, code = applied()
    said = page(inside(application.number, code))
    assert "<dt>行政复议</dt>" not in said
    assert "为什么是这一天" in said


def test_a_correction_sent_is_said_to_wait_for_the_office(town: Town) -> None:
    application, code = applied()
    today = application.received_on
    acting = town.acting("li", today)
    asked = corrections.prepare(application.pk, CORRECTION, acting=acting)
    corrections.ask(asked.pk, asked_on=today, served_on=today, acting=acting)
    client = inside(application.number, code)
    assert "等待工作人员登记" not in page(client)
    assert "为什么是这一天" not in page(client)
    at = datetime(today.year, today.month, today.day, 20, tzinfo=SHANGHAI)
    entry = MessageEntry(kind="correction", text="我要2015年的台账")
    message = send_message(application.pk, entry, at=at, calendar=calendar())
    assert "发来的补正，等待工作人员登记" in page(client)
    take_up(message.pk, result="已登记补正", acting=acting)
    assert "等待工作人员登记" not in page(client)


def test_what_was_sent_can_be_read_again(town: Town) -> None:
    application, code = applied()
    text = "第一行\n<b>第二行</b>"
    entry = MessageEntry(kind="complaint", text=text, filename="照片.png", content=png())
    at = datetime(2026, 11, 30, 20, tzinfo=SHANGHAI)
    message = send_message(application.pk, entry, at=at, calendar=calendar())
    take_up(message.pk, result="已转办公室", acting=town.acting("li", at.date()))
    answer = inside(application.number, code).get("/applications/").content.decode()
    for words in ("第一行", "&lt;b&gt;第二行", "照片.png", "已转办公室", "2026-11-30"):
        assert words in answer
