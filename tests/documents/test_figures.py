import pytest

from gongkai.documents.figures import FigureLink, is_absolute


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", ""]
)
def test_only_web_addresses_may_be_linked(href):
    with pytest.raises(ValueError, match="不能使用"):
        FigureLink("items.total", "主动公开总数", href)


def test_absolute_addresses_survive_outside_the_site():
    assert is_absolute("https://www.example.gov.cn/figures/")
    assert not is_absolute("/figures/")
