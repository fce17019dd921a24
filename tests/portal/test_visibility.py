"""State × output: what is hidden is hidden on every way out.

To add an output, write a function that says whether it shows the subject and give it a row: one
letter for each state, in the order of `STATES`; y: shown, n: not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.test import Client

from gongkai.catalog.addresses import attachment_address, item_address
from gongkai.catalog.facets import Facet
from gongkai.catalog.models import FacetCount
from gongkai.search import queries
from tests.build import Town
from tests.portal.open_outputs import OPEN_OUTPUTS
from tests.portal.states import STATES, WORD, Subject, in_state

pytestmark = pytest.mark.usefixtures("own_index")
Shows = Callable[[Subject], bool]


def page(address: str) -> bool:
    """Whether the page at an address has the word, whatever it answers."""
    answer = Client().get(address)
    body = answer.content.decode(errors="replace")
    return WORD in body or WORD in str(answer.headers)


def item_page(subject: Subject) -> bool:
    return page(item_address(subject.index_number))


def item_by_number(subject: Subject) -> bool:
    return page(item_address(str(subject.item.pk)))


def attachment(subject: Subject) -> bool:
    """The file under its own name, as somebody guesses it; "not found" repeats the address."""
    one = subject.attachment
    address = attachment_address(subject.index_number, one.position, one.filename)
    answer = Client().get(address)
    answer.getvalue()  # to its end, which closes the file
    return answer.status_code == 200


def file_behind_the_storage(subject: Subject) -> bool:
    """The stored files themselves; nothing serves them."""
    one = subject.attachment
    return page(f"/media/{one.released.name}") or page(f"/{one.original.name}")


def preview(subject: Subject) -> bool:
    address = f"{item_address(subject.index_number)}attachments/{subject.attachment.position}"
    return Client().get(f"{address}/pages/1.png").status_code == 200


def counts(subject: Subject) -> bool:
    """The other item of the agency counts once; a second stands for the subject."""
    own = FacetCount.objects.get(agency=subject.item.agency, facet=Facet.ALL)
    whole = FacetCount.objects.get(agency=None, facet=Facet.ALL)
    assert own.count == whole.count
    return own.count == 2


def statistics(subject: Subject) -> bool:
    table = Client().get("/statistics/years.csv").content.decode("utf-8-sig")
    return table.split() == ["项目,数量（条）", "2018,2"]


def search_index(subject: Subject) -> bool:
    """What the index would hold of the item and of all that are public."""
    documents = queries.published([subject.item.pk, *queries.published_ids()])
    return any(WORD in str(document) for document in documents)


def edition(subject: Subject) -> bool:
    return page(f"{item_address(subject.index_number)}editions/1/")


OUTPUTS: dict[str, tuple[Shows, str]] = {
    # draft, in_review, reviewed, returned, approved, discarded; published, repealed;
    # withdrawn, revising, superseded, abandoned
    "item page": (item_page, "nnnnnn yy nnnn"),
    "item page by another number": (item_by_number, "nnnnnn nn nnnn"),
    "first page": (lambda _: page("/"), "nnnnnn yy nnnn"),
    "catalog": (lambda _: page("/catalog/"), "nnnnnn yy nnnn"),
    "catalog of the agency": (lambda _: page("/catalog/qingshan/"), "nnnnnn yy nnnn"),
    "catalog of the agency above": (lambda _: page("/catalog/county/"), "nnnnnn yy nnnn"),
    "agency's page": (lambda _: page("/agencies/qingshan/"), "nnnnnn yy nnnn"),
    "annual reports": (lambda _: page("/agencies/qingshan/reports/"), "nnnnnn nn nnnn"),
    "counts": (counts, "nnnnnn yy nyyy"),
    "statistics": (statistics, "nnnnnn yy nyyy"),
    "attachment": (attachment, "nnnnnn yy nnnn"),
    "stored file": (file_behind_the_storage, "nnnnnn nn nnnn"),
    "page preview": (preview, "nnnnnn nn nnnn"),  # a text file has no pages; see test_items
    "comparison of editions": (edition, "nnnnnn nn nnyn"),
    "report of an error": (
        lambda subject: page(f"{item_address(subject.index_number)}error/"),
        "nnnnnn yy nnnn",
    ),
    "QR code": (
        lambda subject: (
            Client().get(f"{item_address(subject.index_number)}qr.svg").status_code == 200
        ),
        "nnnnnn yy nyyy",
    ),
    "search index": (search_index, "nnnnnn yy nnnn"),
    **OPEN_OUTPUTS,
}


@dataclass(frozen=True, slots=True)
class Row:
    """An expectation with its place in the table."""

    output: str
    shows: Shows
    letters: str


def rows() -> Iterator[Row]:
    for output, (shows, letters) in OUTPUTS.items():
        yield Row(output, shows, letters.replace(" ", ""))


@pytest.mark.parametrize("state", STATES)
def test_each_output_shows_what_is_public_and_nothing_else(town: Town, state: str) -> None:
    subject = in_state(town, state)
    place = STATES.index(state)
    shown = {row.output: "y" if row.shows(subject) else "n" for row in rows()}
    assert shown == {row.output: row.letters[place] for row in rows()}


def test_every_row_has_a_letter_for_each_state() -> None:
    assert {row.output for row in rows() if len(row.letters) != len(STATES)} == set()


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("draft", 404),
        ("approved", 404),
        ("discarded", 404),
        ("published", 200),
        ("repealed", 200),
        ("withdrawn", 410),
        ("superseded", 200),
        ("abandoned", 200),
    ],
)
def test_a_withdrawn_item_leaves_a_tombstone(town: Town, state: str, status: int) -> None:
    subject = in_state(town, state)
    assert Client().get(item_address(subject.index_number)).status_code == status
