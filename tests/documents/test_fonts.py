from gongkai.documents.fonts import PACKAGE_FOLDER, find_fonts, missing_glyphs, package_fonts
from gongkai.documents.model import Chart, ChartKind, Mark, text_paragraph
from tests.documents.samples import annual_report, letter

PACKAGED = "Noto Sans CJK SC"
RARE_NAMES = "镕喆堃赟祎䶮"


def test_a_bare_machine_has_the_packaged_font_for_every_part():
    fonts = package_fonts()
    chains = (fonts.title, fonts.body, fonts.heading, fonts.subheading, fonts.fallback)
    assert set(chains) == {(PACKAGED,)}


def test_every_chain_ends_with_the_packaged_font():
    fonts = find_fonts()
    for chain in (fonts.title, fonts.body, fonts.heading, fonts.subheading):
        assert PACKAGED in chain
        assert set(fonts.fallback) <= set(chain)


def test_families_of_the_offices_own_folder_join_every_chain(tmp_path):
    (tmp_path / "own.otf.ttc").symlink_to(PACKAGE_FOLDER / "NotoSansCJK-VF.otf.ttc")
    fonts = find_fonts(tmp_path)
    assert "Noto Sans CJK TC" in fonts.body
    assert "Noto Sans CJK TC" not in find_fonts().body


def test_a_missing_folder_is_like_none(tmp_path):
    assert find_fonts(tmp_path / "absent").body == find_fonts().body


def test_rare_characters_of_names_are_never_boxes():
    assert missing_glyphs(letter(text_paragraph(RARE_NAMES)), package_fonts()) == set()
    assert missing_glyphs(annual_report(), package_fonts()) == set()


def test_a_box_is_announced_wherever_it_stands():
    chart = Chart("one", "图", ChartKind.BAR, (Mark("😀", 1),))
    assert missing_glyphs(letter(text_paragraph("答\U0001f600复"), chart), package_fonts()) == {
        "😀"
    }
    assert missing_glyphs(chart, package_fonts()) == {"😀"}


def test_spaces_and_joiners_need_no_glyph():
    text = "甲\n乙\u3000\u200b\ufeff\ufe0f\U000e0100"
    assert missing_glyphs(letter(text_paragraph(text)), package_fonts()) == set()
