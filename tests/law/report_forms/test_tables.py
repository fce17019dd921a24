"""The rows of the official forms, label by label."""

from decimal import Decimal

import pytest

from gongkai.law.report_forms.figures import UnknownFigureError, cell
from gongkai.law.report_forms.loader import form
from gongkai.law.report_forms.model import Cell, Row, Table
from gongkai.law.report_forms.tables import read
from gongkai.law.report_forms.values import EMPTY, NOT_APPLICABLE, Counted

# 政府信息公开情况统计表, 国办发〔2014〕32号: row, label with its indentation, unit.
STATISTICS = [
    ("A", "一、主动公开情况", "——"),
    ("A1", "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条"),
    ("A1a", "　　其中：主动公开规范性文件数", "条"),
    ("A1b", "　　　　　制发规范性文件总数", "件"),
    ("A2", "（二）通过不同渠道和方式公开政府信息的情况", "——"),
    ("A2.1", "1.政府公报公开政府信息数", "条"),
    ("A2.2", "2.政府网站公开政府信息数", "条"),
    ("A2.3", "3.政务微博公开政府信息数", "条"),
    ("A2.4", "4.政务微信公开政府信息数", "条"),
    ("A2.5", "5.其他方式公开政府信息数", "条"),
    ("B", "二、回应解读情况", "——"),
    ("B1", "（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次"),
    ("B2", "（二）通过不同渠道和方式回应解读的情况", "——"),
    ("B2.1", "1.参加或举办新闻发布会总场次", "次"),
    ("B2.1a", "　其中：主要负责同志参加新闻发布会次数", "次"),
    ("B2.2", "2.政府网站在线访谈次数", "次"),
    ("B2.2a", "　其中：主要负责同志参加政府网站在线访谈次数", "次"),
    ("B2.3", "3.政策解读稿件发布数", "篇"),
    ("B2.4", "4.微博微信回应事件数", "次"),
    ("B2.5", "5.其他方式回应事件数", "次"),
    ("C", "三、依申请公开情况", "——"),
    ("C1", "（一）收到申请数", "件"),
    ("C1.1", "1.当面申请数", "件"),
    ("C1.2", "2.传真申请数", "件"),
    ("C1.3", "3.网络申请数", "件"),
    ("C1.4", "4.信函申请数", "件"),
    ("C2", "（二）申请办结数", "件"),
    ("C2.1", "1.按时办结数", "件"),
    ("C2.2", "2.延期办结数", "件"),
    ("C3", "（三）申请答复数", "件"),
    ("C3.1", "1.属于已主动公开范围数", "件"),
    ("C3.2", "2.同意公开答复数", "件"),
    ("C3.3", "3.同意部分公开答复数", "件"),
    ("C3.4", "4.不同意公开答复数", "件"),
    ("C3.4a", "　其中：涉及国家秘密", "件"),
    ("C3.4b", "　　　　涉及商业秘密", "件"),
    ("C3.4c", "　　　　涉及个人隐私", "件"),
    ("C3.4d", "　　　　危及国家安全、公共安全、经济安全和社会稳定", "件"),
    ("C3.4e", "　　　　不是《条例》所指政府信息", "件"),
    ("C3.4f", "　　　　法律法规规定的其他情形", "件"),
    ("C3.5", "5.不属于本行政机关公开数", "件"),
    ("C3.6", "6.申请信息不存在数", "件"),
    ("C3.7", "7.告知作出更改补充数", "件"),
    ("C3.8", "8.告知通过其他途径办理数", "件"),
    ("D", "四、行政复议数量", "件"),
    ("D1", "（一）维持具体行政行为数", "件"),
    ("D2", "（二）被依法纠正数", "件"),
    ("D3", "（三）其他情形数", "件"),
    ("E", "五、行政诉讼数量", "件"),
    ("E1", "（一）维持具体行政行为或者驳回原告诉讼请求数", "件"),
    ("E2", "（二）被依法纠正数", "件"),
    ("E3", "（三）其他情形数", "件"),
    ("F", "六、举报投诉数量", "件"),
    ("G", "七、依申请公开信息收取的费用", "万元"),
    ("H", "八、机构建设和保障经费情况", "——"),
    ("H1", "（一）政府信息公开工作专门机构数", "个"),
    ("H2", "（二）设置政府信息公开查阅点数", "个"),
    ("H3", "（三）从事政府信息公开工作人员数", "人"),
    ("H3.1", "1.专职人员数（不包括政府公报及政府网站工作人员数）", "人"),
    ("H3.2", "2.兼职人员数", "人"),
    (
        "H4",
        "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
        "万元",
    ),
    ("I", "九、政府信息公开会议和培训情况", "——"),
    ("I1", "（一）召开政府信息公开工作会议或专题会议数", "次"),
    ("I2", "（二）举办各类培训班数", "次"),
    ("I3", "（三）接受培训人员数", "人次"),
]

