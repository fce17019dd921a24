"""A step that nobody was told of is dropped, and the history keeps it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import (
    Application,
    Consultation,
    Correction,
    Extension,
    FeeNotice,
    Justification,
)
from gongkai.applications.transitions import (
    consultations,
    corrections,
    extension,
    fee_notices,
    justifications,
)
from gongkai.audit.acting import Acting
from gongkai.audit.models import Entry
from gongkai.casework.models import Letter
from gongkai.casework.policies.dropping import DROPS, Droppable
from gongkai.casework.transitions import letters
from gongkai.casework.transitions.dropping import drop
from tests.applications.build import (
    BY_PAGE,
    CORRECTION,
    REASONS,
    THIRD_PARTY,
    answered,
    case,
    entries_on,
)
from tests.build import Town
from tests.casework.build import drafted, furnished, serve, signed
from tests.casework.build import posted as by_post

ON = date(2025, 9, 17)
TO_CORRECT = replace(CORRECTION, guidance="如 2024年")
PREPARED: dict[type[Droppable], Callable[[int, Acting], Droppable]] = {
    Correction: lambda pk, acting: corrections.prepare(pk, TO_CORRECT, acting=acting),
    Consultation: lambda pk, acting: consultations.prepare(pk, THIRD_PARTY, acting=acting),
    Extension: lambda pk, acting: extension.grant(
        pk, working_days=5, reason="档案在外", acting=acting
    ),
    FeeNotice: lambda pk, acting: fee_notices.prepare(pk, BY_PAGE, acting=acting),
    Justification: lambda pk, acting: justifications.prepare(pk, REASONS, acting=acting),
}
KINDS: dict[type[Droppable], str] = {
    Correction: "D2",
    Consultation: "D5",
    Extension: "D4",
    FeeNotice: "D7",
    Justification: "D3",
}
ALL = pytest.mark.parametrize("model", PREPARED, ids=lambda model: model.__name__)


def _prepared(town: Town, application: Application, model: type[Droppable]) -> Droppable:
    return PREPARED[model](application.pk, town.acting("zhou", ON))


def _letter(town: Town, step: Droppable) -> Letter:
    letter = drafted(town, step.application, KINDS[type(step)], step.pk, on=ON)
    if letter.kind == "D5":
        told = {"summary": "开采合同"}
        letters.edit(letter.pk, {}, particulars=told, acting=town.acting("li", ON))
    return letter


def test_every_step_that_waits_for_a_letter_can_be_dropped() -> None:
    assert set(DROPS) == set(PREPARED)


@ALL
def test_a_prepared_step_is_dropped_with_its_draft(town: Town, model: type[Droppable]) -> None:
    application = case(furnished(town))
    step = _prepared(town, application, model)
    letter = _letter(town, step)
    drop(model, step.pk, reason="申请人已来电说明", acting=town.acting("zhou", ON))

    assert not model._default_manager.filter(application=application).exists()
    letter.refresh_from_db()
    assert (letter.state, letter.void_reason) == ("voided", "申请人已来电说明")
    assert entries_on(application)[-1] == DROPS[model][0]
    assert Entry.objects.latest("pk").data["reason"] == "申请人已来电说明"


@ALL
def test_not_once_its_letter_is_signed(town: Town, model: type[Droppable]) -> None:
    step = _prepared(town, case(furnished(town)), model)
    letter = signed(town, _letter(town, step), by="zhou", on=ON)
    acting = town.acting("zhou", ON)
    with pytest.raises(NotAllowed, match="已经签发"):
        drop(model, step.pk, reason="不需要", acting=acting)
    letters.void(letter.pk, reason="不需要", acting=acting)
    drop(model, step.pk, reason="不需要", acting=acting)


@ALL
def test_not_once_it_was_told(town: Town, model: type[Droppable]) -> None:
    step = _prepared(town, case(furnished(town)), model)
    serve(town, signed(town, _letter(town, step), by="zhou", on=ON), by_post(ON), ON)
    with pytest.raises(NotAllowed, match="2025-09-17告知"):
        drop(model, step.pk, reason="不需要", acting=town.acting("zhou", ON))


@ALL
def test_only_with_a_reason_and_in_hand(town: Town, model: type[Droppable]) -> None:
    application = case(town)
    step = _prepared(town, application, model)
    acting = town.acting("zhou", ON)
    with pytest.raises(NotAllowed, match="原因"):
        drop(model, step.pk, reason=" ", acting=acting)
    for name in ("zhao", "sun", "wang", "zheng", "admin"):
        with pytest.raises(NotAllowed, match="权限"):
            drop(model, step.pk, reason="不需要", acting=town.acting(name, ON))
    answered(town, application, ON)
    with pytest.raises(NotAllowed, match="已经办结"):
        drop(model, step.pk, reason="不需要", acting=acting)


@pytest.mark.parametrize("model", [Extension, FeeNotice], ids=lambda model: model.__name__)
def test_what_the_head_decided_only_the_head_drops(town: Town, model: type[Droppable]) -> None:
    step = _prepared(town, case(town), model)
    with pytest.raises(NotAllowed, match="公开工作机构负责人"):
        drop(model, step.pk, reason="不需要", acting=town.acting("li", ON))


def test_the_history_never_names_who_was_to_be_asked(town: Town) -> None:
    step = _prepared(town, case(town), Consultation)
    drop(Consultation, step.pk, reason="不需要", acting=town.acting("li", ON))

    assert Entry.objects.latest("pk").data["party_name"] == "青**"


def test_a_letter_is_not_served_once_its_step_reads_otherwise(town: Town) -> None:
    """Granted anew with other days after the letter was signed."""
    application = case(furnished(town))
    step = _prepared(town, application, Extension)
    letter = signed(town, _letter(town, step), by="zhou", on=ON)
    acting = town.acting("zhou", ON)
    extension.grant(application.pk, working_days=10, reason="档案在外", acting=acting)
    with pytest.raises(NotAllowed, match="不再一致"):
        serve(town, letter, by_post(ON), ON)
