"""Several letters are signed at the same moment: no number twice, none left out."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from gongkai.accounts.refusals import NotAllowed
from gongkai.casework.models import Letter
from gongkai.casework.transitions import letters
from tests.build import build_town
from tests.casework.build import SIGNED, a_case, drafted, furnished

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def _at_once(*acts: Callable[[], object]) -> list[str]:
    """Run all acts at the same moment; give what each was refused with, or an empty sentence."""
    start = threading.Barrier(len(acts))
    outcomes = [""] * len(acts)

    def run(place: int) -> None:
        try:
            start.wait()
            acts[place]()
        except NotAllowed as refusal:
            outcomes[place] = str(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_numbers_have_no_gap() -> None:
    town = furnished(build_town())
    found = [drafted(town, a_case(town, content=f"第{n}件"), "D1") for n in range(4)]
    people = [town.acting(("li", "zhou")[n % 2], SIGNED) for n in range(4)]

    def signing(n: int) -> Callable[[], object]:
        return lambda: letters.sign(found[n].pk, acting=people[n])

    assert _at_once(*(signing(n) for n in range(4))) == ["", "", "", ""]
    assert list(Letter.objects.order_by("serial").values_list("serial", flat=True)) == [1, 2, 3, 4]


def test_one_signature() -> None:
    town = furnished(build_town())
    letter = drafted(town, a_case(town), "D1")
    people = [town.acting("li", SIGNED), town.acting("zhou", SIGNED)]

    def signing(n: int) -> Callable[[], object]:
        return lambda: letters.sign(letter.pk, acting=people[n])

    won, lost = _at_once(signing(0), signing(1))

    assert won == ""
    assert "已经签发" in lost
    assert Letter.objects.get().serial == 1
    assert town.agency.series_years.get().last_serial == 1
