"""The ledger of public items: words as offices write them, and rows that come back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongkai.agencies.transitions.people import PersonEntry, enter_person
from gongkai.audit.models import Entry
from gongkai.catalog.models import CountedItem, DisclosureItem
from gongkai.ledgers.exporting import export_csv, export_workbook
from gongkai.ledgers.importing import ImportContext, ImportResult, import_sheets
from gongkai.ledgers.workbook import RawSheet, read_workbook
from gongkai.publication.ledgers import ITEMS
from gongkai.publication.transitions import registered
from tests.build import Town
from tests.publication.build import entry, published, registered_item, withdrawn

HEADERS = [
    "索引号",
    "标题",
    "成文日期",
    "公开日期",
    "业务类别",
    "与群众密切关系",
    "法定公开事项",
    "拟稿人",
    "拟稿日期",
    "审查人",
    "审查日期",
    "审查依据",
    "批准人",
    "审批日期",
]


def row(title: str, **changes: str) -> list[str]:
    """A row as an office writes it."""
    cells = dict(
        zip(
            HEADERS,
            [
                "",
                title,
                "2017年3月1日",
                "20170308",
                "政策法规",
                "规范性文件",
                "执行计划生育政策的情况",
                "李经办",
                "2017-3-2",
                "孙审查",
                "2017-3-3",
                "不涉密",
                "赵负责",
                "2017-3-6",
            ],
            strict=True,
        )
    )
    return list((cells | changes).values())


def imported(town: Town, *sheets: RawSheet) -> ImportResult:
    """The result of importing as li."""
    context = ImportContext(agency=town.agency, ledgers=(ITEMS,), acting=town.acting("li"))
    return import_sheets(sheets, context, progress=lambda done, total: None)


def sheet(*rows: list[str]) -> RawSheet:
    """A sheet of public items."""
    return RawSheet("公开信息", [HEADERS, *rows])


def test_a_row_in_the_words_of_an_office(town: Town) -> None:
    result = imported(town, sheet(row("关于计划生育工作的意见")))

    assert (result.errors, result.new) == ([], 1)
    item = DisclosureItem.objects.get()
    assert (item.business_category, item.concern_category) == ("policy", "normative")
    assert item.statutory_duty == "2008-12-8"
    assert item.generated_on == date(2017, 3, 1)
    assert item.index_number == "qingshan/2017-00001"


def test_entered_and_read_again(town: Town) -> None:
    item = registered_item(town)
    assert ITEMS.read(ITEMS.records(town.agency).get(pk=item.pk)) == entry()
    assert not ITEMS.records(town.neighbour).exists()


def test_the_same_file_twice_adds_nothing(town: Town) -> None:
    file = sheet(
        row("关于计划生育工作的意见"),
        row("关于防火的通告", 索引号="000014349/2017-00007"),
        row("按代码写的事项", 法定公开事项="2008-12-8"),
    )
    assert imported(town, file).new == 3
    log_length = Entry.objects.count()

    again = imported(town, file)

    assert (again.errors, again.new, again.already_there) == ([], 0, 3)
    assert DisclosureItem.objects.count() == 3
    assert Entry.objects.count() == log_length


def test_a_person_written_without_the_note_is_known_again(town: Town) -> None:
    enter_person(
        town.agency,
        PersonEntry(name="吴工", note="农业站", title="站长", since=date(2010, 1, 1)),
        acting=town.acting("li"),
    )
    file = sheet(row("关于春耕的通知", 拟稿人="吴工"))
    assert imported(town, file).new == 1
    assert imported(town, file).already_there == 1


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_an_exported_file_adds_nothing(town: Town, suffix: str) -> None:
    registered_item(town)
    registered_item(town, title="另一条", validity="repealed", invalid_on=date(2018, 1, 1))
    published(town)
    exports: dict[str, Any] = {
        "xlsx": lambda: export_workbook([ITEMS], town.agency),
        "csv": lambda: export_csv(ITEMS, town.agency),
    }
    sheets = read_workbook(exports[suffix](), filename=f"公开信息.{suffix}")

    result = imported(town, *sheets)

    assert (result.errors, result.new, result.already_there) == ([], 0, 3)


RICH = "<h2>一、名册</h2>\n<table><tbody><tr><td>王家村</td><td>12户</td></tr></tbody></table>"


def test_a_table_is_one_line_of_the_ledger_and_known_again(town: Town) -> None:
    item = published(town, body=RICH)
    (entry,) = ITEMS.entries(town.agency)
    assert entry.body == "一、名册\n王家村 12户"
    for file in (export_workbook([ITEMS], town.agency), export_csv(ITEMS, town.agency)):
        name = "公开信息.xlsx" if file.startswith(b"PK") else "公开信息.csv"
        assert imported(town, *read_workbook(file, filename=name)).already_there == 1
    changed = replace(entry, subject_terms="名册")
    registered.amend(item.pk, changed, reason="补充", acting=town.acting("li"))
    item.refresh_from_db()
    assert (item.body, item.subject_terms) == (RICH, "名册")


def test_a_cell_of_text_becomes_paragraphs(town: Town) -> None:
    item = registered_item(town, body="一、名册\n\n  见附件。\t<b>")
    assert item.body == "<h2>一、名册</h2>\n<p>见附件。 &lt;b&gt;</p>"


def test_an_exported_file_brings_the_same_items_to_an_empty_agency(town: Town) -> None:
    registered_item(town, index_number="014416330/2017-00012")
    sheets = read_workbook(export_workbook([ITEMS], town.agency), filename="台账.xlsx")
    before = list(ITEMS.entries(town.agency))
    item = DisclosureItem.objects.get()
    CountedItem.objects.filter(item=item).delete()
    item.secrecy_reviews.all().delete()
    item.approvals.all().delete()
    item.delete()

    assert imported(town, *sheets).new == 1
    assert list(ITEMS.entries(town.agency)) == before
    assert DisclosureItem.objects.get().index_number == "014416330/2017-00012"


def test_a_withdrawn_item_is_in_no_export(town: Town) -> None:
    withdrawn(town)
    assert list(ITEMS.entries(town.agency)) == []


def test_every_fault_is_named_at_its_cell(town: Town) -> None:
    result = imported(
        town,
        sheet(
            row("一", 业务类别="杂类"),
            row("二", 审查人="李经办"),
            row("三", 法定公开事项="市政建设"),
        ),
    )
    assert [(error.row, error.column) for error in result.errors] == [
        (2, "业务分类"),
        (3, "保密审查人"),
        (4, "法定公开事项"),
    ]
    assert not DisclosureItem.objects.exists()


def test_reading_a_list_takes_a_fixed_number_of_queries(
    town: Town, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        registered_item(town, title=f"第{number}条")
    with django_assert_num_queries(5):
        assert len(list(ITEMS.entries(town.agency))) == 3
