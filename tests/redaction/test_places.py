"""A number in one place of a file only: the check finds it there, and no copy holds it."""

import pytest

from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind, recognise
from gongkai.redaction import characters, docx
from gongkai.redaction.docx import redact_docx
from gongkai.redaction.model import Leaked, Mark, Passage
from gongkai.redaction.pdf import redact_pdf
from gongkai.redaction.verify import verify
from tests.intake import planted
from tests.intake.planted import NUMBER
from tests.redaction import build

FILES = {
    **{f"docx {name}": make for name, (make, _) in planted.WORD_FILES.items()},
    **{f"xlsx {name}": make for name, (make, _) in planted.WORKBOOKS.items()},
    **{f"pptx {name}": make for name, (make, _) in planted.PRESENTATIONS.items()},
    **{f"pdf {name}": make for name, (make, _) in planted.PDFS.items()},
    "pdf attached file": lambda: planted.ATTACHED,
    "pdf pinned file": lambda: planted.PINNED,
}


@pytest.mark.parametrize("name", FILES)
def test_the_check_finds_it(name):
    assert verify(FILES[name](), [NUMBER])


@pytest.mark.parametrize("name", [name for name in planted.WORD_FILES if name != "numbering"])
def test_no_copy_of_a_word_file_holds_it(name):
    make, _ = planted.WORD_FILES[name]
    content = make()
    copy = redact_docx(content, docx.find(content, [NUMBER], ground="third_party")).content
    assert recognise(copy, "").kind is FileKind.DOCX
    assert verify(copy, [NUMBER]) == ()
    assert NUMBER.encode() not in b"".join(build.members_of(copy).values())


def test_a_number_in_an_automatic_label_is_not_let_out():
    content = planted.WORD_FILES["numbering"][0]()
    mark = Mark((Passage("word/document.xml", 0, 0, 1),), "third_party", word=NUMBER)
    with pytest.raises(Leaked, match=f"“{NUMBER}”见于自动编号"):
        redact_docx(content, (mark,))


@pytest.mark.parametrize("name", planted.PDFS)
def test_no_copy_of_a_pdf_holds_it(name):
    make, _ = planted.PDFS[name]
    content = make()
    copy = redact_pdf(content, characters.find(content, [NUMBER], ground="third_party")).content
    assert verify(copy, [NUMBER]) == ()


def test_a_file_in_a_pdf_is_refused_or_left_behind():
    with pytest.raises(Refused, match="附有别的文件"):
        recognise(planted.ATTACHED, "a.pdf")
    assert verify(redact_pdf(planted.PINNED, ()).content, [NUMBER]) == ()
