"""The hand-filled tables of the annual report, which the program must reproduce.

`table_*.toml` holds `[[tables]]`, each with form, year, agency (its code), `rows` by the code of
the form (a number, or one for each column) and `remedies`, the table of reconsiderations and
lawsuits of the forms since 2019. What is left out is zero; `row` and `remedy` fill it in.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongkai.law.report_rows import FORMS

HERE = Path(__file__).parent
REMEDIES = ("reconsideration", "direct", "after_reconsideration")
WIDTHS = {"stat-2014": 1, "local-2008": 1, "trial-2019": 7, "std-2021": 7}


class BadTable(ValueError):
    """The data of a table does not keep the format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandTable:
    """The tables of one report about applications and remedies."""

    form: str
    year: int
    agency: str
    rows: Mapping[str, tuple[int, ...]]
    remedies: Mapping[str, tuple[int, ...]]

    def row(self, code: str) -> tuple[int, ...]:
        return self.rows.get(code, (0,) * WIDTHS[self.form])

    def remedy(self, name: str) -> tuple[int, ...]:
        """Upheld, corrected, other, pending, total."""
        return self.remedies.get(name, (0,) * 5)


def read(text: str) -> tuple[HandTable, ...]:
    """Read the tables of a TOML text.

    Raises: BadTable.
    """
    return tuple(_table(raw) for raw in tomllib.loads(text)["tables"])


def all_tables() -> tuple[HandTable, ...]:
    """Every hand-filled table."""
    files = sorted(HERE.glob("table_*.toml"))
    return tuple(table for file in files for table in read(file.read_text(encoding="utf-8")))


def _table(raw: dict[str, Any]) -> HandTable:
    where = f"{raw.get('form')} {raw.get('year')}"
    if unknown := raw.keys() - {"form", "year", "agency", "rows", "remedies"}:
        raise BadTable(f"{where}: {', '.join(sorted(unknown))} unknown")
    if raw["form"] not in FORMS:
        raise BadTable(f"{where}: no such form")
    remedies = raw.get("remedies", {})
    if unknown := remedies.keys() - set(REMEDIES):
        raise BadTable(f"{where}: {', '.join(sorted(unknown))} unknown")
    return HandTable(
        form=raw["form"],
        year=raw["year"],
        agency=raw["agency"],
        rows={code: _numbers(row, WIDTHS[raw["form"]], where) for code, row in raw["rows"].items()},
        remedies={name: _numbers(row, 5, where) for name, row in remedies.items()},
    )


def _numbers(row: int | list[int], width: int, where: str) -> tuple[int, ...]:
    numbers = (row,) if isinstance(row, int) else tuple(row)
    if len(numbers) != width:
        raise BadTable(f"{where}: {len(numbers)} numbers instead of {width}")
    return numbers
