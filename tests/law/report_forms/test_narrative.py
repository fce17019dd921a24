"""The narrative reads rightly for a number, zero, nothing recorded and not applicable."""

from collections.abc import Mapping

import pytest

from gongkai.law.report_forms.figures import CellRef, cell
from gongkai.law.report_forms.loader import form
from gongkai.law.report_forms.model import Paragraph
from gongkai.law.report_forms.narrative import choose, write
from gongkai.law.report_forms.template import parse
from gongkai.law.report_forms.values import EMPTY, NOT_APPLICABLE, Counted, FigureValue

from .build import TOWNSHIP_2017, figures

FACTS = {
    "place": "新合镇",
    "period_end": "2017年12月31日",
    "leader_head": "甲",
    "leader_deputies": "乙",
    "leader_members": ["丙", "丁", "戊", "己"],
    "superior": "市政府",
}


def paragraph(code: str, name: str) -> Paragraph:
    return next(
        part for part in form(code).parts() if isinstance(part, Paragraph) and part.code == name
    )


def text(code: str, name: str, values: Mapping[CellRef, FigureValue]) -> str:
    return write(choose(paragraph(code, name), values), values, FACTS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "quantity",
            "截至2017年12月31日，全年主动公开政府信息44条。网上公开10条，占公开信息的22.7%；"
            "微信公众号公开34条，占公开信息的77.3%。",
        ),
        (
            "business",
            "从业务角度划分，全部公开信息中，政策法规类信息12条，占总数的27%；"
            "规划计划类6条，占总数的14%；业务管理类15条，占总数的34%；其他类11条，占总数的25%。",
        ),
        (
            "concern",
            "从群众密切关系角度划分，共有4条，以此为基数，涉及规范性文件类1条，占25%；"
            "涉及各类规划、计划和完成情况1条，占25%；涉及与公众密切相关重大事项类1条，占25%；"
            "涉及公共资金使用和监督类1条，占25%。",
        ),
        (
            "forms-web",
            "1.网上公开。在政府门户网站上建立政务公开专栏1个，发布政府信息10条，占总数的23%；"
            "在微信公众号发布政府信息34条，占总数的77%。",
        ),
        (
            "forms-rooms",
            "2.公共查阅点。设公共查阅点2处，其中电子信息查阅点1个；汇集纸质信息12条、"
            "电子信息27条；接待公众查阅1147人次，借阅文件19件。",
        ),
        ("forms-gazettes", "3.政府公报。没有发放公报。"),
        ("forms-press", "4.新闻发布会。没有召开。"),
        (
            "timeliness",
            "文件信息自生成之日起20个工作日内在网上公开的28条；"
            "自生成之日起30个工作日内报送公共查阅点的14条。",
        ),
        ("answered", "已答复22件，占申请总数的100%。"),
        ("outcomes", "同意公开21件，占申请总数的95%；否决公开1件，占申请总数的5%。"),
        ("refusals", "在全部否决公开答复中：原因是“信息不存在”的1件，占100%。"),
        ("remedies", "全年没有发生行政复议、行政诉讼和行政申诉。"),
        ("fees", "全年没有收取检索、复制、邮寄等费用。没有减免费用。"),
    ],
)
def test_township_2017(name: str, expected: str) -> None:
    assert text("local-2008", name, TOWNSHIP_2017) == expected


def test_names_are_joined() -> None:
    assert "成员4人（丙、丁、戊、己）" in text("local-2008", "leadership", TOWNSHIP_2017)


def test_gazettes_in_all_four_states() -> None:
    gazettes = cell("gazettes")
    assert text("local-2008", "forms-gazettes", {gazettes: Counted(4)}).endswith(
        "发放政府公报4期。"
    )
    assert text("local-2008", "forms-gazettes", {gazettes: Counted(0)}).endswith("没有发放公报。")
    assert text("local-2008", "forms-gazettes", {gazettes: EMPTY}).endswith("政府公报期数未填报。")
    assert text("local-2008", "forms-gazettes", {gazettes: NOT_APPLICABLE}) == "3.政府公报。"


@pytest.mark.parametrize("code", ["local-2008", "stat-2014", "trial-2019", "std-2021"])
def test_an_empty_report_states_no_number(code: str) -> None:
    for part in form(code).parts():
        if isinstance(part, Paragraph):
            written = write(choose(part, {}), {}, {})
            assert not any(mark in written for mark in ("0件", "0条", "没有收", "没有发", "%"))


def test_several_figures_are_zero_only_together() -> None:
    values = figures({"reconsiderations": 0, "lawsuits": 2})
    assert text("local-2008", "remedies", values) == (
        "全年发生行政复议0件、行政诉讼2件、行政申诉未填报。"
    )


def test_a_department_need_not_report_assessments() -> None:
    # 2019 第五十条: 工作考核、社会评议和责任追究 only in reports of governments.
    names = ("assessments", "public_evaluations", "accountability_cases")
    values = figures({"meetings": 1, "trainings": 0}) | {cell(n): NOT_APPLICABLE for n in names}
    assert text("std-2021", "supervision", values) == "召开政府信息公开工作会议1次。没有组织培训。"


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(400, "本年实际收取信息处理费400元。"), (0, "本年没有收取信息处理费。")],
)
def test_processing_fees(amount: int, expected: str) -> None:
    assert text("std-2021", "fees", figures({"fees.charged": amount})) == expected


@pytest.mark.parametrize(
    ("part", "base", "written"),
    [
        (Counted(1), Counted(4), "25%"),
        (Counted(0), Counted(0), "——"),
        (EMPTY, Counted(4), "未填报"),
        (Counted(1), EMPTY, "未填报"),
        (NOT_APPLICABLE, Counted(4), "不适用"),
    ],
)
def test_share(part: FigureValue, base: FigureValue, written: str) -> None:
    values = {cell("visits"): part, cell("loans"): base}
    assert write(parse("{visits%loans:0}", where="测试"), values, {}) == written


def test_a_missing_fact_is_said_to_be_missing() -> None:
    assert write(parse("{name:agency}", where="测试"), {}, {"agency": []}) == "未填报"
