"""What stands beside every page of an agency: its daily work, and its registers, folded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.urls import reverse

from gongkai.accounts.models import User
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.audit.actions import Action
from gongkai.desk.registers import LEDGERS, may_open
from gongkai.ledgers.ledger import AnyLedger

# group -> rooms whose ledgers it holds
GROUPS: dict[str, tuple[str, ...]] = {
    "机构和人员": ("agencies",),
    "主动公开": ("catalog", "publication", "channels", "upkeep"),
    "查阅点": ("reading_rooms",),
    "依申请公开": ("applications", "fees", "casework"),
    "救济和监督": ("remedies", "supervision"),
    "年度报告": ("reports",),
}
# What an office does day by day: label, name of the address, whether a part-time officer, who
# reads the catalog alone, does it too.
DAILY: tuple[tuple[str, str, bool], ...] = (
    ("今日", "desk:today", True),
    ("公开信息", "desk:items", True),
    ("申请", "desk:applications", False),
    ("更正申请", "desk:record-corrections", False),
    ("纠错", "desk:error-reports", False),
    ("定期维护", "desk:upkeep", False),
    ("统计", "desk:case-statistics", False),
    ("年度报告", "desk:reports", False),
    ("导入导出", "desk:imports", False),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the list; `current` where the page shown lies at or below it."""

    label: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and its lines."""

    title: str
    links: list[Link]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a page: daily work, what the agency is, and its ledgers by group."""

    daily: list[Link]
    agency: list[Link]
    ledgers: list[Group]

    @property
    def in_ledgers(self) -> bool:
        """Whether the page shown is one of a ledger."""
        return any(link.current for group in self.ledgers for link in group.links)


def shared(request: Any) -> dict[str, Callable[[Agency], Any]]:
    """What `base.html` needs to show the pages of a page's agency."""
    return {
        "registers": lambda agency: beside(request, agency),
        "is_reader": lambda agency: policies.may_read_catalog(request.user, agency),
    }


def beside(request: Any, agency: Agency) -> Beside:
    """The agency's pages that the person may open."""
    user = request.user
    reads = policies.may_read(user, agency)
    reads_catalog = policies.may_read_catalog(user, agency)
    daily = [
        (label, reverse(name, args=[agency.code]))
        for label, name, is_catalog in DAILY
        if reads or (reads_catalog and is_catalog)
    ]
    own = list(_own_pages(user, agency))
    groups = {
        title: [
            (ledger.sheet, reverse("desk:records", args=[agency.code, ledger.key]))
            for ledger in ledgers_of(title)
            if may_open(user, ledger, agency)
        ]
        for title in GROUPS
    }
    here = _current(request.path, [*daily, *own, *chain.from_iterable(groups.values())])

    def links(pairs: Sequence[tuple[str, str]]) -> list[Link]:
        return [Link(label, address, address == here) for label, address in pairs]

    ledgers = [Group(title, links(pairs)) for title, pairs in groups.items() if pairs]
    return Beside(links(daily), links(own), ledgers)


def ledgers_of(title: str) -> list[AnyLedger]:
    """The ledgers of one group."""
    return [ledger for ledger in LEDGERS if ledger.model._meta.app_label in GROUPS[title]]


def _own_pages(user: User, agency: Agency) -> Iterator[tuple[str, str]]:
    yield "概况", reverse("desk:agency", args=[agency.code])
    yield "机构沿革", reverse("desk:structure", args=[agency.code])
    yield "代理", reverse("desk:deputies", args=[agency.code])
    if policies.may(user, Action.PERSONAL_DATA_ERASE, agency):
        yield "保存期满", reverse("desk:retention", args=[agency.code])
    if policies.may(user, Action.ACCOUNT_OPEN, agency):
        yield "账号和角色", reverse("desk:accounts", args=[agency.code])


def _current(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The address the page shown lies at or below; of two that fit, the longer is meant."""
    # "/desk/xinhe/" is the beginning of all others.
    fitting = [
        address
        for _, address in pairs
        if path == address or (address.count("/") > 3 and path.startswith(address))
    ]
    return max(fitting, key=len, default="")
