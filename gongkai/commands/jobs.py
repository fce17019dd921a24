"""What the worker does by itself, one job after the other."""

import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from gongkai.publication.transitions.scheduling import publish_due
from gongkai.publication.transitions.validity import due_validity
from gongkai.search import queries as search
from gongkai.search.changes import apply_changes
from gongkai.search.lock import IndexBusy
from gongkai.subscriptions.sending import send_due
from gongkai.subscriptions.transitions.mailing import prepare_digests
from gongkai.subscriptions.transitions.subscribing import forget

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work: what it has done in words, with the number in place of {}."""

    done: str
    run: Callable[[datetime], int]


def index_changes(now: datetime) -> int:
    """Bring the search index up to date; another process that is at it does the same."""
    try:
        return apply_changes(search.site_index(), search.published)
    except IndexBusy:
        return 0


def send_mails(now: datetime) -> int:
    """Send what subscribers are waiting for."""
    return send_due(at=now, site=settings.SITE_ADDRESS)


# What is published or marked is indexed in the same round.
JOBS = (
    Job("定时发布 {} 条信息", publish_due),
    Job("更新 {} 条信息的有效性", due_validity),
    Job("检索索引写入 {} 项变更", index_changes),
    Job("准备 {} 封订阅提醒", lambda now: prepare_digests(at=now)),
    Job("发送 {} 封邮件", send_mails),
    Job("删除 {} 项没有确认的订阅", lambda now: forget(at=now)),
)


def run_all(now: datetime, jobs: tuple[Job, ...] = JOBS) -> Iterator[str]:
    """Run each job and say what it did; one that fails is logged and keeps no other from its turn.

    A failure is told without the words of the error, which may hold what is personal.
    """
    for job in jobs:
        try:
            number = job.run(now)
        except Exception as error:  # whatever it is
            trace = "".join(traceback.format_tb(error.__traceback__))
            logger.error("后台工作没有完成：%s（%s）\n%s", job.done, type(error).__name__, trace)
            continue
        if number:
            yield job.done.format(number)
