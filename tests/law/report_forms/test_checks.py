"""Every identity and claim of every form: it holds on real figures, and breaks on broken ones."""

from collections.abc import Mapping

import pytest

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.report_forms.checks import Finding, check
from gongkai.law.report_forms.figures import CellRef, parse_ref
from gongkai.law.report_forms.loader import FORMS, form
from gongkai.law.report_forms.rules import IdentityKind, Severity
from gongkai.law.report_forms.values import EMPTY, NOT_APPLICABLE, Counted, FigureValue

from .build import CITY_2019, NATURAL, REMEDIES_2025, TOWNSHIP_2017, figures

Values = Mapping[CellRef, FigureValue]


def doubts(found: list[Finding]) -> list[tuple[Severity, str]]:
    return [(f.severity, f.code) for f in found if f.severity is not Severity.NOTE]


def zeros(code: str) -> dict[CellRef, FigureValue]:
    """A report in which every number is a recorded zero."""
    return dict.fromkeys(form(code).refs(), Counted(0))


def test_township_2017_holds_except_the_base_and_the_timeliness() -> None:
    found = check(form("local-2008"), TOWNSHIP_2017)
    assert [(f.severity, f.code, f.message) for f in found] == [
        (
            Severity.WARNING,
            "concern-base",
            "按群众密切关系划分的各类合计4条，比例以4条为基数；如写成“占总数”，"
            "总数为44条，相差40条，应写明基数。",
        ),
        (
            Severity.WARNING,
            "timely-cover",
            "及时上网公开与及时报送查阅点合计42条，与主动公开总数44条相差2条；"
            "两项是不同的指标，不宜相加作为全部信息的及时公开数。",
        ),
    ]


def test_city_2019_holds() -> None:
    assert doubts(check(form("trial-2019"), CITY_2019)) == []


def test_city_2019_broken_identity_names_both_figures_and_the_gap() -> None:
    broken = CITY_2019 | figures({"applications.closed": 806})
    found = [f for f in check(form("trial-2019"), broken) if f.severity is Severity.ERROR]
    assert [f.message for f in found] == [
        "新收申请数（859）、上年结转申请数（18）合计877，"
        "办结申请数（806）、结转下年度申请数（72）合计878，"
        "应当相等，相差1。可能漏计上年结转，或者年末未办结的申请没有结转。"
    ]
    assert parse_ref("applications.carried_forward") in found[0].keys


def test_city_2019_broken_outcome_is_found_in_its_column() -> None:
    outcome = f"applications.closed[{NATURAL},outcome_row=r3.1]"
    found = check(form("trial-2019"), CITY_2019 | figures({outcome: 257}))
    assert doubts(found) == [(Severity.ERROR, "closed-by-outcome")]
    assert "办结申请数〔自然人〕为767" in found[0].message
    assert "等19项合计766" in found[0].message


def test_remedies_2025_hold() -> None:
    assert doubts(check(form("std-2021"), REMEDIES_2025)) == []


