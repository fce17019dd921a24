import itertools
import time
from datetime import date

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.fonts import package_fonts
from gongkai.documents.model import Document, text_paragraph
from gongkai.documents.pdf import render_pdf
from gongkai.documents.tables import Cell, Table
from gongkai.intake.archives import Refused
from gongkai.redaction.characters import find
from gongkai.redaction.model import BAR, Area, Leaked, Mark, Passage
from gongkai.redaction.pdf import redact_pdf
from gongkai.redaction.verify import verify
from tests.redaction import build

NAME, NUMBER = build.NAME, build.NUMBER
# What would bring something of the file itself over.
TELLING = (
    *(b"/Metadata", b"/Info", b"/EmbeddedFile", b"/Outlines", b"/Annot", b"/AcroForm", b"/JS"),
    *(b"/StructTreeRoot", b"/OCG", b"/OCProperties", b"/Prev", b"/Thumb", b"/PieceInfo", b"/ID"),
    *(b"/JavaScript", b"/OpenAction", b"/Names", b"/XFA", b"/Dests", b"/PageLabels"),
)


def spellings(word):
    for encoding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"):
        yield word.encode(encoding)
        yield word.encode(encoding).hex().encode()
        yield word.encode(encoding).hex().upper().encode()


def redacted(content, *words, **options):
    marks = find(content, words, ground="third_party")
    assert {mark.word for mark in marks} == set(words)
    copy = redact_pdf(content, marks, **options).content
    bytes_of_copy = build.everything(copy)
    for word in words:
        assert build.squeezed(word) not in "".join(build.texts(copy))
        assert [one for one in spellings(word) if one in bytes_of_copy] == []
    assert [one for one in TELLING if one in copy] == []
    assert build.sizes(copy) == build.sizes(content)
    assert verify(copy, words) == ()
    for mark in marks:
        for area in mark.places:
            # White is for the article alone, which stands in bars that are long enough.
            limits = {0} if area.right - area.left < 40 else set(range(256))
            assert build.shades(copy, area.page, area) <= limits
    return copy, marks


def office_letter():
    table = Table(
        caption="发放名单",
        header=((Cell("姓名"), Cell("身份证号"), Cell("金额")),),
        body=tuple(
            (Cell(name), Cell(number), Cell("500"))
            for name, number in ((NAME, NUMBER), ("某村委会", "无"))
        ),
    )
    return Document(
        title="关于发放补助的答复",
        organ="青石镇人民政府",
        dated=date(2025, 3, 1),
        blocks=(text_paragraph(f"经查，{NAME}已领取补助。其余内容照旧公开。"), table),
        keywords=(NAME,),
        subject=NAME,
    )


def test_words_of_a_letter_and_its_table_are_gone_and_the_rest_stays():
    content = render_pdf(office_letter(), fonts=package_fonts())
    assert any(one in build.everything(content) for one in spellings(NAME))
    copy, marks = redacted(content, NAME, NUMBER)
    assert len(marks) == 3
    (text,) = build.texts(copy)
    for kept in ("经查，████已领取补助。其余内容照旧公开。", "某村委会", "500", "发放名单"):
        assert kept in text
    assert text.count(BAR) == sum(len(mark.places) for mark in marks)


def test_words_split_over_lines_columns_and_pages_are_found():
    before = "甲乙丙丁戊己庚辛壬癸" * 2 + "子丑"  # six characters to the line
    text = before + NAME
    narrow = build.pdf(f"#set page(width: 90pt, height: 60pt, margin: 10pt)\n{text * 3}")
    assert len(build.sizes(narrow)) > 3
    copy, marks = redacted(narrow, NAME)
    assert len(marks) == 3
    assert any(len(mark.places) > 1 for mark in marks)
    assert "".join(build.texts(copy)).replace(BAR, "") == before * 3
    columns = build.pdf(
        "#set page(columns: 2, width: 200pt, height: 100pt, margin: 20pt)\n"
        f"{'天地玄黄' * 9}{NAME}宇宙"
    )
    copy, _ = redacted(columns, NAME)
    assert "宇宙" in build.texts(copy)[-1]


