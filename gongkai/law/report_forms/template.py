"""The little language of narrative paragraphs.

    text            stands for itself
    {key}           the value of a figure: {visits}, {applications.closed[outcome_row=r3.1]}
    {key|unit}      the value with its unit: {visits|人次}; without a value the unit is dropped
    {key%base:1}    the share of a figure in another, in per cent with one decimal
    {name:fact}     a text from records: {name:agency}

Braces are never nested and have no other use. A clerk edits the same text with Chinese labels
in place of keys and of `name:fact`; `to_labels` and `from_labels` translate with `LABELS`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gongkai.law.report_forms.figures import (
    FACTS,
    CellRef,
    UnknownFigureError,
    all_refs,
    label_of,
    parse_ref,
)

FACT = "name:"
_BRACES = re.compile(r"[{}]")
_DECIMALS = re.compile(r"[0-3]")


# What a clerk may put in braces: the key of every figure and fact, with its label.
LABELS: Mapping[str, str] = {str(ref): label_of(ref) for ref in all_refs()} | {
    FACT + name: label for name, label in FACTS.items()
}


class TemplateError(ValueError):
    """A template that cannot be read. The message is Chinese and names the place."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class FigureRun:
    """The value of a figure, with a unit when it has a value."""

    ref: CellRef
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ShareRun:
    """The share of one figure in another.

    Units: per cent with `decimals` decimals.
    """

    ref: CellRef
    base: CellRef
    decimals: int


@dataclass(frozen=True, slots=True)
class FactRun:
    """A text from records."""

    name: str


Run: TypeAlias = TextRun | FigureRun | ShareRun | FactRun


def parse(template: str, *, where: str) -> tuple[Run, ...]:
    """Read a template; `where` names the form and section for the error message.

    Raises: TemplateError.
    """
    runs: list[Run] = []
    for position, inside, text in _pieces(template, where=where):
        if not inside:
            runs.append(TextRun(text))
            continue
        try:
            runs.append(_placeholder(text))
        except ValueError as error:
            raise TemplateError(
                f"{where} 第{position + 1}个字：占位符“{{{text}}}”有误（{error}）"
            ) from error
    return tuple(runs)


def template_of(runs: Iterable[Run]) -> str:
    """Return the template that reads as these runs, for a clerk to edit."""
    return "".join(_template_of(run) for run in runs)


def to_labels(template: str, labels: Mapping[str, str]) -> str:
    """Replace the keys of a template by their Chinese labels; `labels` runs from key to label.

    Raises: TemplateError naming a key without a label.
    """
    return _translated(template, labels, unknown="没有中文名称")


def from_labels(template: str, labels: Mapping[str, str]) -> str:
    """Replace the Chinese labels of a template by their keys; `labels` runs from key to label.

    Raises: TemplateError naming a label that is not known.
    """
    keys = {label: key for key, label in labels.items()}
    return _translated(template, keys, unknown="没有这个名称的指标或者文字项")


def _template_of(run: Run) -> str:
    match run:
        case TextRun(text):
            return text
        case FigureRun(ref, unit):
            return f"{{{ref}|{unit}}}" if unit else f"{{{ref}}}"
        case ShareRun(ref, base, decimals):
            return f"{{{ref}%{base}:{decimals}}}"
        case FactRun(name):
            return f"{{{FACT}{name}}}"


def _pieces(template: str, *, where: str) -> Iterator[tuple[int, bool, str]]:
    """Yield (position, whether in braces, text); text outside braces is never empty."""
    start, inside = 0, False
    for brace in _BRACES.finditer(template):
        if (brace.group() == "}") != inside:
            raise TemplateError(f"{where} 第{brace.start() + 1}个字：花括号不成对")
        if inside or brace.start() > start:
            yield start, inside, template[start : brace.start()]
        start, inside = brace.end(), not inside
    if inside:
        raise TemplateError(f"{where} 第{start}个字：花括号没有结束")
    if start < len(template):
        yield start, False, template[start:]


def _placeholder(text: str) -> Run:
    if text.startswith(FACT):
        name = text.removeprefix(FACT)
        if name not in FACTS:
            raise UnknownFigureError(f"没有文字项“{name}”")
        return FactRun(name)
    key, percent, rest = text.partition("%")
    if not percent:
        key, _, unit = text.partition("|")
        return FigureRun(parse_ref(key), unit)
    base, _, decimals = rest.rpartition(":")
    if not _DECIMALS.fullmatch(decimals):
        raise ValueError("比例应写明小数位数，0至3位")
    return ShareRun(parse_ref(key), parse_ref(base), int(decimals))


def _translated(template: str, words: Mapping[str, str], *, unknown: str) -> str:
    def word(name: str) -> str:
        if name not in words:
            raise TemplateError(f"{unknown}：“{name}”")
        return words[name]

    return "".join(
        "{" + _placeholder_words(text, word) + "}" if inside else text
        for _, inside, text in _pieces(template, where="模板")
    )


def _placeholder_words(text: str, word: Callable[[str], str]) -> str:
    key, percent, rest = text.partition("%")
    if percent:
        base, colon, decimals = rest.rpartition(":")
        return f"{word(key)}%{word(base)}{colon}{decimals}"
    key, bar, unit = text.partition("|")
    return f"{word(key)}{bar}{unit}"
