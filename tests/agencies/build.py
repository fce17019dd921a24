"""Agencies beyond those of the town."""

from datetime import date
from typing import Any

from gongkai.accounts.models import User
from gongkai.accounts.permissions import Role
from gongkai.agencies.models import Agency, RoleGrant
from gongkai.agencies.transitions import agency as agencies
from gongkai.audit.models import Entry
from tests.build import Town, act


def root() -> User:
    """The administrator of the whole installation."""
    return User.objects.get(username="root")


def below(above: Agency, code: str, name: str, **given: Any) -> Agency:
    """A township below `above`."""
    values: dict[str, Any] = {
        "code": code,
        "kind": "township",
        "full_name": f"{name}人民政府",
        "short_name": name,
        "established_on": date(2005, 1, 1),
        **given,
    }
    return agencies.establish(above, agencies.AgencyEntry(**values), acting=act(root()))


def village(town: Town, code: str = "liulin", name: str = "柳林村") -> Agency:
    """A village below the township."""
    return below(town.agency, code, name, kind="village", full_name=f"{name}村民委员会")


def paths() -> dict[str, str]:
    """Every agency's path by its code."""
    return dict(Agency.objects.values_list("code", "path"))


def entries_since(count: int) -> list[str]:
    """The actions logged after the first `count` entries."""
    return list(Entry.objects.order_by("pk").values_list("action", flat=True)[count:])


def make_administrator(user: User, agency: Agency) -> None:
    """Let `user` administer `agency`."""
    RoleGrant.objects.create(user=user, agency=agency, role=Role.ADMINISTRATOR)
