"""Who comes in with a public form."""

from datetime import datetime, timedelta

import pytest
from django import forms
from django.test import RequestFactory

from gongkai.web.gates import Gate, Proof, status_of
from tests.build import SHANGHAI
from tests.web.build import challenge, proof, solution

pytestmark = pytest.mark.django_db
NOON = datetime(2018, 3, 1, 12, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)
GATE = Gate(name="trial", sentence="提交得太多", per_hour=4, per_hour_unproven=2)


class Said(forms.Form):
    """A form with one line."""

    text = forms.CharField()


def posted(
    data: dict[str, str], *, at: datetime = NOON, remote: str = "192.0.2.1"
) -> tuple[bool, Said, Proof]:
    request = RequestFactory().post("/", {"text": "话", **data}, REMOTE_ADDR=remote)
    form = Said(request.POST)
    assert form.is_valid()
    admitted = GATE.admits(request, form, at=at)
    return admitted, form, GATE.proof(request, at=at)


def test_work_lets_in_once() -> None:
    sent = proof("trial", at=NOON)
    assert posted(sent)[0]
    admitted, form, shown = posted(sent)
    assert not admitted
    assert "已经提交过一次" in str(form.non_field_errors())
    assert status_of(form) == 200
    # The page now shows another challenge, not solved yet.
    assert shown.challenge.token != sent["proof_challenge"]
    assert shown.solution == ""


def test_waiting_lets_in_without_work() -> None:
    asked = challenge("trial", at=NOON)
    sent = {"proof_challenge": asked.token}
    admitted, form, shown = posted(sent, at=NOON + 3 * SECOND)
    assert not admitted
    assert "请等8秒" in str(form.non_field_errors())
    # Whoever was told to wait keeps the challenge, or would wait anew.
    assert shown == Proof(asked)
    assert posted(sent, at=NOON + 10 * SECOND)[0]


def test_what_the_browser_found_is_kept_while_other_answers_are_corrected() -> None:
    asked = challenge("trial", at=NOON)
    sent = {"proof_challenge": asked.token, "proof_solution": solution(asked)}
    request = RequestFactory().post("/", sent)
    assert GATE.proof(request, at=NOON) == Proof(asked, solution(asked))
    request = RequestFactory().post("/", {**sent, "proof_solution": "x"})
    assert GATE.proof(request, at=NOON) == Proof(asked)


@pytest.mark.parametrize("token", ["", "x", "1.2.3.4:x"])
def test_without_a_challenge_nobody_comes_in(token: str) -> None:
    admitted, form, shown = posted({"proof_challenge": token})
    assert not admitted
    assert "请再按一次按钮" in str(form.non_field_errors())
    assert shown.challenge.issued_at == NOON


def test_a_source_comes_in_as_often_as_it_may() -> None:
    def comes(remote: str) -> bool:
        return posted(proof("trial", at=NOON), remote=remote)[0]

    assert [comes("192.0.2.1") for _ in range(5)] == [True] * 4 + [False]
    assert comes("192.0.2.2")
    # A refusal leaves the work done for later.
    sent = proof("trial", at=NOON)
    admitted, form, shown = posted(sent)
    assert not admitted
    assert str(form.non_field_errors()[0]) == "提交得太多，请在3月1日12时16分以后再试。"
    assert status_of(form) == 429
    assert shown.solution == sent["proof_solution"]
    assert posted(sent, at=NOON + timedelta(minutes=15))[0]


def test_without_work_a_source_comes_in_less_often() -> None:
    def waits() -> bool:
        asked = challenge("trial", at=NOON - 10 * SECOND)
        return posted({"proof_challenge": asked.token})[0]

    assert [waits() for _ in range(3)] == [True, True, False]
    assert posted(proof("trial", at=NOON))[0]


def test_an_unbound_form_is_fine() -> None:
    assert status_of(Said()) == 200
