"""What is to be removed, where, and on which ground."""

import json
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind
from gongkai.law.grounds import UnknownGround, ground

# Stands for what was removed: always as long, whatever it was.
BAR = "████"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page or picture, as a reader sees it: turned and cropped.

    Units: points from the upper left corner (of a picture: its pixels); `page` counts from 1.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if self.page < 1 or self.left >= self.right or self.top >= self.bottom:
            raise ValueError("标记的范围不对：页码从1起，右边须大于左边，下边须大于上边。")

    def overlaps(self, left: float, top: float, right: float, bottom: float) -> bool:
        return self.left < right and left < self.right and self.top < bottom and top < self.bottom


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters of one paragraph of a Word file; a paragraph of a table cell counts as others.

    Units: `paragraph` counts from 0 in its part, `start` and `end` (exclusive) in its text, both
    as `docx.paragraphs` gives them.
    """

    part: str
    paragraph: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.paragraph < 0 or not 0 <= self.start < self.end:
            raise ValueError("标记的范围不对：起点不能小于0，终点须大于起点。")


Place: TypeAlias = Area | Passage


@dataclass(frozen=True, slots=True)
class Mark:
    """One removal. Where it has a `word`, the word may stand nowhere in the released copy.

    `ground` is a code of law.grounds under `regime` that a partial disclosure may rest on.
    """

    places: tuple[Place, ...]
    ground: str
    note: str = ""
    word: str = ""
    regime: str = "2019"

    def __post_init__(self) -> None:
        if not self.places:
            raise ValueError("标记没有位置。")
        try:
            outcomes = ground(self.ground, regime=self.regime).outcomes
        except UnknownGround as error:
            raise ValueError(str(error)) from error
        if "partially_disclosed" not in outcomes:
            raise ValueError(f"不能以{self.ground}为理由作区分处理。")

    @property
    def article(self) -> str:
        """The first article of the ground, short enough to be printed on the bar."""
        return ground(self.ground, regime=self.regime).article.partition("、")[0]


@dataclass(frozen=True, slots=True)
class Redaction:
    """All that is to be removed from one file."""

    kind: FileKind
    marks: tuple[Mark, ...]

    def to_json(self) -> str:
        """As confidential as the file itself: it holds the words."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Report:
    """What was done.

    `removed` counts characters under the marks. `unseen` counts characters that no reader saw
    in the original (below a picture, in a hidden layer, white on white, text recognised behind a
    scan): they were left out too. `pictures` were not searched: a person has to look at them.
    """

    pages: int
    places: int
    removed: int
    unseen: int = 0
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Released:
    """The copy that may leave."""

    content: bytes
    report: Report


class Leaked(Refused):
    """The copy still holds what should be gone, and was not given out."""


def redaction_from_json(text: str) -> Redaction:
    """The inverse of `Redaction.to_json`. Raises: ValueError."""
    try:
        data = json.loads(text)
        marks = tuple(_mark(one) for one in data["marks"])
        return Redaction(FileKind(data["kind"]), marks)
    except (KeyError, TypeError) as error:
        raise ValueError("标记的数据不完整。") from error


def _mark(data: dict[str, Any]) -> Mark:
    places = tuple(Passage(**one) if "paragraph" in one else Area(**one) for one in data["places"])
    return Mark(**{**data, "places": places})


def areas_of(marks: tuple[Mark, ...]) -> list[tuple[Area, Mark]]:
    """Every rectangle with its mark. Raises: Refused."""
    found = [(place, mark) for mark in marks for place in mark.places]
    areas = [(place, mark) for place, mark in found if isinstance(place, Area)]
    if len(areas) != len(found):
        raise Refused("标记不属于这一类文件，请重新标记。")
    return areas


def words_of(marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """The words that may not be left, each once."""
    return tuple(dict.fromkeys(mark.word for mark in marks if mark.word))
