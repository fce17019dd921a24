"""Two people press the button at once: one wins, the other is told why not."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, Extension, Reply
from gongkai.applications.transitions.answer import answer
from gongkai.applications.transitions.extension import extend
from gongkai.applications.transitions.receipt import receive
from gongkai.applications.transitions.splitting import merge
from gongkai.applications.transitions.submissions import SubmissionEntry, confirm, take
from tests.applications.build import RECEIVED, entries_on, receipt, received
from tests.build import build_town

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ON = date(2018, 2, 9)


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


def test_one_answer() -> None:
    town = build_town()
    application = received(town)
    people = [town.acting("li", ON), town.acting("zhou", ON)]

    def answering(who: int) -> Callable[[], object]:
        return lambda: answer(
            application.pk,
            outcome="disclosed",
            ground="",
            replied_on=ON,
            number="",
            acting=people[who],
        )

    won, lost = _at_once(answering(0), answering(1))

    assert won == ""
    assert "已经办结" in lost
    assert Reply.objects.count() == 1
    assert entries_on(application) == ["application.receive", "application.answer"]


def test_one_extension() -> None:
    town = build_town()
    application = received(town)
    acting = town.acting("zhou", ON)

    def extending() -> object:
        return extend(application.pk, working_days=5, reason="档案在外", acting=acting)

    won, lost = _at_once(extending, extending)

    assert won == ""
    assert "已延期一次" in lost
    assert Extension.objects.count() == 1
    assert entries_on(application) == ["application.receive", "application.extend"]


def test_no_number_twice() -> None:
    town = build_town()
    acting = town.acting("li", RECEIVED)

    def receiving(content: str) -> Callable[[], object]:
        return lambda: receive(town.agency, receipt(content=content), acting=acting)

    refusals = _at_once(*(receiving(f"第{n}件") for n in range(4)))

    assert refusals == ["", "", "", ""]
    numbers = Application.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"依申请〔2018〕000{n}" for n in (1, 2, 3, 4)]


def test_one_confirmation() -> None:
    town = build_town()
    acting = town.acting("li", RECEIVED)
    entry = SubmissionEntry(
        channel="letter", arrived_on=RECEIVED, applicant="陈申请", content="宅基地审核结果"
    )
    submission = take(town.agency, entry, acting=acting)

    def confirming() -> object:
        return confirm(submission.pk, confirmed_on=RECEIVED, acting=acting)

    won, lost = _at_once(confirming, confirming)

    assert won == ""
    assert "无需再确认" in lost
    assert Application.objects.count() == 1


def test_answered_and_merged_at_once() -> None:
    """Whoever comes first, no application is left that nobody can answer."""
    town = build_town()
    first, second = received(town, number="甲"), received(town, number="乙")
    acting = town.acting("li", ON)

    def answering() -> object:
        return answer(
            second.pk, outcome="disclosed", ground="", replied_on=ON, number="", acting=acting
        )

    _at_once(answering, lambda: merge(first.pk, into_id=second.pk, acting=acting))
    first.refresh_from_db()

    assert (first.status == "answered") == (first.answered_with is not None)
