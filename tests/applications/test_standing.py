"""Where a case stands, in the words of a list; look-alikes; the same applicant."""

from datetime import date
from typing import Any

from gongkai.applications import queries
from gongkai.applications.models import Application
from gongkai.applications.queries import Standing
from gongkai.applications.transitions import (
    closing,
    consultations,
    corrections,
    fee_notices,
    reopenings,
    splitting,
    withdrawals,
)
from gongkai.applications.transitions.reopenings import ReopeningEntry
from gongkai.calendars.queries import calendar
from tests.applications.build import (
    MONDAY,
    MONDAY_DUE,
    answered,
    case,
    charged,
    consulted,
    corrected_from,
)
from tests.build import Town

ANSWERED_ON = date(2025, 10, 13)


def _standing(application: Application, today: date) -> Standing:
    application = queries.with_steps().get(pk=application.pk)
    return queries.standing_of(application, calendar(), today=today)


def test_in_hand_then_overdue(town: Town) -> None:
    application = case(town)

    assert _standing(application, MONDAY_DUE) == Standing("办理中", MONDAY_DUE, left=0)
    late = _standing(application, date(2025, 10, 18))
    assert late == Standing("办理中", MONDAY_DUE, is_overdue=True, left=0), "a Saturday"


def test_waiting_for_a_correction_it_is_never_overdue(town: Town) -> None:
    application = case(town)
    correction = corrected_from(town, application)
    until = date(2025, 10, 10)

    assert _standing(application, until) == Standing("等待补正", None, until)
    assert _standing(application, date(2025, 12, 1)) == Standing("补正期限已满", None, until)
    today = date(2025, 12, 1)
    assert list(queries.overdue(town.users["li"], today=today)) == []
    corrections.lapse(correction.pk, on=today, acting=town.acting("li", today))
    assert _standing(application, today) == Standing("逾期未补正，待结案")


def test_waiting_for_a_payment(town: Town) -> None:
    application = case(town)
    notice = charged(town, application)
    until = date(2025, 10, 30)

    assert _standing(application, until) == Standing("等待缴费", None, until)
    day = date(2025, 10, 31)
    fee_notices.lapse(notice.pk, on=day, acting=town.acting("li", day))
    assert _standing(application, day) == Standing("逾期未缴费，待结案")


def test_waiting_for_an_opinion(town: Town) -> None:
    application = case(town)
    letter = consulted(town, application)
    until, due = date(2025, 10, 21), date(2025, 11, 11)

    assert _standing(application, until) == Standing("征求意见中", due, until, left=15)
    day = date(2025, 10, 22)
    assert _standing(application, day) == Standing("征求意见期满", due, until, left=14)
    consultations.close_unanswered(letter.pk, on=day, acting=town.acting("li", day))
    assert _standing(application, day) == Standing("办理中", due, left=14)


def test_closed(town: Town) -> None:
    done, withdrawn = case(town, number="甲"), case(town, number="乙")
    answered(town, done, MONDAY)
    withdrawals.withdraw(withdrawn.pk, on=MONDAY, acting=town.acting("li", MONDAY))

    assert _standing(done, MONDAY) == Standing("已办结", is_closed=True)
    assert _standing(withdrawn, MONDAY) == Standing("已撤回", is_closed=True)
    closing.archive(done.pk, archived_on=MONDAY, acting=town.acting("wu", MONDAY))
    assert _standing(done, MONDAY) == Standing("已归档", is_closed=True)


def test_taken_up_again(town: Town) -> None:
    application = case(town)
    consulted(town, application)
    answered(town, application, ANSWERED_ON)
    reopenings.reopen(
        application.pk,
        ReopeningEntry(basis="own", reason="答复有误"),
        acting=town.acting("zhou", date(2026, 2, 9)),
    )

    found = _standing(application, date(2026, 2, 10))
    assert found == Standing("重新办理中", date(2026, 3, 13), left=19)


def test_the_number_of_queries_does_not_grow(town: Town, django_assert_num_queries: Any) -> None:
    for number in "甲乙丙丁":
        application = case(town, number=number)
        corrected_from(town, application)
        consulted(town, application)
    days = calendar()
    with django_assert_num_queries(3):
        for application in queries.with_steps():
            queries.deadline_of(application, days)
            queries.standing_of(application, days, today=MONDAY)


def test_look_alikes(town: Town, django_assert_num_queries: Any) -> None:
    same = case(town, number="甲", content="青山镇2024年宅基地审核结果", applicant="王另人")
    near = case(town, number="乙", content="青山镇2023年宅基地审核结果（全部）")
    case(town, number="丙", content="低保名单")
    application = case(town, number="丁", content="青山镇 2024 年宅基地审核结果。")
    with django_assert_num_queries(4):
        found = queries.look_alikes(application)

    assert [(one.application, one.same_applicant) for one in found] == [
        (same, False),
        (near, True),
    ]
    assert found[0].share == 1
    assert 0.6 <= found[1].share < 1


def test_parts_are_of_the_same_applicant(town: Town) -> None:
    application = case(town)
    _, part = splitting.split(
        application.pk, contents=["宅基地", "低保"], acting=town.acting("li", MONDAY)
    )

    assert list(queries.same_applicant(part)) == [application]
    assert queries.month_ordinal(application) == 1
    assert queries.month_ordinal(part) == 2


def test_days_of_an_opinion_are_not_left(town: Town) -> None:
    """Of twenty days five had passed when it was sent on 22 September."""
    application = case(town)
    consulted(town, application)
    found = queries.with_steps().get(pk=application.pk)
    standing = queries.standing_of(found, calendar(), today=date(2025, 9, 24))

    assert standing.is_paused
    assert standing.left == 15


def test_nobody_asked_is_no_pause(town: Town) -> None:
    standing = queries.standing_of(case(town), calendar(), today=MONDAY)
    assert (standing.left, standing.is_paused) == (20, False)
