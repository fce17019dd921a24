"""Files in and out, and files that mean harm."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from gongkai.agencies.ledgers import TRAININGS
from gongkai.ledgers import workbook
from gongkai.ledgers.workbook import (
    RawSheet,
    UnreadableFile,
    read_workbook,
    write_csv,
    write_workbook,
)
from tests.ledgers.build import TRAINING, read
from tests.ledgers.build import workbook as made

HEADERS = ["日期", "培训主题", "主讲人", "地点", "参加人数", "参加人员"]
DANGEROUS = ["=1+1", "+86", "-1", "@SUM(A1)", "＝1+1", "'=1+1", "''=1+1", "'普通", "\t=1"]


def test_xlsx_keeps_days_numbers_and_places() -> None:
    (sheet,) = read(made({"培训": [[], ["题目"], ["日期", None, date(2017, 3, 12), 20, "文"]]}))
    assert sheet.name == "培训"
    assert list(sheet.rows[2]) == ["日期", "", date(2017, 3, 12), 20, "文"]
    assert len(sheet.rows) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_encodings_of_an_office(encoding: str) -> None:
    content = '日期,主题\r\n2017-3-12,"第一行\r\n第二行，有引号""是""的"\r\n'.encode(encoding)
    (sheet,) = read_workbook(content, filename="新合镇培训.csv")
    assert sheet.name == "新合镇培训"
    assert list(sheet.rows) == [
        ["日期", "主题"],
        ["2017-3-12", '第一行\r\n第二行，有引号"是"的'],
    ]


def test_csv_exported_opens_in_a_spreadsheet_without_running() -> None:
    content = write_csv(TRAININGS, [[text, "", "", "", 1, ""] for text in DANGEROUS])
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == [
        "'=1+1", "'+86", "'-1", "'@SUM(A1)", "'＝1+1", "''=1+1", "'''=1+1", "'普通", "'\t=1",
    ]  # fmt: skip
    (sheet,) = read_workbook(content, filename="培训.csv")
    assert [row[0] for row in sheet.rows[1:]] == DANGEROUS


def test_xlsx_exported_holds_no_formula_and_no_link() -> None:
    texts = [*DANGEROUS, "https://example.cn/", "00123"]
    content = write_workbook([(TRAININGS, [[text, "", "", "", 1, ""] for text in texts])])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
    (read_back,) = read(content)
    assert [row[0] for row in read_back.rows[1:]] == texts


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = [[date(2017, 3, 12), "主题", "", "", 20, ""]]
    assert write_workbook([(TRAININGS, rows)]) == write_workbook([(TRAININGS, rows)])


def test_what_would_not_fit_into_a_cell_is_no_silent_gap() -> None:
    with pytest.raises(ValueError, match="32768"):
        write_workbook([(TRAININGS, [["长" * 32_768, "", "", "", 1, ""]])])


def test_headers_of_a_template() -> None:
    assert HEADERS == TRAINING
    (sheet,) = read(write_workbook([(TRAININGS, ())]))
    assert list(sheet.rows[0]) == HEADERS


def test_hidden_sheets_and_charts_are_no_ledgers() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("培训").write(0, 0, "日期")
        hidden = book.add_worksheet("选项")
        hidden.write(0, 0, "是")
        hidden.hide()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=培训!$A$1:$A$2"})
        book.add_chartsheet("图").set_chart(chart)
    assert [sheet.name for sheet in read(buffer.getvalue())] == ["培训"]


def test_ods() -> None:
    (sheet,) = read_workbook(_ods(), filename="培训.ods")
    assert sheet == RawSheet("培训", [["日期", "培训主题"], [date(2017, 3, 12), "保密审查"]])


@pytest.mark.parametrize(
    ("filename", "content", "sentence"),
    [
        ("台账.doc", b"x", "不能读取“台账.doc”：请上传 xlsx、xls、ods 或 csv 文件。"),
        ("台账.xlsx", b"", "文件“台账.xlsx”已损坏或不是表格，无法读取。"),
        ("台账.xlsx", b"hello" * 100, "文件“台账.xlsx”已损坏或不是表格，无法读取。"),
        ("台账.xls", b"\xd0\xcf\x11\xe0" + b"0" * 600, "已损坏或不是表格，无法读取。"),
        ("台账.xlsx", b"PK" + b"0" * 50, "文件已损坏或者加了密码，无法读取。"),
        ("台账.csv", b"\xff\xff\xff\xff", "CSV 文件的编码无法识别"),
        ("台账.csv", b'a,"' + b"x" * 200_000, "CSV 文件的引号不成对，无法读取。"),
    ],
)
def test_damaged_files(filename: str, content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(content, filename=filename)
    assert sentence in str(caught.value)


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_file_cut_short(part: float) -> None:
    content = made({"培训": [HEADERS]})
    with pytest.raises(UnreadableFile):
        read(content[: int(len(content) * part)])


def test_a_file_with_a_flipped_byte() -> None:
    content = bytearray(made({"培训": [HEADERS]}))
    content[len(content) // 2] ^= 0xFF
    with pytest.raises(UnreadableFile):
        read(bytes(content))


def test_zip_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 100_000)
    with pytest.raises(UnreadableFile, match="文件解压后过大"):
        read(_zip_of(b"0" * 200_000))


def test_zip_bomb_that_lies_about_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 100_000)
    content = _zip_of(b"0" * 200_000)
    claimed = content.replace((200_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert claimed != content
    with pytest.raises(UnreadableFile, match="文件解压后过大"):
        read(claimed)


def test_two_cells_in_opposite_corners() -> None:
    # The reader would allot sixteen thousand million places and end the whole process.
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("培训")
        sheet.write(0, 0, "日期")
        sheet.write(1_048_575, 16_383, "手误")
    with pytest.raises(UnreadableFile, match="第1048576行、第16384列，请删除表格以外的内容"):
        read(buffer.getvalue())


def test_cells_that_are_only_formatted_do_no_harm() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("培训")
        sheet.write(0, 0, "日期")
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    (read_back,) = read(buffer.getvalue())
    assert list(read_back.rows) == [["日期"]]


def _zip_of(part: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", part)
    return buffer.getvalue()


def _ods() -> bytes:
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="培训">'
        '<table:table-row><table:table-cell office:value-type="string"><text:p>日期</text:p>'
        '</table:table-cell><table:table-cell office:value-type="string"><text:p>培训主题</text:p>'
        "</table:table-cell></table:table-row>"
        '<table:table-row><table:table-cell office:value-type="date"'
        ' office:date-value="2017-03-12"><text:p>2017-03-12</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>保密审查</text:p>'
        "</table:table-cell></table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest'
            ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return buffer.getvalue()
