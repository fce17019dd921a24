"""An applicant suggests proactive disclosure: received, decided, told, fulfilled."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, DisclosureSuggestion, Submission
from gongkai.applications.queries import suggestions as queries
from gongkai.applications.transitions import answer, submissions, suggestions
from gongkai.applications.transitions.submissions import SubmissionEntry
from gongkai.applications.transitions.suggestions import SuggestionDecision
from gongkai.audit.acting import Acting
from gongkai.catalog.models import DisclosureItem
from tests.applications.build import MONDAY, answered, case, entries_on, received
from tests.build import Town
from tests.publication.build import approved, drafted, published

ON = date(2025, 9, 22)
DAY = date(2025, 9, 30)
YES = SuggestionDecision(is_adopted=True, opinion="需要公众广泛知晓", publish_on=DAY)
NO = SuggestionDecision(is_adopted=False, opinion="只涉及申请人本人")


def came(town: Town, on: date = MONDAY, *, suggests: bool = True) -> Submission:
    entry = SubmissionEntry(
        channel="in_person",
        submitted_on=on,
        applicant_kind="natural_person",
        applicant="陈晓雨",
        content="2024年低保名册",
        suggests_disclosure=suggests,
    )
    return submissions.take(town.agency, entry, acting=town.acting("li", on))


def suggested(town: Town, application: Application | None = None) -> DisclosureSuggestion:
    """Suggested a week after the application."""
    pk = (application or case(town)).pk
    return suggestions.receive(pk, suggested_on=ON, acting=town.acting("li", ON))


def given(town: Town) -> DisclosureSuggestion:
    """The same about what the applicant was given."""
    application = case(town)
    answered(town, application, ON)
    return suggested(town, application)


def adopted(town: Town) -> DisclosureSuggestion:
    return suggestions.decide(given(town).pk, YES, acting=town.acting("zhou", ON))


def test_what_was_ticked_on_the_form_becomes_a_step(town: Town) -> None:
    application = came(town).application
    assert application
    found = application.disclosure_suggestion

    assert (found.way, found.suggested_on) == ("application", MONDAY)
    assert entries_on(application) == ["application.receive", "suggestion.receive"]
    with pytest.raises(NotAllowed, match="已经登记"):
        suggested(town, application)


def test_what_was_not_ticked_becomes_none(town: Town) -> None:
    application = came(town, suggests=False).application
    assert application
    assert not hasattr(application, "disclosure_suggestion")


def test_it_waits_for_the_confirmation_as_the_application_does(town: Town) -> None:
    entry = SubmissionEntry(
        channel="letter",
        arrived_on=MONDAY,
        applicant_kind="natural_person",
        applicant="陈晓雨",
        content="低保名册",
        suggests_disclosure=True,
    )
    waits = submissions.take(town.agency, entry, acting=town.acting("li", MONDAY))
    assert not DisclosureSuggestion.objects.exists()
    submissions.confirm(
        waits.pk, confirmed_on=ON, late_reason="电话无人接听", acting=town.acting("li", ON)
    )
    assert DisclosureSuggestion.objects.get().suggested_on == ON


def test_the_old_regulations_know_none(town: Town) -> None:
    """第四十四条第二款 is of 2019."""
    with pytest.raises(NotAllowed, match="2007年条例") as refused:
        came(town, date(2019, 5, 14))
    assert refused.value.field == "suggests_disclosure"
    assert not Submission.objects.exists()
    old = received(town)
    with pytest.raises(NotAllowed, match="2007年条例"):
        suggested(town, old)


@pytest.mark.parametrize("on", [date(2025, 9, 14), date(2025, 9, 23)])
def test_it_comes_after_the_application_and_not_to_come(town: Town, on: date) -> None:
    application = case(town)
    with pytest.raises(NotAllowed):
        suggestions.receive(application.pk, suggested_on=on, acting=town.acting("li", ON))


def test_it_comes_after_the_answer_too(town: Town) -> None:
    assert given(town).application.status == Application.Status.ANSWERED


def test_it_is_adopted_with_its_day(town: Town) -> None:
    found = adopted(town)
    assert (found.is_adopted, found.publish_on, found.decided_by) == (
        True,
        DAY,
        town.people["zhou"],
    )


def test_it_is_not_adopted_with_its_reason(town: Town) -> None:
    found = suggestions.decide(suggested(town).pk, NO, acting=town.acting("zhao", ON))
    assert (found.is_adopted, found.publish_on, found.opinion) == (False, None, NO.opinion)


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (SuggestionDecision(is_adopted=True, opinion="需要"), "publish_on"),
        (SuggestionDecision(is_adopted=True, opinion=" ", publish_on=DAY), "opinion"),
        (SuggestionDecision(is_adopted=True, opinion="需要", publish_on=MONDAY), "publish_on"),
        (SuggestionDecision(is_adopted=False, opinion="不", publish_on=DAY), "publish_on"),
        (SuggestionDecision(is_adopted=False, opinion=""), "opinion"),
    ],
)
def test_a_decision_is_complete(town: Town, entry: SuggestionDecision, field: str) -> None:
    found = given(town)
    with pytest.raises(NotAllowed) as refused:
        suggestions.decide(found.pk, entry, acting=town.acting("zhou", ON))
    assert refused.value.field == field


def test_what_was_not_given_is_not_adopted(town: Town) -> None:
    """第四十四条第二款 speaks of what was disclosed on application."""
    open_case, refused = suggested(town), suggested(town, case(town, content="另一件"))
    answer.answer(
        refused.application_id,
        outcome="unable_to_provide",
        ground="not_existing",
        replied_on=ON,
        number="",
        acting=town.acting("li", ON),
    )
    for found in (open_case, refused):
        with pytest.raises(NotAllowed, match="第四十四条第二款"):
            suggestions.decide(found.pk, YES, acting=town.acting("zhou", ON))


def test_it_is_decided_anew_until_it_was_told(town: Town) -> None:
    found = adopted(town)
    found = suggestions.decide(found.pk, NO, acting=town.acting("zhou", ON))
    assert found.is_adopted is False
    suggestions.notify(found.pk, notified_on=ON, acting=town.acting("li", ON))
    with pytest.raises(NotAllowed, match="已于2025-09-22答复"):
        suggestions.decide(found.pk, YES, acting=town.acting("zhou", ON))


def test_nothing_undecided_is_told(town: Town) -> None:
    with pytest.raises(NotAllowed, match="先审核"):
        suggestions.notify(suggested(town).pk, notified_on=ON, acting=town.acting("li", ON))


def test_it_ends_with_a_public_item(town: Town) -> None:
    found, acting = adopted(town), town.acting("li", DAY)
    item = published(town)
    suggestions.fulfil(found.pk, item=item.title, acting=acting)

    found.refresh_from_db()
    assert found.item == item
    with pytest.raises(NotAllowed, match="已登记公开"):
        suggestions.fulfil(found.pk, item=item.title, acting=acting)


@pytest.mark.parametrize("make", [drafted, approved])
def test_a_draft_fulfils_nothing(town: Town, make: Callable[[Town], DisclosureItem]) -> None:
    found = adopted(town)
    item = make(town)
    with pytest.raises(NotAllowed):
        suggestions.fulfil(found.pk, item=item.title, acting=town.acting("li", DAY))


def test_only_an_adopted_one_is_fulfilled(town: Town) -> None:
    with pytest.raises(NotAllowed, match="还没有采纳"):
        suggestions.fulfil(suggested(town).pk, item="x", acting=town.acting("li", ON))


def test_what_waits_for_the_agency(town: Town) -> None:
    undecided = suggested(town, case(town, content="另一件"))
    found = adopted(town)

    assert list(queries.undecided(town.agency)) == [undecided]
    assert list(queries.unfulfilled(town.agency, today=date(2025, 9, 29))) == []
    assert list(queries.unfulfilled(town.agency, today=DAY)) == [found]
    item = published(town)
    suggestions.fulfil(found.pk, item=item.title, acting=town.acting("li", DAY))
    assert list(queries.unfulfilled(town.agency, today=DAY)) == []


def _receive(town: Town, acting: Acting) -> object:
    return suggestions.receive(case(town).pk, suggested_on=MONDAY, acting=acting)


def _decide(town: Town, acting: Acting) -> object:
    return suggestions.decide(suggested(town).pk, NO, acting=acting)


def _fulfil(town: Town, acting: Acting) -> object:
    return suggestions.fulfil(adopted(town).pk, item="x", acting=acting)


def _notify(town: Town, acting: Acting) -> object:
    return suggestions.notify(adopted(town).pk, notified_on=ON, acting=acting)


@pytest.mark.parametrize(
    ("act", "others"),
    [
        (_receive, ("sun", "zhao", "wang", "qian", "zheng", "admin")),
        (_decide, ("li", "sun", "wang", "qian", "zheng", "admin")),
        (_fulfil, ("sun", "zhao", "wang", "qian", "zheng", "admin")),
        (_notify, ("sun", "zhao", "wang", "qian", "zheng", "admin")),
    ],
)
def test_refused_to_others(
    town: Town, act: Callable[[Town, Acting], object], others: tuple[str, ...]
) -> None:
    for name in others:
        with transaction.atomic():
            with pytest.raises(NotAllowed, match="权限"):
                act(town, town.acting(name, ON))
            transaction.set_rollback(True)


def test_the_database_keeps_a_decision_whole(town: Town) -> None:
    rows = DisclosureSuggestion.objects.filter(pk=suggested(town).pk)
    for values in ({"is_adopted": True}, {"decided_on": ON}, {"publish_on": DAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)
