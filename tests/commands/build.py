"""Running our commands as a shell would, but in this process."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.ledgers.build import workbook


def run(command: str, *words: str) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command(command, *words, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def refused(command: str, *words: str) -> tuple[str, list[str]]:
    """The sentence a command ends with, and the lines it wrote before."""
    errors = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command(command, *words, stdout=io.StringIO(), stderr=errors)
    return str(caught.value), errors.getvalue().splitlines()


def ledger(folder: Path, rows: list[list[object]], sheet: str = "培训") -> str:
    """A workbook on disk."""
    path = folder / "台账.xlsx"
    path.write_bytes(workbook({sheet: rows}))
    return str(path)
