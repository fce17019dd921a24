"""The row of an application is corrected in its ledger: what may be, and how its pages show it."""

from datetime import date

import pytest

from gongkai.applications.models import Application, Reply
from gongkai.applications.transitions.closing import archive
from gongkai.applications.transitions.register import register
from tests.applications.build import row
from tests.build import Town
from tests.casework.build import an_answer, furnished, posted, serve
from tests.desk.build import browser_of, page
from tests.desk.case_build import came

ANSWERED = {
    "working_days": 15,
    "extension_reason": "需要查找档案",
    "approved_by": "周主任",
    "notified_on": date(2018, 2, 28),
    "replied_on": date(2018, 3, 20),
    "outcome": "同意公开",
    "reply_number": "青答1号",
}
TYPED = {
    "number": "旧2018-1",
    "received_on": "2018-02-05",
    "channel": "信函",
    "applicant": "陈申请",
    "content": "2017年宅基地审核结果",
    "working_days": "15",
    "extension_reason": "需要查找档案",
    "approved_by": "周主任",
    "notified_on": "2018-02-28",
    "replied_on": "2018-03-20",
    "outcome": "同意公开",
    "reply_number": "青答1号",
    "reason": "核对答复书",
}


def _amended(town: Town, application: Application, **typed: str) -> str:
    address = f"/desk/qingshan/ledgers/applications/{application.pk}/amendment/"
    answer = browser_of(town, "li").post(address, TYPED | typed, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reply_number": "青答2号"}, "答复文号：青答1号 → 青答2号"),
        ({"working_days": "10"}, "延长工作日：15 → 10"),
        ({"replied_on": "", "outcome": "", "reply_number": ""}, "答复日期：2018-03-20 → 空"),
    ],
)
def test_its_pages_show_what_was_and_is(town: Town, typed: dict[str, str], words: str) -> None:
    acting = town.acting("li", date(2018, 5, 2))
    application = register(town.agency, row(**ANSWERED), acting=acting)
    shown = _amended(town, application, **typed)
    case = page(browser_of(town, "li"), f"qingshan/applications/{application.pk}/")

    assert words.removesuffix("空") in shown
    assert words.removesuffix("空") in case


def _row_of(application: Application, **typed: str) -> dict[str, str]:
    empty = dict.fromkeys(TYPED, "")
    return empty | {
        "number": application.number,
        "received_on": application.received_on.isoformat(),
        "channel": "当面",
        "applicant_kind": "自然人",
        "applicant": application.applicant,
        "content": application.content,
        "reason": "核对",
        **typed,
    }


@pytest.mark.parametrize(
    "typed",
    [
        {"replied_on": "2026-02-10", "outcome": "予以公开"},
        {
            "working_days": "5",
            "extension_reason": "忙",
            "approved_by": "周主任",
            "notified_on": "2026-02-10",
        },
        {"received_on": "2026-02-06"},
    ],
)
def test_a_case_that_is_handled_here_is_not_closed_by_its_row(
    town: Town, typed: dict[str, str]
) -> None:
    application = came(town, on=date(2026, 2, 9)).application
    assert application
    shown = _amended(town, application, **_row_of(application, **typed))
    application.refresh_from_db()

    assert "请在案件页面办理" in shown
    assert application.status == Application.Status.IN_HAND
    assert application.received_on == date(2026, 2, 9)


def test_a_served_answer_is_not_deleted_by_its_row(town: Town) -> None:
    letter = an_answer(furnished(town))
    serve(town, letter, posted())
    shown = _amended(town, letter.case, **_row_of(letter.case))

    assert "请在案件页面办理" in shown
    assert Reply.objects.filter(application=letter.case).exists()


def test_an_archived_row_is_not_cleared(town: Town) -> None:
    acting = town.acting("li", date(2018, 5, 2))
    application = register(town.agency, row(**ANSWERED), acting=acting)
    archive(application.pk, archived_on=date(2018, 5, 2), acting=acting)
    shown = _amended(town, application, replied_on="", outcome="", reply_number="")

    assert "该申请已归档，不能清空答复" in shown
    assert "约束" not in shown
