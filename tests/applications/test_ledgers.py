"""The ledger goes out as a workbook and comes in again."""

from datetime import date

from gongkai.agencies.models import Agency
from gongkai.applications.ledgers import APPLICATIONS
from gongkai.applications.models import Application
from gongkai.applications.transitions.register import register
from gongkai.ledgers import exporting
from gongkai.ledgers.importing import ImportContext, ImportResult, import_sheets
from gongkai.ledgers.workbook import RawSheet, read_workbook
from tests.applications.build import row
from tests.build import Town

TODAY = date(2018, 5, 2)

_HEADERS = "登记编号 受理日期 申请方式 申请人姓名 申请公开的信息 类别 办结日期 办理结果 原因"
_GRANTED = "1 2017年3月6日 网上申请 陈申请 农村低保标准 政策法规类 2017.3.9 同意公开"
_REFUSED = "2 2017-03-07 当面 陈申请 修路账目 公共资金使用和监督类 2017-03-20 否决公开 信息不存在"
OLD_FORM = RawSheet(
    "依申请公开台账",
    [["2017年依申请公开台账"], *(line.split() for line in (_HEADERS, _GRANTED, _REFUSED))],
)


def _import(town: Town, agency: Agency, sheets: list[RawSheet], name: str = "li") -> ImportResult:
    context = ImportContext(agency, [APPLICATIONS], town.acting(name, TODAY))
    return import_sheets(sheets, context, progress=lambda done, total: None)


def test_a_ledger_in_the_words_of_the_office(town: Town) -> None:
    result = _import(town, town.agency, [OLD_FORM])

    assert [str(error) for error in result.errors] == []
    assert result.new == 2
    first, second = Application.objects.order_by("received_on")
    assert (first.channel, first.category) == ("online", "policy")
    assert (second.channel, second.category) == ("in_person", "funds")
    assert (second.reply.outcome, second.reply.ground) == ("unable_to_provide", "not_existing")


def test_the_same_file_twice_adds_nothing(town: Town) -> None:
    _import(town, town.agency, [OLD_FORM])
    again = _import(town, town.agency, [OLD_FORM])

    assert (again.errors, again.new, again.already_there) == ([], 0, 2)


def test_the_export_is_known_again_and_can_move(town: Town) -> None:
    entry = row(
        working_days=15,
        extension_reason="需要查找档案",
        approved_by="周主任",
        notified_on=date(2018, 2, 28),
        replied_on=date(2018, 3, 20),
        outcome="同意部分公开",
        ground="个人隐私",
        reply_number="青答1号",
        category="major",
    )
    register(town.agency, entry, acting=town.acting("li", TODAY))
    content = exporting.export_workbook([APPLICATIONS], town.agency)
    sheets = read_workbook(content, filename="台账.xlsx")

    again = _import(town, town.agency, sheets)
    assert (again.errors, again.new, again.already_there) == ([], 0, 1)


def test_an_error_names_its_place(town: Town) -> None:
    wrong = [list(cells) for cells in OLD_FORM.rows]
    wrong[3][8] = "天气不好"
    result = _import(town, town.agency, [RawSheet("依申请公开", wrong)])

    assert len(result.errors) == 1
    assert "第4行“办理结果”列“否决公开”" in str(result.errors[0])
    assert not Application.objects.exists()
