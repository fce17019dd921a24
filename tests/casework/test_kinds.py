"""The table of letters: none is forgotten, and who signs what."""

import pytest

from gongkai.audit.actions import Action
from gongkai.casework.kinds import ANSWERS, DELIVERY_RECORD, KINDS, REGISTRATION
from gongkai.letters.loader import LETTERS
from gongkai.letters.model import RemedyRule


def test_every_letter_has_its_row() -> None:
    assert {letter.code for letter in LETTERS} == {*KINDS, REGISTRATION, DELIVERY_RECORD}


def test_what_states_an_outcome_is_an_answer() -> None:
    stating = {letter.code for letter in LETTERS if letter.remedy is RemedyRule.OUTCOME}
    assert set(ANSWERS) == stating


def test_whatever_leaves_with_contents_is_reviewed_twice() -> None:
    assert [code for code, kind in KINDS.items() if len(kind.reviews) != 2] == ["D1"]


@pytest.mark.parametrize(
    ("code", "signs"),
    [
        ("D1", Action.LETTER_ISSUE),
        ("D2", Action.LETTER_SIGN),
        ("D3b", Action.LETTER_SIGN),
        ("D4", Action.LETTER_SIGN),
        ("D5", Action.LETTER_SIGN),
        ("D7", Action.LETTER_SIGN),
        ("D6", Action.LETTER_SIGN_DECISION),
        ("D9", Action.LETTER_SIGN_DECISION),
        ("D11", Action.LETTER_SIGN_DECISION),
        ("D21", Action.LETTER_SIGN_DECISION),
    ],
)
def test_who_signs(code: str, signs: Action) -> None:
    assert KINDS[code].signs == signs
