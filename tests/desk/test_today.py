"""The first page of the day."""

import re
from datetime import date, datetime

import pytest
from django.utils import timezone

from gongkai.applications.transitions.handling import assign
from gongkai.casework.transitions import letters
from gongkai.publication.transitions import revising
from gongkai.publication.transitions.content_review import schedule_review
from gongkai.supervision.models import ErrorReport
from gongkai.supervision.transitions import answer_error, report_error
from tests.applications.build import case as case_of_2019
from tests.applications.build import corrected_from, received
from tests.build import SHANGHAI, Town
from tests.casework.build import a_case, furnished, not_found
from tests.casework.build import drafted as letter_drafted
from tests.desk.build import browser_of, page
from tests.desk.case_build import by_post
from tests.publication.build import approved, drafted, published, returned, reviewed, submitted
from tests.upkeep.build import round_of, withheld_item


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Monday 12 March 2018: ten days after the tests' people act."""
    now = datetime(2018, 3, 12, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


def _list(town: Town, person: str, key: str) -> str:
    """One of the three lists of a person's day."""
    shown = page(browser_of(town, person), "qingshan/today/")
    return shown.partition(f'aria-labelledby="{key}"')[2].partition("</section>")[0]


def _titles(part: str) -> list[str]:
    return re.findall(r'<td data-label="事项"><a href="[^"]*">([^<]*)</a>', part)


def _buttons(part: str) -> list[tuple[str, str]]:
    return re.findall(r'<a class="button act" href="([^"]*)">([^<]*)</a>', part)


@pytest.mark.parametrize(
    ("person", "make", "noun", "button"),
    [
        ("li", drafted, "submission", "送保密审查"),
        ("sun", submitted, "review", "保密审查"),
        ("zhao", reviewed, "approval", "审批同意"),
        ("li", approved, "publication", "公开发布"),
    ],
)
def test_the_next_act_is_the_button_in_the_row(
    town: Town, person: str, make: object, noun: str, button: str
) -> None:
    item = make(town)  # type: ignore[operator]
    waiting = _list(town, person, "waiting")
    assert (f"/desk/qingshan/items/{item.pk}/{noun}/", button) in _buttons(waiting)
    assert item.title in _titles(waiting)
    for other in {"li", "sun", "zhao"} - {person}:
        assert item.title not in _titles(_list(town, other, "waiting"))


def test_a_draft_waits_for_its_drafter_alone(town: Town) -> None:
    item = drafted(town)
    assert item.title not in _titles(_list(town, "zhou", "waiting"))
    assert item.title not in _titles(_list(town, "qian", "waiting"))


def test_what_came_back_stands_at_its_drafter(town: Town) -> None:
    item = returned(town)
    back = _list(town, "li", "returned")
    assert _buttons(back) == [(f"/desk/qingshan/items/{item.pk}/revision/", "修改稿件")]
    assert _titles(_list(town, "zhou", "returned")) == []


def test_content_comes_back_on_its_day(town: Town) -> None:
    item = published(town)
    schedule_review(item.pk, review_on=date(2018, 3, 12), acting=town.acting("li"))
    assert _titles(_list(town, "li", "returned")) == [item.title]
    assert _titles(_list(town, "zhou", "returned")) == []


def test_days_left_are_counted_and_coloured(town: Town) -> None:
    # Made on 26 February; 20 working days (R08 第十八条) end on 26 March, ten from today.
    drafted(town)
    waiting = _list(town, "li", "waiting")
    assert "剩 10 个工作日" in waiting
    assert "2018年3月26日" in waiting


@pytest.mark.parametrize(
    ("on", "words", "tone"),
    [
        # 15 working days after receipt, counted on the calendar of Spring Festival 2018.
        (date(2018, 2, 5), "逾期 7 个工作日", "bad"),  # due Thursday 1 March
        (date(2018, 2, 13), "今天到期", "bad"),  # due Monday 12 March
        (date(2018, 2, 22), "剩 2 个工作日", "bad"),  # due Wednesday 14 March
        (date(2018, 2, 24), "剩 4 个工作日", "wait"),  # due Friday 16 March
        (date(2018, 2, 27), "剩 6 个工作日", ""),  # due Tuesday 20 March
    ],
)
def test_an_application_is_urgent_as_its_term_runs_out(
    town: Town, on: date, words: str, tone: str
) -> None:
    received(town, on=on)
    assert f'<span class="tag {tone}">{words}</span>' in _list(town, "li", "waiting")


def test_the_most_urgent_comes_first(town: Town) -> None:
    late = received(town, on=date(2018, 2, 5))
    soon = received(town, on=date(2018, 2, 26), applicant="陈二")
    item = drafted(town)
    titles = [title.split(" ")[0] for title in _titles(_list(town, "li", "waiting"))]
    assert [titles.index(name) for name in (late.number, soon.number, item.title)] == [0, 1, 2]


def test_what_is_overdue_and_not_mine_stands_by_itself(town: Town) -> None:
    item = drafted(town, generated_on=date(2018, 1, 10), title="元月的通知")
    case = received(town, on=date(2018, 2, 5))
    overdue = _list(town, "zhao", "overdue")
    assert set(_titles(overdue)) == {item.title, f"{case.number} {case.content}"}
    assert {label for _, label in _buttons(overdue)} == {"查看"}
    # What waits for li stands in li's first list, and only there.
    assert _titles(_list(town, "li", "overdue")) == []


def test_a_revision_has_its_own_term(town: Town) -> None:
    item = published(town, generated_on=date(2018, 1, 10))
    revising.begin_revision(item.pk, change_note="改", acting=town.acting("li"))
    # Begun on 1 March: 20 working days end on 29 March, 13 from today (R08 第十八条: 变更之日).
    waiting = _list(town, "li", "waiting")
    assert "修订稿" in waiting
    assert "剩 13 个工作日" in waiting


def test_the_upkeep_stands_in_the_day(town: Town) -> None:
    found = withheld_item(town)
    round_of(town, "殡葬管理办法")
    waiting = _list(town, "li", "waiting")
    assert {found.title, "2018年规范性文件清理", "公开指南需要更新"} <= set(_titles(waiting))
    assert (f"/desk/qingshan/withheld/{found.pk}/evaluation/", "评估") in _buttons(waiting)
    assert _titles(_list(town, "sun", "waiting")) == []


def test_last_years_report_waits_until_it_is_out(town: Town) -> None:
    waiting = _list(town, "zhou", "waiting")
    assert "2017年政府信息公开工作年度报告" in waiting
    assert ("/desk/qingshan/reports/", "编制年度报告") in _buttons(waiting)


def test_signing_in_leads_to_the_day(town: Town) -> None:
    assert browser_of(town, "li").get("/desk/")["Location"] == "/desk/qingshan/today/"
    assert browser_of(town, "admin").get("/desk/")["Location"] == "/desk/qingshan/"


def test_a_case_waits_for_its_handler_alone(town: Town) -> None:
    case = received(town, on=date(2018, 2, 26))
    for person in ("li", "zhou"):
        assert f"{case.number} {case.content}" in _titles(_list(town, person, "waiting"))
    assign(case.pk, handler_id=town.people["zhou"].pk, acting=town.acting("li"))
    assert _titles(_list(town, "li", "waiting")).count(f"{case.number} {case.content}") == 0
    assert f"{case.number} {case.content}" in _titles(_list(town, "zhou", "waiting"))


def test_while_the_applicant_is_awaited_there_is_nothing_to_do(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked on 17 September 2025, received on the 19th: until 10 October."""
    application = case_of_2019(town)
    corrected_from(town, application)
    title = f"{application.number} {application.content}"
    for day, shown in ((date(2025, 10, 10), False), (date(2025, 10, 13), True)):
        now = datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        assert (title in _titles(_list(town, "li", "waiting"))) is shown, day
    assert "补正期限已满" in _list(town, "li", "waiting")


def test_a_letter_that_came_is_confirmed_the_same_day(town: Town) -> None:
    waits = by_post(town, on=date(2018, 3, 9))
    waiting = _list(town, "li", "waiting")
    assert (f"/desk/qingshan/applications/submissions/{waits.pk}/", "与申请人确认") in _buttons(
        waiting
    )
    assert "逾期 1 个工作日" in waiting
    assert "陈晓雨" not in _list(town, "zhao", "waiting")


def test_a_letter_waits_for_whoever_acts_next(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    application = a_case(furnished(town))
    decision = not_found(town, application)
    letter = letter_drafted(town, application, "D12", decision.pk)
    now = datetime(2026, 3, 10, 11, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)
    here = f"/desk/qingshan/applications/{letter.application_id}/letters/{letter.pk}/"
    at = town.acting("li", date(2026, 3, 10))
    assert (here, "继续起草") in _buttons(_list(town, "li", "waiting"))
    letters.submit(letter.pk, acting=at)
    assert (f"{here}reviews/secrecy/", "保密审查") in _buttons(_list(town, "sun", "waiting"))
    assert (f"{here}reviews/legal/", "合法性审查") in _buttons(_list(town, "zhou", "waiting"))
    acting = town.acting("sun", date(2026, 3, 10))
    letters.review(letter.pk, "secrecy", result="return", opinion="写明年度", acting=acting)
    assert (here, "修改") in _buttons(_list(town, "li", "returned"))


def _reported(town: Town, title: str, kind: str) -> ErrorReport:
    at = datetime(2018, 3, 9, 15, tzinfo=SHANGHAI)
    item = published(town, title=title)
    return report_error(item.pk, kind=kind, text="第二段", contact="", at=at)


def test_errors_readers_found_wait_for_who_answers_them(town: Town) -> None:
    _reported(town, "有错字的信息", "text")
    exposed = _reported(town, "泄露名单的信息", "privacy")
    drafted(town, title="最急的稿件", generated_on=date(2018, 1, 2))

    waiting = _list(town, "li", "waiting")

    titles = _titles(waiting)
    assert titles[:2] == ["泄露名单的信息", "最急的稿件"]
    assert "有错字的信息" in titles
    assert 'class="tag bad">须立即处理' in waiting
    assert (f"/desk/qingshan/error-reports/{exposed.pk}/", "处理") in _buttons(waiting)
    assert "泄露名单的信息" not in _list(town, "sun", "waiting")

    answer_error(exposed.pk, answer="已撤回", acting=town.acting("li"))
    assert "泄露名单的信息" not in _titles(_list(town, "li", "waiting"))


def test_a_day_leads_to_its_derivation(town: Town) -> None:
    drafted(town)
    received(town)
    waiting = _list(town, "li", "waiting")
    assert "/deadlines/?kind=disclosure&amp;on=2018-02-26" in waiting
    derived = browser_of(town, "li").get("/deadlines/?kind=disclosure&on=2018-02-26")
    due = re.search(r"<small>([^<　]+)　<a href=./deadlines/", waiting)
    assert due
    assert due[1] in derived.content.decode()
    assert "#clock" in page(browser_of(town, "zhou"), "qingshan/today/")
