from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai.accounts.permissions import MATRIX
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Meeting
from gongkai.audit.actions import Action
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem
from gongkai.intake.html import clean
from gongkai.law.calendar import base_calendar
from gongkai.law.report_forms import form
from gongkai.reports import queries
from gongkai.reports.compose import compose
from gongkai.reports.frozen import finding_key, snapshot_of, thawed
from gongkai.reports.models import (
    AnnualReport,
    PublishedReport,
    ReportApproval,
    ReportCheck,
    ReportText,
)
from gongkai.reports.transitions import report as reports
from gongkai.reports.transitions import text as texts
from gongkai.reports.transitions.publication import publish
from tests.build import ROLES_OF, Town
from tests.reports import build

DAY = date(2018, 3, 1)
OPEN = ("draft", "checked")


def begun(town: Town, form_code: str = "local-2008") -> AnnualReport:
    build.small_year(town)
    entry = reports.CompileEntry(year=2017, form=form_code)
    return reports.compile_report(town.agency, entry, acting=town.acting("li"))


def checked(town: Town, report: AnnualReport) -> ReportCheck:
    return reports.check(report.pk, reasons={}, acting=town.acting("li"))


def reviewed(town: Town, report: AnnualReport, conclusion: str = "may_disclose") -> None:
    entry = reports.ReviewEntry(conclusion=conclusion, basis="保密法第九条")
    reports.review(report.pk, entry, acting=town.acting("sun"))


def approved(town: Town) -> AnnualReport:
    report = begun(town)
    checked(town, report)
    reviewed(town, report)
    reports.approve(report.pk, acting=town.acting("zhao"))
    return report


def published(town: Town) -> PublishedReport:
    return publish(approved(town).pk, acting=town.acting("zhou"))


def status(report: AnnualReport) -> str:
    return AnnualReport.objects.get(pk=report.pk).status


def entries(report: AnnualReport) -> list[str]:
    found = Entry.objects.filter(subject_type="reports.annualreport", subject_id=report.pk)
    return list(found.order_by("pk").values_list("action", flat=True))


def test_the_whole_way(town: Town) -> None:
    report = approved(town)
    assert entries(report) == [
        "report.compile",
        "report.check",
        "report.review",
        "report.approve",
    ]
    frozen = publish(report.pk, acting=town.acting("zhou"))
    assert entries(report)[4:] == ["report.publish"]
    assert status(report) == "published"
    item = DisclosureItem.objects.get(annual_report=frozen)
    assert item.title == "2017年青山镇信息公开工作年度报告"
    assert (item.status, item.published_on) == ("published", DAY)
    assert item.index_number
    assert "全年主动公开政府信息6条" in item.body
    assert "<h2>" in item.body
    assert "<table>" in item.body
    assert clean(item.body) == item.body
    assert item.drafter == town.people["li"]
    assert item.secrecy_reviews.get().reviewer == town.people["sun"]
    assert item.approvals.get().approver == town.people["zhao"]


def test_a_form_is_chosen_by_the_year_or_with_a_warning(town: Town) -> None:
    usual = reports.compile_report(
        town.agency, reports.CompileEntry(year=2016), acting=town.acting("li")
    )
    assert usual.form == "stat-2014"
    for entry, sentence in (
        (reports.CompileEntry(year=2016), "已经编制"),
        (reports.CompileEntry(year=2017, form="std-2021"), "不适用于2017年度"),
        (reports.CompileEntry(year=2017, form="x"), "没有代码为“x”"),
        (reports.CompileEntry(year=2007), "没有"),
        (reports.CompileEntry(year=2019), "还没有开始"),
    ):
        with pytest.raises(NotAllowed, match=sentence):
            reports.compile_report(town.agency, entry, acting=town.acting("li"))


Step = Callable[[Town, AnnualReport, str], Any]
STEPS: dict[str, tuple[Action, tuple[str, ...], str, Step]] = {
    "check": (
        Action.REPORT_CHECK,
        OPEN,
        "li",
        lambda town, one, who: reports.check(one.pk, reasons={}, acting=town.acting(who)),
    ),
    "word": (
        Action.REPORT_EDIT,
        OPEN,
        "li",
        lambda town, one, who: texts.word(
            one.pk, "meetings", text="开会{工作会议数|次}。", acting=town.acting(who)
        ),
    ),
    "review": (
        Action.REPORT_REVIEW,
        ("checked",),
        "sun",
        lambda town, one, who: reports.review(
            one.pk,
            reports.ReviewEntry(conclusion="may_disclose", basis="保密法"),
            acting=town.acting(who),
        ),
    ),
    "return": (
        Action.REPORT_RETURN,
        ("checked", "approved"),
        "zhao",
        lambda town, one, who: reports.return_report(
            one.pk, corrections="请核对。", acting=town.acting(who)
        ),
    ),
    "approve": (
        Action.REPORT_APPROVE,
        ("checked",),
        "zhao",
        lambda town, one, who: reports.approve(one.pk, acting=town.acting(who)),
    ),
    "publish": (
        Action.REPORT_PUBLISH,
        ("approved",),
        "zhou",
        lambda town, one, who: publish(one.pk, acting=town.acting(who)),
    ),
}


@pytest.mark.parametrize("name", list(STEPS))
def test_a_step_is_refused_in_every_other_state(town: Town, name: str) -> None:
    _, allowed, who, step = STEPS[name]
    report = approved(town)
    for state in AnnualReport.Status.values:
        if state in allowed:
            continue
        AnnualReport.objects.filter(pk=report.pk).update(status=state)
        with pytest.raises(NotAllowed):
            step(town, report, who)
        assert status(report) == state


