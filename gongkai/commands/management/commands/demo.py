"""`gongkai demo`: the demonstration township, through the importer and the transitions."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.commands import demonstration
from gongkai.commands.base import OfficeCommand
from gongkai.commands.jobs import index_changes


class Command(OfficeCommand):
    """Load it into an empty database."""

    word = "demo"
    help = "载入示范乡镇：新合镇2017年的台账和各角色的示范账号。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether an office's own data is a reason to be silent."""
        parser.add_argument("--if-new", action="store_true", help="数据库中已有账号时什么都不做")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and tell the accounts."""
        if User.objects.exists():
            if options["if_new"]:
                return
            raise CommandError(
                "系统中已有账号。示范乡镇只能载入空数据库；"
                "要重新载入，请先用环境变量 GONGKAI_VAR 指定一个新文件夹，再运行 gongkai migrate。"
            )
        result = demonstration.load(at=timezone.localtime())
        index_changes(timezone.localtime())
        self.stdout.write(f"已载入示范乡镇：新合镇2017年，共{result.new}行台账。")
        for line in demonstration.accounts_told():
            self.stdout.write(line)
