"""Pictures of a Word file are decided one by one; a covered one is not in the copy."""

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.casework.models import FoundDocument
from gongkai.casework.transitions import copies, pictures
from gongkai.catalog import files
from tests.build import Town
from tests.casework.build import a_case
from tests.casework.finding_build import (
    ON,
    PHOTO,
    STAMP,
    contract,
    copied,
    entry_count,
    illustrated,
    judged,
    last_entry,
    listed,
    marked,
)
from tests.redaction.build import members_of


def with_pictures(town: Town) -> FoundDocument:
    """A Word file with a photo and a stamp, of which a part is to be given."""
    document = listed(town, a_case(town), content=illustrated(), filename="现场.docx")
    return judged(town, document, "partly", "third_party")


def covered(town: Town, document: FoundDocument, number: int) -> None:
    marked(town, document, page=number, area=copies.WHOLE)


def cleared(town: Town, document: FoundDocument, number: int) -> FoundDocument:
    return pictures.clear(document.pk, number, acting=town.acting("li", ON))


def held(document: FoundDocument) -> list[bytes]:
    return list(members_of(files.read(str(document.released))).values())


def test_a_covered_picture_is_gone_and_a_cleared_one_stays(town: Town) -> None:
    document = with_pictures(town)
    covered(town, document, 1)
    assert cleared(town, document, 2).cleared_pictures == [2]
    assert last_entry(document.application).data["picture"] == 2

    found = held(copied(town, document))

    assert PHOTO not in found
    assert STAMP in found


def test_no_copy_while_a_picture_is_undecided(town: Town) -> None:
    document = with_pictures(town)
    marked(town, document, "现场照片")
    with pytest.raises(NotAllowed, match="逐幅决定遮盖还是提供：第1、2幅"):
        copied(town, document)
    covered(town, document, 2)
    with pytest.raises(NotAllowed, match="第1幅"):
        copied(town, document)
    cleared(town, document, 1)
    assert STAMP not in held(copied(town, document))


def test_a_decision_drops_the_copy_and_a_mark_takes_the_other_back(town: Town) -> None:
    document = with_pictures(town)
    covered(town, document, 1)
    cleared(town, document, 2)
    copied(town, document)

    covered(town, document, 2)

    document.refresh_from_db()
    assert document.cleared_pictures == []
    assert document.released == ""
    copied(town, document)
    copies.unmark(document.marks.get(page=2).pk, acting=town.acting("li", ON))
    assert cleared(town, document, 2).released == ""


def test_what_cannot_be_decided(town: Town) -> None:
    document = with_pictures(town)
    other = judged(
        town, listed(town, document.application, content=contract()), "partly", "third_party"
    )
    covered(town, document, 1)
    cleared(town, document, 2)
    before = entry_count()
    for found, number, sentence in (
        (document, 1, "请先取消标记"),
        (document, 2, "已认定可以提供"),
        (document, 3, "有2幅图片，没有第3幅"),
        (other, 1, "只有 Word 文件"),
    ):
        with pytest.raises(NotAllowed, match=sentence):
            cleared(town, found, number)
    with pytest.raises(NotAllowed, match="只能整幅遮盖"):
        marked(town, document, page=2, area=(0, 0, 0.5, 1))
    assert entry_count() == before


@pytest.mark.parametrize("person", ["zhao", "sun", "qian", "wu", "wang", "zheng"])
def test_only_the_desk_decides(town: Town, person: str) -> None:
    document = with_pictures(town)
    with pytest.raises(NotAllowed, match="权限"):
        pictures.clear(document.pk, 1, acting=town.acting(person, ON))
