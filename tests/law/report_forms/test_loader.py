import pytest

from gongkai.law.report_forms.figures import DATA
from gongkai.law.report_forms.loader import FORMS, FormError, NoFormError, form, form_for, read
from gongkai.law.report_forms.template import TemplateError


@pytest.mark.parametrize(
    ("year", "code", "article"),
    [
        (2008, "local-2008", "2007 第三十一条"),
        (2013, "local-2008", "2007 第三十一条"),
        (2014, "stat-2014", "国办发〔2014〕32号"),
        (2018, "stat-2014", "国办发〔2014〕32号"),
        (2019, "trial-2019", "国办公开办函〔2019〕60号"),
        (2020, "trial-2019", "国办公开办函〔2019〕60号"),
        (2021, "std-2021", "国办公开办函〔2021〕30号"),
        (2031, "std-2021", "国办公开办函〔2021〕30号"),
    ],
)
def test_form_for_year(year: int, code: str, article: str) -> None:
    assert form_for(year).code == code, article


def test_there_is_no_report_before_the_regulation() -> None:
    with pytest.raises(NoFormError, match="2007年度"):
        form_for(2007)


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(NoFormError, match="std-2030"):
        form("std-2030")


def test_forms_are_in_the_order_of_their_years() -> None:
    starts = [f.years[0] for f in FORMS.values()]
    assert starts == [2008, 2014, 2019, 2021]


SEED_HEADINGS = [
    "一、基本工作情况",
    "（一）建立健全领导体制和工作机构",
    "1.领导体制",
    "2.工作机制",
    "3.人员配置",
    "（二）科学编制政府信息公开指南和公开目录",
    "1.工作部署和安排情况",
    "2.学习培训情况",
    "3.软件开发、使用情况",
    "4.清理政府信息和信息录入情况",
    "5.细化、优化工作流程情况",
    "（三）逐步完善政府信息公开配套制度",
    "（四）积极做好跟踪指导和监督检查",
    "二、主动公开政府信息情况",
    "（一）公开的数量",
    "（二）公开内容",
    "（三）公开的形式",
    "（四）公开的及时性",
    "三、依申请公开政府信息情况",
    "（一）申请情况",
    "（二）申请处理情况",
    "四、行政复议、诉讼和申诉情况",
    "五、依申请公开信息收取费用情况",
    "六、主要问题和改进措施",
]


def test_local_form_has_the_sections_of_the_township_report() -> None:
    assert [section.heading for section in form("local-2008").walk()] == SEED_HEADINGS
    assert len(form("local-2008").sections) == 6


@pytest.mark.parametrize("code", ["trial-2019", "std-2021"])
def test_six_statutory_sections(code: str) -> None:
    # 2019 第五十条 and the notices on the format.
    assert [section.heading for section in form(code).sections] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


@pytest.mark.parametrize("code", FORMS)
def test_every_table_of_the_data_stands_in_a_section(code: str) -> None:
    text = (DATA / f"{code}.toml").read_text(encoding="utf-8")
    assert len(form(code).tables()) == text.count("[[tables]]")


@pytest.mark.parametrize("code", FORMS)
def test_codes_are_unique_within_a_form(code: str) -> None:
    sections = [section.code for section in form(code).walk()]
    parts = [(type(part), part.code) for part in form(code).parts()]
    assert len(set(sections)) == len(sections)
    assert len(set(parts)) == len(parts)


MINIMAL = """
code = "x"
name = "x"
legal_basis = []
years = [2030]
override_years = [2030]
doubts = []
title = "x"
[[sections]]
code = "1"
heading = "一、总体"
parts = [{ paragraph = "p", sentences = [%s] }]
"""


def test_a_misspelt_state_is_refused() -> None:
    with pytest.raises(FormError, match=r"x 一、总体.*zeroo"):
        read(MINIMAL % '{ of = "visits", positive = "有", zeroo = "无" }')


def test_a_wrong_placeholder_is_refused_with_its_section() -> None:
    with pytest.raises(TemplateError, match="x 一、总体 第2个字"):
        read(MINIMAL % '"{vists}"')
