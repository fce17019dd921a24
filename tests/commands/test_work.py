"""`gongkai work`: every job has its turn, one worker at a time, and it ends when told."""

import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from gongkai.commands.jobs import JOBS, Job, forget_sessions, run_all
from gongkai.commands.management.commands import work
from gongkai.search.models import Change
from gongkai.search.queries import site_index
from gongkai.search.query import Query
from tests.build import SHANGHAI, Town
from tests.commands.build import run
from tests.portal.build import published

PRIVATE = "somebody@example.cn"
NOW = datetime(2018, 3, 1, 10, tzinfo=SHANGHAI)
MAIN = [sys.executable, "-c", "from gongkai.commands.cli import main; main()"]


@pytest.fixture
def own_var(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


def fails(now: datetime) -> int:
    raise ValueError(PRIVATE)


def test_a_job_that_fails_keeps_no_other_from_its_turn(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    jobs = (Job("甲 {}", fails), Job("乙 {}", lambda now: 3), Job("丙 {}", lambda now: 0))
    assert list(run_all(NOW, jobs)) == ["乙 3"]
    assert "ValueError" in caplog.text
    assert "甲 {}" in caplog.text
    # What the error says may be personal.
    assert PRIVATE not in caplog.text


def test_nothing_to_do_says_nothing(db: None, own_var: None) -> None:
    assert list(run_all(NOW)) == []
    assert len(JOBS) == 13


def test_sessions_that_have_ended_are_deleted(db: None) -> None:
    for key, hours in (("ended", -1), ("running", 1)):
        Session.objects.create(session_key=key, expire_date=NOW + timedelta(hours=hours))
    assert [job.done for job in JOBS if job.run is forget_sessions] == ["删除 {} 个过期的会话"]
    assert forget_sessions(NOW) == 1
    assert [session.session_key for session in Session.objects.all()] == ["running"]


def test_once_writes_the_index(town: Town, own_var: None) -> None:
    item = published(town, "养老补贴办法")
    Change.objects.create(item_id=item.pk)
    said = run("work", "--once")
    assert said.rstrip().endswith("检索索引写入 1 项变更")
    assert [hit.item_id for hit in site_index().search(Query(text="养老")).hits] == [item.pk]
    assert run("work", "--once") == ""


def test_a_second_worker_ends_at_once(db: None, own_var: None) -> None:
    with work.alone() as first:
        assert first
        assert "已有一个后台进程在工作。" in run("work", "--once")
    assert run("work", "--once") == ""


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_quietly_when_told(tmp_path: Path, ending: signal.Signals) -> None:
    with subprocess.Popen(
        [*MAIN, "work"], env=_environment(tmp_path), stderr=subprocess.PIPE, text=True
    ) as worker:
        _wait_for(tmp_path / "search")
        worker.send_signal(ending)
        _, complaints = worker.communicate(timeout=20)
    assert worker.returncode == 0
    assert complaints == ""


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    with subprocess.Popen([*MAIN, "work", "--parent", "1"], env=_environment(tmp_path)) as worker:
        assert worker.wait(timeout=20) == 0


def _environment(folder: Path) -> dict[str, str]:
    environment = {**os.environ, "GONGKAI_VAR": str(folder)}
    environment.pop("DATABASE_URL", None)
    subprocess.run([*MAIN, "migrate", "--verbosity", "0"], env=environment, check=True)
    return environment


def _wait_for(path: Path) -> None:
    for _ in range(100):
        if path.exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{path} does not come")
