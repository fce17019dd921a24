"""What the worker does by itself, one job after the other."""

import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache

from gongkai.accounts.queries import public_account
from gongkai.agencies.models import Agency
from gongkai.calendars.queries import calendar
from gongkai.casework.digests import send_digests
from gongkai.casework.retention import number_due
from gongkai.casework.transitions.reminders import remind
from gongkai.channels.transitions.own_site import publish_due
from gongkai.portal.transitions import forget_drafts
from gongkai.publication.transitions.discarding import expire_uploads
from gongkai.publication.transitions.validity import due_validity
from gongkai.search import queries as search
from gongkai.search.changes import apply_changes
from gongkai.search.lock import IndexBusy
from gongkai.subscriptions.sending import send_due
from gongkai.subscriptions.transitions.mailing import prepare_digests
from gongkai.subscriptions.transitions.subscribing import forget
from gongkai.web import proof_of_work, rate_limits

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


def remind_people(now: datetime) -> int:
    """Remind, once a morning, whoever has to know of a near term."""
    return remind(at=now, calendar=calendar())


def mail_reminders(now: datetime) -> int:
    """Send the mails of the morning's reminders."""
    return send_digests(at=now, site=settings.SITE_ADDRESS, calendar=calendar())


def report_erasure(now: datetime) -> int:
    """Count, once a day, what is due for erasure; a person erases it."""
    day = now.date()
    if not cache.add(f"erasure-reported-{day}", True, 86_400):
        return 0
    return number_due(public_account(), on=day, agencies=Agency.objects.all())


def forget_visits(now: datetime) -> int:
    """Delete what is known of visitors who posted a public form."""
    return rate_limits.forget(at=now) + proof_of_work.forget(at=now)


def forget_sessions(now: datetime) -> int:
    """Delete the sessions of staff and applicants that have ended."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


# What is published or marked is indexed in the same round.
JOBS = (
    Job("定时发布 {} 条信息", publish_due),
    Job("更新 {} 条信息的有效性", due_validity),
    Job("检索索引写入 {} 项变更", index_changes),
    Job("准备 {} 封订阅提醒", lambda now: prepare_digests(at=now)),
    Job("发送 {} 封邮件", send_mails),
    Job("提醒 {} 次办理期限", remind_people),
    Job("发送 {} 封期限提醒邮件", mail_reminders),
    Job("有 {} 条记录的个人信息保存期满，请在工作台“保存期满”页面清除", report_erasure),
    Job("删除 {} 项没有确认的订阅", lambda now: forget(at=now)),
    Job("删除 {} 条公开表单的限次记录", forget_visits),
    Job("删除 {} 个过期的会话", forget_sessions),
    Job("删除 {} 个期满没有核对的上传文件", expire_uploads),
    Job("删除 {} 份满30天的申请草稿", lambda now: forget_drafts(today=now.date())),
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
