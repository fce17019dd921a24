"""Who decides on reconsideration: 行政复议法 until 2023-12-31 and since 2024-01-01."""

from datetime import date

import pytest

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.reconsideration import NoAuthority, Relation, reconsideration_authority

OLD, NEW = date(2023, 12, 31), date(2024, 1, 1)
UP = (Relation.SUPERIOR_GOVERNMENT,)
OWN = (Relation.OWN_GOVERNMENT,)
LINE = (Relation.SUPERIOR_DEPARTMENT,)
CHOICE = OWN + LINE


@pytest.mark.parametrize(
    ("kind", "before", "article_before", "since", "article_since"),
    [
        (AgencyKind.TOWNSHIP, UP, "第十三条", UP, "第二十四条第一款第（二）项"),
        (AgencyKind.COUNTY, UP, "第十三条", UP, "第二十四条第一款第（二）项"),
        (AgencyKind.CITY, UP, "第十三条", UP, "第二十四条第一款第（二）项"),
        (
            AgencyKind.PROVINCE,
            (Relation.ITSELF,),
            "第十四条",
            (Relation.ITSELF,),
            "第二十四条第二款",
        ),
        (
            AgencyKind.SUBDISTRICT,
            (Relation.FOUNDING_GOVERNMENT,),
            "第十五条第一款第（一）项",
            (Relation.FOUNDING_GOVERNMENT,),
            "第二十四条第一款第（三）项",
        ),
        (AgencyKind.DEPARTMENT, CHOICE, "第十二条第一款", OWN, "第二十四条第一款第（一）项"),
        (
            AgencyKind.PROVINCE_DEPARTMENT,
            CHOICE,
            "第十二条第一款",
            OWN,
            "第二十四条第一款第（一）项",
        ),
        (AgencyKind.VERTICAL_DEPARTMENT, LINE, "第十二条第二款", LINE, "第二十七条"),
        (AgencyKind.JUSTICE_DEPARTMENT, CHOICE, "第十二条第一款", CHOICE, "第二十八条"),
    ],
)
def test_authority_by_kind_and_day(
    kind: AgencyKind,
    before: tuple[Relation, ...],
    article_before: str,
    since: tuple[Relation, ...],
    article_since: str,
) -> None:
    old, new = (reconsideration_authority(kind, on=day) for day in (OLD, NEW))
    assert (old.relations, old.source) == (before, f"行政复议法(2023年修订前) {article_before}")
    assert (new.relations, new.source) == (since, f"行政复议法(2023) {article_since}")


@pytest.mark.parametrize("kind", AgencyKind)
def test_none_before_the_regulations(kind: AgencyKind) -> None:
    with pytest.raises(NoAuthority, match="2008年5月1日以前"):
        reconsideration_authority(kind, on=date(2008, 4, 30))
    assert reconsideration_authority(kind, on=date(2008, 5, 1)).until == OLD
