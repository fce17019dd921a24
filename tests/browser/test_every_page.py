"""Every page: no barrier that axe finds, no sideways scrolling at 320 px, no broken script."""

from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency, Meeting, RoleGrant, Training
from gongkai.applications.models import Application
from gongkai.audit.acting import Acting
from gongkai.calendars.queries import calendar
from gongkai.catalog.models import DisclosureItem
from gongkai.publication import incoming
from gongkai.publication.transitions import attachments, discarding, drafting, findings
from tests.browser.conftest import Opener, click_through
from tests.build import SHANGHAI
from tests.casework.finding_build import illustrated
from tests.publication.attachment_build import ROOM
from tests.publication.build import content

pytestmark = pytest.mark.browser

# who looks -> pages; {names} are filled in by `_addresses`
PAGES: dict[str, tuple[str, ...]] = {
    "": (
        "/",
        "/catalog/",
        "/catalog/xinhe/?topic=civil_relief",
        "/agencies/",
        "/agencies/xinhe/",
        "/agencies/xinhe/guide/",
        "/agencies/xinhe/rules/",
        "/agencies/xinhe/content/",
        "/agencies/xinhe/reports/",
        "/agencies/xinhe/applying/",
        "/items/xinhe/2017-00001/",
        "/items/xinhe/2017-00001/error/",
        "/statistics/",
        "/apply/",
        "/apply/?agency=xinhe",
        "/apply/drafts/",
        "/applications/",
        "/deadlines/",
        "/deadlines/?kind=answer&on=2018-02-05&extension=5&third_sent=2018-02-06",
        "/deadlines/?kind=lawsuit&on=2018-02-05",
        "/deadlines/?kind=annual-report&year=2007",
        "/desk/login/",
        "/nowhere",
    ),
    "jiandu": ("/desk/", "/desk/agencies/"),
    "guanli": (
        "/desk/xinhe/",
        "/desk/parts/",
        "/desk/permissions/",
        "/desk/password/",
        "/desk/xinhe/structure/",
        "/desk/xinhe/structure/subordinate/",
        "/desk/xinhe/structure/name/",
        "/desk/xinhe/structure/superior/",
        "/desk/xinhe/structure/merger/",
        "/desk/xinhe/structure/division/",
        "/desk/xinhe/structure/closure/",
        "/desk/xinhe/deputies/",
        "/desk/xinhe/accounts/",
        "/desk/xinhe/accounts/opening/",
        "/desk/xinhe/accounts/grant/",
        "/desk/xinhe/accounts/{user}/",
        "/desk/xinhe/accounts/{user}/roles/",
        "/desk/xinhe/accounts/{user}/person/",
        "/desk/xinhe/accounts/{user}/password/",
        "/desk/xinhe/accounts/{user}/closure/",
        "/desk/xinhe/accounts/{user}/roles/{grant}/revocation/",
    ),
    "zhuren": (
        "/desk/xinhe/retention/",
        "/desk/xinhe/?year=2017",
        "/desk/calendar/?year=2017",
        "/desk/calendar/?year=2027",
        "/desk/calendar/national/entry/",
        "/desk/calendar/local/entry/",
        "/desk/xinhe/imports/",
        "/desk/xinhe/ledgers/trainings/",
        "/desk/xinhe/ledgers/lawsuits/",
        "/desk/xinhe/ledgers/trainings/entry/",
        "/desk/xinhe/ledgers/items/entry/",
        "/desk/xinhe/ledgers/trainings/{training}/",
        "/desk/xinhe/ledgers/meetings/{meeting}/amendment/",
        "/desk/xinhe/items/",
        "/desk/xinhe/items/{item}/",
        "/desk/xinhe/items/draft/",
        "/desk/xinhe/items/upload/",
        "/desk/xinhe/items/uploads/{upload}/confirmation/",
        "/desk/xinhe/items/uploads/{upload}/discard/",
        "/desk/xinhe/items/{draft}/discard/",
        "/desk/xinhe/items/{draft}/reading/",
        "/desk/xinhe/items/{draft}/attachments/",
        "/desk/xinhe/items/{item}/attachments/",
        "/desk/xinhe/items/{item}/withdrawal/",
        "/desk/xinhe/items/{item}/reading/",
        "/desk/xinhe/items/{item}/history/",
        "/desk/xinhe/items/bulk/?item={item}",
        "/desk/xinhe/deputies/",
        "/desk/xinhe/applications/",
        "/desk/xinhe/applications/?scope=all",
        "/desk/xinhe/applications/{application}/",
        "/desk/xinhe/record-corrections/",
        "/desk/xinhe/record-corrections/new/",
        "/desk/xinhe/reports/",
        "/desk/xinhe/figures/visits/?year=2017",
        "/desk/nowhere/",
        "/desk/xinhe/structure/name/",
    ),
}
ITEM = "/items/xinhe/2017-00001/"
LOOKED_AT = (
    "/",
    "/catalog/xinhe/?topic=civil_relief",
    "/agencies/xinhe/",
    "/agencies/xinhe/content/",
    ITEM,
    "/statistics/",
    "/api/v1/",
    "/deadlines/?kind=answer&on=2018-02-05&extension=5&third_sent=2018-02-06",
    "/catalog/?year=abc",
)
REPORT = (
    "/desk/xinhe/reports/2017/",
    "/desk/xinhe/reports/2017/check/",
    "/desk/xinhe/reports/2017/texts/meetings/",
)


