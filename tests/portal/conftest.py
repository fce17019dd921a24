"""The index of each test is its own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def own_index(settings: Any, tmp_path: Path) -> None:
    """An empty index."""
    settings.VAR_DIR = tmp_path
