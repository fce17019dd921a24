"""What all steps have in common: one entry in the log, the right people, only in hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.transitions import (
    closing,
    consultations,
    corrections,
    extension,
    fee_notices,
    justifications,
    splitting,
    transfers,
    withdrawals,
)
from gongkai.applications.transitions.consultations import OpinionEntry
from gongkai.audit.acting import Acting
from tests.applications.build import (
    BY_PAGE,
    CORRECTION,
    REASONS,
    THIRD_PARTY,
    answered,
    case,
    charged,
    consulted,
    corrected_from,
    entries_on,
    reasons_asked,
    with_desk,
)
from tests.build import Town


@dataclass(frozen=True)
class Step:
    """What comes before, which gives the key the act takes, and the act on its day."""

    action: str
    before: Callable[[Town, Application], int]
    act: Callable[[int, Town, Acting], object]
    on: date
    by: str = "li"


def _beside_a_desk(town: Town, application: Application) -> int:
    with_desk(town, town.neighbour)
    return application.pk


def _pk(town: Town, application: Application) -> int:
    return application.pk


def _prepared_correction(town: Town, application: Application) -> int:
    acting = town.acting("li", date(2025, 9, 16))
    return corrections.prepare(application.pk, CORRECTION, acting=acting).pk


def _asked_correction(town: Town, application: Application) -> int:
    pk = _prepared_correction(town, application)
    acting = town.acting("li", date(2025, 9, 17))
    return corrections.ask(pk, asked_on=date(2025, 9, 17), acting=acting).pk


def _prepared_letter(town: Town, application: Application) -> int:
    acting = town.acting("li", date(2025, 9, 19))
    return consultations.prepare(application.pk, THIRD_PARTY, acting=acting).pk


def _sent_letter(town: Town, application: Application) -> int:
    pk = _prepared_letter(town, application)
    acting = town.acting("li", date(2025, 9, 22))
    return consultations.send(pk, sent_on=date(2025, 9, 22), acting=acting).pk


def _objected(town: Town, application: Application) -> int:
    pk = consulted(town, application).pk
    entry = OpinionEntry(
        answered_on=date(2025, 10, 9), answer="object_with_reason", reasons="商业秘密"
    )
    return consultations.answer(pk, entry, acting=town.acting("li", date(2025, 10, 9))).pk


def _granted(town: Town, application: Application) -> int:
    acting = town.acting("zhou", date(2025, 9, 18))
    return extension.grant(application.pk, working_days=5, reason="档案在外", acting=acting).pk


def _prepared_reasons(town: Town, application: Application) -> int:
    acting = town.acting("li", date(2025, 9, 16))
    return justifications.prepare(application.pk, REASONS, acting=acting).pk


def _delayed(town: Town, application: Application) -> int:
    pk = reasons_asked(town, application).pk
    day = date(2025, 9, 22)
    justifications.state(pk, stated_on=day, stated="研究需要", acting=town.acting("li", day))
    until, acting = date(2025, 12, 31), town.acting("zhou", date(2025, 9, 24))
    return justifications.judge(pk, is_reasonable=True, delayed_until=until, acting=acting).pk


def _prepared_fee(town: Town, application: Application) -> int:
    acting = town.acting("zhou", date(2025, 9, 16))
    return fee_notices.prepare(application.pk, BY_PAGE, acting=acting).pk


def _sent_fee(town: Town, application: Application) -> int:
    pk = _prepared_fee(town, application)
    acting = town.acting("li", date(2025, 9, 17))
    return fee_notices.notify(pk, notified_on=date(2025, 9, 17), acting=acting).pk


STEPS = [
    Step(
        "correction.prepare",
        _pk,
        lambda pk, town, acting: corrections.prepare(pk, CORRECTION, acting=acting),
        date(2025, 9, 16),
    ),
    Step(
        "correction.ask",
        _prepared_correction,
        lambda pk, town, acting: corrections.ask(pk, asked_on=acting.today, acting=acting),
        date(2025, 9, 17),
    ),
    Step(
        "correction.serve",
        _asked_correction,
        lambda pk, town, acting: corrections.served(pk, served_on=acting.today, acting=acting),
        date(2025, 9, 19),
    ),
    Step(
        "correction.receive",
        _asked_correction,
        lambda pk, town, acting: corrections.receive(
            pk, corrected_on=acting.today, content="2024年的", acting=acting
        ),
        date(2025, 9, 24),
    ),
    Step(
        "correction.lapse",
        lambda town, application: corrected_from(town, application).pk,
        lambda pk, town, acting: corrections.lapse(pk, on=acting.today, acting=acting),
        date(2025, 10, 11),
    ),
    Step(
        "consultation.prepare",
        _pk,
        lambda pk, town, acting: consultations.prepare(pk, THIRD_PARTY, acting=acting),
        date(2025, 9, 19),
    ),
    Step(
        "consultation.send",
        _prepared_letter,
        lambda pk, town, acting: consultations.send(pk, sent_on=acting.today, acting=acting),
        date(2025, 9, 22),
    ),
    Step(
        "consultation.serve",
        _sent_letter,
        lambda pk, town, acting: consultations.served(pk, served_on=acting.today, acting=acting),
        date(2025, 9, 24),
    ),
    Step(
        "consultation.answer",
        _sent_letter,
        lambda pk, town, acting: consultations.answer(
            pk, OpinionEntry(answered_on=acting.today, answer="agree"), acting=acting
        ),
        date(2025, 9, 26),
    ),
    Step(
        "consultation.close",
        lambda town, application: consulted(town, application).pk,
        lambda pk, town, acting: consultations.close_unanswered(pk, on=acting.today, acting=acting),
        date(2025, 10, 22),
    ),
    Step(
        "consultation.override",
        _objected,
        lambda pk, town, acting: consultations.override(pk, text="涉及饮水安全", acting=acting),
        date(2025, 10, 10),
        by="zhou",
    ),
    Step(
        "application.extend",
        _pk,
        lambda pk, town, acting: extension.extend(
            pk, working_days=5, reason="档案在外", acting=acting
        ),
        date(2025, 9, 18),
        by="zhou",
    ),
    Step(
        "extension.grant",
        _pk,
        lambda pk, town, acting: extension.grant(
            pk, working_days=5, reason="档案在外", acting=acting
        ),
        date(2025, 9, 18),
        by="zhou",
    ),
    Step(
        "extension.notify",
        _granted,
        lambda pk, town, acting: extension.notify(pk, notified_on=acting.today, acting=acting),
        date(2025, 9, 19),
    ),
    Step(
        "justification.prepare",
        _pk,
        lambda pk, town, acting: justifications.prepare(pk, REASONS, acting=acting),
        date(2025, 9, 16),
    ),
    Step(
        "justification.ask",
        _prepared_reasons,
        lambda pk, town, acting: justifications.ask(pk, asked_on=acting.today, acting=acting),
        date(2025, 9, 17),
    ),
    Step(
        "justification.state",
        lambda town, application: reasons_asked(town, application).pk,
        lambda pk, town, acting: justifications.state(
            pk, stated_on=acting.today, stated="研究需要", acting=acting
        ),
        date(2025, 9, 18),
    ),
    Step(
        "justification.judge",
        lambda town, application: reasons_asked(town, application).pk,
        lambda pk, town, acting: justifications.judge(pk, is_reasonable=False, acting=acting),
        date(2025, 10, 9),
        by="zhou",
    ),
    Step(
        "justification.notify",
        _delayed,
        lambda pk, town, acting: justifications.notify(pk, told_on=acting.today, acting=acting),
        date(2025, 9, 25),
    ),
    Step(
        "fee_notice.prepare",
        _pk,
        lambda pk, town, acting: fee_notices.prepare(pk, BY_PAGE, acting=acting),
        date(2025, 9, 16),
        by="zhou",
    ),
    Step(
        "fee_notice.notify",
        _prepared_fee,
        lambda pk, town, acting: fee_notices.notify(pk, notified_on=acting.today, acting=acting),
        date(2025, 9, 17),
    ),
    Step(
        "fee_notice.serve",
        _sent_fee,
        lambda pk, town, acting: fee_notices.served(pk, served_on=acting.today, acting=acting),
        date(2025, 9, 19),
    ),
    Step(
        "fee_notice.pay",
        _sent_fee,
        lambda pk, town, acting: fee_notices.pay(pk, paid_on=acting.today, acting=acting),
        date(2025, 9, 22),
    ),
    Step(
        "fee_notice.lapse",
        lambda town, application: charged(town, application).pk,
        lambda pk, town, acting: fee_notices.lapse(pk, on=acting.today, acting=acting),
        date(2025, 10, 31),
    ),
    Step(
        "application.transfer",
        _beside_a_desk,
        lambda pk, town, acting: transfers.transfer(
            pk, to_agency=town.neighbour, reason="由白石镇制作", acting=acting
        ),
        date(2025, 9, 16),
    ),
    Step(
        "application.split",
        _pk,
        lambda pk, town, acting: splitting.split(
            pk, contents=["宅基地审核结果", "低保名单"], acting=acting
        ),
        date(2025, 9, 16),
    ),
    Step(
        "application.withdraw",
        _pk,
        lambda pk, town, acting: withdrawals.withdraw(
            pk, on=acting.today, reason="不再需要", acting=acting
        ),
        date(2025, 9, 16),
    ),
]
ALL = pytest.mark.parametrize("step", STEPS, ids=[step.action for step in STEPS])


@ALL
def test_one_entry_in_the_log(town: Town, step: Step) -> None:
    application = case(town)
    pk = step.before(town, application)
    before = entries_on(application)
    step.act(pk, town, town.acting(step.by, step.on))

    assert entries_on(application) == [*before, step.action]


@ALL
def test_refused_to_others_and_once_closed(town: Town, step: Step) -> None:
    application = case(town)
    pk = step.before(town, application)
    before = entries_on(application)
    for name in ("sun", "wang", "zheng", "admin"):
        with pytest.raises(NotAllowed, match="权限"):
            step.act(pk, town, town.acting(name, step.on))
    for close in (_answer, _archive, _withdraw):
        with transaction.atomic():
            close(town, application, step.on)
            with pytest.raises(NotAllowed, match="已经办结"):
                step.act(pk, town, town.acting(step.by, step.on))
            transaction.set_rollback(True)

    assert entries_on(application) == before


def _answer(town: Town, application: Application, on: date) -> None:
    answered(town, application, on)


def _archive(town: Town, application: Application, on: date) -> None:
    answered(town, application, on)
    closing.archive(application.pk, archived_on=on, acting=town.acting("wu", on))


def _withdraw(town: Town, application: Application, on: date) -> None:
    withdrawals.withdraw(application.pk, on=on, acting=town.acting("li", on))
