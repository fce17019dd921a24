"""What several applicants were given becomes proactive disclosure."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.publication.transitions import discarding
from gongkai.upkeep import queries
from gongkai.upkeep.models import SharedAnswer
from gongkai.upkeep.transitions import shared_answers
from tests.applications.build import received
from tests.build import Town
from tests.upkeep.build import answered, asked_twice

OTHERS = ["zhao", "sun", "qian", "wu", "wang", "zheng", "admin"]
SINCE = date(2015, 1, 1)


def _draft(town: Town, ids: list[int], name: str = "li") -> SharedAnswer:
    return shared_answers.draft(
        town.agency, application_ids=ids, title="低保户名单及补助标准", acting=town.acting(name)
    )


def test_near_equal_contents_of_two_people_are_found(town: Town) -> None:
    both = asked_twice(town)
    answered(town, content="青山镇2017年低保户名单及补助标准", applicant="陈三", outcome="withheld")
    answered(town, content="青山镇2017年征地补偿标准", applicant="陈四")
    received(town, content="青山镇2017年低保户名单及补助标准", applicant="陈五")

    (group,) = queries.repeated_applications(town.agency, since=SINCE)

    assert group.applications == both
    assert group.applicants == 2
    assert queries.repeated_applications(town.agency, since=date(2018, 2, 13)) == []
    assert queries.repeated_applications(town.neighbour, since=SINCE) == []


def test_one_person_who_asks_twice_is_not_several(town: Town) -> None:
    for content in ("同一件事的全部材料", "同一件事的全部材料。"):
        answered(town, content=content, applicant="陈一")
    assert queries.repeated_applications(town.agency, since=SINCE) == []


def test_a_draft_takes_them_off_the_list(town: Town) -> None:
    ids = [application.pk for application in asked_twice(town)]
    before = Entry.objects.count()

    shared = _draft(town, ids)

    assert shared.draft.title == "低保户名单及补助标准"
    assert (shared.draft.status, shared.draft.body) == ("draft", "")
    assert sorted(shared.applications.values_list("pk", flat=True)) == ids
    assert Entry.objects.count() == before + 2
    assert log.history(shared)[0].action == "shared_answer.draft"
    assert queries.repeated_applications(town.agency, since=SINCE) == []
    with pytest.raises(NotAllowed, match="已经据以拟稿"):
        _draft(town, ids)


def test_what_one_person_was_given_is_not_drafted(town: Town) -> None:
    one = answered(town)
    with pytest.raises(NotAllowed, match="两个以上申请人"):
        _draft(town, [one.pk, received(town, applicant="陈二").pk])


@pytest.mark.parametrize("name", OTHERS)
def test_others_draft_nothing(town: Town, name: str) -> None:
    ids = [application.pk for application in asked_twice(town)]
    with pytest.raises(NotAllowed, match="转为主动公开"):
        _draft(town, ids, name)


def test_a_discarded_draft_puts_them_back_on_the_list(town: Town) -> None:
    ids = [application.pk for application in asked_twice(town)]
    shared = _draft(town, ids)
    discarding.discard(shared.draft_id, reason="另行拟稿", acting=town.acting("li"))
    (group,) = queries.repeated_applications(town.agency, since=SINCE)
    assert [application.pk for application in group.applications] == ids
    assert _draft(town, ids).draft.status == "draft"
    assert queries.repeated_applications(town.agency, since=SINCE) == []
