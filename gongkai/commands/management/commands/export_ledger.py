"""`gongkai export`: the records of an agency as a workbook."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from gongkai.agencies.models import Agency
from gongkai.commands.base import OfficeCommand, agency_coded
from gongkai.desk.registers import LEDGERS
from gongkai.ledgers import exporting
from gongkai.ledgers.ledger import AnyLedger
from gongkai.ledgers.workbook import write_csv


class Command(OfficeCommand):
    """Export all ledgers or one, filled or empty."""

    word = "export"
    help = "导出台账；导出的文件可以原样导入。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Agency, file, ledger."""
        parser.add_argument("--agency", metavar="代码", help="机关代码；导出空白模板时不必写")
        parser.add_argument(
            "-o", "--output", metavar="文件", help="存到哪里，以 .xlsx 或 .csv 结尾"
        )
        parser.add_argument("--ledger", metavar="台账", help="只导出一种台账，如 培训")
        parser.add_argument("--template", action="store_true", help="导出空白模板")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        if not options["output"]:
            raise CommandError("请用 -o 指明存到哪里，例如 -o 台账.xlsx。")
        path = Path(options["output"])
        ledgers = _chosen(options["ledger"])
        agency = None if options["template"] else agency_coded(options["agency"])
        if path.suffix == ".csv":
            content = _csv(ledgers, agency)
        elif path.suffix == ".xlsx" and agency:
            content = exporting.export_workbook(ledgers, agency)
        elif path.suffix == ".xlsx":
            content = exporting.template(ledgers)
        else:
            raise CommandError("文件名请以 .xlsx 或 .csv 结尾。")
        try:
            path.write_bytes(content)
        except OSError as error:
            raise CommandError(f"不能写入“{path}”：{error.strerror}。") from error
        self.stdout.write(f"已导出：{path}")


def _chosen(name: str | None) -> tuple[AnyLedger, ...]:
    if not name:
        return LEDGERS
    chosen = tuple(ledger for ledger in LEDGERS if name in (ledger.key, ledger.sheet))
    if not chosen:
        names = "、".join(ledger.sheet for ledger in LEDGERS)
        raise CommandError(f"没有名为“{name}”的台账，可选：{names}。")
    return chosen


def _csv(ledgers: tuple[AnyLedger, ...], agency: Agency | None) -> bytes:
    if len(ledgers) > 1:
        raise CommandError("csv 文件只能放一种台账，请用 --ledger 指明，或改存为 .xlsx。")
    return exporting.export_csv(ledgers[0], agency) if agency else write_csv(ledgers[0], ())
