"""Ledgers in and out on pages: templates, export, import with its preview."""

import time
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from gongkai.agencies.ledgers import MEETINGS
from gongkai.agencies.models import Meeting
from gongkai.agencies.transitions import work
from gongkai.desk.registers import LEDGERS
from tests.build import Town, build_town
from tests.desk.build import browser_of, page

CSV = "日期,会议名称,类型,参加人数\n2017-3-12,春季工作会议,全体会议,40\n2017-9-1,专题会,专题,12\n"


def _sheets(content: bytes) -> list[str]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names


def _upload(client: Client, text: str, name: str = "会议.csv") -> Any:
    file = SimpleUploadedFile(name, text.encode("utf-8-sig"))
    return client.post("/desk/qingshan/imports/", {"file": file})


def _finished(client: Client, address: str) -> str:
    for _ in range(200):
        shown = client.get(address).content.decode()
        if "<progress" not in shown:
            return shown
        time.sleep(0.05)
    raise AssertionError("the import does not end")


def test_templates_hold_one_ledger_or_all(as_li: Client) -> None:
    one = as_li.get("/desk/templates/meetings/")
    assert _sheets(one.content)[0] == "会议"
    everything = _sheets(as_li.get("/desk/templates/all/").content)
    assert [name for name in everything if name in {ledger.sheet for ledger in LEDGERS}] == [
        ledger.sheet for ledger in LEDGERS
    ]
    assert as_li.get("/desk/templates/nothing/").status_code == 404


def test_a_ledger_is_exported_for_excel_and_as_csv(as_li: Client, town: Town) -> None:
    work.hold_meeting(
        town.agency,
        work.MeetingEntry(held_on=date(2017, 3, 12), subject="春季工作会议", scope="whole"),
        acting=town.acting(),
    )
    csv = as_li.get("/desk/qingshan/exports/meetings/", {"format": "csv"})
    text = csv.content.decode("utf-8-sig")
    assert "2017-03-12,春季工作会议,全体会议" in text
    assert "filename*=utf-8''" in csv["Content-Disposition"]
    book = as_li.get("/desk/qingshan/exports/meetings/")
    assert _sheets(book.content)[0] == MEETINGS.sheet


@pytest.mark.parametrize(
    ("person", "key", "status"),
    [
        ("sun", "all", 200),
        ("zheng", "meetings", 200),
        ("admin", "all", 404),
        ("admin", "meetings", 404),
        ("admin", "people", 200),
        ("wang", "people", 404),
        ("li", "nothing", 404),
    ],
)
def test_who_may_read_may_export(town: Town, person: str, key: str, status: int) -> None:
    answer = browser_of(town, person).get(f"/desk/qingshan/exports/{key}/")
    assert answer.status_code == status


def test_the_import_is_offered_to_those_who_may(town: Town) -> None:
    assert "上传并预览" in page(browser_of(town, "li"), "qingshan/imports/")
    shown = page(browser_of(town, "sun"), "qingshan/imports/")
    assert "上传并预览" not in shown
    assert "导出全部台账" in shown


@pytest.mark.django_db(transaction=True)
def test_an_import_is_previewed_then_confirmed() -> None:
    town = build_town()
    li = browser_of(town, "li")
    preview = _upload(li, CSV)
    shown = _finished(li, preview["Location"])
    assert "检查通过，将新增 2 行。尚未写入。" in shown
    assert not Meeting.objects.exists()
    address = shown.partition('action="/desk/qingshan/uploads/')[2].partition('"')[0]
    confirmed = li.post(f"/desk/qingshan/uploads/{address}")
    assert "导入完成，新增 2 行。" in _finished(li, confirmed["Location"])
    assert Meeting.objects.count() == 2
    again = _upload(li, CSV)
    assert "没有需要写入的内容" in _finished(li, again["Location"])
    other = browser_of(town, "wang")
    assert other.get(preview["Location"].replace("qingshan", "neighbour")).status_code == 404
    assert browser_of(town, "sun").post(f"/desk/qingshan/uploads/{address}").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_one_error_and_nothing_is_written() -> None:
    li = browser_of(build_town(), "li")
    preview = _upload(li, CSV.replace("2017-9-1", "九月一日"))
    shown = _finished(li, preview["Location"])
    assert "有 1 处错误，没有写入任何内容" in shown
    assert "九月一日" in shown
    assert "写入 1 行" not in shown
    assert not Meeting.objects.exists()


def test_a_file_that_is_none_is_refused_in_words(as_li: Client) -> None:
    nothing = as_li.post("/desk/qingshan/imports/", {"csrfmiddlewaretoken": "x"})
    assert "请选择要导入的台账文件。" in nothing.content.decode()
    empty = as_li.post("/desk/qingshan/imports/", {"file": SimpleUploadedFile("a.csv", b"")})
    assert "这个文件是空的。" in empty.content.decode()
    broken = SimpleUploadedFile("台账.xlsx", b"no workbook at all")
    answer = as_li.post("/desk/qingshan/imports/", {"file": broken})
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()


def test_a_run_or_upload_that_is_gone_says_so(as_li: Client) -> None:
    gone = as_li.get("/desk/qingshan/imports/nothing/")
    assert gone.status_code == 404
    assert "请重新上传文件" in gone.content.decode()
    gone = as_li.post("/desk/qingshan/uploads/nothing/confirmation/")
    assert gone.status_code == 404
    assert "请重新上传" in gone.content.decode()
