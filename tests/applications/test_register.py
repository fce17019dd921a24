"""Whole rows of a ledger are entered and corrected."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import queries
from gongkai.applications.models import Application, Extension, Reply
from gongkai.applications.transitions import consultations, reopenings
from gongkai.applications.transitions.extension import grant
from gongkai.applications.transitions.register import (
    ApplicationEntry,
    amend,
    entry_of,
    register,
)
from gongkai.audit import log
from gongkai.law.outcomes import OUTCOMES
from tests.applications.build import DUE, THIRD_PARTY, entries_on, row
from tests.build import Town

TODAY = date(2018, 5, 2)
EXTENDED = {
    "working_days": 15,
    "extension_reason": "需要查找档案",
    "approved_by": "周主任",
    "notified_on": date(2018, 2, 28),
}
ANSWERED = {"replied_on": date(2018, 3, 20), "outcome": "同意公开", "reply_number": "青答1号"}


def _register(town: Town, entry: ApplicationEntry, name: str = "li") -> Application:
    return register(town.agency, entry, acting=town.acting(name, TODAY))


def _amend(town: Town, application: Application, entry: ApplicationEntry) -> Application:
    return amend(application.pk, entry, reason="登记错误", acting=town.acting("li", TODAY))


def _read(application: Application) -> ApplicationEntry:
    return entry_of(queries.with_steps().get(pk=application.pk))


def test_a_row_with_everything(town: Town) -> None:
    entry = row(**EXTENDED, **ANSWERED)
    application = _register(town, entry)

    assert application.status == Application.Status.ANSWERED
    assert application.due_on == date(2018, 3, 22), "15 and 15 working days"
    assert application.extension.approved_by == town.people["zhou"]
    assert application.reply.outcome == "disclosed"
    assert _read(application) == entry
    assert entries_on(application) == ["application.receive"]


def test_a_row_in_hand(town: Town) -> None:
    application = _register(town, row())

    assert application.status == Application.Status.IN_HAND
    assert application.due_on == DUE
    assert _read(application) == row()


def test_a_refusal_in_the_words_of_the_old_form(town: Town) -> None:
    """否决公开 for 信息不存在, as the report of a township in 2017 has it."""
    entry = row(replied_on=date(2018, 2, 9), outcome="否决公开", ground="信息不存在")
    application = _register(town, entry)

    assert application.reply.outcome == "unable_to_provide"
    assert application.reply.ground == "not_existing"
    assert _read(application) == entry, "the same row is known again"
    assert _read(application).outcome == "无法提供"


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda row: f"{row.regime}-{row.code}")
def test_every_label_reads_back_to_the_same_entry(town: Town, outcome: Any) -> None:
    received_on = date(2018, 2, 5) if outcome.regime == "2008" else date(2021, 3, 1)
    for place, ground in enumerate(outcome.grounds or (None,)):
        entry = row(
            number=f"{place}",
            received_on=received_on,
            applicant_kind="natural_person",
            replied_on=received_on,
            outcome=outcome.label,
            ground=ground.label if ground else "",
        )
        acting = town.acting("li", date(2021, 3, 1))
        application = register(town.agency, entry, acting=acting)

        assert application.reply.outcome == outcome.code
        assert application.reply.ground == (ground.code if ground else "")
        assert _read(application) == entry


def test_a_late_answer_is_recorded(town: Town) -> None:
    application = _register(town, row(**ANSWERED))

    assert application.reply.replied_on > application.due_on


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"outcome": "同意公开"}, "replied_on"),
        ({"reply_number": "1号"}, "replied_on"),
        ({"replied_on": date(2018, 2, 9)}, "outcome"),
        ({"replied_on": date(2018, 2, 9), "outcome": "大概公开"}, "outcome"),
        ({"replied_on": date(2018, 2, 9), "outcome": "否决公开"}, "outcome"),
        ({"replied_on": date(2018, 5, 3), "outcome": "同意公开"}, "replied_on"),
        ({"replied_on": date(2018, 2, 4), "outcome": "同意公开"}, "replied_on"),
        (EXTENDED | {"working_days": None}, "working_days"),
        (EXTENDED | {"notified_on": None}, "working_days"),
        (EXTENDED | {"approved_by": ""}, "working_days"),
        (EXTENDED | {"approved_by": "无名氏"}, "approved_by"),
        (EXTENDED | {"working_days": 16}, "working_days"),
        (EXTENDED | {"notified_on": date(2018, 3, 2)}, "notified_on"),
        (EXTENDED | ANSWERED | {"replied_on": date(2018, 2, 27)}, "replied_on"),
        ({"received_on": date(2018, 5, 3)}, "received_on"),
    ],
)
def test_refused(town: Town, values: dict[str, Any], field: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        _register(town, row(**values))

    assert refusal.value.field == field
    assert not Application.objects.exists()
    assert not Extension.objects.exists()


@pytest.mark.parametrize("name", ["zhao", "admin", "wang", "zheng"])
def test_only_the_desk_registers_and_amends(town: Town, name: str) -> None:
    application = _register(town, row())
    with pytest.raises(NotAllowed, match="权限"):
        _register(town, row(number="另"), name)
    acting = town.acting(name, TODAY)
    with pytest.raises(NotAllowed, match="权限"):
        amend(application.pk, row(content="别的"), reason="错", acting=acting)


def test_amending_keeps_what_was(town: Town) -> None:
    application = _register(town, row())
    _amend(town, application, row(channel="in_person", received_on=date(2018, 2, 6)))
    application.refresh_from_db()

    assert application.channel == "in_person"
    assert application.due_on == date(2018, 3, 2), "one working day later"
    assert entries_on(application) == ["application.receive", "application.amend"]
    entry = log.history(application)[0]
    assert entry.data["reason"] == "登记错误"
    assert entry.data["changes"] == {
        "channel": ["letter", "in_person"],
        "received_on": ["2018-02-05", "2018-02-06"],
    }


def test_amending_adds_an_extension_and_an_answer(town: Town) -> None:
    application = _register(town, row())
    _amend(town, application, row(**EXTENDED, **ANSWERED))
    application = queries.with_steps().get(pk=application.pk)

    assert application.status == Application.Status.ANSWERED
    assert application.due_on == date(2018, 3, 22)
    assert application.reply.number == "青答1号"


def test_amending_corrects_the_records_in_place(town: Town) -> None:
    application = _register(town, row(**EXTENDED, **ANSWERED))
    before = (Extension.objects.get().pk, Reply.objects.get().pk)
    _amend(
        town,
        application,
        row(**EXTENDED | {"working_days": 5}, **ANSWERED | {"outcome": "已主动公开"}),
    )
    application = queries.with_steps().get(pk=application.pk)

    assert application.due_on == date(2018, 3, 8), "15 and 5 working days"
    assert application.reply.outcome == "already_public"
    assert (application.extension.pk, application.reply.pk) == before


def test_amending_takes_an_extension_and_an_answer_back(town: Town) -> None:
    application = _register(town, row(**EXTENDED, **ANSWERED))
    _amend(town, application, row())
    application = queries.with_steps().get(pk=application.pk)

    assert application.status == Application.Status.IN_HAND
    assert application.due_on == DUE
    assert _read(application) == row()


def test_amending_without_a_number_keeps_it(town: Town) -> None:
    application = _register(town, row())
    _amend(town, application, row(number="", content="改正"))
    application.refresh_from_db()

    assert application.number == "旧2018-1"


def test_amending_needs_a_change_and_a_reason(town: Town) -> None:
    application = _register(town, row())
    with pytest.raises(NotAllowed, match="没有改动"):
        _amend(town, application, row())
    with pytest.raises(NotAllowed, match="原因"):
        amend(application.pk, row(content="别的"), reason=" ", acting=town.acting("li", TODAY))


def test_amending_to_a_number_in_use(town: Town) -> None:
    _register(town, row())
    other = _register(town, replace(row(), number="旧2018-2"))
    with pytest.raises(NotAllowed, match="“旧2018-1”已登记过"):
        _amend(town, other, row())


def test_a_case_with_steps_keeps_its_days_and_its_answer(town: Town) -> None:
    application = _register(town, row(received_on=date(2018, 2, 5)))
    acting = town.acting("li", date(2018, 2, 9))
    letter = consultations.prepare(
        application.pk, replace(THIRD_PARTY, working_days=10), acting=acting
    )
    consultations.send(letter.pk, sent_on=date(2018, 2, 9), acting=acting)
    for change in ({"received_on": date(2018, 2, 6)}, ANSWERED, EXTENDED):
        with pytest.raises(NotAllowed, match="不能在台账中更正"):
            _amend(town, application, row(**change))
    _amend(town, application, row(content="2016年宅基地审核结果"))
    application.refresh_from_db()

    assert application.content == "2016年宅基地审核结果"
    assert application.is_stopped


def test_a_case_taken_up_again_stays_in_hand(town: Town) -> None:
    application = _register(town, row(**ANSWERED))
    reopenings.reopen(
        application.pk,
        reopenings.ReopeningEntry(basis="own", reason="答复有误"),
        acting=town.acting("zhou", date(2018, 5, 2)),
    )
    with pytest.raises(NotAllowed, match="不能在台账中更正"):
        _amend(town, application, row())
    _amend(town, application, row(**ANSWERED, applicant="陈申请人"))
    application.refresh_from_db()

    assert application.status == Application.Status.IN_HAND
    assert application.due_on == date(2018, 5, 23), "fifteen working days after 2 May"


def test_the_log_keeps_no_name(town: Town) -> None:
    application = _register(town, row())
    _amend(town, application, row(applicant="王更名"))
    first, second = log.history(application).order_by("pk")

    assert first.data["values"]["applicant"] == "陈**"
    assert second.data["changes"]["applicant"] == ["陈**", "王**"]


def test_a_granted_extension_is_no_row_yet(town: Town) -> None:
    application = _register(town, row())
    grant(
        application.pk,
        working_days=5,
        reason="档案在外",
        acting=town.acting("zhou", date(2018, 2, 9)),
    )

    assert _read(application).working_days is None


def test_the_log_keeps_no_text(town: Town) -> None:
    application = _register(town, row(content="陈晓雨家的宅基地"))
    _amend(town, application, row(content="王小明家的宅基地", **EXTENDED, **ANSWERED))
    amended, entered = log.history(application)
    assert "content" not in entered.data["values"]
    assert amended.data["changes"]["content"] == ["原文", "改过的文字"]
    assert "宅基地" not in json.dumps([entered.data, amended.data], ensure_ascii=False)
    assert EXTENDED["extension_reason"] not in str(amended.data)
    assert ("申请内容", "原文", "改过的文字") in amended.changes
    assert ("延长工作日", "", "15") in amended.changes
    assert ("办理结果", "", "同意公开") in amended.changes
