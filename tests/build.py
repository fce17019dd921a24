"""What most tests stand on: two counties, a township in each, and people with their roles.

Plain functions that go through the transitions; nothing in them is random.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from gongkai.accounts.models import User
from gongkai.accounts.permissions import Role
from gongkai.accounts.transitions import open_account, open_first_account
from gongkai.agencies.models import Agency, Person
from gongkai.agencies.transitions import agency as agencies
from gongkai.agencies.transitions import people
from gongkai.audit.acting import Acting
from gongkai.calendars.queries import calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
PASSWORD = "青山-绿水-1949"
# The day on which tests act, unless they say otherwise.
TODAY = date(2018, 3, 1)

ROLES_OF: dict[str, tuple[Role, ...]] = {
    "li": (Role.SPECIALIST,),
    "zhao": (Role.LEADER,),
    "sun": (Role.SECRECY_REVIEWER,),
    "zhou": (Role.OFFICE_HEAD,),
    "qian": (Role.INFORMATION_OFFICER,),
    "wu": (Role.ARCHIVIST,),
    "admin": (Role.ADMINISTRATOR,),
}
FULL_NAMES = {
    "li": "李经办",
    "zhao": "赵负责",
    "sun": "孙审查",
    "zhou": "周主任",
    "qian": "钱委员",
    "wu": "吴档案",
    "wang": "王邻县",
    "zheng": "郑监督",
    "admin": "管理员",
}


@dataclass(frozen=True, slots=True)
class Town:
    """A township under a county, its people by account name, and a neighbour who sees nothing.

    `users` holds li (经办), zhao (负责人), sun (保密审查), zhou (公开办主任), qian (信息委员),
    wu (档案员), admin, zheng (the county's supervisor) and wang (specialist of the neighbour).
    """

    agency: Agency
    county: Agency
    neighbour: Agency
    users: dict[str, User]
    people: dict[str, Person]

    def acting(self, name: str = "li", on: date = TODAY) -> Acting:
        """The circumstances of an act of one of the people."""
        return act(self.users[name], on)


def act(user: User, on: date = TODAY) -> Acting:
    """The circumstances of an act at ten in the morning."""
    at = datetime(on.year, on.month, on.day, 10, tzinfo=SHANGHAI)
    return Acting(by=User.objects.get(pk=user.pk), at=at, calendar=calendar())


def build_town() -> Town:
    """The township 青山镇 with everybody in it."""
    at = datetime(2008, 5, 1, 9, tzinfo=SHANGHAI)
    root = open_first_account(username="root", full_name="总管理员", password=PASSWORD, at=at)
    province = agencies.found(
        _entry("province", "province", "长河省人民政府", "长河省"), acting=act(root)
    )
    county = agencies.establish(
        province, _entry("county", "county", "清水县人民政府", "清水县"), acting=act(root)
    )
    town = agencies.establish(
        county, _entry("qingshan", "township", "青山镇人民政府", "青山镇"), acting=act(root)
    )
    neighbour = agencies.establish(
        province, _entry("neighbour", "township", "白石镇人民政府", "白石镇"), acting=act(root)
    )
    users: dict[str, User] = {}
    persons: dict[str, Person] = {}
    for name, roles in ROLES_OF.items():
        users[name] = _account(name, town, roles, root)
        if name != "admin":
            persons[name] = _person(users[name], town, root)
    users["wang"] = _account("wang", neighbour, (Role.SPECIALIST, Role.OFFICE_HEAD), root)
    persons["wang"] = _person(users["wang"], neighbour, root)
    users["zheng"] = _account("zheng", county, (Role.SUPERVISOR,), root)
    return Town(_named(town), _named(county), _named(neighbour), users, persons)


def _named(agency: Agency) -> Agency:
    return Agency.objects.prefetch_related("names").get(pk=agency.pk)


def _entry(code: str, kind: str, full_name: str, short_name: str) -> agencies.AgencyEntry:
    return agencies.AgencyEntry(
        code=code,
        full_name=full_name,
        short_name=short_name,
        kind=kind,
        organization_code="",
        established_on=date(2000, 1, 1),
    )


def _account(name: str, agency: Agency, roles: tuple[Role, ...], root: User) -> User:
    user = open_account(
        username=name, full_name=FULL_NAMES[name], password=PASSWORD, acting=act(root)
    )
    for role in roles:
        agencies.grant(agency, user=user, role=role, acting=act(root))
    return user


def _person(user: User, agency: Agency, root: User) -> Person:
    post = people.enter_person(
        agency,
        people.PersonEntry(name=user.full_name, title="工作人员", since=date(2008, 5, 1)),
        acting=act(root),
    )
    return people.link_account(post.person_id, user=user, acting=act(root))
