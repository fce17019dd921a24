"""The applicant takes the application back."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import queries
from gongkai.applications.models import Application, Reply
from gongkai.applications.transitions import splitting, withdrawals
from tests.applications.build import RECEIVED, case, corrected_from, received
from tests.build import Town


def _withdraw(town: Town, application: Application, on: date) -> None:
    withdrawals.withdraw(application.pk, on=on, acting=town.acting("li", on))


def test_2019_has_an_outcome_for_it(town: Town) -> None:
    application = case(town)
    _withdraw(town, application, date(2025, 9, 17))
    application.refresh_from_db()

    reply = application.reply
    assert (reply.outcome, reply.ground) == ("other_handling", "withdrawn")
    assert reply.replied_on == date(2025, 9, 17)
    assert application.status == "answered"


def test_2008_ends_without_an_answer_and_is_not_carried_over(town: Town) -> None:
    application = received(town)
    _withdraw(town, application, date(2018, 2, 9))
    application.refresh_from_db()

    assert application.status == "answered"
    assert not Reply.objects.exists()
    assert list(queries.received([town.agency], RECEIVED, RECEIVED)) == [application]
    assert list(queries.open_at([town.agency], date(2018, 2, 8))) == [application]
    assert list(queries.open_at([town.agency], date(2018, 12, 31))) == []


def test_not_before_the_last_step(town: Town) -> None:
    application = case(town)
    corrected_from(town, application)
    acting = town.acting("li", date(2025, 9, 22))
    with pytest.raises(NotAllowed, match="不能早于补正告知日期（2025-09-17）"):
        withdrawals.withdraw(application.pk, on=date(2025, 9, 16), acting=acting)
    with pytest.raises(NotAllowed, match="不能早于"):
        withdrawals.withdraw(application.pk, on=date(2025, 9, 12), acting=acting)


def test_not_a_day_to_come(town: Town) -> None:
    application = case(town)
    with pytest.raises(NotAllowed, match="今天之后"):
        withdrawals.withdraw(
            application.pk, on=date(2025, 9, 18), acting=town.acting("li", date(2025, 9, 17))
        )


def test_not_while_others_are_answered_with_it(town: Town) -> None:
    first, second = case(town, number="甲"), case(town, number="乙")
    acting = town.acting("li", date(2025, 9, 16))
    splitting.merge(second.pk, into_id=first.pk, acting=acting)
    with pytest.raises(NotAllowed, match="乙与该申请合并答复"):
        withdrawals.withdraw(first.pk, on=date(2025, 9, 16), acting=acting)
    withdrawals.withdraw(second.pk, on=date(2025, 9, 16), acting=acting)
    second.refresh_from_db()

    assert second.answered_with is None
