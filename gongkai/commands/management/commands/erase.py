"""`gongkai erase`: personal data of closed cases whose period of keeping is over."""

from argparse import ArgumentParser
from collections import Counter
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.applications.queries import retention
from gongkai.applications.transitions.erasure import erase_cases
from gongkai.audit.acting import Acting
from gongkai.calendars.queries import calendar
from gongkai.commands.base import OfficeCommand, agency_coded


class Command(OfficeCommand):
    """By a person with an account, at the agencies where the account may erase."""

    word = "erase"
    help = "清除保存期满的个人信息：身份、联系方式、申请人姓名、来件扫描件；统计数字不变。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, where, until when."""
        parser.add_argument("--as", dest="username", metavar="账号", required=True, help="经办账号")
        parser.add_argument("--agency", metavar="代码", help="只清除这个机关的")
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="日期", help="截至哪一天，默认今天"
        )
        parser.add_argument("--dry-run", action="store_true", help="只列出，不清除")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, or list what would be."""
        now = timezone.localtime()
        on = options["on"] or now.date()
        user = User.objects.filter(username=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(f"没有名为“{options['username']}”的账号，或者它已停用。")
        acting = Acting(by=user, at=now, calendar=calendar())
        agencies = retention.erasable_by(user)
        if options["agency"]:
            agencies = agencies.filter(pk=agency_coded(options["agency"]).pk)
        if not agencies.exists():
            raise CommandError(
                "这个账号没有清除个人信息的权限，由公开工作机构负责人或者档案员办理。"
            )
        if options["dry_run"]:
            self._list(user, on, agencies)
            return
        erased = erase_cases(agencies, on=on, acting=acting)
        for row in erased:
            self.stdout.write(f"{row.subject_type} {row.subject_id}：{'、'.join(row.fields)}")
        self.stdout.write(f"已清除{len(erased)}条记录中的个人信息。")

    def _list(self, user: User, on: date, agencies: Any) -> None:
        counts: Counter[str] = Counter()
        due = [
            *retention.protected_due(user, on=on, agencies=agencies),
            *retention.names_due(on=on, agencies=agencies),
        ]
        for rule, records in due:
            for record in records:
                label = str(record._meta.verbose_name)
                counts[label] += 1
                self.stdout.write(
                    f"{label} {record.pk}：自{record.counted_from:%Y-%m-%d}起满{rule.years}年"
                    f"（{rule.basis}）"
                )
        parts = "，".join(f"{label}{number}条" for label, number in counts.items())
        self.stdout.write(f"到期{counts.total()}条{'：' + parts if parts else ''}。没有清除。")