@pytest.mark.parametrize("name", list(STEPS))
def test_a_step_is_refused_to_everybody_else_and_recorded_once(town: Town, name: str) -> None:
    action, allowed, who, step = STEPS[name]
    report = approved(town)
    AnnualReport.objects.filter(pk=report.pk).update(status=allowed[-1])
    ReportApproval.objects.exclude(approved_check__report__status="approved").delete()
    for other, roles in {**ROLES_OF, "wang": ()}.items():
        if not MATRIX[action] & set(roles):
            with pytest.raises(NotAllowed):
                step(town, report, other)
    before = entries(report)
    step(town, report, who)
    assert entries(report) == [*before, action.value]


def test_errors_must_be_repaired_or_explained(town: Town) -> None:
    report = begun(town)
    build.item(town.agency, date(2017, 9, 1), business_category="")
    with pytest.raises(NotAllowed, match=r"1处错误没有改正.*相差1"):
        reports.check(report.pk, reasons={}, acting=town.acting("li"))
    assert status(report) == "draft"
    computed = compose(
        town.agency, 2017, form=form("local-2008"), dated=DAY, calendar=base_calendar()
    )
    (error,) = [one for one in computed.findings if one.severity.value == "error"]
    made = reports.check(
        report.pk, reasons={finding_key(error): "上级未定类别"}, acting=town.acting("li")
    )
    reasons = [one["reason"] for one in made.findings if one["severity"] == "error"]
    assert reasons == ["上级未定类别"]
    assert status(report) == "checked"


def test_nobody_reviews_what_they_compiled(town: Town) -> None:
    report = begun(town)
    AnnualReport.objects.filter(pk=report.pk).update(compiler=town.people["sun"])
    checked(town, report)
    with pytest.raises(NotAllowed, match="编制人不能审查"):
        reviewed(town, report)


@pytest.mark.parametrize("conclusion", ["may_not_disclose", "refer"])
def test_only_what_may_be_disclosed_is_signed(town: Town, conclusion: str) -> None:
    report = begun(town)
    checked(town, report)
    with pytest.raises(NotAllowed, match="保密审查"):
        reports.approve(report.pk, acting=town.acting("zhao"))
    reviewed(town, report, conclusion)
    with pytest.raises(NotAllowed, match="保密审查"):
        reports.approve(report.pk, acting=town.acting("zhao"))


def test_records_changed_after_the_check_must_be_checked_again(town: Town) -> None:
    report = begun(town)
    checked(town, report)
    reviewed(town, report)
    _meeting(town)
    with pytest.raises(NotAllowed, match="请重新核对"):
        reports.approve(report.pk, acting=town.acting("zhao"))
    checked(town, report)
    with pytest.raises(NotAllowed, match="保密审查"):  # what was reviewed is not what is signed
        reports.approve(report.pk, acting=town.acting("zhao"))
    reviewed(town, report)
    reports.approve(report.pk, acting=town.acting("zhao"))
    assert status(report) == "approved"


def test_records_changed_after_the_approval_stop_the_publication(town: Town) -> None:
    report = approved(town)
    _meeting(town)
    with pytest.raises(NotAllowed, match="退回后重新核对"):
        publish(report.pk, acting=town.acting("zhou"))
    reports.return_report(report.pk, corrections="会议漏登。", acting=town.acting("zhao"))
    assert status(report) == "draft"


def test_a_report_is_not_published_before_its_year_is_over(town: Town) -> None:
    report = approved(town)
    with pytest.raises(NotAllowed, match="还没有结束"):
        publish(report.pk, acting=town.acting("zhou", date(2017, 12, 31)))


def test_a_published_report_is_frozen_and_shows_what_changed(town: Town) -> None:
    frozen = published(town)
    snapshot = thawed(frozen)
    assert snapshot.digest == frozen.digest
    now = compose(town.agency, 2017, form=form("local-2008"), dated=DAY, calendar=base_calendar())
    assert snapshot.document == now.document
    assert queries.differences(frozen.figures, now) == []

    _meeting(town)
    later = compose(town.agency, 2017, form=form("local-2008"), dated=DAY, calendar=base_calendar())
    assert [
        (one.key, one.label, one.then, one.now)
        for one in queries.differences(frozen.figures, later)
    ] == [("meetings", "工作会议数", "1", "2")]
    assert thawed(PublishedReport.objects.get(pk=frozen.pk)).digest == frozen.digest
    assert snapshot_of(later).digest != frozen.digest


def test_a_worded_paragraph_can_be_reset_and_reopens_the_report(town: Town) -> None:
    report = begun(town)
    checked(town, report)
    texts.word(report.pk, "meetings", text="开会{工作会议数|次}。", acting=town.acting("li"))
    assert status(report) == "draft"
    assert ReportText.objects.get(report=report).text == "开会{工作会议数|次}。"
    texts.reset(report.pk, "meetings", acting=town.acting("li"))
    assert not ReportText.objects.exists()
    assert entries(report)[-2:] == ["report.edit", "report.edit"]
    with pytest.raises(NotAllowed, match="没有改动过"):
        texts.reset(report.pk, "meetings", acting=town.acting("li"))


@pytest.mark.parametrize(
    ("paragraph", "text", "sentence"),
    [
        ("meetings", "开会{会议}。", "没有这个名称"),
        ("meetings", "开会{工作会议数。", "花括号没有结束"),
        ("problems", "无。", "没有这一段"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused(
    town: Town, paragraph: str, text: str, sentence: str
) -> None:
    report = begun(town)
    with pytest.raises(NotAllowed, match=sentence):
        texts.word(report.pk, paragraph, text=text, acting=town.acting("li"))


def _meeting(town: Town) -> None:
    Meeting.objects.create(
        agency=town.agency, held_on=date(2017, 11, 1), subject="专题会", scope="special"
    )
