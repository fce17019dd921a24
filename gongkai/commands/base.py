"""What our commands share: Chinese help, bare sentences as errors, who acts for which agency."""

import argparse
import sys
from typing import Any

from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    DjangoHelpFormatter,
)
from django.db import connections
from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.accounts.permissions import MATRIX
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies, queries
from gongkai.agencies.models import Agency
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.calendars.queries import calendar


class ChineseHelp(DjangoHelpFormatter):
    """Help with Chinese headings."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "用法：")


class OfficeCommand(BaseCommand):
    """A command named by `word` on our command line."""

    word = ""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The parser, with Django's own options out of sight."""
        parser = super().create_parser(
            "gongkai", self.word, formatter_class=ChineseHelp, add_help=False, **kwargs
        )
        parser.add_argument("-h", "--help", action="help", help="显示本说明")
        for action in parser._actions:
            if action.option_strings and set(action.option_strings) & ChineseHelp.show_last:
                action.help = argparse.SUPPRESS
        parser._positionals.title, parser._optionals.title = "参数", "选项"
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        """Run, and end with a bare sentence instead of a class name when refused."""
        self._called_from_command_line = True
        options = vars(self.create_parser(argv[0], argv[1]).parse_args(argv[2:]))
        try:
            self.execute(*options.pop("args", ()), **options)
        except (CommandError, NotAllowed) as error:
            if options["traceback"]:
                raise
            self.stderr.write(f"停止：{error}")
            sys.exit(getattr(error, "returncode", 1))
        finally:
            connections.close_all()


def agency_coded(code: str | None) -> Agency:
    """The agency with this code.

    Raises: CommandError, naming the codes there are.
    """
    agencies = {agency.code: agency for agency in queries.with_names()}
    if code in agencies:
        return agencies[code]
    known = "、".join(f"{agency.code}（{agency.name}）" for agency in agencies.values())
    if not known:
        raise CommandError("还没有登记任何机关，请先运行 gongkai demo 或在系统中设立。")
    fault = f"没有代码为“{code}”的机关" if code else "请用 --agency 指明机关代码"
    raise CommandError(f"{fault}。已登记：{known}。")


def acting_as(username: str | None, agency: Agency) -> Acting:
    """The circumstances of an import now, by the named account or the only one that may.

    Raises: CommandError, NotAllowed.
    """
    user = _account(username) if username else _only_importer(agency)
    policies.permit(user, Action.LEDGER_IMPORT, agency)
    return Acting(by=user, at=timezone.localtime(), calendar=calendar())


def _account(username: str) -> User:
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(f"没有名为“{username}”的账号，或者它已停用。")
    return user


def _only_importer(agency: Agency) -> User:
    users = list(
        User.objects.filter(
            is_active=True,
            role_grants__agency=agency,
            role_grants__role__in=MATRIX[Action.LEDGER_IMPORT],
        )
        .distinct()
        .order_by("pk")
    )
    if not users:
        raise CommandError(f"{agency.name}没有可以导入台账的账号，请先开通账号并授予角色。")
    if len(users) > 1:
        names = "、".join(f"{user.username}（{user.full_name}）" for user in users)
        raise CommandError(f"请用 --as 指明以谁的名义导入，可选：{names}。")
    return users[0]
