"""A fictional annual report that uses every part a document can have."""

from datetime import date

from gongkai.documents.figures import FigureLink
from gongkai.documents.model import (
    Block,
    Chart,
    ChartKind,
    Document,
    Heading,
    ListBlock,
    Mark,
    Paragraph,
    Run,
    Signature,
    text_paragraph,
)
from gongkai.documents.tables import Align, Cell, Row, Scope, Table

RECEIVED = FigureLink(
    "applications.received", "本年新收申请", "/figures/applications.received/2025"
)

RESULTS = (
    ("（一）予以公开", ("",)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ("",)),
    (
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    (
        "（四）无法提供",
        (
            "1.本机关不掌握相关政府信息",
            "2.没有现成信息需要另行制作",
            "3.补正后申请内容仍不明确",
        ),
    ),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
    ("（七）总计", ("",)),
)


def _numbers(first: str) -> Row:
    return tuple(Cell(text, align=Align.CENTER) for text in (first, *"000000"))


def _label(text: str, *, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell(text, colspan=colspan, rowspan=rowspan, scope=Scope.ROW)


def _result_rows() -> list[Row]:
    rows: list[Row] = []
    for group, details in RESULTS:
        for place, detail in enumerate(details):
            labels = [_label(group, rowspan=len(details))] if detail and not place else []
            labels.append(_label(detail) if detail else _label(group, colspan=2))
            rows.append((*labels, *_numbers(str(len(rows)))))
    rows[0] = (_label("三、本年度办理结果", rowspan=len(rows)), *rows[0])
    return rows


def applications_table() -> Table:
    """The 25 rows of the form, three columns of labels and seven of numbers."""
    head = (
        (
            Cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
            Cell("申请人情况", colspan=7),
        ),
        (
            Cell("自然人", rowspan=2),
            Cell("法人或其他组织", colspan=5),
            Cell("总计", rowspan=2),
        ),
        tuple(
            Cell(text) for text in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
        ),
    )
    linked = (Cell("1,147", align=Align.CENTER, figure=RECEIVED), *_numbers("0")[1:])
    body = (
        (_label("一、本年新收政府信息公开申请数量", colspan=3), *linked),
        (_label("二、上年结转政府信息公开申请数量", colspan=3), *_numbers("2")),
        *_result_rows(),
        (_label("四、结转下年度继续办理", colspan=3), *_numbers("3")),
    )
    return Table(
        header=head,
        body=body,
        caption="收到和处理政府信息公开申请情况",
        notes=("注：单位为件。",),
        widths=(3, 5, 14, 4, 4, 4, 4, 4, 4, 4),
    )


def column_chart() -> Chart:
    """Twelve months, one without a value and one with none recorded."""
    values = (3, 5, 12, 8, 0, 4, 7, 9, 2, 6, None, 1147)
    marks = tuple(Mark(f"{month}月", value) for month, value in enumerate(values, start=1))
    return Chart("months", "各月主动公开数量", ChartKind.COLUMN, marks, unit="条")


def share_chart() -> Chart:
    """Two channels, one of them with its records."""
    marks = (
        Mark("网上公开", 10, "22.7%", "/figures/items.web/2025"),
        Mark("镇公开栏公开", 34, "77.3%"),
    )
    return Chart("channels", "公开形式", ChartKind.SHARE, marks, unit="条", description="共44条。")


def bar_chart() -> Chart:
    """Long labels."""
    marks = (
        Mark("政策法规", 12),
        Mark("群众密切关心的城乡建设和管理重大事项及社会公益事业建设情况", 6),
        Mark("业务管理", 15),
        Mark("其他", 0),
    )
    return Chart("subjects", "公开内容", ChartKind.BAR, marks, unit="条")


def annual_report() -> Document:
    """The report of a town that does not exist."""
    return Document(
        title="青石镇人民政府2025年\n政府信息公开工作年度报告",
        organ="青石镇人民政府",
        dated=date(2026, 1, 20),
        date_text="（2026年1月20日）",
        subject="政府信息公开工作年度报告",
        keywords=("政府信息公开", "年度报告"),
        blocks=(
            text_paragraph(
                "根据《中华人民共和国政府信息公开条例》第五十条的规定，编制本报告。"
                "所列数据的统计期限自2025年1月1日起至2025年12月31日止。"
            ),
            Heading(1, "一、总体情况"),
            Heading(2, "（一）主动公开"),
            Paragraph(
                (
                    Run("全年新收政府信息公开申请"),
                    Run("1,147", figure=RECEIVED),
                    Run("件，其中张喆、李赟、王堃、赵祎等人的申请"),
                    Run("均按期答复", emphasis=True),
                    Run("。我镇坚持以公开为常态、不公开为例外，全年主动公开政府信息44条。"),
                )
            ),
            share_chart(),
            Heading(3, "1.公开内容"),
            bar_chart(),
            Heading(4, "（1）公开时间"),
            column_chart(),
            Heading(1, "二、收到和处理政府信息公开申请情况"),
            applications_table(),
            Heading(1, "三、存在的主要问题及改进情况"),
            ListBlock(((Run("公开的时效有待提高。"),), (Run("人员培训不足。"),))),
            ListBlock(((Run("加强审查。"),),), ordered=False),
        ),
        signature=Signature("青石镇人民政府", "2026年1月20日"),
    )


def letter(*blocks: Block) -> Document:
    """A document of nothing but `blocks`."""
    return Document("答复书", "青石镇人民政府", date(2026, 1, 20), blocks)
