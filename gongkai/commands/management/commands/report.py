"""`gongkai report`: one agency's annual report as a file."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from gongkai.calendars.queries import calendar
from gongkai.commands.base import OfficeCommand, agency_coded
from gongkai.law.report_forms import (
    FORMS,
    Finding,
    NoFormError,
    ReportForm,
    Severity,
    form,
    form_for,
)
from gongkai.reports.compose import ComputedReport, compose
from gongkai.reports.exports import FORMATS
from gongkai.reports.frozen import snapshot_of

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "疑问", Severity.NOTE: "提示"}


class Command(OfficeCommand):
    """Shows the records as a whole: who may see which is the rule of the pages."""

    word = "report"
    help = "编制一个机关一个年度的政府信息公开工作年度报告。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, metavar="代码", help="机关代码")
        parser.add_argument("--year", required=True, type=int, metavar="年度", help="报告年度")
        parser.add_argument(
            "--form", metavar="格式", help=f"报告格式：{'、'.join(FORMS)}；不写按年度确定"
        )
        parser.add_argument(
            "--format", default="html", choices=list(FORMATS), help="文件格式，默认 html"
        )
        parser.add_argument("-o", "--output", default="-", metavar="文件", help="- 为标准输出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, and the findings to the error stream; they are no failure."""
        today, year = timezone.localdate(), options["year"]
        if year > today.year:
            raise CommandError(f"{year}年还没有开始，不能编制年度报告。")
        report = compose(
            agency_coded(options["agency"]),
            year,
            form=_form(options["form"], year),
            dated=today,
            calendar=calendar(),
        )
        _refuse_empty(report)
        content = FORMATS[options["format"]].render(snapshot_of(report))
        if options["output"] == "-":
            sys.stdout.buffer.write(content)
        else:
            try:
                Path(options["output"]).write_bytes(content)
            except OSError as error:
                raise CommandError(f"不能写入{options['output']}：{error.strerror}。") from None
        for finding in report.findings:
            self.stderr.write(_line(finding))


def _form(code: str | None, year: int) -> ReportForm:
    try:
        chosen = form(code) if code else form_for(year)
    except NoFormError as refusal:
        raise CommandError(f"{refusal}可用的格式：{'、'.join(FORMS)}。") from None
    applies = chosen.applies_to(year)
    if not applies.applies:
        raise CommandError(applies.warning)
    return chosen


def _refuse_empty(report: ComputedReport) -> None:
    if not any(figure.records for figure in report.figures.values()):
        raise CommandError(
            f"{report.agency.name}没有{report.year}年的任何记录，不能编制报告。请先导入台账。"
        )


def _line(finding: Finding) -> str:
    return f"{SEVERITIES[finding.severity]}：{finding.message}"
