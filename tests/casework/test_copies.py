"""What is marked is gone from the copy: out of text, metadata and hidden layers, in every kind."""

import io
from typing import Any

import docx
import pypdfium2
import pytest
from django.db import connection

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.audit.models import Entry
from gongkai.calendars.queries import calendar
from gongkai.casework import facts
from gongkai.casework.letter_policies import passed
from gongkai.casework.models import FoundDocument, Letter, RedactionMark
from gongkai.casework.redactions import word_of
from gongkai.casework.transitions import copies
from gongkai.catalog import files
from gongkai.letters.compose import Letter as Composed
from tests.build import Town
from tests.casework.build import SIGNED, a_case, again, drafted, furnished, reviewed
from tests.casework.finding_build import (
    NAME,
    NUMBER,
    ON,
    THIRD_PARTY,
    contract,
    copied,
    drafted_decision,
    entry_count,
    judged,
    last_entry,
    letter_file,
    listed,
    marked,
)
from tests.intake.build import AUTHOR, pdf
from tests.redaction.build import everything, members_of, solid_jpeg, texts


def content_of(document: FoundDocument) -> bytes:
    return files.read(str(document.released))


def partly(town: Town, content: bytes, filename: str, **values: Any) -> FoundDocument:
    application = Application.objects.first() or a_case(town)
    document = listed(town, application, content=content, filename=filename, **values)
    return judged(town, document, "partly", "third_party")


def test_a_marked_pdf_loses_its_words_everywhere(town: Town) -> None:
    document = partly(town, contract(), "合同.pdf")
    assert NAME in "".join(texts(contract()))
    marked(town, document, NAME)
    marked(town, document, NUMBER)

    found = copied(town, document)

    copy = content_of(found)
    assert len(texts(copy)) == found.page_count == 2
    read = "".join(texts(copy))
    assert "面积三亩" in read
    for gone in (NAME, NUMBER):
        assert gone not in read
        for encoding in ("utf-8", "utf-16-be", "gb18030"):
            assert gone.encode(encoding) not in everything(copy)
    with pypdfium2.PdfDocument(copy) as opened:
        assert not any(opened.get_metadata_dict().values())
    assert str(found.released).startswith("released/")
    assert last_entry(found.application).data["sha256"] == found.sha256


def test_a_marked_word_file_loses_its_words_and_its_author(town: Town) -> None:
    document = partly(town, letter_file(), "档案.docx")
    marked(town, document, NAME)
    marked(town, document, NUMBER)

    copy = content_of(copied(town, document))

    opened = docx.Document(io.BytesIO(copy))
    read = "".join(one.text for one in opened.paragraphs)
    assert "面积三亩" in read
    assert opened.core_properties.author == ""
    for member in members_of(copy).values():
        for gone in (NAME, NUMBER, AUTHOR):
            assert gone.encode() not in member


def test_what_is_marked_stands_encrypted_in_the_database(town: Town) -> None:
    mark = marked(town, partly(town, contract(), "合同.pdf"), NUMBER)

    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM casework_redactionmark")
        ((stored,),) = cursor.fetchall()
    assert stored
    assert NUMBER not in stored
    assert word_of(RedactionMark.objects.get(pk=mark.pk)) == NUMBER


def test_the_same_words_are_not_marked_twice(town: Town) -> None:
    document = partly(town, contract(), "合同.pdf")
    marked(town, document, NUMBER)
    with pytest.raises(NotAllowed, match="已经标记过"):
        marked(town, document, NUMBER)


def test_an_area_of_a_picture_is_painted_over(town: Town) -> None:
    document = partly(town, solid_jpeg(160, 160, 90, turned=1), "扫描.jpg")
    marked(town, document, page=1, area=(0, 0, 0.5, 0.5))

    found = copied(town, document)

    copy = content_of(found)
    assert copy.startswith(b"\x89PNG")
    assert b"Exif" not in copy
    assert b"tEXt" not in copy
    assert str(found.released).endswith(".png")
    assert found.page_count == 1


