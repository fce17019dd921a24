"""Every address of the desk × every person × what answers, and no address without a row."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from gongkai.agencies.models import RoleGrant
from gongkai.calendars.models import Notice
from gongkai.catalog.models import DisclosureItem
from gongkai.desk import case_urls, decision_urls, record_urls
from gongkai.desk import urls as desk
from gongkai.ledgers import runs
from gongkai.publication import incoming
from gongkai.publication.transitions import discarding
from gongkai.reports.transitions import report as reports
from gongkai.supervision.transitions import report_error
from gongkai.web import urls as web
from tests.applications.build import received
from tests.build import SHANGHAI, TODAY, Town
from tests.casework.build import letter_records
from tests.casework.finding_build import finding_records
from tests.desk.build import browser_of, page
from tests.desk.case_build import case_records
from tests.desk.record_build import record_records
from tests.publication.attachment_build import attached, plan
from tests.publication.build import drafted, in_state
from tests.remedies.build import remedy_record
from tests.reports.build import small_year
from tests.upkeep.build import UPKEEP_RECORDS, upkeep_records

PEOPLE = ("", "li", "zhao", "sun", "zhou", "qian", "wu", "admin", "zheng", "wang")
# Answers to GET, one letter per person in that order. s: sent to sign in; y: shown;
# n: refused with a sentence; -: not found, as if it were not there; m: no such method.
ANSWERS = {"s": 302, "y": 200, "n": 403, "-": 404, "m": 405}
EVERYBODY = "s yyyyyy y y y"
READERS = "s yyyyyy - y -"
ALL_READERS = "s yyyy-y - y -"  # not the part-time officer, who reads the catalog alone
KEEPERS = "s nnnnnn y n -"  # administrators alone
DESK = "s ynnynn - n -"  # the desk of the agency fills its registers
ALL_DESK = "s ynny-n - n -"
DRAFTERS = "s ynnyyn - n -"

TABLE: dict[str, str] = {
    "home": "s rrrrrr r y r",
    "permissions": EVERYBODY,
    "parts": "s nnnnnn y n n",
    "password": EVERYBODY,
    "reminder-mail": EVERYBODY,
    "agencies": EVERYBODY,
    "calendar": EVERYBODY,
    "calendar-notice": EVERYBODY,
    "calendar-entry": "s nnnynn y n y",  # 王邻县 heads the disclosure office of the neighbour
    "template": EVERYBODY,
    "agency": "s yyyyyy y y -",
    "find": "s rrrrrr - r -",  # nothing asked for: the list of items
    "structure": "s yyyyyy y y -",
    "agency-change": KEEPERS,
    "accounts": KEEPERS,
    "account-opening": KEEPERS,
    "account-grant": KEEPERS,
    "account": KEEPERS,
    "account-roles": KEEPERS,
    "account-person": KEEPERS,
    "account-password": KEEPERS,
    "account-closure": KEEPERS,
    "account-reopening": KEEPERS,
    "account-revocation": KEEPERS,
    "imports": ALL_READERS,
    "import-run": ALL_READERS,
    "import-confirmation": "s mmmmmm m m m",
    "export": ALL_READERS,
    "applications": ALL_READERS,
    "registration": ALL_DESK,
    "submission": ALL_READERS,
    "retention": "s nnny-y - n -",
    "submission-file": ALL_READERS,
    "protected-value": ALL_DESK,
    "application": ALL_READERS,
    "application-file": ALL_READERS,
    "query-code": ALL_DESK,
    "applicant-message": ALL_DESK,
    "applicant-message-file": ALL_READERS,
    "applicant-message-complaint": ALL_DESK,
    "applicant-message-record": "s mmmmmm m m m",
    "record-corrections": ALL_READERS,
    "record-registration": ALL_DESK,
    "record-correction": ALL_READERS,
    "record-evidence": "s mmmmmm m m m",
    "record-file": ALL_READERS,
    "record-verification": ALL_DESK,
    "record-decision": "s nyny-n - n -",
    "record-completion": ALL_DESK,
    "record-letter-start": "s mmmmmm m m m",
    "record-letter": ALL_READERS,
    "record-letter-submission": "s mmmmmm m m m",
    "record-letter-review": "s nnny-n - n -",  # the legal one
    "record-letter-signature": "s nynn-n - n -",
    "record-letter-void": "s yyny-n - n -",
    "record-letter-file": ALL_READERS,
    "record-letter-service": ALL_DESK,
    "record-letter-receipt": ALL_DESK,
    "record-letter-return": ALL_DESK,
    "record-letter-record": ALL_READERS,
    "application-step": ALL_DESK,
    "consultation-step": ALL_DESK,
    "remedy-reopening": "s nyny-n - n -",
    "case-statistics": ALL_READERS,
    "case-searches": ALL_READERS,
    "found-documents": ALL_READERS,
    "found-document": ALL_READERS,
    "found-document-description": ALL_DESK,
    "found-document-position": "s mmmmmm m m m",
    "found-document-removal": ALL_DESK,
    "found-document-redaction": ALL_READERS,
    "found-document-mark": "s mmmmmm m m m",
    "found-document-copy": "s mmmmmm m m m",
    # Who handles, reviews or signs; the archive once it has the case; nobody from above.
    "found-document-file": "s yyyy-n - n -",
    "found-document-page": "s yyyy-n - n -",
    "case-decision": ALL_DESK,
    "case-checklist": ALL_READERS,
    "wording-texts": ALL_READERS,
    "letter-start": ALL_DESK,
    "letter-registration": ALL_READERS,
    "letter": ALL_READERS,
    "letter-submission": "s mmmmmm m m m",
    "letter-review": "s nnny-n - n -",  # the legal one
    "letter-signature": "s nynn-n - n -",
    "letter-void": "s yyny-n - n -",
    "letter-file": ALL_READERS,
    "letter-service": ALL_DESK,
    "letter-receipt": ALL_DESK,
    "letter-return": ALL_DESK,
    "letter-record": ALL_READERS,
    "error-reports": ALL_READERS,
    "error-report": ALL_DESK,
    "items": READERS,
    "item-draft": DRAFTERS,
    "item-draft-autosave": "s mmmmmm m m m",
    "item-upload": DRAFTERS,
    "item-upload-confirmation": "s ynnnnn - n -",  # the file is li's
    "item-upload-discard": DRAFTERS,
    "item-autosave": "s mmmmmm m m m",
    "item-attachments": READERS,
    "item-attachment-release": "s mmmmmm m m m",
    "item-attachment-position": "s mmmmmm m m m",
    "item-attachment-removal": DRAFTERS,
    "item-attachment-original": "s yyyyyy - n -",  # not who reads from above
    "item-attachment-copy": READERS,
    "item-attachment-page": READERS,
    "item": READERS,
    "item-revision": DRAFTERS,
    "item-submission": DRAFTERS,
    "item-review": "s nnynnn - n -",
    "item-return": "s nyynnn - n -",
    "item-approval": "s nynnnn - n -",
    "item-publication": DESK,
    "item-withdrawal": DESK,
    "item-repeal": DESK,
    "item-validity-cancellation": DESK,
    "item-discard": DRAFTERS,
    "item-new-edition": DRAFTERS,
    "item-content-review": DRAFTERS,
    "item-schedule-cancellation": "s yynynn - n -",
    "items-bulk": DESK,
    "items-bulk-classification": "s mmmmmm m m m",
    "items-bulk-release": "s mmmmmm m m m",
    "item-reading": READERS,
    "item-history": READERS,
    "item-check": "s mmmmmm m m m",
    "item-masks": "s mmmmmm m m m",
    "item-finding-decision": "s mmmmmm m m m",
    "item-comments": "s mmmmmm m m m",
    "item-comment-resolution": "s mmmmmm m m m",
    "deputies": "s yyyyyy y y -",
    "deputy-ending": "s mmmmmm m m m",
    "item-links": DESK,
    "item-link-removal": "s mmmmmm m m m",
    "today": READERS,
    "upkeep": ALL_READERS,
    "clean-ups": ALL_DESK,
    "clean-up": ALL_READERS,
    "clean-up-result": ALL_DESK,
    "clean-up-closure": ALL_DESK,
    "withheld-evaluation": ALL_DESK,
    "shared-answers": ALL_DESK,
    "reports": ALL_READERS,
    "report": ALL_READERS,
    "report-file": ALL_READERS,
    "report-text": ALL_DESK,
    "report-check": ALL_DESK,
    "report-review": "s nnyn-n - n -",
    "report-finding-decision": "s mmmmmm m m m",
    "report-approval": "s nynn-n - n -",
    "report-return": "s nynn-n - n -",
    "report-publication": "s nnny-n - n -",
    "figure": ALL_READERS,
    "records": READERS,
    "record": READERS,
    "entry": DESK,
    "amendment": DESK,
}
# Offices and people are the registers an administrator keeps as well.
KEPT = {"records": "s yyyyyy y y -", "entry": "s ynnynn y n -"}
# Registers of rooms that a part-time officer does not read.
CLOSED = (
    "applications",
    "fees",
    "reconsiderations",
    "complaints",
    "withheld",
    "releases",
    "visits",
)
# Addresses that only take what a form sends: any number will do for the question.
REVIEW_RECORDS: dict[str, dict[str, int]] = {
    "item-finding-decision": {"pk": 1, "finding": 1},
    "item-comment-resolution": {"pk": 1, "comment": 1},
    "deputy-ending": {"pk": 1},
}
# The pages of cases that are no letters, documents or decisions.
CASES = {pattern.name for pattern in case_urls.CASES}
# Requests to correct a record, with their letters.
RECORDS = {pattern.name for pattern in record_urls.RECORDS}
# What was searched, found and decided.
DECISIONS = {pattern.name for pattern in decision_urls.DECISIONS}
# The state in which an item can take the step its address names.
STATES = {
    "item-review": "in_review",
    "item-return": "in_review",
    "item-approval": "reviewed",
    "item-publication": "approved",
    "item-withdrawal": "published",
    "item-repeal": "published",
    "item-validity-cancellation": "published",
    "item-new-edition": "published",
    "item-schedule-cancellation": "approved",
}


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The case is due tomorrow, so that its term can still be extended."""
    now = datetime(2018, 2, 28, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


def _names() -> Iterator[str]:
    for pattern in desk.urlpatterns:
        assert isinstance(pattern, URLPattern)
        assert pattern.name
        yield pattern.name


def test_no_address_is_without_a_row() -> None:
    assert sorted(set(_names())) == sorted(TABLE)
    assert {pattern.name for pattern in web.urlpatterns} == {"look", "login", "logout"}


def test_nothing_lies_outside_the_rooms_that_are_tested() -> None:
    below = {getattr(one, "urlconf_name", None) for one in get_resolver().url_patterns}
    names = {getattr(one, "__name__", str(one)) for one in below}
    assert names == {
        "gongkai.desk.urls",
        "gongkai.web.urls",
        "gongkai.portal.urls",
    }


def _arguments(town: Town, name: str) -> dict[str, Any]:
    if name in UPKEEP_RECORDS:
        return {"code": "qingshan", **upkeep_records(town, name)}
    if name == "remedy-reopening":
        return remedy_record(town)
    if name in DECISIONS:
        return finding_records(town, name)
    if name in RECORDS:
        return record_records(town, name, date(2018, 2, 28))
    if name in CASES:
        return case_records(town, name, date(2018, 2, 28))
    return letter_records(town, name) if name.startswith("letter") else _of_a_record(town, name)


def _of_a_record(town: Town, name: str) -> dict[str, Any]:
    if name == "error-report":
        item = in_state(town, DisclosureItem.Status.PUBLISHED)
        at = datetime(2018, 2, 28, 9, tzinfo=SHANGHAI)
        found = report_error(item.pk, kind="text", text="错字", contact="", at=at)
        return {"code": "qingshan", "pk": found.pk}
    if name in REVIEW_RECORDS:
        return {"code": "qingshan", **REVIEW_RECORDS[name]}
    if name == "item" or name.startswith("item-"):
        return {"code": "qingshan", **_item(town, name)}
    if name.startswith("report") and name != "reports":
        small_year(town)
        entry = reports.CompileEntry(year=2017, form="local-2008")
        reports.compile_report(town.agency, entry, acting=town.acting())
        more = {
            "report-file": {"kind": "json"},
            "report-text": {"paragraph": "meetings"},
            "report-finding-decision": {"key": "0123456789ab"},
        }
        return {"code": "qingshan", "year": 2017, **more.get(name, {})}
    if name.startswith("account") and name not in ("accounts", "account-opening", "account-grant"):
        li = town.users["li"]
        revoked = RoleGrant.objects.get(user=li).pk if name == "account-revocation" else None
        return {"code": "qingshan", "pk": li.pk, **({"grant_pk": revoked} if revoked else {})}
    return _simple(town, name)


def _item(town: Town, name: str) -> dict[str, int]:
    if name.startswith("item-attachment-"):
        one = attached(town, drafted(town), "计划.pdf", plan())
        number = {"number": 1} if name == "item-attachment-page" else {}
        return {"pk": one.item_id, "file": one.pk, **number}
    if name.startswith("item-upload-"):
        file = incoming.checked("关于防汛的通知".encode(), "通知.txt")
        kept = discarding.keep_upload(town.agency, file, days=30, acting=town.acting("li"))
        return {"pk": kept.pk}
    if name.startswith(("item-draft", "item-upload")):
        return {}
    state = DisclosureItem.Status(STATES.get(name, "draft"))
    return {"pk": in_state(town, state).pk}


def _simple(town: Town, name: str) -> dict[str, Any]:
    if name == "import-run":
        run = runs.Run("a-run", "qingshan", "台账.xlsx", "", writes=False)
        run.finished = True
        runs._keep(run)
    if name == "calendar-notice":
        notice = Notice.objects.create(scope="local", title="本地放假", year=2018, issued_on=TODAY)
        return {"pk": notice.pk}
    town_wide = {
        "home": {},
        "permissions": {},
        "parts": {},
        "password": {},
        "reminder-mail": {},
        "agencies": {},
        "calendar": {},
        "calendar-entry": {"scope": "national"},
        "template": {"key": "all"},
    }
    if name in town_wide:
        return town_wide[name]
    more: dict[str, dict[str, Any]] = {
        "agency-change": {"kind": "name"},
        "import-run": {"key": "a-run"},
        "import-confirmation": {"key": "none"},
        "export": {"key": "all"},
        "figure": {"key": "visits"},
        "records": {"key": "meetings"},
        "entry": {"key": "meetings"},
    }
    if name in ("record", "amendment"):
        from_town = {"key": "officers", "pk": _officer(town)}
        return {"code": "qingshan", **from_town}
    return {"code": "qingshan", **more.get(name, {})}


def _officer(town: Town) -> int:
    return town.people["li"].officer_duties.create(kind="full_time", since=TODAY).pk


@pytest.mark.parametrize("name", TABLE)
def test_who_opens_what(town: Town, name: str) -> None:
    address = reverse(f"desk:{name}", kwargs=_arguments(town, name))
    query = {"year": "2017"} if name == "figure" else {}
    expected = [letter for letter in TABLE[name] if letter != " "]
    for person, letter in zip(PEOPLE, expected, strict=True):
        answer = browser_of(town, person).get(address, query)
        if letter == "r":
            assert answer["Location"].startswith("/desk/"), person
        else:
            assert answer.status_code == ANSWERS[letter], person
        if letter == "s":
            assert answer["Location"].startswith("/desk/login/?next="), person


@pytest.mark.parametrize("name", KEPT)
def test_an_administrator_opens_the_registers_of_people(town: Town, name: str) -> None:
    address = reverse(f"desk:{name}", kwargs={"code": "qingshan", "key": "people"})
    expected = [letter for letter in KEPT[name] if letter != " "]
    for person, letter in zip(PEOPLE, expected, strict=True):
        assert browser_of(town, person).get(address).status_code == ANSWERS[letter], person


@pytest.mark.parametrize("key", CLOSED)
def test_a_part_time_officer_reads_no_register_of_people_who_ask_or_complain(
    town: Town, key: str
) -> None:
    for person, status in (("qian", 404), ("wu", 200)):
        for address in (f"/desk/qingshan/ledgers/{key}/", f"/desk/qingshan/exports/{key}/"):
            assert browser_of(town, person).get(address).status_code == status, person


def test_no_link_of_a_part_time_officer_leads_to_a_refusal(town: Town) -> None:
    received(town)
    drafted(town)
    qian = browser_of(town, "qian")
    for first in ("", "today/", "items/", "ledgers/items/"):
        shown = page(qian, f"qingshan/{first}")
        links = {link.partition("#")[0] for link in re.findall(r'href="(/desk/[^"]*)"', shown)}
        assert f"/desk/qingshan/{first}" in links or first == "ledgers/items/"
        answers = {link: qian.get(link, follow=True).status_code for link in links}
        assert {link: code for link, code in answers.items() if code != 200} == {}, first


def test_signing_in_and_the_portal_are_open_to_everybody(town: Town) -> None:
    for address in ("/", "/desk/login/"):
        assert Client().get(address).status_code == 200
    assert Client().post("/desk/logout/").status_code == 302


@pytest.mark.parametrize(
    "person", [person for person in PEOPLE if person not in ("", "li", "zhou")]
)
def test_nobody_else_confirms_an_import(town: Town, person: str) -> None:
    address = reverse("desk:import-confirmation", kwargs={"code": "qingshan", "key": "none"})
    status = 404 if person in ("qian", "admin", "wang") else 403
    assert browser_of(town, person).post(address).status_code == status