# 国办公开办函〔2021〕30号, table 3: row, label after the headings it stands under.
APPLICATIONS = [
    ("r1", "一、本年新收政府信息公开申请数量"),
    ("r2", "二、上年结转政府信息公开申请数量"),
    ("r3.1", "三、本年度办理结果 （一）予以公开"),
    ("r3.2", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("r3.3.1", "（三）不予公开 1.属于国家秘密"),
    ("r3.3.2", "2.其他法律行政法规禁止公开"),
    ("r3.3.3", "3.危及“三安全一稳定”"),
    ("r3.3.4", "4.保护第三方合法权益"),
    ("r3.3.5", "5.属于三类内部事务信息"),
    ("r3.3.6", "6.属于四类过程性信息"),
    ("r3.3.7", "7.属于行政执法案卷"),
    ("r3.3.8", "8.属于行政查询事项"),
    ("r3.4.1", "（四）无法提供 1.本机关不掌握相关政府信息"),
    ("r3.4.2", "2.没有现成信息需要另行制作"),
    ("r3.4.3", "3.补正后申请内容仍不明确"),
    ("r3.5.1", "（五）不予处理 1.信访举报投诉类申请"),
    ("r3.5.2", "2.重复申请"),
    ("r3.5.3", "3.要求提供公开出版物"),
    ("r3.5.4", "4.无正当理由大量反复申请"),
    ("r3.5.5", "5.要求行政机关确认或重新出具已获取信息"),
    ("r3.6.1", "（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("r3.6.2", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("r3.6.3", "3.其他"),
    ("r3.7", "（七）总计"),
    ("r4", "四、结转下年度继续办理"),
]

APPLICANT_COLUMNS = [
    "自然人",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
    "总计",
]


def table(code: str, name: str) -> Table:
    return next(table for table in form(code).tables() if table.code == name)


def rows(of: Table) -> list[Row]:
    return [row for block in of.blocks for row in block.rows]


def test_statistics_rows_are_those_of_the_notice() -> None:
    shown = [
        (row.code, "\u3000" * row.indent + row.label, row.unit if row.cells else "——")
        for row in rows(table("stat-2014", "statistics"))
    ]
    assert shown == STATISTICS


def test_statistics_money_is_in_ten_thousand_yuan() -> None:
    money = [c for c in table("stat-2014", "statistics").cells() if c.per != 1]
    assert [(c.ref.figure, c.unit, c.per) for c in money] == [
        ("fees.charged", "万元", 10000),
        ("budget.yuan", "万元", 10000),
    ]


def test_application_rows_are_those_of_the_2021_form() -> None:
    previous: tuple[str, ...] = ()
    shown = []
    for row in rows(table("std-2021", "applications")):
        fresh = [text for text in row.headings if text not in previous]
        shown.append((row.code, " ".join([*fresh, row.label])))
        previous = row.headings
    assert shown == APPLICATIONS


def test_application_table_has_seven_columns_in_every_row() -> None:
    block = table("std-2021", "applications").blocks[0]
    assert [column.label for column in block.columns] == APPLICANT_COLUMNS
    assert [len(row.cells) for row in block.rows] == [7] * 25
    assert block.columns[1].groups == ("申请人情况", "法人或其他组织")


def test_trial_form_has_one_row_for_other_handling() -> None:
    outcomes = [
        row for row in rows(table("trial-2019", "applications")) if row.code.startswith("r3")
    ]
    assert len(outcomes) == 20
    assert [row.label for row in outcomes[-2:]] == ["（六）其他处理", "（七）总计"]


def test_proactive_table_of_2021() -> None:
    blocks = table("std-2021", "proactive").blocks
    assert [block.title for block in blocks] == [
        "第二十条第（一）项",
        "第二十条第（五）项",
        "第二十条第（六）项",
        "第二十条第（八）项",
    ]
    assert [row.label for block in blocks for row in block.rows] == [
        "规章",
        "行政规范性文件",
        "行政许可",
        "行政处罚",
        "行政强制",
        "行政事业性收费",
    ]
    assert [c.label for c in blocks[0].columns] == ["本年制发件数", "本年废止件数", "现行有效件数"]
    assert blocks[3].columns[0].label == "本年收费金额（单位：万元）"


def test_proactive_table_of_2019() -> None:
    blocks = table("trial-2019", "proactive").blocks
    assert [(block.title, [c.label for c in block.columns]) for block in blocks] == [
        ("第二十条第（一）项", ["本年新制作数量", "本年新公开数量", "对外公开总数量"]),
        ("第二十条第（五）项", ["上一年项目数量", "本年增/减", "处理决定数量"]),
        ("第二十条第（六）项", ["上一年项目数量", "本年增/减", "处理决定数量"]),
        ("第二十条第（八）项", ["上一年项目数量", "本年增/减"]),
        ("第二十条第（九）项", ["采购项目数量", "采购总金额"]),
    ]
    assert [row.label for block in blocks for row in block.rows] == [
        "规章",
        "规范性文件",
        "行政许可",
        "其他对外管理服务事项",
        "行政处罚",
        "行政强制",
        "行政事业性收费",
        "政府集中采购",
    ]


@pytest.mark.parametrize("code", ["trial-2019", "std-2021"])
def test_remedies_table_has_three_groups_of_five(code: str) -> None:
    block = table(code, "remedies").blocks[0]
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert [column.label for column in block.columns] == results * 3
    assert [column.groups for column in block.columns[::5]] == [
        ("行政复议",),
        ("行政诉讼", "未经复议直接起诉"),
        ("行政诉讼", "复议后起诉"),
    ]
    assert block.rows[0].cells[13].ref == cell(
        "remedies.litigation", result="pending", route="after_reconsideration"
    )


def cell_of(code: str, figure: str) -> Cell:
    return next(c for t in form(code).tables() for c in t.cells() if c.ref.figure == figure)


@pytest.mark.parametrize(
    ("code", "figure", "amount", "shown"),
    [
        ("std-2021", "admin_fees.yuan", 251000, "25.1"),
        ("std-2021", "admin_fees.yuan", Decimal("100000.00"), "10"),
        ("trial-2019", "procurement.yuan", 251000, "251000元"),
        ("trial-2019", "licences.change", 3, "+3"),
        ("trial-2019", "licences.change", -2, "-2"),
        ("trial-2019", "licences.change", 0, "0"),
        ("trial-2019", "licences.projects", 100, "100"),
    ],
)
def test_cell_text(code: str, figure: str, amount: int | Decimal, shown: str) -> None:
    assert cell_of(code, figure).text(Counted(amount)) == shown


def test_cell_text_of_an_absent_number_is_never_zero() -> None:
    procurement = cell_of("trial-2019", "procurement.yuan")
    assert procurement.text(EMPTY) == "未填报"
    assert procurement.text(NOT_APPLICABLE) == "不适用"


def test_a_row_with_too_few_figures_is_refused() -> None:
    block = {
        "title": "",
        "columns": [{"label": "甲"}, {"label": "乙"}],
        "rows": [{"code": "1", "label": "丙", "refs": ["visits"]}],
    }
    with pytest.raises(ValueError, match="argument 2 is longer"):
        read({"code": "x", "title": "", "blocks": [block]}, form="x")


def test_a_row_with_an_unknown_figure_is_refused() -> None:
    block = {
        "title": "",
        "columns": [{"label": "甲"}],
        "rows": [{"code": "1", "label": "乙", "ref": "vists"}],
    }
    with pytest.raises(UnknownFigureError, match="没有指标“vists”"):
        read({"code": "x", "title": "", "blocks": [block]}, form="x")
