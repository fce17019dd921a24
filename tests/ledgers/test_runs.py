"""Imports in the background: how far they are, what came of them, and when they broke off."""

import logging
import time
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from gongkai.agencies.models import Training
from gongkai.ledgers import runs
from gongkai.ledgers.importing import ImportContext, ImportResult, Progress, import_sheets
from gongkai.ledgers.workbook import RawSheet
from tests.build import build_town
from tests.ledgers.build import TRAINING, context, read, workbook

BROKEN = "导入时发生意外，没有写入任何内容。请稍后重试；如果仍然出错，请联系系统管理员。"


def run_of(key: str = "abc") -> runs.Run:
    return runs.Run(key, "qingshan", "台账.xlsx", upload_key="up", writes=True)


def finished(key: str = "abc") -> runs.Run:
    """The run, once it is over."""
    for _ in range(200):
        run = runs.find(key)
        if run is not None and run.finished:
            return run
        time.sleep(0.05)
    raise AssertionError("the run does not end")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_an_import_in_the_background() -> None:
    town = build_town()
    rows = [[date(2017, 3, day), "学习", "", "", 1, ""] for day in range(1, 21)]
    sheets = read(workbook({"培训": [TRAINING, *rows]}))
    runs.start(import_sheets, run_of(), sheets, context(town))
    run = finished()
    assert (run.written, run.broken, run.errors) == (True, "", [])
    assert (run.done, run.total, run.new) == (20, 20, 20)
    assert run.sheets == [("培训", 20, 0, ())]
    assert Training.objects.count() == 20


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once() -> None:
    town = build_town()
    rows = [[date(2017, 3, day), "学习", "", "", 1, ""] for day in range(1, 21)]
    sheets = read(workbook({"培训": [TRAINING, *rows]}))
    for key in ("one", "two"):
        runs.start(import_sheets, run_of(key), sheets, context(town))
    both = [finished("one"), finished("two")]
    assert [run.broken for run in both] == ["", ""]
    assert sorted(run.new for run in both) == [0, 20]
    assert Training.objects.count() == 20


def test_progress_is_seen_while_it_runs() -> None:
    seen: list[tuple[int, int]] = []

    def work(
        sheets: Sequence[RawSheet], context: ImportContext, *, progress: Progress
    ) -> ImportResult:
        time.sleep(0.6)
        progress(3, 10)
        run = runs.find("abc")
        assert run is not None
        seen.append((run.done, run.total))
        return ImportResult()

    runs.start(work, run_of(), [], _nobody())
    finished()
    assert seen == [(3, 10)]


def test_a_run_that_breaks(caplog: pytest.LogCaptureFixture) -> None:
    def work(
        sheets: Sequence[RawSheet], context: ImportContext, *, progress: Progress
    ) -> ImportResult:
        raise RuntimeError("disk full")

    with caplog.at_level(logging.ERROR):
        runs.start(work, run_of(), [], _nobody())
        run = finished()
    assert (run.broken, run.written) == (BROKEN, False)
    assert "disk full" in caplog.text


def test_a_run_without_a_sign_of_life() -> None:
    run = run_of()
    run.seen_at = time.time() - 61
    assert run.silent
    run.finished = True
    assert not run.silent
    run = run_of()
    run.seen_at = time.time() - 59
    assert not run.silent


def test_an_upload_is_kept_under_a_key_nobody_guesses() -> None:
    key = runs.keep_upload(b"content", "台账.xlsx")
    assert runs.upload(key) == ("台账.xlsx", b"content")
    assert len(key) >= 20
    assert runs.upload("other") is None
    assert runs.find("other") is None


def test_a_file_is_known_by_its_content() -> None:
    assert runs.digest_of(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def _nobody() -> Any:
    return None
