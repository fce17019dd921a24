"""A record about oneself is to be corrected: registered, verified, decided, carried out, told."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import RecordCorrection
from gongkai.applications.queries import record_corrections as queries
from gongkai.applications.transitions import record_corrections
from gongkai.applications.transitions.record_corrections import RecordDecision
from gongkai.audit.acting import Acting
from gongkai.audit.models import Entry
from tests.applications.build import case
from tests.applications.record_build import (
    CAME,
    CONTENTS,
    VERIFIED,
    asked,
    decided,
    done,
    request,
    verified,
)
from tests.build import Town
from tests.intake.build import png

OLD = date(2018, 3, 1)


def logged(found: RecordCorrection) -> list[str]:
    rows = Entry.objects.filter(subject_type="applications.recordcorrection", subject_id=found.pk)
    return list(rows.order_by("pk").values_list("action", flat=True))


def test_it_has_a_register_of_its_own_without_gaps(town: Town) -> None:
    first = asked(town)
    with pytest.raises(NotAllowed, match="不准确之处"):
        asked(town, record="另一项", wrong=" ")
    second = asked(town, record="另一项")
    older = asked(town, on=date(2025, 9, 15))

    assert [row.number for row in (first, second, older)] == [
        "更正〔2026〕0001",
        "更正〔2026〕0002",
        "更正〔2025〕0001",
    ]


def test_who_asks_is_kept_apart_and_encrypted(town: Town) -> None:
    found = asked(town)

    assert found.identity.phone.masked == "138****0001"
    assert "13800000001" not in str(RecordCorrection.objects.filter(pk=found.pk).values().get())
    [entry] = Entry.objects.filter(action="record_correction.register")
    assert "陈晓雨" not in str(entry.data)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"received_on": date(2026, 3, 3)}, "今天之后"),
        ({"received_on": date(2007, 3, 3)}, "2008年5月1日"),
        ({"channel": "pigeon"}, "pigeon"),
        ({"applicant": " "}, "请填写申请人"),
        ({"record": ""}, "要求更正的记录"),
        ({"planned_on": date(2026, 3, 1)}, "自定办结日期"),
    ],
)
def test_what_cannot_be_registered(town: Town, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        record_corrections.register(town.agency, request(**values), acting=town.acting("li", CAME))
    assert not RecordCorrection.objects.exists()


def test_the_same_request_is_registered_once(town: Town) -> None:
    asked(town)
    with pytest.raises(NotAllowed, match="更正〔2026〕0001"):
        asked(town)


def test_the_case_it_names_is_of_the_same_agency(town: Town) -> None:
    known = case(town)
    assert asked(town, earlier=known).earlier == known
    with pytest.raises(NotAllowed, match="不是本机关"):
        record_corrections.register(
            town.neighbour, request(earlier=known), acting=town.acting("wang", CAME)
        )


def test_evidence_is_known_by_its_content(town: Town) -> None:
    found, acting = asked(town), town.acting("li", CAME)
    kept = record_corrections.attach(found.pk, filename="合同.pdf", content=png(), acting=acting)
    assert (kept.kind, found.files.count()) == ("png", 1)
    with pytest.raises(NotAllowed):
        record_corrections.attach(found.pk, filename="a.png", content=b"MZ\x00\x90", acting=acting)


def test_what_was_found_can_be_written_anew_until_it_is_decided(town: Town) -> None:
    found, acting = verified(town), town.acting("li", CAME)
    again = record_corrections.verify(
        found.pk, verified="另经核对", verified_on=CAME, acting=acting
    )
    assert (again.verified, again.verified_by) == ("另经核对", town.people["li"])

    entry = RecordDecision(result="accurate", decision="一致")
    record_corrections.decide(found.pk, entry, acting=town.acting("zhou", CAME))
    with pytest.raises(NotAllowed, match="已于2026-03-02决定"):
        record_corrections.verify(found.pk, verified="又", verified_on=CAME, acting=acting)


def test_nothing_is_decided_unverified(town: Town) -> None:
    entry = RecordDecision(result="corrected", decision="8.5亩")
    with pytest.raises(NotAllowed, match="第四十一条"):
        record_corrections.decide(asked(town).pk, entry, acting=town.acting("zhou", CAME))


@pytest.mark.parametrize("result", CONTENTS)
def test_each_result_of_the_article(town: Town, result: str) -> None:
    found = decided(town, result)

    assert (found.result, found.decided_by) == (result, town.people["zhou"])
    assert found.waits_to_be_done is (result in ("corrected", "transferred"))


def test_under_the_old_regulations_it_is_handed_on(town: Town) -> None:
    """2007 第二十五条第二款: 无权更正的，应当转送; to tell where to go is of 2019."""
    with pytest.raises(NotAllowed, match="第二十五条第二款"):
        decided(town, "redirected", on=OLD)
    assert decided(town, "transferred", on=OLD, record="另一项").result == "transferred"


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (RecordDecision(result=""), "result"),
        (RecordDecision(result="corrected", decision=" "), "decision"),
        (RecordDecision(result="accurate", other_agency="县局"), "decision"),
        (RecordDecision(result="transferred", decision="县里管"), "other_agency"),
    ],
)
def test_a_decision_says_what_its_result_needs(
    town: Town, entry: RecordDecision, field: str
) -> None:
    found = verified(town)
    with pytest.raises(NotAllowed) as refused:
        record_corrections.decide(found.pk, entry, acting=town.acting("zhou", CAME))
    assert refused.value.field == field


def test_a_decision_can_be_changed_until_it_is_carried_out(town: Town) -> None:
    found = decided(town, "transferred")
    entry = RecordDecision(result="corrected", decision="8.5亩", other_agency="县局")
    found = record_corrections.decide(found.pk, entry, acting=town.acting("zhao", CAME))
    assert (found.result, found.other_agency) == ("corrected", "")

    record_corrections.carry_out(found.pk, done_on=CAME, acting=town.acting("li", CAME))
    with pytest.raises(NotAllowed, match="不能再改变"):
        record_corrections.decide(found.pk, entry, acting=town.acting("zhao", CAME))


def test_only_what_is_left_to_be_done_is_done(town: Town) -> None:
    found = done(town, "corrected")
    assert found.done_on == CAME
    for other in (found, decided(town, "accurate", record="另一项")):
        with pytest.raises(NotAllowed, match="还没有办理"):
            record_corrections.carry_out(other.pk, done_on=CAME, acting=town.acting("li", CAME))


def test_it_is_told_once_it_is_done(town: Town) -> None:
    found, acting = decided(town), town.acting("li", CAME)
    with pytest.raises(NotAllowed, match="还没有办理"):
        record_corrections.notify(found.pk, notified_on=CAME, acting=acting)
    record_corrections.carry_out(found.pk, done_on=CAME, acting=acting)
    told = record_corrections.notify(found.pk, notified_on=CAME, acting=acting)

    assert told.standing == "已告知申请人"
    with pytest.raises(NotAllowed, match="已于2026-03-02告知"):
        record_corrections.notify(found.pk, notified_on=CAME, acting=acting)
    assert logged(found) == [
        "record_correction.register",
        "record_correction.verify",
        "record_correction.decide",
        "record_correction.carry_out",
        "record_correction.notify",
    ]


def _evidence(pk: int, acting: Acting) -> object:
    return record_corrections.attach(pk, filename="a.png", content=png(), acting=acting)


def _verify(pk: int, acting: Acting) -> object:
    return record_corrections.verify(pk, verified=VERIFIED, verified_on=CAME, acting=acting)


def _decide(pk: int, acting: Acting) -> object:
    entry = RecordDecision(result="corrected", decision="8.5亩")
    return record_corrections.decide(pk, entry, acting=acting)


def _carry_out(pk: int, acting: Acting) -> object:
    return record_corrections.carry_out(pk, done_on=CAME, acting=acting)


def _notify(pk: int, acting: Acting) -> object:
    return record_corrections.notify(pk, notified_on=CAME, acting=acting)


@pytest.mark.parametrize(
    ("before", "act", "others"),
    [
        (asked, _evidence, ("sun", "zhao", "wang", "qian", "zheng", "admin")),
        (asked, _verify, ("sun", "zhao", "wang", "qian", "zheng", "admin")),
        (verified, _decide, ("li", "sun", "wang", "qian", "zheng", "admin")),
        (decided, _carry_out, ("sun", "zhao", "wang", "qian", "zheng", "admin")),
        (done, _notify, ("sun", "zhao", "wang", "qian", "zheng", "admin")),
    ],
)
def test_refused_to_others(
    town: Town,
    before: Callable[[Town], RecordCorrection],
    act: Callable[[int, Acting], object],
    others: tuple[str, ...],
) -> None:
    found = before(town)
    steps = logged(found)
    for name in others:
        with pytest.raises(NotAllowed, match="权限"):
            act(found.pk, town.acting(name, CAME))
    assert logged(found) == steps


def test_what_waits_comes_by_the_day_the_agency_set_itself(town: Town) -> None:
    plain = asked(town)
    planned = asked(town, record="另一项", planned_on=date(2026, 3, 20))
    told = decided(town, "accurate", record="第三项")
    record_corrections.notify(told.pk, notified_on=CAME, acting=town.acting("li", CAME))

    assert list(queries.untold(town.agency)) == [planned, plain]


def test_the_database_keeps_the_order(town: Town) -> None:
    found = asked(town)
    rows = RecordCorrection.objects.filter(pk=found.pk)
    for values in ({"result": "corrected"}, {"notified_on": CAME}, {"done_on": CAME}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)
