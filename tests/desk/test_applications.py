"""Pages of applications: who opens what, and what stands on them."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.applications.models import Application
from gongkai.applications.transitions.answer import answer
from gongkai.applications.transitions.extension import extend
from gongkai.applications.transitions.receipt import receive
from gongkai.applications.transitions.recompute import recompute
from gongkai.applications.transitions.register import register
from gongkai.calendars.models import Notice
from gongkai.calendars.transitions import Enactment
from gongkai.law.calendar import base_calendar
from gongkai.remedies.transitions import LawsuitEntry, file_lawsuit
from tests.applications.build import as_known, receipt, received, row
from tests.build import SHANGHAI, Town

LIST = "/desk/qingshan/applications/"


@pytest.fixture
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask for the day; here it is 2018-02-28, one day before the case is due."""
    now = datetime(2018, 2, 28, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def case(town: Town, today_is: None) -> Application:
    """Due on 2018-03-01."""
    return received(town)


def _client(town: Town, name: str) -> Client:
    client = Client()
    if name:
        client.force_login(town.users[name])
    return client


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("", {"li": 200, "zhou": 200, "zhao": 200, "zheng": 200, "wang": 404, "admin": 404}),
        (
            "{pk}/",
            {"li": 200, "zhou": 200, "zhao": 200, "zheng": 200, "wang": 404, "admin": 404},
        ),
        (
            "{pk}/steps/extension/",
            {"li": 403, "zhou": 200, "zhao": 403, "zheng": 403, "wang": 404, "admin": 404},
        ),
    ],
)
def test_who_opens_what(town: Town, case: Application, page: str, expected: dict[str, int]) -> None:
    address = LIST + page.format(pk=case.pk)
    for name, status in expected.items():
        assert _client(town, name).get(address).status_code == status, name
    assert _client(town, "").get(address).status_code == 302


def test_nobody_reaches_a_case_through_another_agency(town: Town, case: Application) -> None:
    address = f"/desk/neighbour/applications/{case.pk}/"

    assert _client(town, "wang").get(address).status_code == 404


def test_the_list_shows_the_most_urgent_first(town: Town, case: Application) -> None:
    received(town, on=date(2018, 1, 5), content="逾期的一件", number="急件")
    page = _client(town, "li").get(LIST).content.decode()

    assert page.index("急件") < page.index(case.number)
    assert "逾期 20 个工作日" in page
    assert "剩 1 个工作日" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?scope=overdue", {"急件"}),
        ("?scope=soon", {"在办"}),
        ("?scope=mine", set()),
        ("?scope=waiting", set()),
        ("?scope=in_hand&year=2017", set()),
        ("?scope=in_hand&year=2018", {"急件", "在办"}),
        ("?scope=all", {"急件", "在办"}),
        ("?scope=all&year=二〇一八", {"急件", "在办"}),
        ("?scope=all&year=99999", {"急件", "在办"}),
        ("?scope=all&year=2017", set()),
    ],
)
def test_filters(town: Town, today_is: None, query: str, shown: set[str]) -> None:
    received(town, on=date(2018, 1, 5), number="急件")
    received(town, number="在办")
    page = _client(town, "li").get(LIST + query).content.decode()

    assert {number for number in ("急件", "在办") if f">{number}</a>" in page} == shown


def test_a_page_asks_as_often_for_many_cases_as_for_one(
    town: Town, case: Application, django_assert_num_queries: Any
) -> None:
    client = _client(town, "li")
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in range(5):
        received(town, number=f"又{number}")
    with django_assert_num_queries(len(one)):
        client.get(LIST)


def test_an_unknown_filter(town: Town, today_is: None) -> None:
    assert _client(town, "li").get(LIST + "?scope=lost").status_code == 404


def test_the_case_shows_how_its_date_came_about(town: Town, case: Application) -> None:
    page = _client(town, "li").get(f"{LIST}{case.pk}/").content.decode()

    assert "2018年3月1日" in page
    assert "当日不计入" in page
    assert "调休上班" in page, "2018-02-11 and 02-24 were worked"
    assert "政府信息公开条例(2007) 第二十四条第二款" in page
    assert "该项工作由公开工作机构负责人办理" in page, "why 李经办 cannot extend"


def test_the_case_shows_how_a_notice_moved_its_date(town: Town, today_is: None) -> None:
    day = date(2020, 1, 16)
    from_acting = as_known(town.acting("li", day))
    entry = receipt(received_on=day, applicant_kind="natural_person")
    case = receive(town.agency, entry, acting=from_acting)
    notice = Notice.objects.create(
        scope="national", title="延长2020年春节假期", year=2020, issued_on=date(2020, 1, 26)
    )
    enactment = Enactment(notice, from_acting.calendar, base_calendar())
    recompute(enactment, acting=town.acting("zhou", date(2020, 1, 28)))
    page = _client(town, "li").get(f"{LIST}{case.pk}/").content.decode()

    assert "延长2020年春节假期" in page
    assert "2020-02-18" in page
    assert "2020年2月20日" in page


def test_a_suit_that_came_too_early_is_pointed_out(town: Town) -> None:
    """Direct, against a refusal under 第十四条 since 2024."""
    acting = town.acting("li", date(2024, 3, 1))
    entry = row(
        received_on=date(2024, 1, 8),
        applicant_kind="natural_person",
        replied_on=date(2024, 1, 15),
        outcome="不予公开",
        ground="属于国家秘密",
    )
    case = register(town.agency, entry, acting=acting)
    suit = LawsuitEntry(
        number="（2024）行初1号",
        application=case.number,
        filed_on=date(2024, 2, 5),
        court="清水县人民法院",
    )
    file_lawsuit(town.agency, suit, acting=acting)
    page = _client(town, "li").get(f"{LIST}{case.pk}/").content.decode()

    assert "（2024）行初1号未经复议直接起诉" in page


def test_a_late_answer_is_shown_as_late(town: Town, today_is: None) -> None:
    case = received(town, on=date(2018, 1, 5))
    answer(
        case.pk,
        outcome="disclosed",
        ground="",
        replied_on=date(2018, 2, 28),
        number="",
        acting=town.acting("li", date(2018, 2, 28)),
    )

    assert "逾期办结" in _client(town, "li").get(LIST + "?scope=all").content.decode()
    assert "逾期答复" in _client(town, "li").get(f"{LIST}{case.pk}/").content.decode()


def test_an_extended_case_names_both_terms(town: Town, case: Application) -> None:
    acting = town.acting("zhou", date(2018, 2, 27))
    extend(case.pk, working_days=15, reason="档案在外", acting=acting)
    page = _client(town, "li").get(f"{LIST}{case.pk}/").content.decode()

    assert "15个工作日期满" in page
    assert "延长15个工作日期满" in page