def test_letters_of_any_width_and_joined_letters_are_found():
    content = build.pdf("证号３３０１０２１９９００１０１１２３４，oﬃce office 欧 阳 建 国 𠮷田")
    copy, _ = redacted(content, NUMBER, "office", NAME, "𠮷田")
    assert build.texts(copy)[0].count(BAR) == 5
    assert "证号" in build.texts(copy)[0]
    kept, _ = redacted(content, NUMBER)
    assert "office" in build.texts(kept)[0]
    assert "𠮷田" in build.texts(kept)[0]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_and_cropped_pages_are_marked_where_they_are_seen(turn):
    def change(page):
        page.set_rotation(turn)
        page.set_cropbox(30, 40, 200, 180)

    # The text lies on its side in the file and stands upright on the turned page.
    plain = build.pdf(
        "#set page(width: 220pt, height: 200pt, margin: 50pt)\n"
        f"#rotate({-turn}deg, reflow: true)[{NAME}住青石镇]"
    )
    content = build.changed_pages(plain, change)
    copy, marks = redacted(content, NAME)
    assert build.sizes(copy) == [(170, 140) if turn in (0, 180) else (140, 170)]
    assert build.texts(copy) == [f"{BAR}住青石镇"]
    with pypdfium2.PdfDocument(copy) as document:
        assert document[0].get_rotation() == 0
    ((area,),) = [mark.places for mark in marks]
    assert area.right - area.left == pytest.approx(44, abs=3)
    beside = Area(1, area.right + 3, area.top, area.right + 40, area.bottom)
    assert len(build.shades(copy, 1, beside)) > 1


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_that_lies_on_its_side_is_marked_too(turn):
    content = build.changed_pages(
        build.pdf(f"#set page(width: 220pt, height: 200pt)\n{NAME}住青石镇"),
        lambda page: page.set_rotation(turn),
    )
    copy, marks = redacted(content, NAME)
    assert [len(mark.places) for mark in marks] == [1]
    assert set(build.texts(copy)[0]) == set(f"{BAR}住青石镇")


def test_a_page_outside_its_crop_does_not_go_over():
    content = build.changed_pages(
        build.drawn_pdf(build.text_at(20, 20, "Outside") + build.text_at(150, 150, "Within Word")),
        lambda page: page.set_cropbox(100, 100, 300, 300),
    )
    copy, _ = redacted(content, "Word")
    assert "Within" in build.texts(copy)[0]
    assert "Outside" not in build.texts(copy)[0]
    assert b"Outside" not in build.everything(copy)


def test_a_word_that_is_hyphenated_is_found_and_other_hyphens_stay():
    text = "before secret after together"
    content = build.pdf(
        '#set page(width: 62pt, height: auto, margin: 10pt)\n#set text(lang: "en", '
        f"hyphenate: true)\n#set par(justify: true)\n{text}"
    )
    copy, _ = redacted(content, "together")
    assert BAR in build.texts(copy)[0]
    kept, _ = redacted(content, "secret")
    assert "to" in build.texts(kept)[0]
    assert "\ufffe" not in build.everything(kept).decode("utf-16-be", "ignore")


def test_an_area_drawn_by_hand_hides_only_what_is_under_it():
    content = build.drawn_pdf(
        build.text_at(20, 200, "Zhang Weimin") + build.text_at(20, 100, "Zhang Weimin")
    )
    result = redact_pdf(content, (build.at(1, 10, 85, 200, 105),))
    assert build.texts(result.content) == [f"{BAR}ZhangWeimin"]
    assert result.report.removed == 11
    assert result.report.places == 1
    assert build.shades(result.content, 1, Area(1, 90, 85, 200, 105)) == {0}


def test_a_marked_word_that_stands_elsewhere_too_keeps_the_copy_back():
    content = build.drawn_pdf(build.text_at(20, 200, "Weimin") + build.text_at(20, 100, "Weimin"))
    first, _ = find(content, ["Weimin"], ground="third_party")
    with pytest.raises(Leaked, match=r"“Weimin”见于第1页的文字"):
        redact_pdf(content, (first,))


