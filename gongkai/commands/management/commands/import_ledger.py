"""`gongkai import`: a workbook into the records of an agency."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from gongkai.commands import importing
from gongkai.commands.base import OfficeCommand, acting_as, agency_coded
from gongkai.ledgers.importing import import_sheets, preview


class Command(OfficeCommand):
    """Import all rows, or none if one is refused."""

    word = "import"
    help = "导入台账（xlsx、xls、ods、csv）。有一处错误就全部不写入；重复导入不会重复登记。"

    def add_arguments(self, parser: CommandParser) -> None:
        """File, agency, account."""
        parser.add_argument("file", metavar="文件", nargs="?", help="台账文件")
        parser.add_argument("--agency", metavar="代码", help="机关代码，如 xinhe")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")
        parser.add_argument(
            "--as", dest="username", metavar="账号", help="以谁的名义导入；只有一人可导入时不必写"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and say what came of it."""
        if not options["file"]:
            raise CommandError("请写明要导入的文件，例如：gongkai import 台账.xlsx --agency xinhe")
        agency = agency_coded(options["agency"])
        acting = acting_as(options["username"], agency)
        work = preview if options["dry_run"] else import_sheets
        result = importing.run(Path(options["file"]), work, agency=agency, acting=acting)
        if result.errors:
            for error in result.errors:
                self.stderr.write(str(error))
            raise CommandError(f"共{len(result.errors)}处错误，没有写入任何内容。")
        for line in importing.summary(result):
            self.stdout.write(line)
        verdict = "检查通过，未写入" if options["dry_run"] else "导入完成"
        self.stdout.write(f"{verdict}：新增{result.new}行，已有{result.already_there}行。")
