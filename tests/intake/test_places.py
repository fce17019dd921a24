import pytest

from gongkai.intake.files import FileKind, recognise
from gongkai.intake.findings import FindingKind
from gongkai.intake.metadata import strip_metadata
from gongkai.intake.places import Line, in_order, place_at, written
from gongkai.intake.scan import scan
from gongkai.intake.text import extract
from gongkai.redaction.verify import verify
from tests.intake import planted
from tests.intake.planted import NUMBER

CASES = [
    pytest.param(make, place, kind, id=f"{kind} {name}")
    for kind, files in (
        (FileKind.DOCX, planted.WORD_FILES),
        (FileKind.XLSX, planted.WORKBOOKS),
        (FileKind.PPTX, planted.PRESENTATIONS),
        (FileKind.PDF, planted.PDFS),
    )
    for name, (make, place) in files.items()
]


def places_of(content, kind):
    """Where the scan finds the number."""
    text = extract(content, kind)
    return [
        place_at(text, one.start)
        for one in scan(text)
        if (one.kind, one.excerpt) == (FindingKind.ID_NUMBER, NUMBER)
    ]


@pytest.mark.parametrize(("make", "place", "kind"), CASES)
def test_a_number_is_found_wherever_it_stands(make, place, kind):
    content = make()
    assert recognise(content, "").kind is kind
    assert set(places_of(content, kind)) == {place}


GONE = {
    *("docx deleted", "docx moved away", "docx comment", "docx properties", "docx variable"),
    *("docx custom data", "xlsx comment", "xlsx properties", "xlsx own property", "pptx comment"),
    *("pdf remark", "pdf properties", "pdf metadata"),
}


@pytest.mark.parametrize(("make", "place", "kind"), [one for one in CASES if one.id in GONE])
def test_what_only_the_makers_saw_is_not_in_a_copy(make, place, kind):
    copy = strip_metadata(make(), kind)
    assert places_of(copy, kind) == []
    assert verify(copy, [NUMBER]) == ()


@pytest.mark.parametrize(("make", "place", "kind"), [one for one in CASES if one.id not in GONE])
def test_what_a_copy_holds_is_found_in_it(make, place, kind):
    assert set(places_of(strip_metadata(make(), kind), kind)) == {place}


def test_places_come_once_each_and_the_text_has_no_heading():
    lines = [
        Line("", "甲"),
        Line("页眉", "乙"),
        Line("", " \n丙"),
        Line("页脚", " "),
        Line("页眉", "丁"),
    ]
    text = written(in_order(lines))
    assert text == "甲\n丙\n〔页眉〕\n乙\n丁"
    assert [place_at(text, text.index(one)) for one in "甲丙乙丁"] == ["", "", "页眉", "页眉"]


def test_a_line_of_the_text_is_no_heading():
    text = "〔2024〕\n〔图片未导入〕\n甲"
    assert place_at(text, len(text)) == ""


def test_names_that_word_gives_by_itself_tell_nothing():
    content = planted.word_xml(
        '<w:bookmarkStart w:id="1" w:name="_GoBack"/>'
        "<w:r><w:instrText> PAGE </w:instrText></w:r>"
        '<w:sdt><w:sdtPr><w:id w:val="-1234567890"/><w:tag w:val="表单 1"/></w:sdtPr></w:sdt>'
    )
    assert extract(strip_metadata(content, FileKind.DOCX), FileKind.DOCX) == "正文"
