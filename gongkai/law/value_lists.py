"""Value lists of records: code, Chinese label, first and last day, source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.dated import holds_on


class UnknownTerm(ValueError):
    """A code or a label that the list does not hold."""


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a list.

    `in_force` is the first day, None where no rule fixes one; `until` is the last day.
    """

    code: str
    label: str
    in_force: date | None
    until: date | None
    source: str
    certain: bool


def _terms(
    pairs: Iterable[tuple[str, str]], *, in_force: date | None, source: str, certain: bool
) -> tuple[Term, ...]:
    return tuple(Term(code, label, in_force, None, source, certain) for code, label in pairs)


_2008 = date(2008, 5, 1)

# The number of 22 is confirmed, the full list is not.
TOPIC_CATEGORIES = _terms(
    (
        ("state_council", "国务院组织机构"),
        ("general_affairs", "综合政务"),
        ("economy_assets", "国民经济管理、国有资产监管"),
        ("finance_audit", "财政、金融、审计"),
        ("land_energy", "国土资源、能源"),
        ("agriculture_water", "农业、林业、水利"),
        ("industry_transport", "工业、交通"),
        ("commerce_tourism", "商贸、海关、旅游"),
        ("market_safety", "市场监管、安全生产监管"),
        ("construction_environment", "城乡建设、环境保护"),
        ("science_education", "科技、教育"),
        ("culture_press", "文化、广电、新闻出版"),
        ("health_sport", "卫生、体育"),
        ("population_family", "人口与计划生育、妇女儿童工作"),
        ("labour_personnel", "劳动、人事、监察"),
        ("security_justice", "公安、安全、司法"),
        ("civil_relief", "民政、扶贫、救灾"),
        ("ethnic_religion", "民族、宗教"),
        ("foreign_affairs", "对外事务"),
        ("overseas_affairs", "港澳台侨工作"),
        ("defence", "国防"),
        ("other", "其他"),
    ),
    in_force=None,
    source="中国政府网主题分类",
    certain=False,
)

GENRES = (
    *_terms(
        (
            ("resolution", "决议"),
            ("decision", "决定"),
            ("order", "命令（令）"),
            ("communique", "公报"),
            ("announcement", "公告"),
            ("public_notice", "通告"),
            ("opinion", "意见"),
            ("notice", "通知"),
            ("circular", "通报"),
            ("report", "报告"),
            ("request", "请示"),
            ("reply", "批复"),
            ("motion", "议案"),
            ("letter", "函"),
            ("minutes", "纪要"),
        ),
        in_force=None,
        source="党政机关公文处理工作条例（2012）",
        certain=False,
    ),
    Term("other", "其他", None, None, "公文以外的政府信息", certain=False),
)

_LOCAL_REPORT = "地方年度报告格式（2008年条例时期）"
BUSINESS_CATEGORIES = _terms(
    (
        ("policy", "政策法规类"),
        ("plans", "规划计划类"),
        ("business", "业务管理类"),
        ("other", "其他类"),
    ),
    in_force=_2008,
    source=_LOCAL_REPORT,
    certain=True,
)
CONCERN_CATEGORIES = _terms(
    (
        ("normative", "规范性文件类"),
        ("plans", "规划计划及完成情况"),
        ("major", "重大事项"),
        ("funds", "公共资金使用和监督"),
    ),
    in_force=_2008,
    source=_LOCAL_REPORT,
    certain=True,
)

DISCLOSURE_MODES = (
    Term(
        "proactive",
        "主动公开",
        _2008,
        None,
        "政府信息公开条例(2007) 第九条；政府信息公开条例(2019) 第十三条",
        certain=True,
    ),
    Term(
        "on_application",
        "依申请公开",
        _2008,
        None,
        "政府信息公开条例(2007) 第十三条；政府信息公开条例(2019) 第十三条",
        certain=True,
    ),
    Term(
        "withheld",
        "不予公开",
        _2008,
        None,
        "政府信息公开条例(2007) 第二十一条；政府信息公开条例(2019) 第十四条至第十六条",
        certain=True,
    ),
)

VALIDITY = _terms(
    (("in_force", "有效"), ("amended", "已修改"), ("expired", "失效"), ("repealed", "废止")),
    in_force=None,
    source="国办发〔2018〕37号",
    certain=False,
)

AGENCY_KINDS = _terms(
    ((kind.value, kind.label) for kind in AgencyKind),
    in_force=None,
    source="政府信息公开条例(2019) 第二十一条、第二十七条；"
    "行政复议法(2023) 第二十四条、第二十七条、第二十八条",
    certain=True,
)

# The form of 2019 counts them from 1 January of its first report year; no rule orders the
# question to the applicant, so the first day is a reading.
APPLICANT_KINDS = _terms(
    (
        ("natural_person", "自然人"),
        ("commercial_enterprise", "商业企业"),
        ("research_institution", "科研机构"),
        ("public_benefit_organization", "社会公益组织"),
        ("legal_service_institution", "法律服务机构"),
        ("other_applicant", "其他"),
    ),
    in_force=date(2019, 1, 1),
    source="国办公开办函〔2019〕60号；国办公开办函〔2021〕30号 表三",
    certain=False,
)

RECEIPT_CHANNELS = _terms(
    (
        ("in_person", "当面"),
        ("letter", "信函"),
        ("fax", "传真"),
        ("online", "网上"),
        ("email", "电子邮件"),
        ("other", "其他形式"),
    ),
    in_force=_2008,
    source="政府信息公开条例(2019) 第三十一条；地方统计表11至16行",
    certain=True,
)

REMEDY_RESULTS = _terms(
    (
        ("upheld", "结果维持"),
        ("corrected", "结果纠正"),
        ("other", "其他结果"),
        ("pending", "尚未审结"),
    ),
    in_force=_2008,
    source="国办发〔2014〕32号 统计表四、五；国办公开办函〔2021〕30号 表四",
    certain=True,
)


def term(terms: Iterable[Term], code: str) -> Term:
    """Return the term of a list with this code.

    Raises: UnknownTerm.
    """
    for row in terms:
        if row.code == code:
            return row
    raise UnknownTerm(f"没有这一代码：{code}。")


def term_by_label(terms: Iterable[Term], label: str) -> Term:
    """Return the term of a list with exactly this Chinese label.

    Raises: UnknownTerm, naming the labels of the list.
    """
    rows = tuple(terms)
    for row in rows:
        if row.label == label:
            return row
    raise UnknownTerm(f"没有“{label}”。可以写：{'、'.join(row.label for row in rows)}。")


def terms_on(terms: Iterable[Term], day: date) -> tuple[Term, ...]:
    """The terms of a list that are in force on a day."""
    return tuple(row for row in terms if holds_on(row, day))