# One broken number for every rule of every form. All other numbers are recorded zeros.
BROKEN = [
    ("local-2008", "proactive-by-business", "error", {"proactive.policy": 1}),
    ("local-2008", "proactive-by-channel", "warning", {"proactive.wechat": 1}),
    ("local-2008", "concern-parts", "error", {"concern.total": 1}),
    ("local-2008", "electronic-rooms", "error", {"reading_rooms.electronic": 1}),
    ("local-2008", "timely-within-total", "warning", {"timely.web": 1}),
    ("local-2008", "received-by-channel", "error", {"applications.letter": 1}),
    ("local-2008", "answered-by-outcome", "error", {"applications.granted": 1}),
    ("local-2008", "refused-by-reason", "error", {"applications.refused.unclear": 1}),
    ("local-2008", "answered-within-received", "warning", {"applications.answered": 1}),
    ("local-2008", "concern-base", "warning", {"concern.funds": 1}),
    ("local-2008", "timely-cover", "warning", {"timely.reading_room": 1}),
    ("stat-2014", "received-by-channel", "error", {"applications.received[channel_row=C1.4]": 1}),
    ("stat-2014", "closed-by-term", "error", {"applications.closed.extended": 1}),
    ("stat-2014", "answered-by-kind", "error", {"applications.answered[reply_row=C3.8]": 1}),
    ("stat-2014", "refused-by-reason", "error", {"applications.answered[reply_row=C3.4f]": 1}),
    (
        "stat-2014",
        "reconsideration-results",
        "error",
        {"remedies.reconsideration[result=other]": 1},
    ),
    ("stat-2014", "litigation-results", "error", {"remedies.litigation[result=upheld]": 1}),
    ("stat-2014", "staff-by-kind", "error", {"staff.part_time": 1}),
    ("stat-2014", "normative-within-total", "error", {"proactive.normative": 1}),
    ("stat-2014", "head-at-press-conferences", "error", {"press_conferences.by_head": 1}),
    ("stat-2014", "head-at-interviews", "error", {"interviews.by_head": 1}),
    ("stat-2014", "channels-cover-total", "warning", {"proactive.total": 1}),
    ("stat-2014", "channel-within-total", "warning", {"proactive.weibo": 1}),
    ("stat-2014", "normative-disclosed-within-issued", "warning", {"proactive.normative": 1}),
    ("stat-2014", "one-answer-per-closed", "warning", {"applications.answered": 1}),
    ("stat-2014", "closed-within-received", "warning", {"applications.closed": 1}),
    ("trial-2019", "closed-by-outcome", "error", {"applications.closed[outcome_row=r3.6]": 1}),
    ("trial-2019", "received-and-closed", "error", {"applications.received": 1}),
    ("trial-2019", "applicant-kinds", "error", {f"applications.carried_forward[{NATURAL}]": 1}),
    ("trial-2019", "carried-from-last-year", "warning", {"applications.carried_over": 1}),
    ("trial-2019", "reconsideration-results", "error", {"remedies.reconsideration": 1}),
    ("trial-2019", "direct-litigation-results", "error", {"remedies.litigation[route=direct]": 1}),
    (
        "trial-2019",
        "later-litigation-results",
        "error",
        {"remedies.litigation[route=after_reconsideration]": 1},
    ),
    ("trial-2019", "no-rule-making", "error", {"rules.public": 6}),
    ("trial-2019", "rules-disclosed", "warning", {"rules.disclosed": 1}),
    ("trial-2019", "normative-disclosed", "warning", {"normative.disclosed": 1}),
    ("trial-2019", "licences-projects", "warning", {"licences.projects": 1}),
    ("trial-2019", "services-projects", "warning", {"services.projects": 1}),
    ("trial-2019", "penalties-projects", "warning", {"penalties.projects": 1}),
    ("trial-2019", "coercion-projects", "warning", {"coercion.projects": 1}),
    ("trial-2019", "admin_fees-projects", "warning", {"admin_fees.projects": 1}),
    *(
        ("trial-2019", f"{k}-decisions", "warning", {f"{k}.projects": 5, f"{k}.decisions": 5})
        for k in ("licences", "services", "penalties", "coercion")
    ),
    ("std-2021", "closed-by-outcome", "error", {"applications.closed[outcome_row=r3.6.3]": 1}),
    ("std-2021", "received-and-closed", "error", {"applications.carried_forward": 1}),
    ("std-2021", "applicant-kinds", "error", {f"applications.received[{NATURAL}]": 1}),
    ("std-2021", "carried-from-last-year", "warning", {"applications.carried_over": 1}),
    ("std-2021", "reconsideration-results", "error", {"remedies.reconsideration": 1}),
    ("std-2021", "direct-litigation-results", "error", {"remedies.litigation[route=direct]": 1}),
    (
        "std-2021",
        "later-litigation-results",
        "error",
        {"remedies.litigation[route=after_reconsideration,result=pending]": 1},
    ),
    ("std-2021", "no-rule-making", "error", {"rules.in_force": 6}),
    ("std-2021", "rules-in-force", "warning", {"rules.in_force": 1}),
    ("std-2021", "rules-issued", "warning", {"rules.issued": 1}),
    ("std-2021", "normative-in-force", "warning", {"normative.in_force": 1}),
    ("std-2021", "normative-issued", "warning", {"normative.issued": 4}),
]


@pytest.mark.parametrize(("code", "rule", "severity", "broken"), BROKEN)
def test_every_rule_is_broken_by_its_number(
    code: str, rule: str, severity: str, broken: dict[str, int]
) -> None:
    previous = zeros(code)
    found = check(
        form(code), zeros(code) | figures(broken), previous, agency_kind=AgencyKind.TOWNSHIP
    )
    assert (Severity(severity), rule) in doubts(found)


