"""Five scripted cases through the pages: registered, corrected, extended, refused, served.

The people work on the days of the case; the pages must show what was counted by hand.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from gongkai.applications.models import Application
from gongkai.casework.kinds import KINDS
from gongkai.letters.loader import GROUND_TEXTS, letter_on
from tests.build import SHANGHAI, Town, build_town
from tests.casework.build import furnished
from tests.scripted.cases import Case, Event, all_cases, service_day
from tests.scripted.office import SIGNERS

pytestmark = pytest.mark.browser
CASES = {case.name: case for case in all_cases()}
PLAYED = (
    "no-special-need-sued-2018",
    "first-day-of-the-2019-regulations",
    "correction-then-extension-over-spring-festival-2026",
    "spring-festival-2026-extended",
    "still-unclear-after-correction-2026",
)
# What a case goes through after its answer has no page of the case.
VERBS = (
    "ask_correction",
    "receive_correction",
    "extend",
    "find_document",
    "decide",
    "sign",
    "serve",
)
_REVIEWERS = {"secrecy": "sun", "legal": "zhou"}


class Desk:
    """The office's people at their browsers, on one day after another."""

    def __init__(self, town: Town, case: Case, browser: Browser, url: str) -> None:
        self.town, self.case, self.browser, self.url = town, case, browser, url
        self.now = datetime(2008, 5, 1, 10, tzinfo=SHANGHAI)
        self.here = "/desk/qingshan/applications/"
        self.letter = ""

    def open(self, name: str, path: str) -> Page:
        """A page of somebody, who signs in for it."""
        client = Client()
        client.force_login(self.town.users[name])
        context = self.browser.new_context(base_url=self.url, locale="zh-CN")
        context.set_default_timeout(10_000)
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": self.url}])
        page = context.new_page()
        page.goto(path)
        return page

    def close(self, page: Page) -> None:
        """Nothing was refused."""
        expect(page.locator(".error-summary, .errors, p.error")).to_have_count(0)
        page.context.close()

    @property
    def application(self) -> Application:
        return Application.objects.get()

    def register(self) -> None:
        case = self.case
        page = self.open("li", f"{self.here}new/")
        page.locator(f"input[name=channel][value={case.received.channel}]").check()
        for folded in page.locator("main details > summary").all():
            folded.click()
        _fill(page, {**case.received.days, "applicant": case.applicant, "content": case.content})
        if case.applicant_kind:
            page.locator(f"input[name=applicant_kind][value={case.applicant_kind}]").check()
        for name in ("purpose", "needs_help"):
            if text := getattr(case.received, name):
                _fill(page, {name: text})
        days = case.received.days
        if len({*days.values()}) > 1 and "confirmed_on" in days:
            _fill(page, {"late_reason": "电话无人接听"})
        if case.received.is_oral:
            page.locator("[name=is_oral]").check()
        page.get_by_role("button", name="下一步").or_(
            page.get_by_role("button", name="核对")
        ).first.click()
        page.get_by_role("button", name="登记并打印回执").last.click()
        expect(page.get_by_role("heading", name="政府信息公开申请回执")).to_be_visible()
        self.close(page)
        self.here += f"{self.application.pk}/"
        self.write("D1")
        self.hand_over("in_person", {})

    def step(self, key: str, name: str, values: Mapping[str, Any]) -> None:
        page = self.open(name, f"{self.here}steps/{key}/")
        _fill(page, values)
        page.locator("form.entry button").click()
        expect(page.locator(".message").first).to_contain_text("已登记")
        self.close(page)

    def write(self, kind: str) -> None:
        """Draft, review and sign a letter."""
        title = letter_on(kind, self.case.received.received_on).title
        page = self.open("li", f"{self.here}letters/start/")
        page.get_by_role("button", name=f"起草{title}", exact=True).click()
        expect(page.get_by_role("heading", name=title).first).to_be_visible()
        self.letter = page.url.removeprefix(self.url)
        if KINDS[kind].reviews:
            page.get_by_role("button", name="送审").click()
            expect(page.locator(".title-row")).to_contain_text("审核中")
        self.close(page)
        for review in KINDS[kind].reviews:
            page = self.open(_REVIEWERS[review], f"{self.letter}reviews/{review}/")
            page.locator("input[name=result][value=pass]").check()
            page.locator("main form button").last.click()
            expect(page.locator("aside")).to_contain_text("同意")
            self.close(page)
        page = self.open(SIGNERS[KINDS[kind].signs], f"{self.letter}signature/")
        page.get_by_role("button", name="签发").click()
        expect(page.locator(".title-row")).to_contain_text("已签发")
        self.close(page)

    def hand_over(self, method: str, values: Mapping[str, Any]) -> None:
        page = self.open("li", f"{self.letter}service/?method={method}")
        own = {"signed_name": self.case.applicant, "signed_on": self.now.date()}
        _fill(page, dict(own if method == "in_person" else {}) | dict(values))
        page.get_by_role("button", name="登记送达").click()
        expect(page.locator("aside")).to_contain_text("以此日为准")
        self.close(page)

    def find(self, fields: Mapping[str, Any]) -> None:
        page = self.open("li", f"{self.here}documents/")
        _fill(page, {"title": fields["title"]})
        page.locator("form.entry button").click()
        document = self.application.found_documents.order_by("-pk")[0]
        self.choose(page, f"{self.here}documents/{document.pk}/", fields, fields["judgement"])

    def choose(self, page: Page, where: str, fields: Mapping[str, Any], what: str) -> None:
        """Choose an outcome or a judgement with its ground, and state its facts."""
        ground = fields.get("ground", "")
        page.goto(f"{where}?choice={what}{':' if ground else ''}{ground}")
        reasons = fields.get("reasons", {})
        if reasons:
            labels = GROUND_TEXTS[ground, self.case.regime].facts
            for label, name in labels.items():
                if name in reasons:
                    page.get_by_label(label).fill(reasons[name])
        given = {"provided_form": fields.get("form"), "provided_way": fields.get("way")}
        _fill(page, {name: text for name, text in given.items() if text})
        page.locator("form.entry button").click()
        page.wait_for_load_state()
        self.close(page)

    def sign(self, kind: str) -> None:
        page = self.open("li", f"{self.here}decision/checklist/")
        if page.locator("form.checklist").count():
            for answer in page.locator("form.checklist input[value=yes]").all():
                answer.check()
            page.get_by_role("button", name="保存核对结果").click()
            page.wait_for_load_state()
        self.close(page)
        self.write(kind)


