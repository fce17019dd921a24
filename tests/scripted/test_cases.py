"""The format of the scripted cases is strict."""

import pytest

from tests.scripted import cases, tables

CASE = """
regime = "2019"
[[cases]]
name = "one"
title = "一件"
agency = "qingshan"
applicant = "某人"
applicant_kind = "natural_person"
content = "某信息"
row = "r3.1"
[cases.received]
channel = "in_person"
submitted_on = 2026-02-09
received_on = 2026-02-09
due_on = 2026-03-13
letters = ["D1"]
[[cases.events]]
on = 2026-02-11
verb = "ask_correction"
unclear = "不明"
items = ["名称"]
working_days = 10
is_stopped = true
letters = ["D2"]
[[cases.events]]
on = 2026-02-12
verb = "lapse_correction"
refused = "第三十条"
"""
TABLE = """
[[tables]]
form = "std-2021"
year = 2026
agency = "qingshan"
rows = { r1 = [1, 0, 0, 0, 0, 0, 1] }
"""


def test_states_stand_until_they_change() -> None:
    [case] = cases.read(CASE)
    asked, lapsed = case.events
    assert asked.state == lapsed.state
    assert asked.state.is_stopped
    assert asked.state.due_on == case.received.state.due_on
    assert case.happened("lapse_correction") == ()
    assert case.closed_on is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "一件"', 'titel = "一件"'),
        ('title = "一件"', 'title = "一件"\nrow_2014 = "C3.1"'),
        ('"in_person"', '"by_hand"'),
        ('"natural_person"', '"person"'),
        ('verb = "ask_correction"', 'verb = "ask"'),
        ("working_days = 10", "days = 10"),
        ("working_days = 10\n", ""),
        ("on = 2026-02-12", 'on = "2026-02-12"'),
        ("on = 2026-02-12", "on = 2026-02-10"),
        ('refused = "第三十条"', 'refused = "第三十条"\nletters = ["D20"]'),
        ('regime = "2019"', 'regime = "2020"'),
        ("\nreceived_on = 2026-02-09", ""),
    ],
)
def test_what_does_not_keep_the_format_is_refused(old: str, new: str) -> None:
    assert old in CASE
    with pytest.raises(cases.BadCase):
        cases.read(CASE.replace(old, new, 1))


def test_a_name_belongs_to_one_case() -> None:
    one = CASE.split("[[cases]]")[1]
    with pytest.raises(cases.BadCase):
        cases.read(f"{CASE}\n[[cases]]{one}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[1, 0, 0, 0, 0, 0, 1]", "[1, 1]"),
        ('"std-2021"', '"std-2022"'),
        ("year = 2026", "year = 2026\nmonth = 1"),
        ("rows = ", "remedies = { appeal = [0, 0, 0, 0, 0] }\nrows = "),
    ],
)
def test_a_table_that_does_not_keep_the_format_is_refused(old: str, new: str) -> None:
    with pytest.raises(tables.BadTable):
        tables.read(TABLE.replace(old, new, 1))


def test_what_a_table_leaves_out_is_zero() -> None:
    [table] = tables.read(TABLE)
    assert table.row("r4") == (0,) * 7
    assert table.remedy("direct") == (0,) * 5
