"""`gongkai erase`: what of closed cases is kept no longer; shown first, then erased."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.applications.queries.retention import erasable_by
from gongkai.audit.acting import Acting
from gongkai.calendars.queries import calendar
from gongkai.casework.retention import Preview, preview
from gongkai.casework.transitions.erasure import erase
from gongkai.commands.base import OfficeCommand, agency_coded

_WORD = "清除"


class Command(OfficeCommand):
    """By a person with an account, at the agencies where the account may erase."""

    word = "erase"
    help = (
        "清除保存期满的个人信息：身份、联系方式、姓名、申请和办理中的文字、来件、文书和附件；"
        "编号、期限、结果和统计数字不变。先列出，确认后清除。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, where, until when."""
        parser.add_argument("--as", dest="username", metavar="账号", required=True, help="经办账号")
        parser.add_argument("--agency", metavar="代码", help="只清除这个机关的")
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="日期", help="截至哪一天，默认今天"
        )
        parser.add_argument("--dry-run", action="store_true", help="只列出，不清除")
        parser.add_argument("--yes", action="store_true", help="列出后不再询问，直接清除")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show what would go; erase it once that was confirmed."""
        now = timezone.localtime()
        on = options["on"] or now.date()
        user = User.objects.filter(username=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(f"没有名为“{options['username']}”的账号，或者它已停用。")
        acting = Acting(by=user, at=now, calendar=calendar())
        agencies = erasable_by(user)
        if options["agency"]:
            agencies = agencies.filter(pk=agency_coded(options["agency"]).pk)
        if not agencies.exists():
            raise CommandError(
                "这个账号没有清除个人信息的权限，由公开工作机构负责人或者档案员办理。"
            )
        found = preview(user, on=on, agencies=agencies)
        for line in _lines(found):
            self.stdout.write(line)
        if not found.counts or options["dry_run"] or not (options["yes"] or _is_confirmed()):
            self.stdout.write("没有清除。")
            return
        erased = erase(agencies, on=on, acting=acting)
        self.stdout.write(f"已清除，登记{len(erased)}条清除记录。")


def _is_confirmed() -> bool:
    return input(f"清除后不能恢复。输入“{_WORD}”继续：") == _WORD


def _lines(found: Preview) -> Iterator[str]:
    for row in found.records:
        yield f"{row.number}：自{row.counted_from:%Y-%m-%d}起，保存期满；{'、'.join(row.what)}"
    for number in found.contested:
        yield f"{number}：有行政复议或者诉讼，继续保存"
    parts = "，".join(f"{label}{number}条" for label, number in found.counts.items())
    yield f"到期{found.counts.total()}条{'：' + parts if parts else ''}。"
