"""Which fonts set a PDF, and which characters none of them can show.

No font comes with the program. Each part of a document asks for the font that official documents
use and falls back, character by character, along a chain that ends with the font of the package
manimgx-fonts-cjk; a rare character in a name therefore never becomes a box while any font has it.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import manimgx_fonts_cjk
import typst
from fontTools.ttLib import TTFont

from gongkai.documents.model import Chart, Document, texts

PACKAGE_FOLDER = Path(manimgx_fonts_cjk.__file__).parent
FANDOL_FOLDER = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")

# Best first. Names as the font files give them, in Chinese or Latin.
LAST = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC")
TITLE = ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "STZhongsong", "FandolSong")
BODY = ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang R")
HEADING = ("SimHei", "黑体", "FandolHei", "Noto Sans CJK SC", "Source Han Sans SC")
SUBHEADING = ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "FandolKai")
# Drawn, although their category is not: number signs of other scripts, annotation marks, a space.
DRAWN = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\ufff9\ufffa\ufffb"
    "\U000110bd\U000110cd\u1680"
).union(map(chr, range(0x13430, 0x13440)))


@dataclass(frozen=True, eq=False)
class FontSet:
    """The fonts at hand, and for each part of a document the families to try in turn."""

    catalogue: typst.Fonts
    title: tuple[str, ...]
    body: tuple[str, ...]
    heading: tuple[str, ...]
    subheading: tuple[str, ...]
    fallback: tuple[str, ...]  # at the end of every chain


@cache
def find_fonts(folder: Path | None = None) -> FontSet:
    """The fonts of `folder`, of the system and of the Python packages, in this order."""
    folders = [one for one in (folder, FANDOL_FOLDER) if one is not None and one.is_dir()]
    everything = typst.Fonts(
        include_system_fonts=True,
        include_embedded_fonts=False,
        font_paths=[*folders, PACKAGE_FOLDER],
    )
    return _font_set(everything, own=_families_in(folder) if folder is not None else ())


@cache
def package_fonts() -> FontSet:
    """Only the font that the Python packages bring: what a bare machine has."""
    catalogue = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[PACKAGE_FOLDER]
    )
    return _font_set(catalogue, own=())


def missing_glyphs(part: Document | Chart, fonts: FontSet) -> set[str]:
    """The characters of `part` that `fonts` would show as a box."""
    missing = {character for text in texts(part) for character in text if _is_seen(character)}
    for family in fonts.fallback:
        if missing:
            missing -= {one for one in missing if ord(one) in _coverage(fonts, family)}
    return missing


def _font_set(catalogue: typst.Fonts, *, own: tuple[str, ...]) -> FontSet:
    known = set(catalogue.families())

    def chain(*wanted: str) -> tuple[str, ...]:
        # The folder's own families come after the statutory ones: there they add rare characters.
        return tuple(name for name in dict.fromkeys([*wanted, *own, *LAST]) if name in known)

    return FontSet(
        catalogue=catalogue,
        title=chain(*TITLE),
        body=chain(*BODY),
        heading=chain(*HEADING),
        subheading=chain(*SUBHEADING),
        fallback=chain(),
    )


def _families_in(folder: Path) -> tuple[str, ...]:
    own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    return tuple(own.families())


@cache
def _coverage(fonts: FontSet, family: str) -> frozenset[int]:
    """The code points that any face of `family` has."""
    faces = {(face.path, face.index) for face in fonts.catalogue.fonts() if face.family == family}
    covered: set[int] = set()
    for path, index in faces:
        if path is not None:
            with TTFont(path, fontNumber=index, lazy=True) as font:
                covered |= font.getBestCmap().keys()
    return frozenset(covered)


def _is_seen(character: str) -> bool:
    """False for spaces, controls, joiners and variation selectors, which need no glyph."""
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return False
    if character in DRAWN:
        return True
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
