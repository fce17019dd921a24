"""Statistics per agency and officer, from hand-counted cases of autumn 2025."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.agencies.queries import readable_by
from gongkai.applications.models import Application
from gongkai.applications.transitions.answer import answer
from gongkai.applications.transitions.handling import assign
from gongkai.applications.transitions.withdrawals import withdraw
from gongkai.casework.models import Rating
from gongkai.casework.statistics import Tally, tallies
from gongkai.law.calendar import base_calendar
from gongkai.remedies.transitions import ReconsiderationEntry, file_reconsideration
from tests.applications.build import answered, case
from tests.build import Town
from tests.desk.build import browser_of, page

TODAY = date(2025, 10, 20)
PERIOD = (date(2025, 9, 1), date(2025, 12, 31))


def figures(town: Town, person: str, today: date = TODAY) -> list[Tally]:
    user = town.acting(person, today).by
    return tallies(readable_by(user), *PERIOD, today=today, calendar=base_calendar())


@pytest.fixture
def handled(town: Town) -> Town:
    """周主任 answered three of the cases of 15 September, one of them late; 李经办 has the rest."""
    acting = town.acting("zhou", date(2025, 9, 16))
    for number, replied_on in enumerate(
        (date(2025, 9, 16), date(2025, 9, 28), date(2025, 10, 20)), start=1
    ):
        application = case(town, number=f"周{number}")
        assign(application.pk, handler_id=town.people["zhou"].pk, acting=acting)
        if number == 2:
            answer(
                application.pk,
                outcome="withheld",
                ground="state_secret",
                replied_on=replied_on,
                number="",
                acting=town.acting("li", replied_on),
            )
        else:
            answered(town, application, replied_on)
    for number in (1, 2):
        mine = case(town, number=f"李{number}")
        assign(mine.pk, handler_id=town.people["li"].pk, acting=acting)
    entry = ReconsiderationEntry(
        number="复1",
        application="周2",
        filed_on=date(2025, 10, 9),
        authority="清水县人民政府",
        result="corrected",
        decided_on=date(2025, 10, 20),
    )
    file_reconsideration(town.agency, entry, acting=town.acting("li", TODAY))
    return town


def test_an_agency_and_its_officers(handled: Town) -> None:
    whole, zhou, li = sorted(figures(handled, "li"), key=lambda one: -one.answered - one.open)
    assert (whole.agency, whole.officer) == ("青山镇", "")
    assert (zhou.officer, li.officer) == ("周主任", "李经办")
    # 1 day; 16 to 19, 22 to 26 and the Sunday 28 September are 10; on 17 October it was due.
    assert sorted(zhou.days) == [1, 10, 21]
    assert (zhou.answered, zhou.median_days, zhou.share_in_time) == (3, 10, 66)
    assert (zhou.ground_words, zhou.corrected, zhou.open) == ("属于国家秘密1", 1, 0)
    assert (li.open, li.near, li.overdue, li.answered, li.median_days) == (2, 0, 2, 0, None)
    assert (whole.open, whole.overdue, whole.answered, whole.corrected) == (2, 2, 3, 1)


def test_what_applicants_thought_of_it(handled: Town) -> None:
    first, second = Application.objects.filter(reply__isnull=False).order_by("pk")[:2]
    for application, score, on in ((first, 5, TODAY), (second, 2, TODAY)):
        Rating.objects.create(application=application, score=score, rated_on=on)
    zhou = next(one for one in figures(handled, "li") if one.officer == "周主任")
    li = next(one for one in figures(handled, "li") if one.officer == "李经办")
    assert (zhou.mean_score, li.mean_score) == (3.5, None)


def test_what_comes_near(handled: Town) -> None:
    li = next(one for one in figures(handled, "li", date(2025, 10, 11)) if one.officer == "李经办")
    assert (li.near, li.overdue) == (2, 0)


def test_a_withdrawal_is_no_answer(town: Town) -> None:
    application = case(town)
    withdraw(application.pk, on=date(2025, 9, 17), acting=town.acting("li", date(2025, 9, 17)))
    assert figures(town, "li")[0].answered == 0


def test_a_supervisor_sees_all_below_and_the_neighbour_nothing(handled: Town) -> None:
    together, *rest = figures(handled, "zheng")
    assert (together.agency, together.answered) == ("合计", 3)
    assert {one.agency for one in rest} == {"清水县", "青山镇"}
    assert [one.answered for one in figures(handled, "wang")] == [0]


def test_as_many_queries_for_many_as_for_few(handled: Town) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            figures(handled, "zheng")
        return len(queries)

    before = asked()
    for number in range(5):
        answered(handled, case(handled, number=f"又{number}"), date(2025, 10, 9))
    assert asked() == before


def test_the_page_and_its_files(handled: Town) -> None:
    client = browser_of(handled, "zhou")
    address = "qingshan/applications/statistics/"
    period = {"start": "2025-09-01", "end": "2025-12-31"}
    assert "周主任" in page(client, address, **period)
    assert "结束日期不能早于开始日期" in page(client, address, start="2025-12-31", end="2025-01-01")
    text = client.get(f"/desk/{address}", period | {"format": "csv"}).content.decode("utf-8-sig")
    assert "青山镇,周主任,0,0,0,3,10,66,1,,属于国家秘密1" in text.splitlines()
    book = client.get(f"/desk/{address}", period | {"format": "xlsx"})
    assert book.content.startswith(b"PK")
    assert "attachment" in book["Content-Disposition"]
