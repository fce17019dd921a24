"""The kept counts equal the counting of the rows, whatever was done."""

import random
import threading
from collections.abc import Callable, Iterable
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.transitions import agency as agencies_transitions
from gongkai.catalog.models import CountedItem, DisclosureItem, FacetCount
from gongkai.catalog.transitions import counters
from gongkai.publication.ledgers import content_of
from gongkai.publication.transitions import drafting, publishing, registered, revising, validity
from tests.agencies.build import root, village
from tests.build import Town, act, build_town
from tests.publication.build import ENTRY, approved, entry, fresh, published, registered_item

FIELDS = {
    "topic": "topic_category",
    "genre": "genre_category",
    "business": "business_category",
    "duty": "statutory_duty",
    "validity": "validity",
}
Counts = set[tuple[int | None, str, str, int]]


def kept(number: str = "count") -> Counts:
    rows = FacetCount.objects.filter(**{f"{number}__gt": 0})
    return set(rows.values_list("agency", "facet", "value", number))


def counted() -> Counts:
    """The same by GROUP BY."""
    public = DisclosureItem.objects.filter(status="published").order_by()
    return grouped([(None, public), *((pk, public.filter(agency=pk)) for pk in agencies())])


def counted_below() -> Counts:
    """For each agency the items of all whose path begins with its own."""
    public = DisclosureItem.objects.filter(status="published").order_by()
    return grouped(
        (agency.pk, public.filter(agency__path__startswith=agency.path))
        for agency in Agency.objects.all()
    )


def grouped(wholes: Iterable[tuple[int | None, QuerySet[DisclosureItem]]]) -> Counts:
    found: Counts = set()
    for agency, items in wholes:
        if total := items.count():
            found.add((agency, "all", "", total))
        for facet, field in FIELDS.items():
            for value, number in items.values_list(field).annotate(Count("pk")):
                found |= {(agency, facet, value, number)} if value else set()
        for year, number in items.values_list(ExtractYear("published_on")).annotate(Count("pk")):
            found.add((agency, "year", str(year), number))
        normative = items.filter(is_normative_document=True)
        for value, number in normative.values_list("validity").annotate(Count("pk")):
            found.add((agency, "normative", value, number))
    return found


def agencies() -> set[int]:
    return set(DisclosureItem.objects.values_list("agency", flat=True))


def test_a_published_item_counts_under_each_of_its_facets(town: Town) -> None:
    published(town)
    assert {row[1:] for row in kept() if row[0] is None} == {
        ("all", "", 1),
        ("topic", "agriculture_water", 1),
        ("genre", "notice", 1),
        ("business", "plans", 1),
        ("year", "2018", 1),
        ("validity", "in_force", 1),
    }
    assert {row[0] for row in kept()} == {None, town.agency.pk}
    line = Agency.objects.filter(code__in=["province", "county", "qingshan"])
    assert {row[0] for row in kept("branch")} == {agency.pk for agency in line}


def test_what_is_withdrawn_counts_no_longer(town: Town) -> None:
    item = published(town)
    publishing.withdraw(item.pk, reason="有误", acting=town.acting("li"))
    assert kept() == set()
    assert not CountedItem.objects.exists()


def test_a_correction_moves_the_count(town: Town) -> None:
    item = registered_item(town)
    changed = entry(topic_category="finance_audit", published_on=date(2017, 6, 1))
    registered.amend(item.pk, changed, reason="归类有误", acting=town.acting("li"))
    mine = {row[1:] for row in kept() if row[0] == town.agency.pk}
    assert ("topic", "finance_audit", 1) in mine
    assert not any(row[:2] == ("topic", "civil_relief") for row in mine)


def _register(town: Town, chance: random.Random, number: int) -> None:
    registered_item(
        town,
        title=f"公示{number}",
        topic_category=chance.choice(["civil_relief", "finance_audit", ""]),
        genre_category=chance.choice(["notice", "announcement"]),
        statutory_duty=chance.choice(["", ENTRY.statutory_duty]),
        is_normative_document=chance.random() < 0.5,
        published_on=chance.choice([date(2017, 5, 10), date(2018, 1, 8)]),
    )


def _publish(town: Town, chance: random.Random, number: int) -> None:
    item = approved(town, title=f"方案{number}", document_number="")
    publishing.publish(item.pk, acting=town.acting("li"))


def _any_public(chance: random.Random) -> DisclosureItem | None:
    found = DisclosureItem.objects.filter(status="published").order_by("pk")
    return chance.choice(found) if found else None


def _withdraw(town: Town, chance: random.Random, number: int) -> None:
    if item := _any_public(chance):
        publishing.withdraw(item.pk, reason="有误", acting=town.acting("li"))


def _repeal(town: Town, chance: random.Random, number: int) -> None:
    if item := _any_public(chance):
        validity.repeal(
            item.pk,
            validity="repealed",
            invalid_on=date(2018, 3, 1),
            reason="清理",
            acting=town.acting("li"),
        )


def _revise(town: Town, chance: random.Random, number: int) -> None:
    if item := _any_public(chance):
        revision = revising.begin_revision(item.pk, change_note="改", acting=town.acting("li"))
        content = content_of(revision)
        drafting.revise(
            revision.pk,
            type(content)(**{**content.__dict__, "summary": f"第{number}稿"}),
            acting=town.acting("li"),
        )
        fresh(revision)


def test_counts_follow_any_series_of_transitions(town: Town) -> None:
    chance = random.Random(2017)  # noqa: S311 - the same series each time
    steps = [_register, _register, _publish, _withdraw, _repeal, _revise]
    for number in range(40):
        try:
            chance.choice(steps)(town, chance, number)
        except NotAllowed:
            continue
        assert kept() == counted()
        assert kept("branch") == counted_below()
    assert kept()
    assert counters.differences() == {}


def test_the_counts_of_branches_follow_a_move(town: Town) -> None:
    published(town)
    of_village = registered_item(town)
    DisclosureItem.objects.filter(pk=of_village.pk).update(agency=village(town))
    counters.rebuild()
    everywhere = kept()
    move(town)
    assert kept() == everywhere
    assert kept("branch") == counted_below()
    assert not any(agency == town.county.pk for agency, *_ in kept("branch"))
    registered_item(town, title="新址公告")
    assert counters.differences() == {}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_what_is_published_during_a_move_counts_in_one_branch() -> None:
    town = build_town()
    gate = threading.Barrier(2)

    def run(act_: Callable[[Town], object]) -> None:
        gate.wait()
        act_(town)
        connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in (move, registered_item)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept("branch") == counted_below()
    assert kept("branch")


def move(town: Town) -> None:
    """The town goes below its neighbour."""
    agencies_transitions.move(
        town.agency.pk,
        superior=town.neighbour,
        reason="区划调整",
        follow=counters.follow_move,
        acting=act(root()),
    )


def test_the_command_finds_and_mends_a_difference(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    published(town)
    right = kept()
    call_command("counters", "verify")
    FacetCount.objects.filter(facet="topic", count__gt=0).update(count=7)
    with pytest.raises(CommandError, match="2处"):
        call_command("counters", "verify")
    FacetCount.objects.filter(facet="topic", agency=town.county).update(branch=7)
    with pytest.raises(CommandError, match=r"3处.*topic=agriculture_water 记7实1"):
        call_command("counters", "verify")
    call_command("counters", "rebuild")
    assert kept() == right
    call_command("counters", "verify")
    assert "与数据库一致" in capsys.readouterr().out
