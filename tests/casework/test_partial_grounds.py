"""A partial disclosure tells each ground on which something is covered, and its remedies."""

from datetime import date

import pytest

from gongkai.applications.models import Application
from gongkai.casework.facts import composed
from gongkai.casework.models import Decision
from gongkai.casework.policies import obstacles
from gongkai.casework.remedy_days import review_days
from gongkai.documents.model import texts
from gongkai.law.calendar import base_calendar
from tests.build import Town
from tests.casework.build import POSTED, SIGNED, a_case, decided, drafted, furnished
from tests.casework.finding_build import (
    NAME,
    NUMBER,
    THIRD_PARTY,
    contract,
    copied,
    judged,
    listed,
    marked,
)

INTERNAL = {
    "人事管理、后勤管理、内部工作流程中的哪一类": "内部工作流程",
    "对公开与否的权衡": "公开会妨碍内部讨论",
}
PROVIDED = {"provided_form": "纸质", "provided_way": "邮寄"}


@pytest.fixture
def office(town: Town) -> Town:
    return furnished(town)


def _contract(town: Town, application: Application, reasons: dict[str, str]) -> Decision:
    """A contract with a name covered for a third party, and a number as an internal matter."""
    document = listed(town, application, content=contract())
    judged(town, document, "partly", "internal_affairs", INTERNAL)
    marked(town, document, NAME, "third_party")
    marked(town, document, NUMBER, "internal_affairs")
    judged(town, document, "partly", "internal_affairs", reasons)
    copied(town, document)
    return decided(town, application, "partially_disclosed", "internal_affairs", **PROVIDED)


def test_a_ground_of_a_mark_has_to_be_stated(office: Town) -> None:
    decision = _contract(office, a_case(office), INTERNAL)
    found = "".join(obstacles(decision))
    for label in THIRD_PARTY:
        assert f"“土地承包合同”的理由“保护第三方合法权益”须写明“{label}”" in found


def test_the_letter_lists_each_ground(office: Town) -> None:
    application = a_case(office)
    decision = _contract(office, application, INTERNAL | THIRD_PARTY)
    assert not [one for one in obstacles(decision) if "须写明" in one]
    letter = drafted(office, application, "D10", decision.pk)
    found = composed(letter, on=SIGNED, calendar=base_calendar())
    text = "".join(texts(found.document))

    assert "中因属于三类内部事务信息而遮盖的内容" in text
    assert "中因保护第三方合法权益而遮盖的内容" in text
    assert "公开会妨碍内部讨论" in text
    assert "第三方不同意公开，理由合理" in text
    assert "（共2页）" in text


def _answered(town: Town, application: Application, decision: Decision) -> Application:
    letter = drafted(town, application, "D10", decision.pk)
    letter.state, letter.signed_on = "signed", SIGNED
    letter.save()
    letter.services.create(
        method="in_person",
        signed_on=POSTED,
        served_on=POSTED,
        received_on=POSTED,
        served_by=town.people["li"],
    )
    return application


def test_one_ground_that_asks_for_reconsideration_first_decides(office: Town) -> None:
    """行政复议法(2023) 第二十三条, whatever ground the decision names first."""
    application = a_case(office)
    decision = _contract(office, application, INTERNAL | THIRD_PARTY)
    Decision.objects.filter(pk=decision.pk).update(ground="")
    days = review_days(_answered(office, application, decision), base_calendar())
    assert days
    assert (days.received_on, days.lawsuit) == (POSTED, None)


def test_pages_that_nobody_counted_are_left_out(office: Town) -> None:
    application = a_case(office)
    decision = _contract(office, application, INTERNAL | THIRD_PARTY)
    judged(office, listed(office, application, "纸质台账"), "give")
    letter = drafted(office, application, "D10", decision.pk)
    found = composed(letter, on=date(2026, 3, 10), calendar=base_calendar())

    assert "页）" not in "".join(texts(found.document))