def _addresses(person: str) -> list[str]:
    user = User.objects.get(username="zhuanye")
    values = {
        "user": user.pk,
        "grant": RoleGrant.objects.get(user=user).pk,
        "training": Training.objects.order_by("pk")[0].pk,
        "meeting": Meeting.objects.order_by("pk")[0].pk,
        "item": DisclosureItem.objects.order_by("pk")[0].pk,
        "application": Application.objects.order_by("pk")[0].pk,
    }
    if person == "zhuren":
        values |= _drafts(User.objects.get(username=person))
    return [address.format(**values) for address in PAGES[person]]


def _drafts(user: User) -> dict[str, int]:
    """A file read in and not confirmed; a draft with a file in which something is found."""
    agency = Agency.objects.get(code="xinhe")
    acting = Acting(by=user, at=datetime(2018, 2, 27, 10, tzinfo=SHANGHAI), calendar=calendar())
    file = incoming.checked(illustrated(), "现场勘查记录.docx")
    upload = discarding.keep_upload(agency, file, days=30, acting=acting)
    draft = drafting.draft(agency, content(), acting=acting)
    attachments.attach(draft.pk, file, most_bytes=ROOM, acting=acting)
    findings.check(draft.pk, acting=acting)
    return {"upload": upload.pk, "draft": draft.pk}


def _faults(page: Page, addresses: list[str]) -> list[str]:
    """What is wrong on the pages, one line each."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(f"script: {error}"))
    page.on(
        "console", lambda said: found.append(f"console: {said.text}") if _bad(said.text) else None
    )
    for address in addresses:
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > 320:
            found.append(f"{address}: {wide} px wide at 320 px")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            for violation in Axe().run(page).response["violations"]:
                nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
                found.append(f"{address} at {width}: {violation['id']}: {nodes}")
    return found


def _bad(text: str) -> bool:
    return "Content Security Policy" in text or "Refused" in text


@pytest.mark.parametrize("person", PAGES)
def test_no_page_has_a_barrier(opened: Opener, person: str) -> None:
    assert _faults(opened(person), _addresses(person)) == []


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_parts_are_legible_dark_and_with_high_contrast(opened: Opener, scheme: str) -> None:
    page = opened("guanli")
    page.emulate_media(color_scheme=scheme, contrast="more")  # type: ignore[arg-type]
    assert _faults(page, ["/desk/parts/", "/desk/calendar/?year=2017"]) == []
    page.emulate_media(color_scheme=scheme, contrast="no-preference")  # type: ignore[arg-type]
    assert _faults(page, ["/desk/parts/", "/desk/calendar/?year=2017"]) == []


@pytest.mark.parametrize(
    "cookies", [("contrast=more",), ("print=large",), ("print=large", "contrast=more")]
)
def test_public_pages_have_no_barrier_in_any_look(
    opened: Opener, live_server: LiveServer, cookies: tuple[str, ...]
) -> None:
    page = opened("")
    for cookie in cookies:
        name, _, value = cookie.partition("=")
        page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    assert _faults(page, list(LOOKED_AT)) == []


def test_what_needs_a_script_is_hidden_without_one(
    township: None, live_server: LiveServer, browser: Browser
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(ITEM)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-print]")).to_be_hidden()
    context.close()


def test_the_parts_stand_five_in_a_row_or_never_one_alone(opened: Opener) -> None:
    page = opened("")
    for size in ("normal", "large"):
        for width in (1280, 1024, 800):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto("/")
            page.evaluate(f"document.documentElement.className = '{size}'")
            tops = page.eval_on_selector_all(
                ".five li", "found => found.map((one) => one.getBoundingClientRect().top)"
            )
            rows = [tops.count(top) for top in sorted(set(tops))]
            assert rows in ([5], [3, 2]), (size, width, rows)


def test_the_report_has_no_barrier(opened: Opener) -> None:
    page = opened("zhuanye")
    page.goto("/desk/xinhe/reports/")
    page.select_option("select[name=year]", "2017")
    click_through(page.locator("main").get_by_role("button", name="开始编制"))
    assert _faults(page, list(REPORT)) == []
