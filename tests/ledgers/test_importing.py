"""A whole ledger in, or nothing of it; and every fault named where it stands."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from gongkai.agencies.ledgers import ALL, OFFICERS, TRAININGS
from gongkai.agencies.models import (
    LeadingGroupMember,
    Meeting,
    Officer,
    Person,
    SupportingRule,
    Training,
)
from gongkai.agencies.transitions.work import TrainingEntry, hold_training
from gongkai.audit import log
from gongkai.audit.actions import Action
from gongkai.audit.models import Entry
from gongkai.ledgers import exporting
from gongkai.ledgers.importing import ImportResult, import_sheets, preview
from tests.build import Town, build_town
from tests.ledgers.build import TRAINING, context, imported, previewed, read, silent, workbook

ROW = [date(2017, 3, 20), "公开条例学习", "吴讲师", "三楼会议室", 20, ""]
PEOPLE = ["姓名", "职务", "任职日期"]
GROUP = ["姓名", "组内职务", "任职日期"]
OFFICER = ["姓名", "人员类别", "起始日期"]
MEETING = ["日期", "会议名称", "类型", "参加人数"]
RULE = ["制度名称", "版次", "施行日期", "废止日期"]


def faults(result: ImportResult) -> list[tuple[str, int | None, str, str]]:
    """Where each error is and what stands there."""
    return [(error.sheet, error.row, error.column, error.value) for error in result.errors]


def test_rows_become_records_and_one_more_entry_of_the_log(town: Town) -> None:
    before = Entry.objects.count()
    result = imported(
        town, {"培训": [TRAINING, ROW, [date(2017, 4, 20), "第二次", "", "", 21, ""]]}
    )
    assert (result.written, result.new, result.already_there, result.errors) == (True, 2, 0, [])
    assert [training.subject for training in Training.objects.order_by("held_on")] == [
        "公开条例学习",
        "第二次",
    ]
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))[before:]
    assert actions == [Action.TRAINING_HOLD, Action.TRAINING_HOLD, Action.LEDGER_IMPORT]
    last = Entry.objects.order_by("-pk")[0]
    assert last.data == {"file": "0" * 64, "rows": {"trainings": 2}}


def test_the_same_file_twice_adds_nothing(town: Town) -> None:
    sheets = {"培训": [TRAINING, ROW], "会议": [MEETING, ["2017-3-12", "全镇会议", "全镇会议", ""]]}
    assert imported(town, sheets).new == 2
    before = Entry.objects.count()
    again = imported(town, sheets)
    assert (again.written, again.new, again.already_there) == (True, 0, 2)
    assert (Training.objects.count(), Meeting.objects.count()) == (1, 1)
    assert Entry.objects.count() == before


def test_an_export_imported_again_adds_nothing(town: Town) -> None:
    imported(
        town,
        {
            "人员": [PEOPLE, ["陈组长", "镇长", "2016-1-1"]],
            "领导小组": [GROUP, ["陈组长", "组长", "2017-1-1"]],
            "信息公开人员": [OFFICER, ["陈组长", "兼职", "2017-1-1"]],
            "配套制度": [RULE, ["考核办法", 1, "2017-2-1", ""]],
            "会议": [MEETING, ["2017-3-12", "=全镇会议", "全体", 60]],
            "培训": [TRAINING, ROW],
        },
    )
    book = exporting.export_workbook(ALL, town.agency)
    result = import_sheets(read(book), context(town), progress=silent)
    assert (result.errors, result.new) == ([], 0)
    assert result.already_there == 6 + len(town.people) - 1  # without the neighbour's person
    for ledger in ALL:
        content = exporting.export_csv(ledger, town.agency)
        sheets = read(content, f"青山镇{ledger.sheet} (1).csv")
        assert import_sheets(sheets, context(town), progress=silent).new == 0, ledger.key


def test_two_equal_rows_in_one_file(town: Town) -> None:
    result = imported(town, {"培训": [TRAINING, ROW, ROW]})
    assert not result.written
    assert [(error.row, str(error)) for error in result.errors] == [
        (3, "工作表“培训”第3行：已有日期、培训主题相同的培训，请核对是否重复登记。")
    ]
    assert Training.objects.count() == 0


def test_a_preview_writes_nothing(town: Town) -> None:
    before = Entry.objects.count()
    result = previewed(town, {"培训": [TRAINING, ROW]})
    assert (result.written, result.new, result.errors) == (False, 1, [])
    assert (Training.objects.count(), Entry.objects.count()) == (0, before)


@pytest.mark.parametrize(
    "name", ["培训", "培训台账", " 培 训 ", "2017年培训", "trainings", "青山镇培训台账(2)"]
)
def test_names_of_a_sheet(town: Town, name: str) -> None:
    assert imported(town, {name: [TRAINING, ROW]}).new == 1


def test_the_longest_name_wins(town: Town) -> None:
    imported(town, {"人员": [PEOPLE, ["陈组长", "镇长", "2016-1-1"]]})
    imported(town, {"青山镇信息公开人员": [OFFICER, ["陈组长", "专业", "2017-1-1"]]})
    assert Officer.objects.get().kind == "specialist"


def test_titles_above_the_header_and_columns_of_ones_own(town: Town) -> None:
    header = ["序号", "参加人数（人）", "时　间", "主题", "天气", "备注"]
    rows = [["青山镇2017年培训台账"], [], ["填表人：李经办"], header, [1, 20, "2017.3.20", "学习"]]
    result = imported(town, {"培训": rows})
    assert result.written
    assert result.sheets[0].ignored_columns == ("天气",)
    training = Training.objects.get()
    assert (training.participants, training.held_on) == (20, date(2017, 3, 20))


def test_sheets_of_notes_and_empty_sheets_are_passed_over(town: Town) -> None:
    result = imported(town, {"填表说明": [["请如实填写"]], "空": [[]], "培训": [TRAINING, ROW]})
    assert (result.written, [sheet.name for sheet in result.sheets]) == (True, ["培训"])


def test_an_unknown_sheet(town: Town) -> None:
    result = imported(town, {"工资表": [["姓名"], ["甲"]], "培训": [TRAINING, ROW]})
    assert not result.written
    assert faults(result) == [("工资表", None, "", "")]
    assert "不认识这个工作表，请改名或删除。可用的名称：内设机构、人员、" in str(result.errors[0])


def test_a_missing_column(town: Town) -> None:
    result = imported(town, {"培训": [["日期", "主讲人", "参加人数"], ["2017-3-20", "吴", 20]]})
    assert faults(result) == [("培训", None, "培训主题", "")]
    assert result.errors[0].message == "缺少“培训主题”列，请补上或下载空白模板。"


def test_rows_are_numbered_as_the_spreadsheet_numbers_them(town: Town) -> None:
    rows = [["青山镇培训台账"], TRAINING, ROW, [], ["3月", "主题", "", "", 20, ""]]
    (error,) = imported(town, {"培训": rows}).errors
    assert str(error) == (
        "工作表“培训”第5行“日期”列“3月”：看不懂这个日期，请写成 2017-03-12 或 2017年3月12日。"
    )


def test_people_are_written_before_those_who_refer_to_them(town: Town) -> None:
    result = imported(
        town,
        {
            "领导小组": [GROUP, ["陈组长", "组长", "2017-1-1"]],
            "人员": [PEOPLE, ["陈组长", "镇长", "2016-1-1"]],
        },
    )
    assert result.written
    assert LeadingGroupMember.objects.get().person.name == "陈组长"


def test_who_refers_to_a_refused_row_is_not_to_blame(town: Town) -> None:
    result = imported(
        town,
        {
            "人员": [PEOPLE, ["陈组长", "镇长", "三月"]],
            "领导小组": [GROUP, ["陈组长", "组长", "2017-1-1"]],
        },
    )
    assert faults(result) == [("人员", 2, "任职日期", "三月")]


def test_no_permission(town: Town) -> None:
    sheets = read(workbook({"培训": [TRAINING, ROW]}))
    result = import_sheets(sheets, context(town, "wang"), progress=silent)
    assert not result.written
    assert "没有“登记培训”的权限" in result.errors[0].message


def test_progress_counts_every_row(town: Town) -> None:
    seen: list[tuple[int, int]] = []
    rows = [TRAINING, *([date(2017, 3, day), "学习", "", "", 1, ""] for day in (1, 2, 3))]
    sheets = read(workbook({"培训": rows}))
    preview(sheets, context(town), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_ten_faults_of_ten_kinds(town: Town) -> None:
    before = (Entry.objects.count(), Person.objects.count())
    good = [date(2017, 5, 4), "好的一行", "", "", 10, ""]
    result = imported(
        town,
        {
            "人员": [
                PEOPLE,
                ["陈组长", "镇长", "2016-1-1"],
                ["林副组长", "副镇长", "2016-1-1"],
                ["何委员", "干事", "二月三十"],  # 1: a day that cannot be read
            ],
            "领导小组": [
                GROUP,
                ["陈组长", "组长", "2017-1-1"],
                ["林副组长", "组长", "2017-1-1"],  # 2: a second head
                ["无名氏", "成员", "2017-1-1"],  # 3: nobody of this name
                ["何委员", "成员", "2017-1-1"],  # not counted: its person is refused above
            ],
            "信息公开人员": [
                OFFICER,
                ["陈组长", "临时工", "2017-1-1"],  # 4: a word outside the list
            ],
            "配套制度": [
                RULE,
                ["考核办法", 1, "2017-2-1", "2016-2-1"],  # 5: repealed before it is in force
            ],
            "会议": [
                MEETING,
                ["2017-3-12", "全镇会议", "全体会议", 60],
                ["2019-3-12", "明年的会议", "全体会议", 60],  # 6: after the day of the import
                ["2017-3-12", "", "专题会议", ""],  # 7: a required cell is empty
            ],
            "培训": [
                TRAINING,
                good,
                [date(2017, 6, 4), "人数不清", "", "", "19余人", ""],  # 8: no number
                [
                    date(2017, 7, 4),
                    "名单过长",
                    "",
                    "",
                    1,
                    "甲、乙、丙",
                ],  # 9: names beyond the number
                good,  # 10: the same row twice
            ],
        },
    )
    assert not result.written
    assert faults(result) == [
        ("人员", 4, "任职日期", "二月三十"),
        ("领导小组", 3, "组内职务", "组长"),
        ("领导小组", 4, "姓名", "无名氏"),
        ("信息公开人员", 2, "人员类别", "临时工"),
        ("配套制度", 2, "废止日期", "2016-2-1"),
        ("会议", 3, "日期", "2019-3-12"),
        ("会议", 4, "会议名称", ""),
        ("培训", 3, "参加人数", "19余人"),
        ("培训", 4, "参加人数", "1"),
        ("培训", 5, "", ""),
    ]
    assert (Entry.objects.count(), Person.objects.count()) == before
    written = (LeadingGroupMember, Officer, SupportingRule, Meeting, Training)
    assert [model.objects.count() for model in written] == [0, 0, 0, 0, 0]


def test_two_records_that_differ_in_an_empty_cell_are_two(town: Town) -> None:
    imported(town, {"培训": [TRAINING, ROW]})
    other = [*ROW[:2], "另一位", *ROW[3:]]
    result = imported(town, {"培训": [TRAINING, other]})
    assert result.errors[0].message == "已有日期、培训主题相同的培训，请核对是否重复登记。"
    assert next(TRAININGS.entries(town.agency)).trainer == "吴讲师"
    assert list(OFFICERS.entries(town.agency)) == []


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_preview_keeps_nobody_from_writing() -> None:
    town = build_town()
    written: list[int] = []

    def save(done: int, total: int) -> None:
        """Somebody saves meanwhile, and on a connection of their own."""
        # Without `with`, which would wait for ever where the preview is in the way.
        written.append(ThreadPoolExecutor(1).submit(_hold_training, town).result(timeout=10))

    sheets = read(workbook({"培训": [TRAINING, ROW]}))
    assert preview(sheets, context(town), progress=save).new == 1
    assert len(written) == 1
    assert [training.subject for training in Training.objects.all()] == ["会前学习"]
    assert log.first_broken_link() is None


def _hold_training(town: Town) -> int:
    entry = TrainingEntry(held_on=date(2017, 3, 1), subject="会前学习", participants=3)
    try:
        return int(hold_training(town.agency, entry, acting=town.acting("li")).pk)
    finally:
        connection.close()
