"""What an agency may word anew in a letter: its title, its paragraphs, how it states a ground.

Who words a letter names its facts as the pages do: {收到申请的日期} where the data has
{received_on}.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from gongkai.law.grounds import ground, grounds_for
from gongkai.letters.loader import (
    BUILT,
    GROUND,
    GROUND_TEXTS,
    TextError,
    checked,
    sentences_of,
)
from gongkai.letters.model import GroundText, LetterText, Passage, Sentence
from gongkai.letters.placeholders import PLACEHOLDERS

TITLE = "title"
_GROUND_KEY = "ground-"
_BRACED = re.compile(r"\{([^{}]*)\}")
_UNLESS = re.compile(r"^!([^:：]+)[:：]")


@dataclass(frozen=True, slots=True)
class Wording:
    """One text of a letter: its key, what it is called, its words, a sentence a line."""

    key: str
    label: str
    words: str


def wordings_of(letter: LetterText) -> tuple[Wording, ...]:
    """Everything of a letter that can be worded anew, as it reads now, in its order."""
    names = names_in(letter)
    found = [Wording(TITLE, "标题", letter.title)]
    for place, part in enumerate(letter.parts, start=1):
        if isinstance(part, Passage):
            words = _words(part.sentences, names)
            found.append(Wording(part.key, part.label or f"第{place}部分", words))
    for code, text in _ground_texts(letter).items():
        words = _words(text.sentences, names | _facts(text))
        found.append(Wording(f"{_GROUND_KEY}{code}", _ground_label(code, letter), words))
    return tuple(found)


def names_in(letter: LetterText) -> dict[str, str]:
    """What a letter may name: the word for it, by the code of the data."""
    names = {name: row.label for name, row in PLACEHOLDERS.items() if letter.to in row.shown_to}
    for code in letter.grounds:
        names |= _facts(GROUND_TEXTS[code, letter.regime])
    return names | BUILT


def reworded(letter: LetterText, key: str, words: str) -> LetterText:
    """The letter with an agency's own words in one of its texts.

    Each line is a sentence as data/*.toml has it, with the same placeholders. What the standard
    text always states of the case stays: a paragraph that an officer cannot change in the single
    letter has all of its placeholders, a ground all facts that the law wants.

    Raises: TextError.
    """
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if key == TITLE:
        return _retitled(letter, lines)
    if key.startswith(_GROUND_KEY):
        return _with_ground(letter, key.removeprefix(_GROUND_KEY), lines)
    found = [part for part in letter.parts if isinstance(part, Passage) and part.key == key]
    if not found:
        raise TextError(f"“{letter.title}”没有可以修改的“{key}”。")
    names = names_in(letter)
    sentences = sentences_of(_coded(line, names) for line in lines)
    if not found[0].edit:
        _refuse_lost(found[0].sentences, sentences, names)
    parts = tuple(
        replace(part, sentences=sentences) if part is found[0] else part for part in letter.parts
    )
    return checked(replace(letter, parts=parts))


def _retitled(letter: LetterText, lines: list[str]) -> LetterText:
    if len(lines) != 1 or any(sign in lines[0] for sign in "{}"):
        raise TextError("标题只写一行，没有占位符。")
    return replace(letter, title=lines[0])


def _with_ground(letter: LetterText, code: str, lines: list[str]) -> LetterText:
    standard = _ground_texts(letter).get(code)
    if standard is None:
        raise TextError(f"“{letter.title}”不陈述理由“{code}”。")
    names = names_in(letter) | _facts(standard)
    sentences = sentences_of(_coded(line, names) for line in lines)
    _refuse_lost(standard.sentences, sentences, names)
    own = replace(standard, sentences=sentences)
    return checked(replace(letter, own_grounds={**letter.own_grounds, code: own}))


def _facts(text: GroundText) -> dict[str, str]:
    return {name: label for label, name in text.facts.items()}


def _ground_texts(letter: LetterText) -> Mapping[str, GroundText]:
    """The grounds the letter can state; a partial disclosure any on which a part is withheld."""
    codes = letter.grounds
    if letter.outcome == "partially_disclosed":
        rows = grounds_for(letter.outcome, regime=letter.regime)
        codes = tuple(row.code for row in rows)
    standard = {
        code: GROUND_TEXTS[code, letter.regime]
        for code in codes
        if (code, letter.regime) in GROUND_TEXTS
    }
    return standard | dict(letter.own_grounds)


def _ground_label(code: str, letter: LetterText) -> str:
    label = ground(code, regime=letter.regime).label
    # Two grounds bear this name; one is a refusal.
    return f"理由：{label}" + ("的不予公开理由" if code == "other_refusal" else "")


def _refuse_lost(
    standard: tuple[Sentence, ...], sentences: tuple[Sentence, ...], names: Mapping[str, str]
) -> None:
    """Refuse words without what the standard text always states."""
    kept = {name for one in sentences for name in one.names} | {one.text for one in sentences}
    for one in standard:
        if one.text == GROUND and GROUND not in kept:
            raise TextError(f"文字中缺少单独一行的{GROUND}（理由写在这里）。")
        lost = [name for name in one.names if name not in kept]
        if lost and not one.optional and not one.unless:
            raise TextError(f"文字中缺少{{{names[lost[0]]}}}。")


def _coded(line: str, names: Mapping[str, str]) -> str:
    """A line with the names of the pages as the data writes them; the data's own names stay."""
    codes = {label: name for name, label in names.items()}

    def code(word: str) -> str:
        if word not in names and word not in codes:
            raise TextError(f"这一文书中没有占位符“{word}”，或者不得写入这一文书。")
        return word if word in names else codes[word]

    line = _UNLESS.sub(lambda found: f"!{code(found[1])}:", line)
    return _BRACED.sub(lambda found: f"{{{code(found[1])}}}", line)


def _words(sentences: Iterable[Sentence], names: Mapping[str, str]) -> str:
    return "\n".join(
        _UNLESS.sub(
            lambda found: f"!{names.get(found[1], found[1])}:",
            _BRACED.sub(lambda found: f"{{{names.get(found[1], found[1])}}}", one.raw),
        )
        for one in sentences
    )
