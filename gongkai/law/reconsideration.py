"""Who decides on an application for administrative reconsideration (行政复议机关)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.dated import holds_on


class Relation(StrEnum):
    """How the deciding authority is related to the agency."""

    SUPERIOR_GOVERNMENT = "superior_government"
    OWN_GOVERNMENT = "own_government"
    SUPERIOR_DEPARTMENT = "superior_department"
    FOUNDING_GOVERNMENT = "founding_government"
    ITSELF = "itself"


class NoAuthority(ValueError):
    """No rule for this agency on this day."""


@dataclass(frozen=True, slots=True)
class ReconsiderationAuthority:
    """Who decides for one kind of agency in one span of time; both days are inclusive.

    Two relations mean that the applicant chooses, and the letter names both.
    """

    agency_kind: AgencyKind
    relations: tuple[Relation, ...]
    description: str
    source: str
    in_force: date
    until: date | None


_before = partial(ReconsiderationAuthority, in_force=date(2008, 5, 1), until=date(2023, 12, 31))
_since = partial(ReconsiderationAuthority, in_force=date(2024, 1, 1), until=None)
_DEPARTMENT_CHOICE = (Relation.OWN_GOVERNMENT, Relation.SUPERIOR_DEPARTMENT)
_UP = (Relation.SUPERIOR_GOVERNMENT,)

AUTHORITIES: tuple[ReconsiderationAuthority, ...] = (
    _before(
        AgencyKind.TOWNSHIP,
        _UP,
        "上一级地方人民政府（县级人民政府）",
        "行政复议法(2023年修订前) 第十三条",
    ),
    _before(
        AgencyKind.COUNTY,
        _UP,
        "上一级地方人民政府（设区的市级人民政府）",
        "行政复议法(2023年修订前) 第十三条",
    ),
    _before(
        AgencyKind.CITY,
        _UP,
        "上一级地方人民政府（省级人民政府）",
        "行政复议法(2023年修订前) 第十三条",
    ),
    _before(AgencyKind.PROVINCE, (Relation.ITSELF,), "本机关", "行政复议法(2023年修订前) 第十四条"),
    _before(
        AgencyKind.SUBDISTRICT,
        (Relation.FOUNDING_GOVERNMENT,),
        "设立该派出机关的人民政府",
        "行政复议法(2023年修订前) 第十五条第一款第（一）项",
    ),
    *(
        _before(
            kind,
            _DEPARTMENT_CHOICE,
            "本级人民政府或者上一级主管部门（由申请人选择）",
            "行政复议法(2023年修订前) 第十二条第一款",
        )
        for kind in (
            AgencyKind.PROVINCE_DEPARTMENT,
            AgencyKind.DEPARTMENT,
            AgencyKind.JUSTICE_DEPARTMENT,
        )
    ),
    _before(
        AgencyKind.VERTICAL_DEPARTMENT,
        (Relation.SUPERIOR_DEPARTMENT,),
        "上一级主管部门",
        "行政复议法(2023年修订前) 第十二条第二款",
    ),
    _since(
        AgencyKind.TOWNSHIP,
        _UP,
        "上一级人民政府（县级人民政府）",
        "行政复议法(2023) 第二十四条第一款第（二）项",
    ),
    _since(
        AgencyKind.COUNTY,
        _UP,
        "上一级人民政府（设区的市级人民政府）",
        "行政复议法(2023) 第二十四条第一款第（二）项",
    ),
    _since(
        AgencyKind.CITY,
        _UP,
        "上一级人民政府（省级人民政府）",
        "行政复议法(2023) 第二十四条第一款第（二）项",
    ),
    _since(AgencyKind.PROVINCE, (Relation.ITSELF,), "本机关", "行政复议法(2023) 第二十四条第二款"),
    _since(
        AgencyKind.SUBDISTRICT,
        (Relation.FOUNDING_GOVERNMENT,),
        "设立该派出机关的人民政府",
        "行政复议法(2023) 第二十四条第一款第（三）项",
    ),
    *(
        _since(
            kind,
            (Relation.OWN_GOVERNMENT,),
            "本级人民政府",
            "行政复议法(2023) 第二十四条第一款第（一）项",
        )
        for kind in (AgencyKind.PROVINCE_DEPARTMENT, AgencyKind.DEPARTMENT)
    ),
    _since(
        AgencyKind.VERTICAL_DEPARTMENT,
        (Relation.SUPERIOR_DEPARTMENT,),
        "上一级主管部门",
        "行政复议法(2023) 第二十七条",
    ),
    _since(
        AgencyKind.JUSTICE_DEPARTMENT,
        _DEPARTMENT_CHOICE,
        "本级人民政府或者上一级司法行政部门（由申请人选择）",
        "行政复议法(2023) 第二十八条",
    ),
)


def reconsideration_authority(agency_kind: AgencyKind, *, on: date) -> ReconsiderationAuthority:
    """Return who decides on reconsideration of an agency's decision of a day.

    Raises: NoAuthority before 2008-05-01.
    Source: 行政复议法(2023年修订前) 第十二条至第十五条; 行政复议法(2023) 第二十四条至第二十八条.
    """
    for row in AUTHORITIES:
        if row.agency_kind is agency_kind and holds_on(row, on):
            return row
    raise NoAuthority("2008年5月1日以前没有政府信息公开的行政复议。")
