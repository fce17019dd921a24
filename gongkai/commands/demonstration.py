"""The demonstration: 新合镇 in 2017 with an account for every role.

Officials named in the township's published report appear under their names; everybody
else is fictional.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction

from gongkai.accounts.models import User
from gongkai.accounts.permissions import Role
from gongkai.accounts.transitions import open_account, open_first_account
from gongkai.agencies.models import Agency
from gongkai.agencies.queries import person_named
from gongkai.agencies.transitions import agency as agencies
from gongkai.agencies.transitions import people
from gongkai.audit.acting import Acting
from gongkai.calendars.queries import calendar
from gongkai.commands import demonstration_items, importing
from gongkai.ledgers.importing import ImportResult, import_sheets

LEDGER: Path = settings.BASE_DIR / "demo" / "xinhe-2017.xlsx"
PASSWORD = "xinhe2017"  # noqa: S105 - of the demonstration alone, printed wherever it works
ADMINISTRATOR = "guanli"


@dataclass(frozen=True, slots=True)
class Account:
    """A demonstration account."""

    username: str
    full_name: str
    role: Role
    agency: str
    person: bool = True  # whether it belongs to somebody in the ledger of people


ACCOUNTS = (
    Account("zhuanye", "黄志", Role.SPECIALIST, "xinhe"),
    Account("weiyuan", "岳春生", Role.INFORMATION_OFFICER, "xinhe"),
    Account("baomi", "宋慎行", Role.SECRECY_REVIEWER, "xinhe"),
    Account("lingdao", "毛鸿江", Role.LEADER, "xinhe"),
    Account("zhuren", "付明成", Role.OFFICE_HEAD, "xinhe"),
    Account("dangan", "何存真", Role.ARCHIVIST, "xinhe"),
    Account("jiandu", "郑督行", Role.SUPERVISOR, "meihekou", person=False),
    Account(ADMINISTRATOR, "系统管理员", Role.ADMINISTRATOR, "jilin", person=False),
)
_ESTABLISHED = date(2001, 1, 1)
_AGENCIES = (
    ("jilin", "province", "吉林省人民政府", "吉林省", ""),
    ("meihekou", "county", "梅河口市人民政府", "梅河口市", "jilin"),
    ("xinhe", "township", "新合镇人民政府", "新合镇", "meihekou"),
)


@transaction.atomic
def load(*, at: datetime) -> ImportResult:
    """Found the agencies, open the accounts, import the year's ledgers.

    Raises: CommandError, should the ledger be refused; then nothing of it stays.
    """
    root = open_first_account(
        username=ADMINISTRATOR, full_name="系统管理员", password=PASSWORD, at=at
    )
    by_root = Acting(by=root, at=at, calendar=calendar())
    township = _found_agencies(by_root)["xinhe"]
    users = _open_accounts(by_root)
    by_desk = Acting(by=users["zhuanye"], at=at, calendar=by_root.calendar)
    result = importing.run(LEDGER, import_sheets, agency=township, acting=by_desk)
    if result.errors:
        raise CommandError("\n".join(["示范台账有误：", *map(str, result.errors)]))
    for account in ACCOUNTS:
        if account.person:
            person = person_named(township, account.full_name, field="name")
            people.link_account(person.pk, user=users[account.username], acting=by_root)
    demonstration_items.enter(township, users, at=at)
    return result


def is_open() -> bool:
    """Whether the demonstration's accounts can be signed in to with its password."""
    user = User.objects.filter(username="zhuanye", is_active=True).first()
    return user is not None and user.check_password(PASSWORD)


def accounts_told() -> Iterator[str]:
    """The accounts, one line each, for the person at the terminal."""
    yield f"示范账号（密码都是 {PASSWORD}，仅供试用）："
    for account in ACCOUNTS:
        yield f"  {account.username:<9} {account.role.label}（{account.full_name}）"


def _found_agencies(acting: Acting) -> dict[str, Agency]:
    founded: dict[str, Agency] = {}
    for code, kind, full_name, short_name, superior in _AGENCIES:
        entry = agencies.AgencyEntry(
            code=code,
            kind=kind,
            full_name=full_name,
            short_name=short_name,
            established_on=_ESTABLISHED,
        )
        founded[code] = (
            agencies.establish(founded[superior], entry, acting=acting)
            if superior
            else agencies.found(entry, acting=acting)
        )
    return founded


def _open_accounts(acting: Acting) -> dict[str, User]:
    users = {}
    for account in ACCOUNTS:
        if account.username == ADMINISTRATOR:
            continue
        user = open_account(
            username=account.username,
            full_name=account.full_name,
            password=PASSWORD,
            acting=acting,
        )
        agency = Agency.objects.get(code=account.agency)
        agencies.grant(agency, user=user, role=account.role, acting=acting)
        users[account.username] = user
    return users
