"""What stands beside every page of an agency: its registers, in the groups an office thinks in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongkai.accounts.models import User
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.audit.actions import Action
from gongkai.desk.registers import LEDGERS, may_open
from gongkai.ledgers.ledger import AnyLedger

_ITEMS = "公开信息办理"
# group -> rooms whose ledgers it holds
GROUPS: dict[str, tuple[str, ...]] = {
    "机构和人员": ("agencies",),
    "主动公开": ("catalog", "publication", "channels", "upkeep"),
    "查阅点": ("reading_rooms",),
    "依申请公开": ("applications", "fees", "casework"),
    "救济和监督": ("remedies", "supervision"),
    "年度报告": ("reports",),
}
# The group of those who may see who applied for what.
CASES = "依申请公开"
# group -> pages of their own that come before its ledgers: label, name of the address
PAGES: dict[str, tuple[tuple[str, str], ...]] = {
    "救济和监督": (("公众纠错", "desk:error-reports"),),
    "主动公开": ((_ITEMS, "desk:items"), ("定期维护", "desk:upkeep")),
    CASES: (
        ("申请办理", "desk:applications"),
        ("办理统计", "desk:case-statistics"),
    ),
    "年度报告": (("年度报告", "desk:reports"),),
}


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


def shared(request: HttpRequest) -> dict[str, Callable[[Agency], list[Group]]]:
    """What `base.html` needs to show the registers of a page's agency."""
    return {"registers": lambda agency: groups(request, agency)}


def groups(request: Any, agency: Agency) -> list[Group]:
    """The agency's pages that the person may open."""
    user, path = request.user, request.path
    found = [Group("本机关", _links(path, list(_own_pages(user, agency))))]
    reads = policies.may_read(user, agency)
    reads_catalog = policies.may_read_catalog(user, agency)
    for title in GROUPS:
        pairs = [
            (label, reverse(name, args=[agency.code]))
            for label, name in PAGES.get(title, ())
            if reads or (reads_catalog and label == _ITEMS)
        ]
        pairs += [
            (ledger.sheet, reverse("desk:records", args=[agency.code, ledger.key]))
            for ledger in ledgers_of(title)
            if may_open(user, ledger, agency)
        ]
        if pairs:
            found.append(Group(title, _links(path, pairs)))
    return found


def ledgers_of(title: str) -> list[AnyLedger]:
    """The ledgers of one group."""
    return [ledger for ledger in LEDGERS if ledger.model._meta.app_label in GROUPS[title]]


def _own_pages(user: User, agency: Agency) -> Iterator[tuple[str, str]]:
    if policies.may_read_catalog(user, agency):
        yield "今日", reverse("desk:today", args=[agency.code])
    yield "概况", reverse("desk:agency", args=[agency.code])
    if policies.may_read(user, agency):
        yield "导入导出", reverse("desk:imports", args=[agency.code])
    yield "机构沿革", reverse("desk:structure", args=[agency.code])
    yield "代理", reverse("desk:deputies", args=[agency.code])
    if policies.may(user, Action.ACCOUNT_OPEN, agency):
        yield "账号和角色", reverse("desk:accounts", args=[agency.code])


def _links(path: str, pairs: Sequence[tuple[str, str]]) -> list[Link]:
    # "/desk/xinhe/" is the beginning of all others; of two that fit, the longer is meant.
    fitting = [
        address
        for _, address in pairs
        if path == address or (address.count("/") > 3 and path.startswith(address))
    ]
    here = max(fitting, key=len, default="")
    return [Link(label, address, address == here) for label, address in pairs]
