"""The columns of a ledger: how each is headed, read, shown and asked for in a form."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

from django import forms

from gongkai.ledgers.cells import (
    BadCell,
    Cell,
    day_of,
    halfwidth,
    money_of,
    text_of,
    whole_of,
    yes_of,
)

# What a money field of ten digits before the point holds.
_TOO_MUCH = Decimal(10) ** 10


class Kind(Protocol):
    """What a column holds."""

    def parse(self, cell: Cell) -> Any:
        """The value a cell means; `empty` stands for an empty cell. Raises: BadCell."""

    def show(self, value: Any) -> str | int | date | Decimal:
        """The value as it stands in an exported cell or on a page."""

    def form_field(self) -> forms.Field:
        """A form field that takes the same ways of writing."""

    @property
    def empty(self) -> Any:
        """The value of a cell left empty where the column may be."""

    @property
    def hint(self) -> str:
        """What to write, in a few words; may be empty."""


class TolerantField(forms.Field):
    """A form field that reads its input as the ledger reads a cell."""

    def __init__(self, kind: "Kind", widget: forms.Widget | None = None) -> None:
        self.kind = kind
        super().__init__(required=False, widget=widget)

    def to_python(self, value: Any) -> Any:
        if value in (None, ""):
            return self.kind.empty
        try:
            return self.kind.parse(value)
        except BadCell as bad:
            raise forms.ValidationError(str(bad)) from None

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else self.kind.show(value)


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text."""

    max_length: int = 200
    empty: str = ""
    hint: str = ""

    def parse(self, cell: Cell) -> str:
        return _no_longer(re.sub(r"\s*\n\s*", " ", text_of(cell)), self.max_length)

    def show(self, value: str) -> str:
        return value

    def form_field(self) -> forms.Field:
        return TolerantField(self, forms.TextInput(attrs={"maxlength": self.max_length}))


@dataclass(frozen=True, slots=True)
class LongText:
    """Text of several lines."""

    max_length: int = 32_767  # what a cell of a spreadsheet holds
    empty: str = ""
    hint: str = ""

    def parse(self, cell: Cell) -> str:
        return _no_longer(text_of(cell), self.max_length)

    def show(self, value: str) -> str:
        return value

    def form_field(self) -> forms.Field:
        return TolerantField(self, forms.Textarea(attrs={"rows": 4}))


@dataclass(frozen=True, slots=True)
class Day:
    """A day."""

    empty: None = None
    hint: str = "如 2017-3-12、2017年3月12日、20170312"

    def parse(self, cell: Cell) -> date:
        return day_of(cell)

    def show(self, value: date | None) -> str | date:
        return value or ""

    def form_field(self) -> forms.Field:
        return TolerantField(self, forms.TextInput(attrs={"inputmode": "numeric", "size": 14}))


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, zero or more."""

    empty: int | None = None
    hint: str = ""

    def parse(self, cell: Cell) -> int:
        return whole_of(cell)

    def show(self, value: int | None) -> str | int:
        return "" if value is None else value

    def form_field(self) -> forms.Field:
        return TolerantField(self, forms.TextInput(attrs={"inputmode": "numeric", "size": 10}))


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money in yuan, or another number with two decimals."""

    empty: Decimal | None = None
    hint: str = "元"

    def parse(self, cell: Cell) -> Decimal:
        amount = money_of(cell)
        if amount >= _TOO_MUCH:
            raise BadCell("金额过大，请核对。")
        cents = amount.quantize(Decimal("0.01"))
        if cents != amount:
            raise BadCell("最多写两位小数。")
        return cents

    def show(self, value: Decimal | None) -> str | Decimal:
        return "" if value is None else value.normalize() + 0

    def form_field(self) -> forms.Field:
        return TolerantField(self, forms.TextInput(attrs={"inputmode": "decimal", "size": 12}))


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no; empty means no."""

    empty: bool = False
    hint: str = "填“是”或“否”"

    def parse(self, cell: Cell) -> bool:
        return yes_of(cell)

    def show(self, value: bool) -> str:
        return "是" if value else "否"

    def form_field(self) -> forms.Field:
        return TolerantField(self, forms.Select(choices=[("否", "否"), ("是", "是")]))


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a closed list; an unknown word is refused, never guessed."""

    options: Sequence[tuple[str, str]]  # code, label
    synonyms: dict[str, str] = field(default_factory=dict)  # other word -> code
    empty: str = ""
    hint: str = ""
    _codes: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        codes: dict[str, str] = {}
        for word, code in (
            *((label, code) for code, label in self.options),
            *((code, code) for code, _ in self.options),
            *self.synonyms.items(),
        ):
            if codes.setdefault(plain(word), code) != code:
                raise TypeError(f"“{word}” would mean both {codes[plain(word)]} and {code}")
        object.__setattr__(self, "_codes", codes)

    def parse(self, cell: Cell) -> str:
        code = self._codes.get(plain(text_of(cell)))
        if code is None:
            labels = "、".join(label for _, label in self.options)
            raise BadCell(f"不在可选范围内，可填：{labels}。")
        return code

    def show(self, value: str) -> str:
        return dict(self.options).get(value, value)

    def form_field(self) -> forms.Field:
        labels = [("", "请选择"), *((label, label) for _, label in self.options)]
        return TolerantField(self, forms.Select(choices=labels))


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of another record of the same agency, looked up by the transition."""

    names: Callable[[Any], Iterable[str]]  # suggestions for a form, given the agency
    max_length: int = 300
    empty: str = ""
    hint: str = ""

    def parse(self, cell: Cell) -> str:
        return Text(self.max_length).parse(cell)

    def show(self, value: str) -> str:
        return value

    def form_field(self) -> forms.Field:
        return TolerantField(self, forms.TextInput())


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field of the entry it fills and the header it stands under."""

    field: str
    header: str
    kind: Kind
    required: bool = False
    synonyms: tuple[str, ...] = ()
    listed: bool = True  # whether list pages show it

    def read(self, cell: Cell) -> Any:
        """The value of a cell of this column.

        Raises: BadCell.
        """
        if text_of(cell) == "":
            if self.required:
                raise BadCell("必填，不能为空。")
            return self.kind.empty
        return self.kind.parse(cell)

    def is_headed(self, header: str) -> bool:
        """Whether `header`, as somebody wrote it, means this column."""
        return plain(header) in {plain(word) for word in (self.header, *self.synonyms)}


def _no_longer(text: str, limit: int) -> str:
    if len(text) > limit:
        raise BadCell(f"太长：最多{limit}个字，现有{len(text)}个字。")
    return text


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """A word without blanks, brackets' contents, marks, and differences of width or case."""
    word = re.sub(r"[\(（\[【].*?[\)）\]】]", "", halfwidth(word).lower())
    return re.sub(r"[\s*:：、/_-]", "", word)
