import json

import pytest

from gongkai.intake.files import FileKind
from gongkai.redaction.model import Area, Mark, Passage, Redaction, redaction_from_json
from tests.redaction import build

MARKS = (
    Mark((Area(1, 0.5, 2, 3, 4), Area(2, 0, 0, 1, 1)), "third_party", "住址", build.NAME),
    Mark((Passage("word/document.xml", 3, 0, 2),), "privacy", regime="2008"),
)


def test_a_redaction_survives_json():
    redaction = Redaction(FileKind.DOCX, MARKS)
    assert build.NAME in redaction.to_json()
    assert redaction_from_json(redaction.to_json()) == redaction


@pytest.mark.parametrize("text", ["{}", "[]", "nothing", '{"kind":"pdf","marks":[{"ground":"x"}]}'])
def test_broken_json_is_refused(text):
    with pytest.raises(ValueError, match=r"不完整|Expecting"):
        redaction_from_json(text)


def test_json_of_another_shape_is_refused():
    data = json.loads(Redaction(FileKind.PDF, MARKS).to_json())
    data["marks"][0]["places"][0]["colour"] = "red"
    with pytest.raises(ValueError, match="不完整"):
        redaction_from_json(json.dumps(data))


@pytest.mark.parametrize(
    ("ground", "regime", "sentence"),
    [
        ("unheard_of", "2019", "没有这一理由"),
        ("privacy", "2019", "没有这一理由"),
        ("duplicate", "2019", "不能以duplicate为理由"),
    ],
)
def test_only_grounds_of_a_partial_disclosure(ground, regime, sentence):
    with pytest.raises(ValueError, match=sentence):
        Mark((Area(1, 0, 0, 1, 1),), ground, regime=regime)


def test_places_must_make_sense():
    with pytest.raises(ValueError, match="没有位置"):
        Mark((), "third_party")
    for numbers in ((0, 0, 0, 1, 1), (1, 1, 0, 1, 1), (1, 0, 1, 1, 1)):
        with pytest.raises(ValueError, match="页码从1起"):
            Area(*numbers)
    for numbers in ((-1, 0, 1), (0, -1, 1), (0, 1, 1)):
        with pytest.raises(ValueError, match="起点不能小于0"):
            Passage("a", *numbers)


def test_the_article_is_short():
    assert MARKS[0].article == "第十五条"
