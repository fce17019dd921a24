"""The application form on paper: A4, to print, fill in by hand, and hand in or post."""

from datetime import date

from gongkai.agencies.models import Office
from gongkai.catalog.models import Guide
from gongkai.documents.model import Document, Paragraph, Run
from gongkai.documents.pdf import render_pdf
from gongkai.documents.tables import Align, Cell, Row, Scope, Table
from gongkai.law.value_lists import APPLICANT_KINDS
from gongkai.portal.directory import Place

# A line to write on; handwriting needs the height of two.
_LINE = "\u3000"
_TWO = f"{_LINE}\n{_LINE}"
_NOTES = (
    "带*的必须填写；带※的至少填写一项，要求邮寄的必须填写通信地址。不用写明用途。一张表写一件事。请附身份证明的复印件。",
    "个人申请填写姓名、证件；单位申请填写单位名称、统一社会信用代码和联系人。",
    "书写有困难的，可以当面口头提出，由工作人员代为填写。",
)


def pdf(place: Place, office: Office | Guide | None, today: date) -> bytes:
    """The form of one agency.

    Source: 政府信息公开条例(2019) 第二十九条.
    """
    return render_pdf(_document(place, office, today))


def _document(place: Place, office: Office | Guide | None, today: date) -> Document:
    return Document(
        title="政府信息公开申请表",
        organ=place.name,
        dated=today,
        subject="政府信息公开申请",
        blocks=(
            Paragraph((Run(f"{place.name}："),), flush=True),
            Table(body=_rows(), widths=(2, 3.5, 7, 3, 6.5), notes=_NOTES),
            Paragraph((Run(_how(office)),), flush=True),
        ),
    )


def _rows() -> tuple[Row, ...]:
    boxes = [f"□{row.label}" for row in APPLICANT_KINDS]
    kinds = "\n".join("　".join(boxes[start : start + 4]) for start in range(0, len(boxes), 4))
    return (
        (
            _head("申请人", rows=6),
            _head("姓名或者\n单位名称*"),
            _blank(),
            _head("联系人"),
            _blank(),
        ),
        (_head("申请人类型*"), _wide(kinds)),
        (_head("证件名称*"), _blank(), _head("证件号码*"), _blank()),
        (_head("联系电话※"), _blank(), _head("电子邮箱※"), _blank()),
        (_head("通信地址※"), _wide(_TWO)),
        (_head("需要的帮助"), _wide(f"视听、阅读有困难的填写：\n{_LINE}")),
        (_head("需要的信息", rows=4), _head("名称或者\n内容*"), _wide("\n".join([_LINE] * 5))),
        (_head("文号"), _wide(_TWO)),
        (_head("便于查找的\n其他特征"), _wide(_TWO)),
        (_head("建议"), _wide("□建议把这项信息主动公开给所有人（条例第四十四条第二款）")),
        (_head("怎样\n提供", rows=2), _head("形式"), _wide("□纸质　□电子文件　□光盘")),
        (_head("途径"), _wide("□邮寄　□当面领取　□电子邮件　□传真")),
        (
            _head("签名", columns=2),
            Cell(_TWO),
            _head("申请日期"),
            Cell("　　　年　　月　　日", align=Align.END),
        ),
    )


def _head(text: str, *, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(text, rowspan=rows, colspan=columns, align=Align.CENTER, scope=Scope.ROW)


def _blank() -> Cell:
    return Cell(_TWO)


def _wide(text: str) -> Cell:
    return Cell(text, colspan=3)


def _how(office: Office | Guide | None) -> str:
    """Where the form goes."""
    if office is None:
        return "交到：本机关政府信息公开工作机构（地址请向本机关询问）。"
    name = office.office_name if isinstance(office, Guide) else office.name
    found = [f"交到：{name}", office.address, f"电话：{office.phone}" if office.phone else ""]
    return "　".join(filter(None, found)) + "。邮寄的请在信封上注明“政府信息公开申请”。"
