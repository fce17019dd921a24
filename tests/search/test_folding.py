import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.folding import EDGE, fold, grams


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("养 老\n服　务", "养老服务"),
        ("2017 年 3 月", "2017年3月"),
        ("hello  world", "hello.world"),
        ("新政发〔2017〕3号", "新政发.2017.3号"),
        ("新政发【2017】 3号", "新政发.2017.3号"),
        ("养老、服务", "养老.服务"),
        ("《养老……服务》", "养老.服务"),
        ("2017-03-12", "2017.03.12"),
        ("5%，20℃", "5%.20°c"),
        ("二○一七", "二〇一七"),
        ("𬱖𠀀", "𬱖𠀀"),
        ("零\u200b宽", "零宽"),
        ("，。 ", ""),
        ("\ud800", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_what_the_index_uses_itself_never_comes_out_of_a_text(text: str) -> None:
    assert EDGE not in fold(text)
    assert not any(character.isspace() for character in fold(text))


def test_grams() -> None:
    assert grams("养老服务") == ["养老", "老服", "服务"]
    assert grams("𬱖a") == ["𬱖a"]
    assert grams("养") == []
