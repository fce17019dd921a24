from itertools import pairwise

from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from gongkai.redaction.docx_text import remove, text_of
from gongkai.redaction.model import BAR
from tests.redaction import build


def paragraph(*runs):
    within = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{run}</w:t></w:r>" for run in runs)
    return parse_xml(f"<w:p {build.WORD}><w:pPr/>{within}</w:p>")


@given(
    before=st.text("甲乙丙 ", max_size=6),
    after=st.text("丁戊己 ", max_size=6),
    cuts=st.sets(st.integers(0, 16)),
)
def test_however_a_paragraph_is_cut_into_runs(before, after, cuts):
    text = f"{before}{build.NAME}{after}"
    edges = [0, *sorted(one for one in cuts if 0 < one < len(text)), len(text)]
    cut = paragraph(*(text[start:end] for start, end in pairwise(edges)))
    start = len(before)
    assert remove(cut, [(start, start + 4)]) == 4
    assert text_of(cut) == f"{before}{BAR}{after}"
    assert all(one.text for one in cut.iter("{*}t"))


def test_stretches_that_touch_become_one_bar():
    joined = paragraph("一二三", "四五六")
    assert remove(joined, [(3, 5), (1, 3), (2, 4)]) == 4
    assert text_of(joined) == f"一{BAR}六"
    apart = paragraph("一二三四五六")
    assert remove(apart, [(4, 5), (1, 2)]) == 2
    assert text_of(apart) == f"一{BAR}三四{BAR}六"


def test_signs_count_as_one_character():
    signs = parse_xml(
        f"<w:p {build.WORD}><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/>"
        "<w:noBreakHyphen/><w:sym w:char='F0A7'/><w:t>丙</w:t></w:r></w:p>"
    )
    assert text_of(signs) == "甲\t乙\n-\ufffc丙"
    assert remove(signs, [(1, 6)]) == 5
    assert text_of(signs) == f"甲{BAR}丙"
