"""A decision: drafted, revised, suggested by the documents, questioned before it is signed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, Reply
from gongkai.applications.transitions import reopenings
from gongkai.casework.checklists import Answer
from gongkai.casework.policies.obstacles import questions_of
from gongkai.casework.queries import current_decision, earlier_answers, suggested
from gongkai.casework.transitions import decisions
from gongkai.casework.transitions.decisions import DecisionEntry
from gongkai.casework.transitions.findings import DocumentEntry, add_document
from gongkai.catalog.models import DisclosureItem
from tests.build import Town
from tests.casework.build import a_case, an_answer, furnished
from tests.casework.finding_build import (
    ON,
    ROOM,
    THIRD_PARTY,
    drafted_decision,
    entry_count,
    judged,
    last_entry,
    listed,
    searched,
)
from tests.publication.build import in_state


def test_a_decision_is_drafted_once(town: Town) -> None:
    application = a_case(town)
    before = entry_count()

    found = drafted_decision(
        town, application, "withheld", "third_party", reasons={**THIRD_PARTY, "": ""}
    )

    assert entry_count() == before + 1
    assert last_entry(application).data == {
        "decision": found.pk,
        "outcome": "withheld",
        "ground": "third_party",
    }
    assert (found.reasons, found.drafted_by) == (THIRD_PARTY, town.users["li"])
    assert current_decision(application) == found
    with pytest.raises(NotAllowed, match="已经拟定办理决定"):
        drafted_decision(town, application, "disclosed")


@pytest.mark.parametrize(
    ("outcome", "ground", "values", "field"),
    [
        ("withheld", "", {}, "outcome"),
        ("disclosed", "third_party", {}, "outcome"),
        ("withheld", "privacy", {}, "outcome"),
        ("withheld", "third_party", {"reasons": {"别的": "事实"}}, "ground"),
        ("disclosed", "", {"reasons": {"别的": "事实"}}, "ground"),
        ("not_processed", "duplicate", {"earlier_id": 999}, "earlier"),
        # A withdrawal is registered, and no letter is owed.
        ("other_handling", "withdrawn", {}, "outcome"),
    ],
)
def test_what_the_regime_does_not_know(
    town: Town, outcome: str, ground: str, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(NotAllowed) as refusal:
        drafted_decision(town, a_case(town), outcome, ground, **values)
    assert refusal.value.field == field


def test_a_ground_that_came_later(town: Town) -> None:
    application = a_case(town, on=date(2020, 6, 1))

    with pytest.raises(NotAllowed, match="收到申请时还没有这一理由"):
        drafted_decision(town, application, "other_handling", "fee_unpaid")


def test_a_revision_is_questioned_anew(town: Town) -> None:
    application = a_case(town)
    found = drafted_decision(town, application, "withheld", "third_party", reasons=THIRD_PARTY)
    acting = town.acting("li", ON)
    decisions.answer_checklist(found.pk, {"separable": Answer("yes")}, acting=acting)
    same = DecisionEntry(outcome="withheld", ground="third_party", reasons=THIRD_PARTY)

    with pytest.raises(NotAllowed, match="没有改动"):
        decisions.revise(found.pk, same, acting=acting)
    changed = decisions.revise(
        found.pk,
        DecisionEntry(
            outcome="withheld", ground="third_party", reasons=THIRD_PARTY, other_agency="县档案馆"
        ),
        acting=acting,
    )
    assert changed.checklist == {"separable": {"choice": "yes", "note": ""}}
    assert last_entry(application).action == "decision.revise"
    entry = DecisionEntry(outcome="withheld", ground="internal_affairs")
    assert decisions.revise(found.pk, entry, acting=acting).checklist == {}


def test_the_checklist_is_answered_with_reasons_where_it_does_not_apply(town: Town) -> None:
    application = a_case(town)
    found = drafted_decision(town, application, "withheld", "third_party")
    acting = town.acting("li", ON)
    before = entry_count()

    kept = decisions.answer_checklist(
        found.pk,
        {
            "third_party_asked": Answer("na", " 第三方下落不明 "),
            "separable": Answer("no"),
        },
        acting=acting,
    )

    assert kept.checklist == {
        "third_party_asked": {"choice": "na", "note": "第三方下落不明"},
        "separable": {"choice": "no", "note": ""},
    }
    assert entry_count() == before + 1
    assert last_entry(application).data["answers"] == {
        "third_party_asked": "na",
        "separable": "no",
    }
    for answers in (
        {"searched_everywhere": Answer("yes")},
        {"separable": Answer("na", "不适用")},
        {"separable": Answer("也许")},
        {"third_party_asked": Answer("na")},
    ):
        with pytest.raises(NotAllowed):
            decisions.answer_checklist(found.pk, answers, acting=acting)


def test_giving_everything_raises_no_question(town: Town) -> None:
    found = drafted_decision(town, a_case(town), "disclosed")

    assert questions_of(found) == ()
    with pytest.raises(NotAllowed, match="不需要签发前核对"):
        decisions.answer_checklist(found.pk, {}, acting=town.acting("li", ON))


def test_a_signed_decision_stays_and_a_reopened_case_has_its_own(town: Town) -> None:
    letter = an_answer(furnished(town))
    application = letter.application
    first = current_decision(application)
    assert first
    entry = DecisionEntry(outcome="disclosed")

    with pytest.raises(NotAllowed, match="已经签发"):
        decisions.revise(first.pk, entry, acting=town.acting("li", ON))
    Application.objects.filter(pk=application.pk).update(status=Application.Status.ANSWERED)
    with pytest.raises(NotAllowed, match="已经办结"):
        decisions.revise(first.pk, entry, acting=town.acting("li", ON))
    reopening = reopenings.reopen(
        application.pk,
        reopenings.ReopeningEntry(basis="reconsideration", reason="复议决定责令重新答复"),
        acting=town.acting("zhou", date(2026, 3, 20)),
    )
    with pytest.raises(NotAllowed, match="此前答复所依据的决定"):
        decisions.revise(first.pk, entry, acting=town.acting("li", date(2026, 3, 20)))
    second = drafted_decision(town, application, "disclosed")

    assert second.reopening == reopening
    assert current_decision(application) == second


@pytest.mark.parametrize("person", ["zhao", "sun", "qian", "wu", "wang", "zheng"])
def test_only_the_desk_decides(town: Town, person: str) -> None:
    application = a_case(town)
    found = drafted_decision(town, application, "withheld", "internal_affairs")
    other = a_case(town, content="另一件")
    acting = town.acting(person, ON)
    entry = DecisionEntry(outcome="disclosed")
    before = entry_count()

    for refused in (
        lambda: decisions.draft(other.pk, entry, acting=acting),
        lambda: decisions.revise(found.pk, entry, acting=acting),
        lambda: decisions.answer_checklist(found.pk, {}, acting=acting),
    ):
        with pytest.raises(NotAllowed, match="权限"):
            refused()
    assert entry_count() == before


def _public(town: Town, application: Application) -> None:
    item = in_state(town, DisclosureItem.Status.PUBLISHED)
    entry = DocumentEntry(item_id=item.pk)
    add_document(application.pk, entry, most_bytes=ROOM, acting=town.acting("li", ON))


def _judged(*judgements: str) -> Callable[[Town, Application], None]:
    def build(town: Town, application: Application) -> None:
        for number, judgement in enumerate(judgements):
            document = listed(town, application, f"文件{number}")
            if judgement:
                ground = "internal_affairs" if judgement in ("withhold", "partly") else ""
                judged(town, document, judgement, ground)

    return build


@pytest.mark.parametrize(
    ("build", "outcome", "ground"),
    [
        (searched, "unable_to_provide", "not_existing"),
        (_public, "already_public", ""),
        (_judged("give", "give"), "disclosed", ""),
        (_judged("give", "already_public"), "disclosed", ""),
        (_judged("withhold", "withhold"), "withheld", "internal_affairs"),
        (_judged("give", "withhold"), "partially_disclosed", "internal_affairs"),
        (_judged("partly"), "partially_disclosed", "internal_affairs"),
        (_judged("already_public", "withhold"), "partially_disclosed", "internal_affairs"),
    ],
)
def test_the_documents_suggest_the_outcome(
    town: Town, build: Callable[[Town, Application], object], outcome: str, ground: str
) -> None:
    application = a_case(town)
    assert suggested(application) is None

    build(town, application)

    found = suggested(application)
    assert found
    assert (found.outcome, found.ground) == (outcome, ground)


def test_nothing_is_suggested_while_a_document_waits(town: Town) -> None:
    application = a_case(town)
    _judged("give", "")(town, application)

    assert suggested(application) is None


def test_earlier_answers_are_those_to_the_same_applicant(town: Town) -> None:
    mine = a_case(town, on=date(2025, 3, 3))
    waiting = a_case(town, on=date(2025, 4, 1))
    another = a_case(town, on=date(2025, 3, 4), applicant="刘小满")
    for one in (mine, another):
        Reply.objects.create(application=one, outcome="disclosed", replied_on=date(2025, 3, 20))
    application = a_case(town)

    assert [one.application for one in earlier_answers(application)] == [mine]
    found = drafted_decision(town, application, "not_processed", "duplicate", earlier_id=mine.pk)
    assert found.earlier == mine
    with pytest.raises(NotAllowed, match="没有这件已答复的申请"):
        decisions.revise(
            found.pk,
            DecisionEntry(outcome="not_processed", ground="duplicate", earlier_id=waiting.pk),
            acting=town.acting("li", ON),
        )
