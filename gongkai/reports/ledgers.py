"""The ledgers of this room, as offices keep them."""

from dataclasses import dataclass
from decimal import Decimal

from gongkai.audit.actions import Action
from gongkai.ledgers.cells import Cell, halfwidth, text_of
from gongkai.ledgers.columns import Amount, Choice, Column, Day, LongText, Text, Whole
from gongkai.ledgers.ledger import Ledger, copied
from gongkai.reports.models import (
    NilReturn,
    ReportProblem,
    StatedFigure,
    registers,
    stated_figures,
)
from gongkai.reports.transitions import statements


@dataclass(frozen=True, slots=True)
class SignedAmount(Amount):
    """A number with two decimals that may be below zero, as a decrease is."""

    hint: str = "按指标的单位填写，金额为元；减少填负数"

    def parse(self, cell: Cell) -> Decimal:
        text = halfwidth(text_of(cell)).replace("−", "-").strip()
        if text.startswith("-"):
            return -Amount().parse(text.removeprefix("-"))
        return Amount().parse(text.removeprefix("+"))


_YEAR = Column("year", "年度", Whole(), required=True, synonyms=("年份", "报告年度"))
_STATED_ON = Column(
    "stated_on", "登记日期", Day(), synonyms=("填报日期", "报告日期", "日期"), listed=False
)

PROBLEMS = Ledger(
    key="problems",
    sheet="问题和改进措施",
    about="年度报告中的主要问题和改进措施，每条一行。",
    columns=(
        _YEAR,
        Column("position", "序号", Whole(), required=True),
        Column("problem", "存在问题", LongText(), synonyms=("问题", "主要问题")),
        Column("measure", "改进措施", LongText(), required=True, synonyms=("措施",)),
        _STATED_ON,
    ),
    entry=statements.ProblemEntry,
    model=ReportProblem,
    day="stated_on",
    records=lambda agency: ReportProblem.objects.filter(agency=agency),
    read=copied(statements.ProblemEntry),
    enter=statements.state_problem,
    amend=statements.amend_problem,
    entering=Action.PROBLEM_STATE,
    amending=Action.PROBLEM_AMEND,
)

NIL_RETURNS = Ledger(
    key="nil-returns",
    sheet="零报告",
    about="某一台账全年没有发生的，在这里说明；没有登记又没有零报告的，年度报告写“未填报”。",
    columns=(
        _YEAR,
        Column(
            "ledger",
            "台账",
            Choice(registers()),
            required=True,
            synonyms=("事项", "台账名称", "零报告事项"),
        ),
        _STATED_ON,
    ),
    entry=statements.NilEntry,
    model=NilReturn,
    day="stated_on",
    records=lambda agency: NilReturn.objects.filter(agency=agency),
    read=copied(statements.NilEntry),
    enter=statements.state_nil,
    amend=statements.amend_nil,
    entering=Action.NIL_STATE,
    amending=Action.NIL_AMEND,
)

STATED_FIGURES = Ledger(
    key="stated-figures",
    sheet="填报指标",
    about="没有台账可以统计的指标，如经费、行政许可决定数量，填写数值和依据。",
    columns=(
        _YEAR,
        Column("figure", "指标", Choice(stated_figures()), required=True, synonyms=("指标名称",)),
        Column("value", "数值", SignedAmount(), required=True, synonyms=("数量", "金额")),
        Column("basis", "依据", Text(200), required=True, synonyms=("数据来源", "来源")),
        _STATED_ON,
    ),
    entry=statements.StatedEntry,
    model=StatedFigure,
    day="stated_on",
    records=lambda agency: StatedFigure.objects.filter(agency=agency),
    read=copied(statements.StatedEntry),
    enter=statements.state_figure,
    amend=statements.amend_figure,
    entering=Action.FIGURE_STATE,
    amending=Action.FIGURE_AMEND,
)

ALL = (PROBLEMS, NIL_RETURNS, STATED_FIGURES)
