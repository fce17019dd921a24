import pytest

from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind, recognise
from gongkai.redaction.model import BAR, Redaction
from gongkai.redaction.release import find, release
from tests.redaction import build


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (build.pdf(f"{build.NAME}收"), FileKind.PDF),
        (build.saved(build.word([f"{build.NAME}收"])), FileKind.DOCX),
    ],
)
def test_words_are_found_and_released_by_kind(content, kind):
    marks = find(content, [build.NAME], ground="third_party", note="个人姓名")
    assert [(mark.word, mark.note) for mark in marks] == [(build.NAME, "个人姓名")]
    copy = release(content, Redaction(kind, marks)).content
    assert recognise(copy, "").kind is kind
    text = build.texts(copy) if kind is FileKind.PDF else build.paragraph_texts(copy)
    assert text == [f"{BAR}收"]


def test_a_picture_is_marked_by_hand():
    assert find(build.png(), [build.NAME], ground="third_party") == ()
    copy = release(build.png(), Redaction(FileKind.PNG, (build.at(1, 0, 0, 1, 1),)))
    assert recognise(copy.content, "").kind is FileKind.PNG


def test_other_kinds_other_files_and_no_marks_are_refused():
    mark = build.at(1, 0, 0, 1, 1)
    with pytest.raises(Refused, match="另存为其中一种"):
        find("姓名".encode(), ["姓名"], ground="third_party")
    with pytest.raises(Refused, match="另存为其中一种"):
        release("姓名".encode(), Redaction(FileKind.TXT, (mark,)))
    with pytest.raises(Refused, match="不属于这个文件"):
        release(build.png(), Redaction(FileKind.PDF, (mark,)))
    with pytest.raises(Refused, match="还没有标记"):
        release(build.png(), Redaction(FileKind.PNG, ()))
