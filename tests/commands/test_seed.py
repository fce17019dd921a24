"""`gongkai seed`."""

from tests.commands.build import run


def test_seed_says_that_the_data_of_the_law_is_whole() -> None:
    said = run("seed")
    assert said == "基础数据完整：放假安排2007至2026年，年度报告格式4种。\n"
    assert run("seed") == said