def test_layers_that_are_off_white_text_and_text_below_a_box_do_not_go_over():
    content = build.drawn_pdf(
        build.text_at(20, 250, "Seen Word")
        + b"/OC /L BDC " + build.text_at(20, 220, "LayerSecret") + b"EMC\n"
        + b"1 g " + build.text_at(20, 190, "WhiteSecret") + b"0 g "
        + b"BT 3 Tr /F 12 Tf 20 160 Td (ScanSecret) Tj 0 Tr ET\n"
        + build.text_at(20, 130, "CoveredSecret") + b"0 g 15 125 200 20 re f\n"
        + build.text_at(20, 100, "UnderSecret") + b"1 g 15 95 200 20 re f 0 g "
        + build.text_at(20, 100, "OverSeen"),
        properties=b"/Properties<</L 6 0 R>>",
        catalog=b"/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>",
        more=(b"<</Type/OCG/Name(LayerName)>>",),
    )  # fmt: skip
    result = redact_pdf(content, find(content, ["Word"], ground="third_party"))
    held = build.everything(result.content)
    assert b"Secret" not in held
    assert b"LayerName" not in held
    assert "Secret" not in build.texts(result.content)[0]
    assert build.texts(result.content)[0].startswith(f"Seen{BAR}")
    assert result.report.unseen >= len("LayerSecretWhiteSecretScanSecretCoveredSecret")


def test_text_within_a_drawing_is_marked_and_kept_like_any_other():
    drawing = build.stream(
        b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</Font<</F 5 0 R>>>>",
        b"0 0 1 rg " + build.text_at(20, 200, "Inner Word")
        + build.text_at(20, 150, "LostSecret") + b"0 g 15 145 100 20 re f",
    )  # fmt: skip
    content = build.drawn_pdf(
        b"q 1 0 0 1 30 40 cm /D Do Q", properties=b"/XObject<</D 6 0 R>>", more=(drawing,)
    )
    copy, marks = redacted(content, "Word")
    assert build.texts(copy) == [f"Inner{BAR}"]
    assert b"/DeviceRGB" in copy
    ((area,),) = [mark.places for mark in marks]
    assert area.left == pytest.approx(83, abs=5)  # 30 + 20 + the width of "Inner "
    assert area.top < 300 - 240 < area.bottom


def test_a_locked_or_broken_file_is_refused():
    with pytest.raises(Refused, match="损坏"):
        find(b"%PDF-1.7\n%%EOF", ["x"], ground="third_party")


def test_remarks_and_form_fields_become_what_they_look_like():
    box, box_shape = build.remark(b"Square", (15, 195, 150, 215), "NoteSecret", appearance_number=7)
    field, _ = build.remark(b"Widget", (15, 95, 150, 115), "", appearance_number=9)
    field = field[:-2] + b"/FT/Tx/T(FieldName)/V(Chen Yifan)>>"
    shown = build.stream(
        b"/Type/XObject/Subtype/Form/BBox[0 0 135 20]/Resources<</Font<</F 5 0 R>>>>",
        build.text_at(5, 5, "Chen Yifan"),
    )
    content = build.drawn_pdf(
        build.text_at(20, 200, "BoxedSecret") + build.text_at(20, 50, "Plain"),
        page=b"/Annots[6 0 R 8 0 R]",
        catalog=b"/AcroForm<</Fields[8 0 R]/DR<</Font<</F 5 0 R>>>>>>",
        more=(box, box_shape, field, shown),
    )
    assert verify(content, ["NoteSecret", "Chen Yifan"])
    copy, _ = redacted(content, "Chen Yifan")
    held = build.everything(copy)
    for gone in (b"NoteSecret", b"FieldName", b"BoxedSecret", b"Chen"):
        assert gone not in held
    assert build.shades(copy, 1, Area(1, 16, 86, 149, 104)) == {0}  # the box is still there
    assert "Plain" in build.texts(copy)[0]
    assert "Secret" not in build.texts(copy)[0]


def test_attachments_bookmarks_properties_scripts_and_older_versions_do_not_go_over():
    content = build.drawn_pdf(
        build.text_at(20, 200, "Plain Word"),
        catalog=b"/Outlines 6 0 R/Metadata 8 0 R/OpenAction 9 0 R"
        b"/Names<</EmbeddedFiles<</Names[(FileSecret) 10 0 R]>>>>",
        more=(
            b"<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>",
            b"<</Title(MarkSecret)/Parent 6 0 R/Dest[3 0 R/Fit]>>",
            build.stream(b"/Type/Metadata/Subtype/XML", b"<?xpacket?><x>XmpSecret</x>"),
            b"<</S/JavaScript/JS(app.alert\\('ScriptSecret'\\))>>",
            b"<</Type/Filespec/F(FileSecret)/EF<</F 11 0 R>>>>",
            build.stream(b"/Type/EmbeddedFile", b"FileSecret within"),
            b"<</Author(InfoSecret)>>",
            build.stream(b"", b"(OldSecret) Tj"),
        ),
        trailer=b"/Info 12 0 R",
    )
    copy, _ = redacted(content, "Word")
    assert b"Secret" not in build.everything(copy)
    assert "Plain" in build.texts(copy)[0]


