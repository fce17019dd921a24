"""A challenge: solved or waited for, for one form, once, not for ever."""

import hashlib
from datetime import datetime, timedelta

import pytest

from gongkai.web import proof_of_work
from gongkai.web.models import SpentChallenge
from gongkai.web.proof_of_work import Unproven
from tests.build import SHANGHAI
from tests.web.build import challenge, solution

NOON = datetime(2018, 3, 1, 12, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)


def test_the_hidden_number_is_the_solution() -> None:
    asked = challenge("trial", at=NOON, most=50)
    number = solution(asked)
    assert hashlib.sha256(f"{asked.salt}{number}".encode()).hexdigest() == asked.target
    assert 0 <= int(number) < 50
    assert proof_of_work.is_done(asked, number, at=NOON)


def test_the_difficulty_is_the_one_in_the_settings(settings: object) -> None:
    settings.PROOF_WORK = 1  # type: ignore[attr-defined]
    asked = proof_of_work.issue("trial", at=NOON)
    assert (asked.most, solution(asked)) == (1, "0")


@pytest.mark.parametrize("wrong", ["", "x", "-1", "20", "0" * 13, "１"])
def test_without_the_solution_ten_seconds_must_pass(wrong: str) -> None:
    asked = challenge("trial", at=NOON)
    with pytest.raises(Unproven, match="请等10秒，再按一次"):
        proof_of_work.is_done(asked, wrong, at=NOON + SECOND / 2)
    with pytest.raises(Unproven, match="请等1秒"):
        proof_of_work.is_done(asked, wrong, at=NOON + 9.5 * SECOND)
    assert not proof_of_work.is_done(asked, wrong, at=NOON + 10 * SECOND)


def test_a_challenge_is_read_as_it_was_issued() -> None:
    asked = challenge("trial", at=NOON)
    assert proof_of_work.read("trial", asked.token, at=NOON) == asked


def test_a_challenge_ends_after_two_hours() -> None:
    asked = challenge("trial", at=NOON)
    proof_of_work.read("trial", asked.token, at=NOON + timedelta(hours=2) - SECOND)
    with pytest.raises(Unproven, match="打开得太久"):
        proof_of_work.read("trial", asked.token, at=NOON + timedelta(hours=2))


def test_nobody_makes_a_challenge_or_takes_one_to_another_form() -> None:
    asked = challenge("trial", at=NOON)
    easier = asked.token.replace(".20:", ".1:")
    assert easier != asked.token
    for token in ("", "x", "1.2.3.4:x", easier, asked.token[:-1]):
        with pytest.raises(Unproven, match="没有打开完整"):
            proof_of_work.read("trial", token, at=NOON)
    with pytest.raises(Unproven, match="没有打开完整"):
        proof_of_work.read("other", asked.token, at=NOON)


@pytest.mark.django_db
def test_a_challenge_is_spent_once_and_forgotten_when_it_has_ended() -> None:
    asked = challenge("trial", at=NOON)
    assert not proof_of_work.is_spent(asked)
    proof_of_work.spend(asked)
    assert proof_of_work.is_spent(asked)
    with pytest.raises(Unproven, match="已经提交过一次"):
        proof_of_work.spend(asked)
    assert proof_of_work.forget(at=NOON + timedelta(hours=2)) == 0
    assert proof_of_work.forget(at=NOON + timedelta(hours=2) + SECOND) == 1
    assert not SpentChallenge.objects.exists()
