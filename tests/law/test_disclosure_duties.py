"""What the Regulations order each kind of agency to disclose on its own."""

from collections import Counter
from datetime import date

import pytest

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.disclosure_duties import DUTIES, SUCCESSORS, UnknownDuty, duties_for, duty

OLD, NEW = date(2019, 5, 14), date(2019, 5, 15)
NO_ARTICLE_21 = {20: 15}


@pytest.mark.parametrize(
    ("kind", "before", "since"),
    [
        (AgencyKind.TOWNSHIP, {9: 4, 12: 8}, {20: 15, 21: 8}),
        (AgencyKind.COUNTY, {9: 4, 10: 11, 11: 4}, {20: 15, 21: 7}),
        (AgencyKind.CITY, {9: 4, 10: 11, 11: 4}, {20: 15, 21: 7}),
        (AgencyKind.DEPARTMENT, {9: 4, 10: 11, 11: 4}, {20: 15, 21: 7}),
        (AgencyKind.JUSTICE_DEPARTMENT, {9: 4, 10: 11, 11: 4}, {20: 15, 21: 7}),
        (AgencyKind.PROVINCE, {9: 4, 10: 11}, NO_ARTICLE_21),
        (AgencyKind.PROVINCE_DEPARTMENT, {9: 4, 10: 11}, NO_ARTICLE_21),
        (AgencyKind.VERTICAL_DEPARTMENT, {9: 4, 10: 11}, NO_ARTICLE_21),
        (AgencyKind.SUBDISTRICT, {9: 4}, NO_ARTICLE_21),
    ],
)
def test_items_by_article(kind: AgencyKind, before: dict[int, int], since: dict[int, int]) -> None:
    assert Counter(row.article for row in duties_for(kind, on=OLD)) == before
    assert Counter(row.article for row in duties_for(kind, on=NEW)) == since


def test_bounds() -> None:
    assert duties_for(AgencyKind.TOWNSHIP, on=date(2008, 4, 30)) == ()
    assert len(duties_for(AgencyKind.TOWNSHIP, on=date(2008, 5, 1))) == 12


@pytest.mark.parametrize(
    ("code", "text", "source"),
    [
        (
            "2008-9-1",
            "涉及公民、法人或者其他组织切身利益的",
            "政府信息公开条例(2007) 第九条第（一）项",
        ),
        (
            "2008-10-11",
            "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
            "政府信息公开条例(2007) 第十条第（十一）项",
        ),
        ("2008-11-2", "社会公益事业建设情况", "政府信息公开条例(2007) 第十一条第（二）项"),
        ("2008-12-8", "执行计划生育政策的情况", "政府信息公开条例(2007) 第十二条第（八）项"),
        ("2019-20-1", "行政法规、规章和规范性文件", "政府信息公开条例(2019) 第二十条第（一）项"),
        ("2019-20-10", "重大建设项目的批准和实施情况", "政府信息公开条例(2019) 第二十条第（十）项"),
        (
            "2019-20-15",
            "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
            "政府信息公开条例(2019) 第二十条第（十五）项",
        ),
        ("2019-21-county-7", "社会救助", "政府信息公开条例(2019) 第二十一条"),
        ("2019-21-township-4", "宅基地使用情况审核", "政府信息公开条例(2019) 第二十一条"),
    ],
)
def test_text_and_source(code: str, text: str, source: str) -> None:
    assert (duty(code).text, duty(code).source) == (text, source)


def test_article_21_of_2019_has_no_numbers() -> None:
    assert {row.code for row in DUTIES if not row.is_numbered} == {
        *(f"2019-21-county-{item}" for item in range(1, 8)),
        *(f"2019-21-township-{item}" for item in range(1, 9)),
    }


def test_the_lists_of_2008_were_not_read_in_an_official_copy() -> None:
    assert {row.regime for row in DUTIES if row.certain} == {"2019"}
    assert {row.regime for row in DUTIES if not row.certain} == {"2008"}


def test_a_successor_binds_the_same_agencies_and_is_in_force() -> None:
    for old, new in SUCCESSORS.items():
        assert duty(old).regime == "2008"
        assert duty(new).regime == "2019"
        assert duty(old).agency_kinds <= duty(new).agency_kinds, old


def test_codes_are_unique_and_unknown_ones_refused() -> None:
    assert len({row.code for row in DUTIES}) == len(DUTIES) == 57
    with pytest.raises(UnknownDuty, match="2019-20-16"):
        duty("2019-20-16")
