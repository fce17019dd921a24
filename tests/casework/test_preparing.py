"""What a signed letter tells is not changed under it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.transitions import justifications
from gongkai.applications.transitions.corrections import CorrectionEntry
from gongkai.applications.transitions.fee_notices import FeeNoticeEntry
from gongkai.applications.transitions.justifications import JustificationEntry
from gongkai.casework.transitions import letters, preparing
from tests.build import Town
from tests.casework.build import RECEIVED, a_case, drafted, furnished, signed

DAY = date(2026, 2, 11)


def _correct(town: Town, application: Application, days: int) -> Any:
    entry = CorrectionEntry(
        unclear="没有年度", items="年度", guidance="“2015年”", working_days=days
    )
    return preparing.correction(application.pk, entry, acting=town.acting("li", DAY))


def _ask(town: Town, application: Application, days: int) -> Any:
    entry = JustificationEntry(counts="您2026年2月提出申请41件", working_days=days)
    return preparing.justification(application.pk, entry, acting=town.acting("li", DAY))


def _grant(town: Town, application: Application, days: int) -> Any:
    zhou = town.acting("zhou", DAY)
    return preparing.grant(application.pk, working_days=days, reason="档案较多", acting=zhou)


def _charge(town: Town, application: Application, pages: int) -> Any:
    entry = FeeNoticeEntry(
        method="per_page", why="涉及1000余页", quantity=100 + pages, payment="银行转账"
    )
    return preparing.fee_notice(application.pk, entry, acting=town.acting("zhou", DAY))


def _judge(town: Town, application: Application, days: int) -> Any:
    found = getattr(application, "justification", None)
    if found is None:
        li = town.acting("li", DAY)
        found = _ask(town, application, 10)
        justifications.ask(found.pk, asked_on=DAY, acting=li)
        justifications.state(found.pk, stated_on=DAY, stated="撰写村史", acting=li)
        application.refresh_from_db()
    until = date(2026, 4, 1 + days)
    zhou = town.acting("zhou", DAY)
    return preparing.judgement(found.pk, is_reasonable=True, delayed_until=until, acting=zhou)


@pytest.mark.parametrize(
    ("prepare", "kind"),
    [(_correct, "D2"), (_ask, "D3"), (_judge, "D3b"), (_grant, "D4"), (_charge, "D7")],
)
def test_refused_while_its_letter_is_signed(
    town: Town, prepare: Callable[[Town, Application, int], Any], kind: str
) -> None:
    application = a_case(furnished(town), on=RECEIVED)
    prepare(town, application, 15)
    step = prepare(town, Application.objects.get(pk=application.pk), 14)
    letter = signed(town, drafted(town, application, kind, step.pk, on=DAY), by="zhou", on=DAY)
    with pytest.raises(NotAllowed, match=f"文书{letter.number}已经签发"):
        prepare(town, Application.objects.get(pk=application.pk), 1)

    letters.void(letter.pk, reason="期限写错", acting=town.acting("zhou", DAY))
    prepare(town, Application.objects.get(pk=application.pk), 1)
