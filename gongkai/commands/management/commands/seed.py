"""`gongkai seed`: the reference data stands in the program; this says that it is whole."""

from typing import Any

from gongkai.commands.base import OfficeCommand
from gongkai.law.calendar import base_calendar
from gongkai.law.report_forms.loader import CODES, form


class Command(OfficeCommand):
    """Nothing is written: dated rows of law come with the program, never from the database."""

    word = "seed"
    help = "核对基础数据（放假安排、报告格式）；它们随程序提供，不写入数据库，可重复运行。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Read all of it; a damaged file would stop here."""
        years = base_calendar().announced_years
        forms = [form(code) for code in CODES]
        self.stdout.write(
            f"基础数据完整：放假安排{min(years)}至{max(years)}年，年度报告格式{len(forms)}种。"
        )
