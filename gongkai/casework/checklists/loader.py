"""Read the questions from data/*.toml, find those a decision raises, judge their answers."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from gongkai.law.dated import holds_on
from gongkai.law.grounds import GROUNDS
from gongkai.law.outcomes import outcomes_for

DATA = Path(__file__).parent / "data"
REGIMES = ("2008", "2019")


class Choice(StrEnum):
    """What can be said to a question."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"

    @property
    def label(self) -> str:
        return {"yes": "是", "no": "否", "na": "不适用"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; only "yes" is right. Without `grounds` every ground of `outcomes` raises it.

    `remedy` says what to do after a "no". `in_force` and `until` (inclusive) are compared with
    the day of the decision.
    """

    key: str
    regime: str
    text: str
    source: str
    remedy: str
    outcomes: tuple[str, ...]
    grounds: tuple[str, ...] = ()
    may_not_apply: bool = False
    in_force: date | None = None
    until: date | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(Choice) if self.may_not_apply else (Choice.YES, Choice.NO)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its note; one that a question does not apply says why."""

    choice: str
    note: str = ""


class ChecklistError(ValueError):
    """The data contradicts itself or the law; the message names the question."""


def questions_for(
    outcome: str, grounds: Iterable[str], *, regime: str, on: date
) -> tuple[Question, ...]:
    """The questions that an outcome on these grounds raises, in the order of the data."""
    rested_on = set(grounds)
    return tuple(
        question
        for question in QUESTIONS
        if question.regime == regime
        and outcome in question.outcomes
        and (not question.grounds or rested_on & set(question.grounds))
        and holds_on(question, on)
    )


def answers_of(checklist: Mapping[str, Mapping[str, str]]) -> dict[str, Answer]:
    """The answers as a decision keeps them."""
    return {
        key: Answer(kept.get("choice", ""), kept.get("note", "")) for key, kept in checklist.items()
    }


def unsettled(
    questions: Iterable[Question], checklist: Mapping[str, Mapping[str, str]]
) -> list[tuple[Question, str]]:
    """The questions that forbid signing, each with the sentence what to do."""
    answers = answers_of(checklist)
    found = []
    for question in questions:
        answer = answers.get(question.key, Answer(""))
        if answer.choice == Choice.NO:
            found.append((question, question.remedy))
        elif answer.choice not in question.choices:
            found.append((question, "请在签发前核对中回答。"))
    return found


def _read(regime: str) -> list[Question]:
    raw = tomllib.loads((DATA / f"{regime}.toml").read_text(encoding="utf-8"))
    return [_question(regime, row) for row in raw["questions"]]


def _question(regime: str, row: Mapping[str, Any]) -> Question:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    question = Question(regime=regime, **values)
    outcomes = {one.code for one in outcomes_for(regime)}
    grounds = {one.code for one in GROUNDS if one.regime == regime}
    if unknown := (set(question.outcomes) - outcomes) | (set(question.grounds) - grounds):
        raise ChecklistError(f"{question.key}：没有{'、'.join(sorted(unknown))}。")
    return question


QUESTIONS: tuple[Question, ...] = tuple(one for regime in REGIMES for one in _read(regime))
