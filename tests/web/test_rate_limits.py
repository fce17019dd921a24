"""How often is too often, and whose turn it is."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory

from gongkai.web.models import Allowance
from gongkai.web.rate_limits import Limit, TooOften, forget, give_back, source_of, take
from tests.build import SHANGHAI

NOON = datetime(2018, 3, 1, 12, tzinfo=SHANGHAI)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
# Three at once, then one each twenty minutes.
LIMIT = Limit("trial", "试得太多", most=3, within=HOUR)


def taken(key: str, *, at: datetime, limit: Limit = LIMIT) -> bool:
    try:
        take(limit, key, at=at)
    except TooOften:
        return False
    return True


@pytest.mark.django_db
def test_three_at_once_and_one_each_twenty_minutes() -> None:
    assert [taken("a", at=NOON) for _ in range(4)] == [True, True, True, False]
    assert not taken("a", at=NOON + 19 * MINUTE)
    assert taken("a", at=NOON + 20 * MINUTE)
    assert not taken("a", at=NOON + 21 * MINUTE)
    later = NOON + 3 * HOUR
    assert [taken("a", at=later) for _ in range(4)] == [True, True, True, False]


@pytest.mark.django_db
def test_every_number_of_times_is_reached() -> None:
    for most in (7, 11, 13):
        limit = Limit(f"trial {most}", "试得太多", most=most, within=HOUR)
        assert [taken("a", at=NOON, limit=limit) for _ in range(most + 1)] == [
            *[True] * most,
            False,
        ]


@pytest.mark.django_db
def test_keys_limits_and_days_are_apart() -> None:
    for _ in range(3):
        take(LIMIT, "a", at=NOON)
    assert taken("b", at=NOON)
    assert taken("a", at=NOON, limit=Limit("other", "试得太多", most=3, within=HOUR))
    last_minute = datetime(2018, 3, 1, 23, 59, tzinfo=SHANGHAI)
    assert [taken("c", at=last_minute) for _ in range(4)] == [True, True, True, False]
    assert taken("c", at=last_minute + MINUTE)


@pytest.mark.django_db
def test_the_refusal_says_when_to_come_again() -> None:
    for _ in range(3):
        take(LIMIT, "a", at=NOON)
    with pytest.raises(TooOften) as refusal:
        take(LIMIT, "a", at=NOON + MINUTE / 2)
    assert str(refusal.value) == "试得太多，请在3月1日12时21分以后再试。"
    assert refusal.value.retry_at == NOON + 20 * MINUTE
    assert not taken("a", at=NOON + 20 * MINUTE - timedelta(seconds=1))
    assert taken("a", at=refusal.value.retry_at)


@pytest.mark.django_db
def test_what_was_right_is_given_back() -> None:
    for _ in range(10):
        take(LIMIT, "a", at=NOON)
        give_back(LIMIT, "a", at=NOON)
    assert [taken("a", at=NOON) for _ in range(4)] == [True, True, True, False]
    give_back(LIMIT, "nobody", at=NOON)


@pytest.mark.django_db
def test_only_a_digest_is_kept_and_not_for_long() -> None:
    take(LIMIT, "192.0.2.1", at=NOON)
    row = Allowance.objects.get()
    assert len(row.key) == 64
    assert "192.0.2.1" not in row.key
    assert forget(at=NOON + 20 * MINUTE) == 0
    assert forget(at=NOON + 21 * MINUTE) == 1
    assert not Allowance.objects.exists()


@pytest.mark.parametrize(("most", "within"), [(0, HOUR), (1, 25 * HOUR), (1, timedelta(0))])
def test_an_impossible_limit_is_refused(most: int, within: timedelta) -> None:
    with pytest.raises(ValueError, match="at least one"):
        Limit("trial", "试得太多", most=most, within=within)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_four_at_the_same_moment() -> None:
    start, came_in = threading.Barrier(4), []

    def run() -> None:
        try:
            start.wait()
            came_in.append(taken("a", at=NOON))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came_in) == [False, True, True, True]


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "source"),
    [
        (0, "192.0.2.1", "198.51.100.7", "192.0.2.1"),  # nobody is believed
        (1, "10.0.0.1", "198.51.100.7", "198.51.100.7"),
        (1, "10.0.0.1", "203.0.113.5, 198.51.100.7", "198.51.100.7"),  # the first is invented
        (2, "10.0.0.1", "203.0.113.5, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (2, "10.0.0.1", "198.51.100.7", "198.51.100.7"),  # came by a shorter way
        (1, "10.0.0.1", "", "10.0.0.1"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "2001:db8:1:2::9", "", "2001:db8:1:2::/64"),
        (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
        (0, "", "", ""),
    ],
)
def test_a_source(settings: Any, proxies: int, remote: str, forwarded: str, source: str) -> None:
    settings.PROXIES = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory().post("/", REMOTE_ADDR=remote, headers=headers)
    assert source_of(request) == source
