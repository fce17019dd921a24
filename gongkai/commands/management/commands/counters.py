"""`gongkai counters rebuild|verify`: the counts of the catalog and the database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from gongkai.catalog.transitions import counters
from gongkai.commands.base import OfficeCommand
from gongkai.web.page_cache import purge

_SHOWN = 10


class Command(OfficeCommand):
    help = "公开目录的计数：重建、与数据库核对"
    word = "counters"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "action", choices=["rebuild", "verify"], help="rebuild 重新计数；verify 与数据库核对"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "rebuild":
            number = counters.rebuild()
            purge("catalog")
            self.stdout.write(f"目录计数已重建，共{number}条公开信息。")
            return
        found = counters.differences()
        if found:
            shown = "；".join(
                f"{facet}={value} 记{kept}实{true}"
                for (_, facet, value, _), (kept, true) in list(found.items())[:_SHOWN]
            )
            raise CommandError(
                f"目录计数有{len(found)}处与数据库不符：{shown}。请运行：gongkai counters rebuild"
            )
        self.stdout.write("目录计数与数据库一致。")