def test_an_area_of_a_page_takes_the_text_below_it(town: Town) -> None:
    document = partly(town, contract(), "合同.pdf")
    marked(town, document, page=2, area=(0, 0, 1, 0.5))

    first, second = texts(content_of(copied(town, document)))

    assert NAME in first
    assert NAME not in second


def test_a_whole_copy_loses_its_author(town: Town) -> None:
    document = listed(town, a_case(town), content=letter_file(), filename="档案.docx")

    found = copied(town, judged(town, document, "give"))

    for member in members_of(content_of(found)).values():
        assert AUTHOR.encode() not in member
    assert "面积三亩".encode() in members_of(content_of(found))["word/document.xml"]


def test_the_original_is_never_the_copy(town: Town) -> None:
    original = contract()
    document = partly(town, original, "合同.pdf")
    marked(town, document, NAME)

    found = copied(town, document)

    assert files.read(str(found.original)) == original
    assert content_of(found) != original


def test_any_change_of_marks_drops_the_copy(town: Town) -> None:
    document = partly(town, contract(), "合同.pdf")
    first = marked(town, document, NAME)
    copied(town, document)

    marked(town, document, NUMBER)
    document.refresh_from_db()
    assert (document.released, document.sha256) == ("", "")

    copied(town, document)
    copies.unmark(first.pk, acting=town.acting("li", ON))
    document.refresh_from_db()
    assert (document.released, document.sha256) == ("", "")
    assert last_entry(document.application).action == "found_document.unmark"


def test_no_copy_where_the_title_tells(town: Town) -> None:
    document = partly(town, contract(), "合同.pdf", title=f"{NAME}承包合同")
    marked(town, document, NAME)
    before = entry_count()

    with pytest.raises(NotAllowed, match="没有生成提供件：文件名里还有应当遮盖的文字"):
        copied(town, document)

    document.refresh_from_db()
    assert document.released == ""
    assert entry_count() == before


def test_no_copy_of_what_cannot_be_vouched_for(town: Town) -> None:
    hidden = pdf("公开的内容")
    document = judged(town, listed(town, a_case(town), content=hidden), "give")
    # The kept file was damaged on the disk.
    with files.default_storage.open(str(document.original), "wb") as kept:
        kept.write(b"%PDF-1.7 broken")

    with pytest.raises(NotAllowed, match="没有生成提供件"):
        copied(town, document)


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ({"text": "找不到的字"}, "文件里找不到这段文字"),
        ({"text": NAME, "ground": "special_query"}, "请选择遮盖的理由"),
        ({}, "请填写要遮盖的文字，或者页码和区域"),
        ({"page": 3, "area": (0, 0, 1, 1)}, "页码应在1至2之间"),
        ({"page": 1, "area": (0.5, 0, 0.5, 1)}, "区域不对"),
        ({"page": 1, "area": (0, 0, 1.5, 1)}, "区域不对"),
    ],
)
def test_marks_that_mark_nothing(town: Town, entry: dict[str, Any], sentence: str) -> None:
    document = partly(town, contract(), "合同.pdf")
    before = entry_count()

    with pytest.raises(NotAllowed, match=sentence):
        marked(town, document, **entry)

    assert entry_count() == before


def test_what_fits_no_kind(town: Town) -> None:
    scan = partly(town, solid_jpeg(160, 160, 90), "扫描.jpg")
    word_file = partly(town, letter_file(), "档案.docx")
    paper = listed(town, scan.application)
    table = listed(town, scan.application, content="户主,面积\n".encode(), filename="台账.csv")

    with pytest.raises(NotAllowed, match="请用区域标记"):
        marked(town, scan, NAME)
    with pytest.raises(NotAllowed, match="请用文字标记"):
        marked(town, word_file, page=1, area=(0, 0, 1, 1))
    with pytest.raises(NotAllowed, match="没有上传原件"):
        marked(town, paper, NAME)
    with pytest.raises(NotAllowed, match="只能对 pdf、docx、png 和 jpg"):
        marked(town, table, "户主")
    marked(town, word_file, NAME)
    with pytest.raises(NotAllowed, match="已经标记过"):
        marked(town, word_file, NAME)


