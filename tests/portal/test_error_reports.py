"""我要纠错: anybody reports, the desk answers."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.supervision.models import ErrorReport
from gongkai.supervision.transitions import answer_error, report_error
from tests.build import SHANGHAI, Town
from tests.publication.build import Status, every_state_but, in_state, published
from tests.web.build import proof

ADDRESS = "/items/qingshan/2018-00001/error/"
NOW = datetime(2018, 3, 1, 10, tzinfo=SHANGHAI)


def report(item: int, at: datetime = NOW) -> ErrorReport:
    return report_error(item, kind="text", text="第二段有错字", contact="", at=at)


def test_nobody_is_asked_who_they_are(town: Town) -> None:
    published(town)
    client = Client(enforce_csrf_checks=True)
    answer = client.post(ADDRESS, {"kind": "text", "text": "第二段有错字", **proof("error-report")})
    assert "已收到您的纠错" in answer.content.decode()
    kept = ErrorReport.objects.get()
    assert (kept.kind, kept.text, kept.contact) == ("text", "第二段有错字", "")
    assert not client.cookies


def test_an_incomplete_report_says_what_is_missing(town: Town) -> None:
    published(town)
    shown = Client().post(ADDRESS, {"kind": "text"}).content.decode()
    assert "请写明哪里有错。" in shown
    assert not ErrorReport.objects.exists()


def test_a_program_that_fills_in_everything_is_ignored(town: Town) -> None:
    published(town)
    filled = {"kind": "text", "text": "x", "website": "http://example.com"}
    Client().post(ADDRESS, {**filled, **proof("error-report")})
    assert not ErrorReport.objects.exists()


def test_a_report_without_a_proof_keeps_what_was_typed(town: Town) -> None:
    published(town)
    shown = Client().post(ADDRESS, {"kind": "text", "text": "第二段有错字"}).content.decode()
    assert "请再按一次按钮" in shown
    assert "第二段有错字</textarea>" in shown
    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize("status", every_state_but(Status.PUBLISHED))
def test_only_what_is_public_is_reported_on(town: Town, status: Status) -> None:
    item = in_state(town, status)
    with pytest.raises(NotAllowed, match="没有公开"):
        report(item.pk)


def test_ten_an_hour_are_enough_for_one_item(town: Town) -> None:
    item = published(town)
    for _ in range(10):
        report(item.pk)
    with pytest.raises(NotAllowed, match="一小时以后"):
        report(item.pk)
    report(item.pk, NOW + timedelta(hours=1, seconds=1))


def test_the_desk_answers_once(town: Town) -> None:
    found = report(published(town).pk)
    answered = answer_error(found.pk, answer="已更正", acting=town.acting("li"))
    assert (answered.answer, answered.answered_on) == ("已更正", town.acting("li").today)
    assert [entry.action for entry in log.history(found)] == ["error_report.answer"]
    with pytest.raises(NotAllowed, match="处理过"):
        answer_error(found.pk, answer="再答", acting=town.acting("li"))


def test_an_answer_says_something(town: Town) -> None:
    found = report(published(town).pk)
    with pytest.raises(NotAllowed, match="怎样处理"):
        answer_error(found.pk, answer=" ", acting=town.acting("li"))


@pytest.mark.parametrize("name", ["qian", "zhao", "sun", "wu", "admin", "wang", "zheng"])
def test_others_answer_nothing(town: Town, name: str) -> None:
    found = report(published(town).pk)
    with pytest.raises(NotAllowed):
        answer_error(found.pk, answer="已更正", acting=town.acting(name))


def test_the_desk_lists_what_waits(town: Town, as_li: Client) -> None:
    found = report(published(town).pk)
    assert "第二段有错字" in as_li.get("/desk/qingshan/error-reports/").content.decode()
    answer = as_li.post(f"/desk/qingshan/error-reports/{found.pk}/", {"answer": "已更正"})
    assert answer.status_code == 302
    assert "第二段有错字" not in as_li.get("/desk/qingshan/error-reports/").content.decode()
    shown = as_li.get("/desk/qingshan/error-reports/?scope=all").content.decode()
    assert "已更正" in shown
