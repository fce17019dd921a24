"""The original of a document found: who sees it, and that this stays on record."""

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.audit.actions import Action
from gongkai.audit.models import Entry
from gongkai.casework.models import FoundDocument
from gongkai.casework.transitions import originals
from tests.build import Town
from tests.casework.build import SIGNED, a_case
from tests.casework.finding_build import ON, contract, listed


@pytest.fixture
def document(town: Town) -> FoundDocument:
    return listed(town, a_case(town), content=contract())


def opened(document: FoundDocument) -> list[tuple[str, str]]:
    """By whom and how, in order."""
    found = Entry.objects.filter(action=Action.DOCUMENT_OPEN, data__document=document.pk)
    return [(entry.by.username, entry.data["how"]) for entry in found.order_by("pk")]


@pytest.mark.parametrize("person", ["li", "zhou", "sun", "zhao"])
def test_who_handles_reviews_and_signs_takes_it_on_record(
    town: Town, document: FoundDocument, person: str
) -> None:
    for _ in range(2):
        originals.download(document.pk, acting=town.acting(person, ON))
    assert opened(document) == [(person, "file")] * 2


@pytest.mark.parametrize("person", ["wu", "zheng", "wang", "qian", "admin"])
def test_nobody_else_opens_it(town: Town, document: FoundDocument, person: str) -> None:
    for transition in (originals.download, originals.view):
        with pytest.raises(NotAllowed, match="原件只供"):
            transition(document.pk, acting=town.acting(person, ON))
    assert opened(document) == []


def test_the_archive_opens_it_once_it_has_the_case(town: Town, document: FoundDocument) -> None:
    Application.objects.update(status="answered", archived_on=SIGNED)
    originals.download(document.pk, acting=town.acting("wu", SIGNED))
    with pytest.raises(NotAllowed, match="原件只供"):
        originals.download(document.pk, acting=town.acting("zheng", SIGNED))
    assert opened(document) == [("wu", "file")]


def test_seeing_its_pages_is_recorded_once_a_day(town: Town, document: FoundDocument) -> None:
    other = listed(town, document.application, content=contract(), title="另一份")
    for on in (ON, ON, SIGNED):
        originals.view(document.pk, acting=town.acting("li", on))
    originals.view(other.pk, acting=town.acting("li", ON))
    originals.view(document.pk, acting=town.acting("sun", ON))
    assert opened(document) == [("li", "page"), ("li", "page"), ("sun", "page")]
    assert opened(other) == [("li", "page")]
