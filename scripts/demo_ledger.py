"""Build demo/xinhe-2017.xlsx from demo/source/: one TOML file per ledger, named by its key.

    .venv/bin/python scripts/demo_ledger.py

A row names the fields of the ledger's entry and writes choices in their Chinese words,
as a clerk would.
"""

import os
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "demo" / "source"
WORKBOOK = ROOT / "demo" / "xinhe-2017.xlsx"


def main() -> None:
    """Write the workbook."""
    WORKBOOK.write_bytes(build())
    print(f"已生成：{WORKBOOK.relative_to(ROOT)}")


def build() -> bytes:
    """The workbook, the same bytes for the same sources."""
    from gongkai.desk.registers import BY_KEY, LEDGERS  # noqa: PLC0415 - Django must be ready
    from gongkai.ledgers.workbook import write_workbook  # noqa: PLC0415

    files = {path.stem: path for path in SOURCE.glob("*.toml")}
    unknown = sorted(set(files) - set(BY_KEY))
    if unknown:
        sys.exit(f"停止：没有这些台账：{'、'.join(unknown)}")
    return write_workbook(
        (ledger, rows(files[ledger.key], [column.field for column in ledger.columns]))
        for ledger in LEDGERS
        if ledger.key in files
    )


def rows(path: Path, fields: Sequence[str]) -> Iterator[list[object]]:
    """The rows of one file in the order of the columns."""
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["rows"]:
        strange = sorted(set(row) - set(fields))
        if strange:
            sys.exit(f"停止：{path.name} 中没有这些列：{'、'.join(strange)}")
        yield [_cell(row.get(field, "")) for field in fields]


def _cell(value: object) -> object:
    return ("是" if value else "否") if isinstance(value, bool) else value


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
