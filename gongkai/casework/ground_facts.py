"""Which facts of a ground an officer writes down, and which the records of the case tell."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.law.grounds import Ground, ground, grounds_for
from gongkai.letters.loader import GROUND_TEXTS
from gongkai.letters.placeholders import LISTS, PLACEHOLDERS


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact under the law's name of it (`Ground.letter_facts`)."""

    label: str
    is_optional: bool


def asked_facts(code: str, *, regime: str) -> tuple[Fact, ...]:
    """What has to be written for a ground; the rest stands in searches, steps, earlier answers.

    Raises: UnknownGround.
    """
    text = GROUND_TEXTS.get((code, regime))
    if text is None:
        return tuple(Fact(label, False) for label in ground(code, regime=regime).letter_facts)
    return tuple(
        Fact(label, name in text.optional)
        for label, name in text.facts.items()
        if name not in PLACEHOLDERS and name not in LISTS
    )


def unwritten(code: str, reasons: Mapping[str, str], *, regime: str) -> list[str]:
    """The facts that must be written for a ground and are not."""
    return [
        fact.label
        for fact in asked_facts(code, regime=regime)
        if not fact.is_optional and not reasons.get(fact.label, "").strip()
    ]


def document_grounds(regime: str) -> tuple[Ground, ...]:
    """The grounds on which a document, or a part of it, may be withheld, in the form's order."""
    whole, part = (grounds_for(code, regime=regime) for code in ("withheld", "partially_disclosed"))
    return tuple(dict.fromkeys((*part, *whole)))


def part_grounds(regime: str) -> tuple[Ground, ...]:
    """The grounds on which a part of a document may be taken out."""
    return grounds_for("partially_disclosed", regime=regime)