def test_a_copy_needs_its_judgement_and_its_marks(town: Town) -> None:
    document = listed(town, a_case(town), content=contract())
    with pytest.raises(NotAllowed, match="请先提出处理意见"):
        copied(town, document)
    judged(town, document, "withhold", "third_party")
    with pytest.raises(NotAllowed, match="只有公开和部分公开的文件"):
        copied(town, document)
    with pytest.raises(NotAllowed, match="请先改为部分公开"):
        marked(town, document, NAME)
    judged(town, document, "partly", "third_party")
    with pytest.raises(NotAllowed, match="还没有标记遮盖内容"):
        copied(town, document)
    with pytest.raises(NotAllowed, match="没有上传原件"):
        copied(town, judged(town, listed(town, document.application), "give"))
    marked(town, document, NAME)
    copied(town, document)
    with pytest.raises(NotAllowed, match="已经生成"):
        copied(town, document)


def test_marks_changed_meanwhile_stop_the_copy(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    document = partly(town, contract(), "合同.pdf")
    marked(town, document, NAME)
    made = copies._made

    def slowly(found: FoundDocument) -> Any:
        copy = made(found)
        marked(town, document, NUMBER)
        return copy

    monkeypatch.setattr(copies, "_made", slowly)
    with pytest.raises(NotAllowed, match="刚刚改动过"):
        copied(town, document)


def test_the_log_never_holds_a_marked_word(town: Town) -> None:
    document = partly(town, contract(), "合同.pdf")
    one = marked(town, document, NAME)
    copied(town, document)
    copies.unmark(one.pk, acting=town.acting("li", ON))

    assert not [entry for entry in Entry.objects.all() if NAME in str(entry.data)]


def test_the_old_regime_has_its_own_grounds(town: Town) -> None:
    application = a_case(town, on=ON.replace(year=2018, month=2, day=5))
    document = judged(town, listed(town, application, content=contract()), "partly", "privacy")

    with pytest.raises(NotAllowed, match="请选择遮盖的理由"):
        marked(town, document, NAME, "third_party")
    marked(town, document, NAME, "privacy")

    assert NAME not in "".join(texts(content_of(copied(town, document))))


@pytest.mark.parametrize("person", ["zhao", "sun", "qian", "wu", "wang", "zheng"])
def test_only_the_desk_marks(town: Town, person: str) -> None:
    document = partly(town, contract(), "合同.pdf")
    one = marked(town, document, NAME)
    acting = town.acting(person, ON)
    before = entry_count()

    for refused in (
        lambda: copies.mark(
            document.pk, copies.MarkEntry(ground="third_party", text=NUMBER), acting=acting
        ),
        lambda: copies.unmark(one.pk, acting=acting),
        lambda: copies.make_copy(document.pk, acting=acting),
    ):
        with pytest.raises(NotAllowed, match="权限"):
            refused()
    assert entry_count() == before


def test_a_review_holds_only_for_the_copies_it_saw(town: Town) -> None:
    furnished(town)
    document = partly(town, contract(), "合同.pdf")
    application = document.application
    judged(town, document, "partly", "third_party", THIRD_PARTY)
    marked(town, document, NAME)
    one = marked(town, document, NUMBER)
    copied(town, document)
    given = {"provided_form": "纸质复印件", "provided_way": "随本答复邮寄"}
    decision = drafted_decision(town, application, "partially_disclosed", "third_party", **given)
    letter = reviewed(town, drafted(town, application, "D10", decision.pk))
    assert passed(letter, composed(letter)) == {"secrecy", "legal"}

    copies.unmark(one.pk, acting=town.acting("li", ON))
    copied(town, document)

    assert passed(again(letter), composed(letter)) == set()


def composed(letter: Letter) -> Composed:
    return facts.composed(letter, on=SIGNED, calendar=calendar())
