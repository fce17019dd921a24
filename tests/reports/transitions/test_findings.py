"""Nothing that the scan finds in a report goes out undecided."""

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit.models import Entry
from gongkai.law.calendar import base_calendar
from gongkai.law.report_forms import form
from gongkai.reports import scanning
from gongkai.reports.compose import compose
from gongkai.reports.models import AnnualReport, ReportDecision, ReportProblem
from gongkai.reports.transitions import report as reports
from gongkai.reports.transitions import text as texts
from gongkai.reports.transitions.findings import DecisionEntry, decide
from gongkai.reports.transitions.publication import publish
from tests.build import TODAY, Town
from tests.reports.transitions.test_report import begun, checked, reviewed

NUMBER = "11010519491231002X"
WORDS = f"经办人张某（身份证号{NUMBER}）参加了培训。\n咨询电话：0439-4222333。"


def planted(town: Town) -> AnnualReport:
    """A checked report in which a person's number and an office's phone stand."""
    report = begun(town)
    texts.word(report.pk, "meetings", text=WORDS, acting=town.acting("li"))
    checked(town, report)
    return report


def hits(report: AnnualReport) -> dict[str, str]:
    """The key of each finding by its words."""
    document = compose(
        report.agency, 2017, form=form(report.form), dated=TODAY, calendar=base_calendar()
    ).document
    return {hit.finding.excerpt: hit.key for hit in scanning.hits(document)}


def decided(
    town: Town,
    report: AnnualReport,
    key: str,
    decision: str = "keep",
    who: str = "sun",
    basis: str = "机关电话",
) -> ReportDecision:
    entry = DecisionEntry(key=key, decision=decision, basis=basis)
    return decide(report.pk, entry, acting=town.acting(who))


def decide_all(town: Town, report: AnnualReport) -> None:
    for key in hits(report).values():
        decided(town, report, key)


def test_the_scan_names_the_heading_and_the_line(town: Town) -> None:
    report = planted(town)
    document = compose(
        report.agency, 2017, form=form(report.form), dated=TODAY, calendar=base_calendar()
    ).document
    found = [(one.finding.excerpt, one.context) for one in scanning.hits(document)]
    assert found == [
        (NUMBER, f"经办人张某（身份证号{NUMBER}）参加了培训。"),
        ("0439-4222333", "咨询电话：0439-4222333。"),
    ]
    assert {one.place for one in scanning.hits(document)} == {"1.工作部署和安排情况"}


def test_a_plain_report_has_nothing_to_decide(town: Town) -> None:
    assert hits(begun(town)) == {}


def test_an_undecided_finding_stops_the_review(town: Town) -> None:
    report = planted(town)
    with pytest.raises(NotAllowed, match="还有2处检查发现没有决定"):
        reviewed(town, report)
    decided(town, report, hits(report)["0439-4222333"])
    with pytest.raises(NotAllowed, match="还有1处"):
        reviewed(town, report)
    decided(town, report, hits(report)[NUMBER], "remove", basis="是个人身份证号")
    with pytest.raises(NotAllowed, match="有1处决定须遮盖或删除"):
        reviewed(town, report)
    reviewed(town, report, "may_not_disclose")


def test_decided_findings_let_the_report_go_its_way(town: Town) -> None:
    report = planted(town)
    decide_all(town, report)
    reviewed(town, report)
    reports.approve(report.pk, acting=town.acting("zhao"))
    assert publish(report.pk, acting=town.acting("zhou")).report == report


@pytest.mark.parametrize("step", ["approve", "publish"])
def test_a_decision_taken_back_stops_the_next_steps(town: Town, step: str) -> None:
    report = planted(town)
    decide_all(town, report)
    reviewed(town, report)
    if step == "publish":
        reports.approve(report.pk, acting=town.acting("zhao"))
    decided(town, report, hits(report)[NUMBER], "mask", basis="是个人身份证号")
    steps = {
        "approve": lambda: reports.approve(report.pk, acting=town.acting("zhao")),
        "publish": lambda: publish(report.pk, acting=town.acting("zhou")),
    }
    with pytest.raises(NotAllowed, match="须遮盖或删除"):
        steps[step]()


def test_a_decision_is_recorded_once_with_its_basis(town: Town) -> None:
    report = planted(town)
    before = Entry.objects.count()
    one = decided(town, report, hits(report)[NUMBER], basis=" 经本人同意 ")
    assert (one.decision, one.basis, one.excerpt) == ("keep", "经本人同意", NUMBER)
    assert (one.decided_by, one.decided_on) == (town.people["sun"], TODAY)
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.data["excerpt"]) == ("report.decide", NUMBER)


@pytest.mark.parametrize(
    ("decision", "basis", "sentence"),
    [("keep", " ", "依据"), ("", "机关电话", "处理决定"), ("keep", "x" * 301, "300")],
)
def test_a_decision_says_what_and_why(town: Town, decision: str, basis: str, sentence: str) -> None:
    report = planted(town)
    with pytest.raises(NotAllowed, match=sentence):
        decided(town, report, hits(report)[NUMBER], decision, basis=basis)


def test_a_finding_that_is_not_there_is_not_decided(town: Town) -> None:
    report = planted(town)
    key = hits(report)[NUMBER]
    texts.word(report.pk, "meetings", text="召开了会议。", acting=town.acting("li"))
    checked(town, report)
    with pytest.raises(NotAllowed, match="已经修改"):
        decided(town, report, key)


def test_a_decision_stands_as_long_as_its_line(town: Town) -> None:
    report = planted(town)
    decide_all(town, report)
    texts.word(report.pk, "meetings", text=WORDS + "\n另召开会议。", acting=town.acting("li"))
    checked(town, report)
    reviewed(town, report)


@pytest.mark.parametrize("who", ["li", "zhao", "zhou", "qian", "wu", "zheng", "wang", "admin"])
def test_only_a_secrecy_reviewer_decides(town: Town, who: str) -> None:
    report = planted(town)
    with pytest.raises(NotAllowed, match="保密审查员"):
        decided(town, report, hits(report)[NUMBER], who=who)


def test_who_compiled_it_does_not_decide(town: Town) -> None:
    report = planted(town)
    AnnualReport.objects.filter(pk=report.pk).update(compiler=town.people["sun"])
    with pytest.raises(NotAllowed, match="编制人不能"):
        decided(town, report, hits(report)[NUMBER])


@pytest.mark.parametrize("state", ["draft", "published"])
def test_findings_are_decided_between_check_and_publication(town: Town, state: str) -> None:
    report = planted(town)
    key = hits(report)[NUMBER]
    AnnualReport.objects.filter(pk=report.pk).update(status=state)
    with pytest.raises(NotAllowed, match="核对以后、发布以前"):
        decided(town, report, key)


def test_problems_are_read_too(town: Town) -> None:
    report = begun(town)
    ReportProblem.objects.create(
        agency=town.agency,
        year=2017,
        position=1,
        problem="联系人手机13800138000未及时更新",
        measure="更新",
        stated_on=TODAY,
    )
    assert list(hits(report)) == ["13800138000"]
