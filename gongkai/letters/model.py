"""What the text of a letter is, as data/*.toml holds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias


class To(StrEnum):
    """Who gets a letter; what is nobody's stays in the file."""

    APPLICANT = "applicant"
    THIRD_PARTY = "third_party"
    CO_PRODUCER = "co_producer"
    UNIT = "unit"
    FILE = "file"


class RemedyRule(StrEnum):
    """Which question to the law decides about the remedy paragraph."""

    NONE = "none"  # a paper of the file, or no act towards anybody
    OUTCOME = "outcome"  # the letter states an outcome
    LETTER = "letter"  # the law answers for the letter by its name


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of text with placeholders in braces: {received_on}.

    `optional`: without one of its values it is left out; otherwise the gap is marked.
    `unless`: it only stands where this placeholder has no value.
    """

    text: str
    names: tuple[str, ...]
    optional: bool = False
    unless: str = ""

    @property
    def raw(self) -> str:
        """As data/*.toml writes it."""
        unless = f"!{self.unless}:" if self.unless else ""
        return f"{unless}{'?' if self.optional else ''}{self.text}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; with an `edit` key its text may be changed by the officer.

    `key` is what an agency words it anew by: `edit`, else p and its place in the letter.
    """

    sentences: tuple[Sentence, ...]
    edit: str = ""
    label: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class HeadingText:
    """A heading inside the letter, 一、 …"""

    text: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """A numbered list of what the facts hold several of."""

    name: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A form: each row alternates labels and values; an empty value is filled in by hand."""

    caption: str
    rows: tuple[tuple[Sentence, ...], ...]


Part: TypeAlias = Passage | HeadingText | ListOf | Grid


@dataclass(frozen=True, slots=True)
class GroundText:
    """How a letter states a ground.

    `facts` runs from the law's name of a fact to the placeholder that holds it; those in
    `optional` may stay unknown.
    """

    code: str
    regime: str
    facts: Mapping[str, str]
    optional: frozenset[str]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """One kind of letter under one regime.

    `in_force` and `until` (inclusive) are compared with the day the application was received.
    `name` is the law's name of the letter; `articles` are empty where the ground has them.
    """

    code: str
    name: str
    regime: str
    title: str
    series: str
    to: To
    remedy: RemedyRule
    articles: tuple[str, ...]
    outcome: str
    grounds: tuple[str, ...]
    parts: tuple[Part, ...]
    enclosures: tuple[Part, ...]
    in_force: date
    until: date | None
    is_form: bool
    certain: bool
    # Grounds that the agency states in its own words, by their code.
    own_grounds: Mapping[str, GroundText] = field(default_factory=dict)
