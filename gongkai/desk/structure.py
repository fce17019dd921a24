"""What can happen to an agency: its form, its words, and the transition that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from gongkai.accounts.models import User
from gongkai.agencies import queries
from gongkai.agencies.models import Agency
from gongkai.agencies.transitions import agency as agencies
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.transitions import counters
from gongkai.desk import structure_forms as forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One kind of change; `final` is what the confirmation page says where it cannot be undone."""

    key: str  # as in an address
    action: Action
    title: str
    lead: str
    form: type[forms.StructureForm]
    act: Callable[[Agency, dict[str, Any], Acting], object]
    final: str = ""


def others(user: User, agency: Agency, change: Change) -> QuerySet[Agency]:
    """The agencies `change` can be about besides this one."""
    standing = queries.visible_to(user).filter(closed_on=None).exclude(pk=agency.pk)
    if change.key == "superior":
        return standing.exclude(kind=Agency.Kind.VILLAGE).exclude(path__startswith=agency.path)
    return standing.filter(kind=agency.kind)


def _establish(agency: Agency, data: dict[str, Any], acting: Acting) -> object:
    return agencies.establish(agency, agencies.AgencyEntry(**data), acting=acting)


def _rename(agency: Agency, data: dict[str, Any], acting: Acting) -> object:
    return agencies.rename(agency.pk, **data, acting=acting)


def _move(agency: Agency, data: dict[str, Any], acting: Acting) -> object:
    superior = Agency.objects.get(code=data["superior"])
    return agencies.move(
        agency.pk,
        superior=superior,
        reason=data["reason"],
        follow=counters.follow_move,
        acting=acting,
    )


def _merge(agency: Agency, data: dict[str, Any], acting: Acting) -> object:
    ending = Agency.objects.filter(code__in=data.pop("agencies")).order_by("pk")
    return agencies.merge([one.pk for one in ending], into=agency, **data, acting=acting)


def _split(agency: Agency, data: dict[str, Any], acting: Acting) -> object:
    successors = list(Agency.objects.filter(code__in=data.pop("into")).order_by("pk"))
    return agencies.split(agency.pk, into=successors, **data, acting=acting)


def _close(agency: Agency, data: dict[str, Any], acting: Acting) -> object:
    return agencies.close(agency.pk, **data, acting=acting)


CHANGES: dict[str, Change] = {
    change.key: change
    for change in (
        Change(
            key="subordinate",
            action=Action.AGENCY_ESTABLISH,
            title="设立下级机关",
            lead="新机关隶属于本机关，有自己的台账、账号和年度报告。",
            form=forms.SubordinateForm,
            act=_establish,
        ),
        Change(
            key="name",
            action=Action.AGENCY_RENAME,
            title="更名",
            lead="代码不变，从启用日期起用新名称，此前的记录仍显示原名称。",
            form=forms.NameForm,
            act=_rename,
            final="名称登记后不能删除，只能再次更名。",
        ),
        Change(
            key="superior",
            action=Action.AGENCY_MOVE,
            title="调整隶属关系",
            lead="本机关连同全部下级机关改由新的上级机关管理，记录和名称都不变。",
            form=forms.SuperiorForm,
            act=_move,
        ),
        Change(
            key="merger",
            action=Action.AGENCY_MERGE,
            title="其他机关并入本机关",
            lead="并入的机关终止，职责由本机关承继；它们的记录仍归它们名下，随时可查。",
            form=forms.MergerForm,
            act=_merge,
            final="合并登记后不能撤销。并入的机关从生效日期起终止，代码不再使用。",
        ),
        Change(
            key="division",
            action=Action.AGENCY_SPLIT,
            title="分设为几个机关",
            lead="本机关终止，职责由几个机关承继；本机关的记录仍归本机关名下，随时可查。",
            form=forms.DivisionForm,
            act=_split,
            final="分设登记后不能撤销。本机关从生效日期起终止，代码不再使用。",
        ),
        Change(
            key="closure",
            action=Action.AGENCY_CLOSE,
            title="撤销机关",
            lead="本机关终止，没有机关承继职责；记录仍归本机关名下，随时可查。",
            form=forms.ClosureForm,
            act=_close,
            final="撤销登记后不能恢复。本机关从撤销日期起终止，代码不再使用。",
        ),
    )
}