def test_the_fonts_of_two_files_are_the_same_whatever_stood_there():
    copies = [redacted(build.pdf(f"{word}收"), word)[0] for word in ("欧阳建国", "龘龘龘龘")]
    fonts = [copy.split(b"3 0 obj")[1].split(b"9 0 obj")[0] for copy in copies]
    assert fonts[0] == fonts[1]
    assert [build.texts(copy) for copy in copies] == [[f"{BAR}收"]] * 2


def test_the_same_file_gives_the_same_bytes_in_colour_and_grey():
    content = build.pdf(f"#text(fill: red)[红头文件]\n\n{NAME}")
    copies = [redacted(content, NAME)[0] for _ in range(2)]
    assert copies[0] == copies[1]
    assert b"/DeviceRGB" in copies[0]
    assert b"/DeviceGray" in redacted(build.pdf(f"{NAME}收"), NAME)[0]


def test_the_article_is_printed_where_it_fits():
    content = build.drawn_pdf(build.text_at(20, 200, "x"))
    long, short = Area(1, 20, 20, 150, 35), Area(1, 20, 60, 40, 75)
    copy = redact_pdf(
        content, (Mark((long,), "third_party"), Mark((short,), "third_party"))
    ).content
    assert max(build.shades(copy, 1, long)) > 150
    assert build.shades(copy, 1, Area(1, 90, 20, 150, 35)) == {0}
    assert build.shades(copy, 1, short) == {0}


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        (build.at(2, 0, 0, 10, 10), "标记在第2页，文件只有1页"),
        (build.at(1, 400, 0, 410, 10), "第1页有标记落在页面以外"),
        (Mark((Passage("word/document.xml", 0, 0, 1),), "third_party"), "不属于这一类文件"),
    ],
)
def test_marks_that_cover_nothing_are_refused(mark, sentence):
    with pytest.raises(Refused, match=sentence):
        redact_pdf(build.drawn_pdf(build.text_at(20, 200, "x")), (mark,))


WORDS = ("Alpha", "Bravo", "Charlie", "Delta", "Echo")


@settings(max_examples=25, deadline=None)
@given(
    lines=st.lists(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), min_size=1, max_size=8
    ),
    hidden=st.sets(st.sampled_from(WORDS), min_size=1, max_size=3),
    size=st.sampled_from([7, 11, 16]),
)
def test_whatever_is_marked_goes_and_nothing_else(lines, hidden, size):
    drawn = b"".join(
        b"BT /F %d Tf 10 %d Td (%s) Tj ET\n" % (size, 280 - 30 * row, " ".join(line).encode())
        for row, line in enumerate(lines)
    )
    content = build.drawn_pdf(drawn)
    marks = find(content, hidden, ground="third_party")
    copy = redact_pdf(content, marks).content if marks else content
    seen = build.texts(copy)[0].replace(BAR, "")
    expected = "".join(one for one in itertools.chain(*lines) if one not in hidden)
    assert seen == expected


def test_twenty_pages_take_a_few_seconds():
    body = f"第一段：申请人{NAME}，证号{NUMBER}，住青石镇。" + "其余内容依法予以公开。" * 60
    pages = [body if number % 4 == 0 else body.replace(NAME, "某人") for number in range(20)]
    content = build.pdf("\n#pagebreak()\n".join(pages))
    assert len(build.sizes(content)) == 20
    marks = find(content, [NAME], ground="third_party")
    start = time.monotonic()
    result = redact_pdf(content, marks)
    assert time.monotonic() - start < 20
    assert result.report.pages == 20
    assert result.report.removed == 5 * len(NAME)
    assert len(result.content) < 6_000_000
