import pytest

from gongkai.law.report_forms.figures import cell
from gongkai.law.report_forms.loader import form
from gongkai.law.report_forms.model import ChartKind
from gongkai.law.report_forms.narrative import write


@pytest.mark.parametrize(
    ("code", "year", "applies", "warned"),
    [
        ("local-2008", 2008, True, False),
        ("local-2008", 2013, True, False),
        ("local-2008", 2017, True, True),  # a township still used it for 2017
        ("local-2008", 2018, True, True),
        ("local-2008", 2019, False, True),
        ("stat-2014", 2013, True, True),  # whether it was filled for 2013 is not certain
        ("stat-2014", 2014, True, False),
        ("trial-2019", 2020, True, False),
        ("trial-2019", 2022, False, True),  # a township used it for 2022 by mistake
        ("std-2021", 2020, False, True),
        ("std-2021", 2025, True, False),
    ],
)
def test_applies_to(code: str, year: int, applies: bool, warned: bool) -> None:
    answer = form(code).applies_to(year)
    assert (answer.applies, bool(answer.warning)) == (applies, warned)


def test_override_warning_is_a_sentence_for_the_user() -> None:
    assert form("local-2008").applies_to(2017).warning == (
        "2017年度一般不使用“地方叙述式年度报告（2008年）”，请确认确需使用。"
    )


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("local-2008", "2017年新合镇信息公开工作年度报告"),
        ("stat-2014", "新合镇人民政府2017年政府信息公开工作年度报告"),
    ],
)
def test_title(code: str, title: str) -> None:
    facts = {"agency": "新合镇人民政府", "place": "新合镇", "year": "2017"}
    assert write(form(code).title, {}, facts) == title


def test_charts_of_the_local_form() -> None:
    assert [(c.code, c.kind, len(c.figures)) for c in form("local-2008").charts()] == [
        ("quantity", ChartKind.BAR, 2),
        ("business", ChartKind.SHARE, 4),
        ("forms", ChartKind.SHARE, 2),
    ]


def test_refs_hold_what_is_shown_written_charted_and_checked() -> None:
    refs = form("stat-2014").refs()
    assert cell("budget.yuan") in refs  # table
    assert cell("fees.waived") in refs  # narrative only
    assert cell("applications.carried_over") in refs  # identity only
    assert cell("visits") not in refs