def _fill(page: Page, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        text = value.isoformat() if isinstance(value, date) else str(value)
        page.locator(f"main [name={name}]").first.fill(text)


def _carry_out(desk: Desk, event: Event) -> None:
    fields = event.fields
    match event.verb:
        case "ask_correction":
            names = ("unclear", "working_days")
            items = {"items": "\n".join(fields["items"]), "guidance": "如“2025年批复”"}
            desk.step("correction", "li", {name: fields[name] for name in names} | items)
            desk.write("D2")
            desk.hand_over("in_person", {})
        case "receive_correction":
            desk.step("correction-receipt", "li", {"content": fields["content"]})
        case "extend":
            names = ("working_days", "reason")
            desk.step("extension", fields["approved_by"], {name: fields[name] for name in names})
            desk.write("D4")
            desk.hand_over("in_person", {})
        case "find_document":
            desk.find(fields)
        case "decide":
            page = desk.open("li", f"{desk.here}decision/")
            desk.choose(page, f"{desk.here}decision/", fields, fields["outcome"])
        case "sign":
            desk.sign(event.letters[0])
        case "serve":
            names = ("posted_on", "signed_on", "tracking")
            desk.hand_over(fields["method"], {k: fields[k] for k in names if k in fields})


@pytest.fixture
def town(transactional_db: None) -> Town:
    """青山镇 with its office."""
    return furnished(build_town())


@pytest.mark.parametrize("name", PLAYED)
def test_a_case_goes_through_the_pages(
    name: str,
    town: Town,
    live_server: LiveServer,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = CASES[name]
    desk = Desk(town, case, browser, live_server.url)
    monkeypatch.setattr(timezone, "now", lambda: desk.now)
    desk.now = datetime.combine(case.received.received_on, desk.now.timetz())
    desk.register()
    assert desk.application.due_on == case.received.state.due_on
    for event in case.happened(*VERBS):
        desk.now = datetime.combine(event.on, desk.now.timetz())
        _carry_out(desk, event)
        if event.in_time is None:
            found = desk.application
            state = (event.state.due_on, event.state.is_provisional, event.state.is_stopped)
            assert (found.due_on, found.due_is_provisional, found.is_stopped) == state
    answer = case.happened("serve")[-1]
    reply = desk.application.reply
    assert reply.replied_on == case.closed_on == service_day(answer)
    assert reply.is_late != answer.in_time
    page = desk.open("li", desk.here)
    expect(page.locator("main")).to_contain_text("已办结")
    desk.close(page)
