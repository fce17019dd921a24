"""What the Regulations themselves order to be disclosed (法定主动公开内容), item by item."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.dated import holds_on


class UnknownDuty(ValueError):
    """A duty that the Regulations do not know."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One item of an article; `agency_kinds` are the agencies it binds.

    The items of 2019 第二十一条 stand in one sentence without numbers: there `item` is the
    place in the sentence and `is_numbered` is False.
    """

    code: str
    regime: str
    article: int
    item: int
    text: str
    agency_kinds: frozenset[AgencyKind]
    is_numbered: bool
    in_force: date
    until: date | None
    source: str
    certain: bool


_ALL = frozenset(AgencyKind)
_CITY_AND_COUNTY = frozenset(
    {AgencyKind.CITY, AgencyKind.COUNTY, AgencyKind.DEPARTMENT, AgencyKind.JUSTICE_DEPARTMENT}
)
# The Regulations name no 街道办事处 beside the articles for every agency.
_COUNTY_AND_ABOVE = _ALL - {AgencyKind.TOWNSHIP, AgencyKind.SUBDISTRICT}
_TOWNSHIP = frozenset({AgencyKind.TOWNSHIP})

_NUMERALS = {9: "第九条", 10: "第十条", 11: "第十一条", 12: "第十二条"}


def _duties_2008(
    article: int, texts: Iterable[str], kinds: frozenset[AgencyKind]
) -> tuple[Duty, ...]:
    # The wording and the numbers of these four articles were not read in an official copy.
    return tuple(
        Duty(
            code=f"2008-{article}-{item}",
            regime="2008",
            article=article,
            item=item,
            text=text,
            agency_kinds=kinds,
            is_numbered=True,
            in_force=date(2008, 5, 1),
            until=date(2019, 5, 14),
            source=f"政府信息公开条例(2007) {_NUMERALS[article]}第（{_chinese(item)}）项",
            certain=False,
        )
        for item, text in enumerate(texts, 1)
    )


def _duties_2019(
    prefix: str, place: str, texts: Iterable[str], kinds: frozenset[AgencyKind]
) -> tuple[Duty, ...]:
    is_numbered = prefix == "20"
    return tuple(
        Duty(
            code=f"2019-{prefix}-{item}",
            regime="2019",
            article=int(prefix[:2]),
            item=item,
            text=text,
            agency_kinds=kinds,
            is_numbered=is_numbered,
            in_force=date(2019, 5, 15),
            until=None,
            source=f"政府信息公开条例(2019) {place}" + is_numbered * f"第（{_chinese(item)}）项",
            certain=True,
        )
        for item, text in enumerate(texts, 1)
    )


def _chinese(number: int) -> str:
    digits = "一二三四五六七八九十"
    return digits[number - 1] if number <= 10 else "十" + digits[number - 11]


DUTIES: tuple[Duty, ...] = (
    *_duties_2008(
        9,
        (
            "涉及公民、法人或者其他组织切身利益的",
            "需要社会公众广泛知晓或者参与的",
            "反映本行政机关机构设置、职能、办事程序等情况的",
            "其他依照法律、法规和国家有关规定应当主动公开的",
        ),
        _ALL,
    ),
    *_duties_2008(
        10,
        (
            "行政法规、规章和规范性文件",
            "国民经济和社会发展规划、专项规划、区域规划及相关政策",
            "国民经济和社会发展统计信息",
            "财政预算、决算报告",
            "行政事业性收费的项目、依据、标准",
            "政府集中采购项目的目录、标准及实施情况",
            "行政许可的事项、依据、条件、数量、程序、期限以及申请行政许可需要提交的全部材料目录及办理情况",
            "重大建设项目的批准和实施情况",
            "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
            "突发公共事件的应急预案、预警信息及应对情况",
            "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
        ),
        _COUNTY_AND_ABOVE,
    ),
    *_duties_2008(
        11,
        (
            "城乡建设和管理的重大事项",
            "社会公益事业建设情况",
            "征收或者征用土地、房屋拆迁及其补偿、补助费用的发放、使用情况",
            "抢险救灾、优抚、救济、社会捐助等款物的管理、使用和分配情况",
        ),
        _CITY_AND_COUNTY,
    ),
    *_duties_2008(
        12,
        (
            "贯彻落实国家关于农村工作政策的情况",
            "财政收支、各类专项资金的管理和使用情况",
            "乡（镇）土地利用总体规划、宅基地使用的审核情况",
            "征收或者征用土地、房屋拆迁及其补偿、补助费用的发放、使用情况",
            "乡（镇）的债权债务、筹资筹劳情况",
            "抢险救灾、优抚、救济、社会捐助等款物的发放情况",
            "乡镇集体企业及其他乡镇经济实体承包、租赁、拍卖等情况",
            "执行计划生育政策的情况",
        ),
        _TOWNSHIP,
    ),
    *_duties_2019(
        "20",
        "第二十条",
        (
            "行政法规、规章和规范性文件",
            "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
            "国民经济和社会发展规划、专项规划、区域规划及相关政策",
            "国民经济和社会发展统计信息",
            "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果",
            "实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定",
            "财政预算、决算信息",
            "行政事业性收费项目及其依据、标准",
            "政府集中采购项目的目录、标准及实施情况",
            "重大建设项目的批准和实施情况",
            "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
            "突发公共事件的应急预案、预警信息及应对情况",
            "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
            "公务员招考的职位、名额、报考条件等事项以及录用结果",
            "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
        ),
        _ALL,
    ),
    *_duties_2019(
        "21-county",
        "第二十一条",
        ("市政建设", "公共服务", "公益事业", "土地征收", "房屋征收", "治安管理", "社会救助"),
        _CITY_AND_COUNTY,
    ),
    *_duties_2019(
        "21-township",
        "第二十一条",
        (
            "贯彻落实农业农村政策",
            "农田水利工程建设运营",
            "农村土地承包经营权流转",
            "宅基地使用情况审核",
            "土地征收",
            "房屋征收",
            "筹资筹劳",
            "社会救助",
        ),
        _TOWNSHIP,
    ),
)


# Where all that an item of 2007 orders to be disclosed lies within one item of 2019. What was
# divided, or has no item any more, has none: 第九条第（一）至（三）项, 第十一条第（一）（三）（四）
# 项, 第十二条第（二）至（八）项.
# Source: 政府信息公开条例(2007) 第九条至第十二条; 政府信息公开条例(2019) 第二十条、第二十一条.
SUCCESSORS = {
    "2008-9-4": "2019-20-15",
    "2008-10-1": "2019-20-1",
    "2008-10-2": "2019-20-3",
    "2008-10-3": "2019-20-4",
    "2008-10-4": "2019-20-7",
    "2008-10-5": "2019-20-8",
    "2008-10-6": "2019-20-9",
    "2008-10-7": "2019-20-5",
    "2008-10-8": "2019-20-10",
    "2008-10-9": "2019-20-11",
    "2008-10-10": "2019-20-12",
    "2008-10-11": "2019-20-13",
    "2008-11-2": "2019-21-county-3",
    "2008-12-1": "2019-21-township-1",
}
# The duty under which every normative document falls.
# Source: 政府信息公开条例(2019) 第二十条第（一）项.
NORMATIVE_DOCUMENTS = "2019-20-1"


def duty(code: str) -> Duty:
    """Return the duty with this code, such as 2019-21-township-4.

    Raises: UnknownDuty.
    """
    for row in DUTIES:
        if row.code == code:
            return row
    raise UnknownDuty(f"没有这一法定主动公开事项：{code}。")


def duties_for(agency_kind: AgencyKind, *, on: date) -> tuple[Duty, ...]:
    """Return what an agency must disclose on its own on a day, article by article.

    Source: 政府信息公开条例(2007) 第九条至第十二条; 政府信息公开条例(2019) 第二十条、第二十一条.
    """
    return tuple(row for row in DUTIES if agency_kind in row.agency_kinds and holds_on(row, on))
