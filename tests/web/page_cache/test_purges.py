"""Purges reach every process at the moment of the commit, and no page outlives one."""

import multiprocessing
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from gongkai.accounts.models import User
from gongkai.agencies.transitions import agency as agencies
from gongkai.web.page_cache import PageCache, purge
from gongkai.web.page_cache.purges import Purges, place_of, site_purges
from tests.build import TODAY, Town
from tests.web.page_cache import site
from tests.web.page_cache.build import ask, record_often

SPAWN = multiprocessing.get_context("spawn")


def test_a_tag_stands_in_the_same_place_in_every_process() -> None:
    assert place_of("item:12") == 1 + 0x246A31A40059D286 % 2**20


def test_an_old_number_says_nothing_about_a_new_page(tmp_path: Path) -> None:
    purges = Purges(tmp_path / "purges")
    places = [place_of("a"), place_of("b")]
    assert purges.is_current(places, purges.latest())
    purges.record(["b", "c"])
    assert not purges.is_current(places, 0)
    assert purges.is_current([place_of("a")], 0)
    assert purges.is_current(places, purges.latest())
    assert purges.latest() == 1


def test_a_restart_keeps_the_numbers(tmp_path: Path) -> None:
    running = Purges(tmp_path / "purges")
    running.record(["a"])
    restarted = Purges(tmp_path / "purges")
    assert restarted.latest() == 1
    restarted.record(["a"])
    assert not running.is_current([place_of("a")], 1)


def test_processes_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "purges"
    together = SPAWN.Barrier(2)
    children = [
        SPAWN.Process(target=record_often, args=(path, tag, 2_000, together)) for tag in "ab"
    ]
    for child in children:
        child.start()
    for child in children:
        child.join(timeout=60)
    assert [child.exitcode for child in children] == [0, 0]
    assert Purges(path).latest() == 4_000


def test_another_process_ends_the_pages_here(worker: PageCache, shared_folder: Path) -> None:
    ask(worker, "/topics/a/")
    ask(worker, "/topics/b/")
    path = shared_folder / "page-purges"
    alone = SPAWN.Barrier(1)
    child = SPAWN.Process(target=record_often, args=(path, "a", 1, alone))
    child.start()
    child.join(timeout=60)
    assert child.exitcode == 0
    ask(worker, "/topics/a/")
    ask(worker, "/topics/b/")
    assert site.made == {"a": 2, "b": 1}


@pytest.mark.django_db(transaction=True)
def test_a_commit_ends_the_portals_first_page_in_all_workers(
    worker: PageCache,
    other_worker: PageCache,
    town: Town,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    workers = (worker, other_worker)
    for each in workers:
        assert "青山镇" in ask(each, "/").text
    with transaction.atomic():
        agencies.rename(
            town.agency.pk,
            full_name="绿水镇人民政府",
            short_name="绿水镇",
            since=TODAY,
            basis="清政函〔2018〕3号",
            acting=town.acting("admin"),
        )
        purge("agencies")
        with django_assert_num_queries(0):
            assert "绿水镇" not in ask(worker, "/").text
    for each in workers:
        assert "绿水镇" in ask(each, "/").text
    with django_assert_num_queries(0):
        assert "绿水镇" in ask(worker, "/").text
    assert site.made["home"] == 4


@pytest.mark.django_db(transaction=True)
def test_a_transaction_taken_back_purges_nothing(worker: PageCache) -> None:
    ask(worker, "/topics/a/")
    with transaction.atomic():
        purge("a")
        transaction.set_rollback(True)
    with transaction.atomic():
        with transaction.atomic():
            purge("a")
            transaction.set_rollback(True)
        purge("b")
    ask(worker, "/topics/a/")
    assert site.made["a"] == 1


TOPIC = st.sampled_from("abc")
CHANGES = st.lists(TOPIC, max_size=2)
STEPS = st.lists(
    TOPIC
    | st.tuples(st.integers(0, 1), st.sampled_from(["a", "b", "a-b", "a-b-c"]), CHANGES, CHANGES),
    max_size=30,
)


@pytest.mark.usefixtures("small_site")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(STEPS)
def test_no_order_of_changes_and_readings_shows_an_old_version(
    steps: list[str | tuple[int, str, list[str], list[str]]],
) -> None:
    application = get_wsgi_application()
    workers = [PageCache(application), PageCache(application)]
    kept: set[tuple[int, str]] = set()

    def change(topic: str) -> None:
        site.versions[topic] += 1
        site_purges().record([topic])
        kept.difference_update([page for page in kept if topic in page[1]])

    def later(topics: list[str], hooks: list[Callable[[], None]]) -> None:
        hooks.extend(partial(change, topic) for topic in topics)

    with site.empty():
        for step in steps:
            if isinstance(step, str):
                change(step)
                continue
            number, names, before, after = step
            known, makings = dict(site.versions), site.made[names]
            hit = (number, names) in kept
            if not hit:
                kept.add((number, names))
                later(before, site.before_reading)
                later(after, site.after_reading)
            shown = dict(
                pair.split("=") for pair in ask(workers[number], f"/topics/{names}/").text.split()
            )
            assert all(int(version) >= known.get(topic, 0) for topic, version in shown.items())
            assert site.made[names] == makings + (not hit)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_who_asks_after_a_commit_reads_what_was_committed(
    worker: PageCache, other_worker: PageCache, town: Town
) -> None:
    committed, old, asked = [0], [], [0, 0]
    User.objects.filter(username="li").update(full_name="0")

    def read(number: int, each: PageCache) -> None:
        while committed[0] < 40:
            known = committed[0]
            shown = int(ask(each, "/account/li/").text)
            asked[number] += 1
            if shown < known:
                old.append((known, shown))
        connection.close()

    readers = [
        threading.Thread(target=read, args=pair) for pair in enumerate((worker, other_worker))
    ]
    for reader in readers:
        reader.start()
    try:
        for version in range(1, 41):
            with transaction.atomic():
                User.objects.filter(username="li").update(full_name=str(version))
                purge("li")
            committed[0] = version
    finally:
        committed[0] = 40
        for reader in readers:
            reader.join()
    close_old_connections()
    assert old == []
    assert min(asked) > 0
    assert ask(worker, "/account/li/").text == "40"