def test_the_list_of_broken_rules_is_complete() -> None:
    rules = {(c, r.code) for c, f in FORMS.items() for r in (*f.identities, *f.claims)}
    assert {(code, rule) for code, rule, _, _ in BROKEN} == rules


@pytest.mark.parametrize("code", FORMS)
def test_a_report_of_zeros_is_in_order(code: str) -> None:
    assert check(form(code), zeros(code), zeros(code), agency_kind=AgencyKind.TOWNSHIP) == []


def test_each_column_and_row_of_table_three_is_checked() -> None:
    rules = [i.code for i in form("std-2021").identities]
    assert rules.count("closed-by-outcome") == 7
    assert rules.count("received-and-closed") == 7
    assert rules.count("carried-from-last-year") == 7
    assert rules.count("applicant-kinds") == 25


def test_last_year_is_named_in_the_message() -> None:
    # 结转下年 72 in the report for 2019, 上年结转 70 in the one for 2020.
    found = check(form("trial-2019"), figures({"applications.carried_over": 70}), CITY_2019)
    assert [f.message for f in found if f.severity is Severity.WARNING] == [
        "上年结转申请数为70，上年报告的结转下年度申请数为72，应当相等，相差2。"
        "可能上年报告有误，或者机构合并、分设、更名。"
    ]


def test_documents_in_force_follow_from_last_year() -> None:
    # 30 in force, 4 issued, 2 repealed: 32 in force.
    values = figures({"normative.issued": 4, "normative.repealed": 2, "normative.in_force": 32})
    last = zeros("std-2021") | figures({"normative.in_force": 30})
    assert check(form("std-2021"), zeros("std-2021") | values, last) == []


def test_last_year_is_left_alone_when_it_is_not_given() -> None:
    found = check(form("std-2021"), zeros("std-2021") | figures({"licences.decisions": 3}))
    assert found == []


def test_only_an_agency_without_rule_making_power_is_asked_for_zero_rules() -> None:
    values = zeros("std-2021") | figures({"rules.issued": 1, "rules.in_force": 1})
    assert check(form("std-2021"), values, agency_kind=AgencyKind.CITY) == []
    found = check(form("std-2021"), values, agency_kind=AgencyKind.TOWNSHIP)
    assert [f.message for f in found] == [
        "规章制发件数为1，应为0。乡镇人民政府没有规章制定权，可能误把规范性文件计为规章。",
        "规章现行有效件数为1，应为0。乡镇人民政府没有规章制定权，可能误把规范性文件计为规章。",
    ]


def test_an_empty_number_is_a_note_and_not_a_zero() -> None:
    values = TOWNSHIP_2017 | {parse_ref("applications.online"): EMPTY}
    notes = [f for f in check(form("local-2008"), values) if f.severity is Severity.NOTE]
    assert [(f.code, f.message) for f in notes] == [
        (
            "received-by-channel",
            "网上受理申请数未填报，无法核对：地方统计表 10=11+12+13+14+15+16。",
        )
    ]
    assert notes[0].keys == (parse_ref("applications.online"),)


def test_an_empty_report_gives_one_note_for_each_rule() -> None:
    found = check(form("std-2021"), {})
    assert {f.severity for f in found} == {Severity.NOTE}
    assert len(found) == len({f.code for f in found}) == 8


def test_what_does_not_apply_adds_nothing() -> None:
    # A township without rules: 规章 does not apply, so nothing is asked of it.
    rules = [ref for ref in form("std-2021").refs() if ref.figure.startswith("rules.")]
    values = zeros("std-2021") | dict.fromkeys(rules, NOT_APPLICABLE)
    assert check(form("std-2021"), values, zeros("std-2021")) == []


def test_a_part_that_does_not_apply_leaves_the_sum_of_the_others() -> None:
    values = TOWNSHIP_2017 | {parse_ref("applications.fax"): NOT_APPLICABLE}
    assert (Severity.ERROR, "received-by-channel") not in doubts(check(form("local-2008"), values))


def test_findings_come_worst_first() -> None:
    values = {**TOWNSHIP_2017, parse_ref("loans"): EMPTY, parse_ref("proactive.portal"): EMPTY}
    found = check(form("local-2008"), values | figures({"applications.granted": 20}))
    assert [f.severity for f in found] == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.WARNING,
        Severity.NOTE,
    ]


def test_every_kind_of_identity_is_in_use() -> None:
    assert {i.kind for f in FORMS.values() for i in f.identities} == set(IdentityKind)
