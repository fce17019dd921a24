"""Items are linked, and what is replaced or amended is marked."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem, ItemLink
from gongkai.publication.transitions import linking
from tests.build import Town
from tests.publication.build import (
    GONE,
    Status,
    every_state_but,
    fresh,
    in_state,
    published,
    registered_item,
    revision_of,
)


def _link(
    town: Town,
    source: DisclosureItem,
    target: DisclosureItem,
    kind: str = "interprets",
    day: date | None = None,
    name: str = "li",
) -> ItemLink:
    return linking.link(
        source.pk, target_id=target.pk, kind=kind, effective_on=day, acting=town.acting(name)
    )


@pytest.mark.parametrize("status", every_state_but(*GONE))
def test_an_interpretation_is_linked_to_its_document(town: Town, status: Status) -> None:
    target, source = registered_item(town), in_state(town, status)
    before = Entry.objects.count()

    found = _link(town, source, target)

    assert source.links.get() == target.links_to.get() == found
    assert Entry.objects.count() == before + 1
    assert log.history(source)[0].data["kind"] == "interprets"
    assert fresh(target).validity == "in_force"


@pytest.mark.parametrize("status", GONE)
def test_what_is_gone_is_not_linked(town: Town, status: Status) -> None:
    source = in_state(town, status)
    with pytest.raises(NotAllowed, match="不再关联"):
        _link(town, source, registered_item(town))


@pytest.mark.parametrize("status", every_state_but(Status.PUBLISHED))
def test_links_lead_to_public_items_alone(town: Town, status: Status) -> None:
    source, target = registered_item(town), in_state(town, status)
    with pytest.raises(NotAllowed, match="已公开的信息"):
        _link(town, source, target)


@pytest.mark.parametrize("name", ["zhao", "sun", "qian", "wu", "wang", "zheng", "admin"])
def test_others_link_nothing(town: Town, name: str) -> None:
    with pytest.raises(NotAllowed, match="关联信息"):
        _link(town, published(town), registered_item(town), name=name)


@pytest.mark.parametrize(
    ("kind", "validity", "invalid_on"),
    [("replaces", "repealed", date(2018, 3, 1)), ("amends", "amended", None)],
)
def test_what_is_replaced_or_amended_is_marked(
    town: Town, kind: str, validity: str, invalid_on: date | None
) -> None:
    target = registered_item(town)
    found = _link(town, published(town), target, kind, date(2018, 3, 1))

    assert found.effective_on == date(2018, 3, 1)
    assert (fresh(target).validity, fresh(target).invalid_on) == (validity, invalid_on)


def test_what_is_replaced_later_stays_in_force_until_then(town: Town) -> None:
    target = registered_item(town)
    _link(town, published(town), target, "replaces", date(2018, 9, 1))

    assert fresh(target).validity == "in_force"
    change = target.validity_changes.get()
    assert (change.validity, change.effective_on) == ("repealed", date(2018, 9, 1))
    assert change.reason == "由青山镇2018年春耕生产工作方案（青政发〔2018〕3号）替代"


def test_what_was_repealed_before_keeps_its_day(town: Town) -> None:
    target = registered_item(town, validity="repealed", invalid_on=date(2017, 12, 1))
    _link(town, published(town), target, "replaces", date(2018, 3, 1))
    assert fresh(target).invalid_on == date(2017, 12, 1)


@pytest.mark.parametrize(
    ("kind", "day", "sentence"),
    [
        ("replaces", None, "须写明生效日期"),
        ("interprets", date(2018, 3, 1), "须写明生效日期"),
        ("amends", date(2017, 5, 1), "早于所关联信息的生成日期"),
        ("praises", None, "praises"),
    ],
)
def test_what_makes_no_sense_is_refused(
    town: Town, kind: str, day: date | None, sentence: str
) -> None:
    target = registered_item(town)
    with pytest.raises(NotAllowed, match=sentence):
        _link(town, published(town), target, kind, day)
    assert fresh(target).validity == "in_force"
    assert not ItemLink.objects.exists()


def test_an_item_is_not_linked_to_itself_or_twice(town: Town) -> None:
    source, target = published(town), registered_item(town)
    with pytest.raises(NotAllowed, match="与它自己"):
        _link(town, source, source)
    _link(town, source, target)
    with pytest.raises(NotAllowed, match="已有这种关联"):
        _link(town, source, target)


def test_a_draft_replaces_nothing_yet(town: Town) -> None:
    source = in_state(town, Status.DRAFT)
    with pytest.raises(NotAllowed, match="请先发布"):
        _link(town, source, registered_item(town), "replaces", date(2018, 3, 1))


def test_a_revision_is_not_linked_itself(town: Town) -> None:
    revision = revision_of(town, published(town))
    with pytest.raises(NotAllowed, match="请在原信息上关联"):
        _link(town, revision, registered_item(town))


def test_a_link_is_taken_back(town: Town) -> None:
    source = published(town)
    found = _link(town, source, registered_item(town))
    before = Entry.objects.count()

    linking.unlink(found.pk, acting=town.acting("li"))

    assert not source.links.exists()
    assert Entry.objects.count() == before + 1
    assert log.history(source)[0].action == "item.unlink"


@pytest.mark.parametrize("name", ["zhao", "sun", "qian", "wu", "wang", "zheng", "admin"])
def test_others_take_no_link_back(town: Town, name: str) -> None:
    found = _link(town, published(town), registered_item(town))
    with pytest.raises(NotAllowed, match="取消关联"):
        linking.unlink(found.pk, acting=town.acting(name))
