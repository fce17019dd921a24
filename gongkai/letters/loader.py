"""Read the texts of letters from data/*.toml and find the one for a case."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.law.dated import holds_on
from gongkai.law.grounds import ground
from gongkai.law.regimes import REGIMES
from gongkai.letters.model import (
    Grid,
    GroundText,
    HeadingText,
    LetterText,
    ListOf,
    Part,
    Passage,
    RemedyRule,
    Sentence,
    To,
)
from gongkai.letters.placeholders import LISTS, PLACEHOLDERS

DATA = Path(__file__).parent / "data"
FILES = ("steps", "answers", "files")
GROUND = "@ground"  # where a letter with several grounds states the one it rests on
WITHHELD = "withheld"  # the list of parts that are withheld, each with its ground
# What the composition itself fills in.
BUILT = {"article": "法律依据", "receipt_article": "收到日期的依据", "subject": "所申请的信息"}

_NAME = re.compile(r"\{([a-z_]*)\}")
_REGIMES = {regime.code: regime for regime in REGIMES}


class TextError(ValueError):
    """The data of a letter contradicts itself or the law; the message names the letter."""


class NoLetter(LookupError):
    """No letter of this kind for an application of this day."""


@dataclass(frozen=True, slots=True)
class _Shared:
    """What several letters have in common."""

    passages: Mapping[str, Any]
    grounds: Mapping[tuple[str, str], GroundText]


def _sentence(raw: str) -> Sentence:
    """`?…` is left out without its values, `!name:…` stands only without that value."""
    unless = ""
    if raw.startswith("!"):
        unless, _, raw = raw[1:].partition(":")
    optional = raw.startswith("?")
    text = raw.removeprefix("?")
    return Sentence(text, tuple(_NAME.findall(text)), optional, unless)


def sentences_of(raws: Iterable[str]) -> tuple[Sentence, ...]:
    """Sentences as data/*.toml writes them, one a string."""
    return tuple(_sentence(raw) for raw in raws)


def _part(raw: Mapping[str, Any], shared: _Shared) -> Part:
    if "use" in raw:
        return _part(shared.passages[raw["use"]], shared)
    if "heading" in raw:
        return HeadingText(raw["heading"])
    if "list" in raw:
        return ListOf(raw["list"])
    if "rows" in raw:
        rows = tuple(sentences_of(row) for row in raw["rows"])
        return Grid(raw.get("caption", ""), rows)
    return Passage(sentences_of(raw["text"]), raw.get("edit", ""), raw.get("label", ""))


def _numbered(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(
        replace(part, key=part.edit or f"p{place}") if isinstance(part, Passage) else part
        for place, part in enumerate(parts, start=1)
    )


def _letter(raw: Mapping[str, Any], regime: str, shared: _Shared) -> LetterText:
    span = _REGIMES[regime]
    letter = LetterText(
        code=raw["code"],
        name=raw["name"],
        regime=regime,
        title=raw["title"],
        series=raw.get("series", ""),
        to=To(raw["to"]),
        remedy=RemedyRule(raw["remedy"]),
        articles=tuple(raw.get("articles", ())),
        outcome=raw.get("outcome", ""),
        grounds=tuple(raw.get("grounds", ())),
        parts=_numbered(_part(part, shared) for part in raw["parts"]),
        enclosures=tuple(_part(part, shared) for part in raw.get("enclosures", ())),
        in_force=raw.get("in_force", span.in_force),
        until=raw.get("until", span.until),
        is_form=raw.get("is_form", False),
        certain=raw.get("certain", True),
    )
    _check(letter, shared)
    return letter


def _check(letter: LetterText, shared: _Shared) -> None:
    where = f"{letter.code}（{letter.regime}年条例）"
    texts = [shared.grounds[code, letter.regime] for code in letter.grounds]
    own = {name for text in texts for name in text.facts.values()}
    for part in (*letter.parts, *letter.enclosures):
        if isinstance(part, ListOf):
            _check_list(part, letter, where)
        _check_names(_names(part), letter, known=BUILT.keys() | own, where=where)
    for text in letter.own_grounds.values():
        names = _sentence_names(text.sentences)
        _check_names(names, letter, known=BUILT.keys() | set(text.facts.values()), where=where)


def _check_names(
    names: Iterable[str], letter: LetterText, *, known: AbstractSet[str], where: str
) -> None:
    for name in names:
        if name in known:
            continue
        if name not in PLACEHOLDERS:
            raise TextError(f"{where}：没有占位符“{name}”。")
        if letter.to not in PLACEHOLDERS[name].shown_to:
            raise TextError(f"{where}：“{PLACEHOLDERS[name].label}”不得写入这一文书。")


def _names(part: Part) -> Iterable[str]:
    match part:
        case Passage(sentences=sentences):
            return _sentence_names(sentences)
        case Grid(rows=rows):
            return _sentence_names([cell for row in rows for cell in row])
    return ()


def _check_list(part: ListOf, letter: LetterText, where: str) -> None:
    if part.name not in LISTS and part.name != WITHHELD:
        raise TextError(f"{where}：没有列表“{part.name}”。")
    if letter.to is not To.APPLICANT:
        raise TextError(f"{where}：列表“{part.name}”只能写入给申请人的文书。")


def _sentence_names(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    names = [(*one.names, one.unless) for one in sentences]
    return tuple(name for found in names for name in found if name)


def _ground(raw: Mapping[str, Any]) -> GroundText:
    found = GroundText(
        raw["code"],
        raw["regime"],
        {label: name for name, label in raw["facts"].items()},
        frozenset(raw.get("optional", ())),
        sentences_of(raw.get("text", ())),
    )
    law = ground(found.code, regime=found.regime)
    if set(found.facts) != set(law.letter_facts):
        raise TextError(f"{found.code}（{found.regime}年条例）：所列事实与法律要求的不一致。")
    return found


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def checked(letter: LetterText) -> LetterText:
    """The letter, once its placeholders are known and may stand in it.

    Raises: TextError.
    """
    _check(letter, SHARED)
    return letter


def read(text: str) -> tuple[LetterText, ...]:
    """Build the letters of a TOML text; a letter of several regimes becomes one for each.

    Raises: TextError.
    """
    return tuple(
        _letter(raw | raw.get(f"in_{regime}", {}), regime, SHARED)
        for raw in tomllib.loads(text)["letters"]
        for regime in raw["regimes"]
    )


_COMMON = _toml("common")
SERIES: Mapping[str, str] = _COMMON["series"]
DOCUMENTS: Mapping[str, str] = _COMMON["documents"]
CONTACT = _sentence(_COMMON["contact"])
WITHHELD_TEXT = sentences_of(_COMMON["withheld"])
GROUND_TEXTS = {
    (text.code, text.regime): text for text in map(_ground, _toml("grounds")["grounds"])
}
SHARED = _Shared(_COMMON["parts"], GROUND_TEXTS)
LETTERS = tuple(
    letter for name in FILES for letter in read((DATA / f"{name}.toml").read_text(encoding="utf-8"))
)


def letter_on(code: str, received_on: date) -> LetterText:
    """Return the letter of a kind for an application received on a day.

    Raises: NoLetter.
    """
    for letter in LETTERS:
        if letter.code == code and holds_on(letter, received_on):
            return letter
    raise NoLetter(f"收到申请时施行的规定没有这一文书：{code}。")


def kind_for(outcome: str, ground_code: str | None, *, received_on: date) -> str:
    """Return the kind of letter that states an outcome on its ground.

    Raises: NoLetter.
    """
    for letter in LETTERS:
        if letter.outcome == outcome and holds_on(letter, received_on):
            if ground_code in letter.grounds or (not letter.grounds and not ground_code):
                return letter.code
            if letter.code == "D10":
                return letter.code
    raise NoLetter(f"没有陈述这一办理结果的文书：{outcome}、{ground_code}。")
