"""The demonstration township: its ledger gives exactly the figures of its published report."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.urls import reverse

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency, Person, RoleGrant
from gongkai.agencies.policies import roles_at
from gongkai.applications.models import Application
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem
from gongkai.channels.models import Release
from gongkai.commands import demonstration
from gongkai.desk.registers import LEDGERS
from gongkai.law.calendar import base_calendar
from gongkai.law.value_lists import TOPIC_CATEGORIES
from gongkai.ledgers import exporting
from gongkai.ledgers.workbook import read_workbook
from gongkai.publication.models import Approval, SecrecyReview
from scripts import demo_ledger
from tests.commands.build import refused, run

# 2017年新合镇信息公开工作年度报告, section by section.
PUBLISHED = {
    "leaders.head": 1,
    "leaders.deputy": 1,
    "leaders.members": 4,
    "staff.specialists": 4,
    "staff.part_time": 16,
    "meetings": 1,
    "trainings": 6,
    "trainings.participants": 120,
    "supporting_rules": 4,
    "proactive.total": 44,
    "proactive.portal": 10,
    "proactive.wechat": 34,
    "proactive.policy": 12,
    "proactive.plans": 6,
    "proactive.business": 15,
    "proactive.other": 11,
    "concern.normative": 1,
    "concern.plans": 1,
    "concern.major": 1,
    "concern.funds": 1,
    "portal.columns": 1,
    "reading_rooms": 2,
    "reading_rooms.electronic": 1,
    "holdings.paper": 12,
    "holdings.electronic": 27,
    "visits": 1147,
    "loans": 19,
    "gazettes": 0,
    "press_conferences": 0,
    "bulletins": 4,
    "timely.web": 28,
    "timely.reading_room": 14,
    "applications.received": 22,
    "applications.online": 12,
    "applications.in_person": 10,
    "applications.answered": 22,
    "applications.granted": 21,
    "applications.refused": 1,
    "applications.refused.not_existing": 1,
    "reconsiderations": 0,
    "lawsuits": 0,
    "appeals": 0,
    "fees.charged": 0,
}
NAMED = {"毛鸿江", "付明成", "黄志", "霍敬雯", "张芳林", "黄琼岚"}


@pytest.fixture
def demo(db: None) -> str:
    """The demonstration, loaded as a user loads it; what the command said."""
    return run("demo")


def xinhe() -> Agency:
    """新合镇."""
    return Agency.objects.prefetch_related("names").get(code="xinhe")


def test_the_figures_of_the_published_report(demo: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    run(
        "report", "--agency", "xinhe", "--year", "2017", "--form", "local-2008",
        "--format", "json", "--output", str(path),
    )  # fmt: skip
    report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    found = {figure["key"]: figure["value"] for figure in report["figures"]}
    differences = [
        f"{key}: published {value}, counted {found.get(key, 'nothing')}"
        for key, value in PUBLISHED.items()
        if found.get(key) != value
    ]
    assert not differences, "\n".join(differences)


def test_the_five_measures_stand_in_the_report(demo: str, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    run("report", "--agency", "xinhe", "--year", "2017", "--form", "local-2008", "-o", str(path))
    text = path.read_text(encoding="utf-8")
    for measure in (
        "继续完善政府信息公开工作相关制度，保证信息公开工作的严紧性。",
        "对公开的信息建立好档案管理工作，由专人负责收集管理。",
        "加大网上公开工作的力度，扩大网上公开信息数量。",
        "增强公开形式的探索工作，增强公开方式。",
        "保证公开工作的及时准确性。",
    ):
        assert measure in text


def test_the_committed_workbook_is_what_the_sources_give(db: None) -> None:
    committed = demonstration.LEDGER.read_bytes()
    assert read_workbook(committed, filename="a.xlsx") == read_workbook(
        demo_ledger.build(), filename="a.xlsx"
    )


def test_importing_it_again_adds_nothing(demo: str, tmp_path: Path) -> None:
    entries = Entry.objects.count()
    words = ("--agency", "xinhe", "--as", "zhuanye")
    said = run("import_ledger", str(demonstration.LEDGER), *words)
    assert said.splitlines()[-1].startswith("导入完成：新增0行，")
    path = tmp_path / "导出.xlsx"
    path.write_bytes(exporting.export_workbook(LEDGERS, xinhe()))
    assert (
        run("import_ledger", str(path), *words).splitlines()[-1].startswith("导入完成：新增0行，")
    )
    assert Entry.objects.count() == entries


def test_an_account_for_every_role(demo: str) -> None:
    lines = demo.splitlines()
    assert "示范账号（密码都是 xinhe2017，仅供试用）：" in lines
    for account in demonstration.ACCOUNTS:
        assert any(account.username in line and account.full_name in line for line in lines)
        user = authenticate(username=account.username, password="xinhe2017")
        assert isinstance(user, User)
        assert roles_at(user, xinhe()) == {account.role}
        assert Person.objects.filter(user=user).exists() == account.person
    assert RoleGrant.objects.count() == len(demonstration.ACCOUNTS) == 8
    assert demonstration.is_open()


def test_one_can_sign_in(demo: str, client: Client) -> None:
    answer = client.post(reverse("login"), {"username": "zhuanye", "password": "xinhe2017"})
    assert answer.status_code == 302
    assert client.get(reverse("desk:home"), follow=True).status_code == 200


def test_every_item_went_the_whole_way_on_working_days(demo: str) -> None:
    calendar = base_calendar()
    of_2017 = DisclosureItem.objects.filter(published_on__year=2017)
    assert Release.objects.filter(item__in=of_2017).count() == of_2017.count() == 44
    for item in of_2017:
        review, approval = SecrecyReview.objects.get(item=item), Approval.objects.get(item=item)
        release = Release.objects.get(item=item)
        way = [item.drafted_on, review.reviewed_on, approval.approved_on, release.released_on]
        assert way == sorted(way), item.title
        assert item.generated_on <= item.drafted_on
        assert item.published_on == release.released_on
        assert all(calendar.is_working_day(day) for day in (item.generated_on, *way)), item.title
        assert {day.year for day in way} == {2017}
        assert review.reviewer != item.drafter
        assert approval.approver.name in {"毛鸿江", "付明成"}


def test_there_is_an_item_in_each_state_an_office_meets(demo: str) -> None:
    items = DisclosureItem.objects.filter(agency=xinhe())
    states = items.exclude(published_on__year=2017).values_list("status", flat=True)
    assert sorted(states) == ["draft", "in_review", "merged", *["published"] * 4, "withdrawn"]
    assert items.get(validity="expired").published_on == date(2018, 1, 3)
    revised = items.get(editions__isnull=False)
    assert "600" in revised.body
    assert "620" in revised.editions.get().body
    assert revised.attachments.get().filename == "供应点.csv"
    assert revised.releases.get().released_on == date(2018, 1, 4)
    assert items.get(links__kind="interprets").title.endswith("政策解读")
    for topic in items.values_list("topic_category", flat=True):
        assert topic in {term.code for term in TOPIC_CATEGORIES}


def test_every_application_was_answered_in_time(demo: str) -> None:
    calendar = base_calendar()
    for application in Application.objects.select_related("reply"):
        assert date(2017, 1, 1) <= application.received_on <= application.reply.replied_on
        days = calendar.between(application.received_on, application.reply.replied_on)
        assert days <= 15, application.number  # 条例(2007) 第二十四条
        assert application.applicant not in NAMED


def test_the_log_is_whole(demo: str) -> None:
    assert log.first_broken_link() is None


def test_it_is_loaded_only_into_an_empty_database(demo: str) -> None:
    entries = Entry.objects.count()
    assert run("demo", "--if-new") == ""
    sentence, _ = refused("demo")
    assert sentence.startswith("系统中已有账号。示范乡镇只能载入空数据库；")
    assert Entry.objects.count() == entries


def test_a_refused_ledger_leaves_nothing(
    db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"no workbook")
    monkeypatch.setattr(demonstration, "LEDGER", broken)
    refused("demo")
    assert (User.objects.count(), Agency.objects.count()) == (0, 0)


def test_without_the_demonstration_no_account_is_told(db: None) -> None:
    assert not demonstration.is_open()


def test_its_letters_have_numbers_and_remedies(demo: str) -> None:
    township = xinhe()
    assert township.numberings.exists()
    assert township.remedy_settings.get().online_channel
