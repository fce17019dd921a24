"""A deputy does the absent person's work on cases, and the record says for whom."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.accounts.permissions import Role
from gongkai.applications.models import Application
from gongkai.applications.transitions import corrections, extension
from gongkai.applications.transitions.handling import assign
from gongkai.audit.models import Entry
from gongkai.casework.models import Letter
from tests.applications.build import CORRECTION, MONDAY, case
from tests.build import SHANGHAI, Town
from tests.casework.build import drafted, furnished
from tests.desk.build import browser_of, page
from tests.publication.review_build import deputy

TODAY = date(2025, 9, 17)


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2025, 9, 17, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def handled(town: Town) -> Application:
    """A case that 李经办 handles."""
    application = case(furnished(town))
    assign(application.pk, handler_id=town.people["li"].pk, acting=town.acting("li", MONDAY))
    return application


def _away(town: Town, person: str, stand_in: str, role: Role) -> Client:
    deputy(town, person, stand_in, role, since=MONDAY, until=date(2025, 9, 19))
    return browser_of(town, stand_in)


def _waiting(client: Client) -> str:
    shown = page(client, "qingshan/today/")
    return shown.partition('aria-labelledby="waiting"')[2].partition("</section>")[0]


def _step(client: Client, application: Application, key: str, **typed: Any) -> str:
    address = f"/desk/qingshan/applications/{application.pk}/steps/{key}/"
    assert client.get(address).status_code == 200
    return client.post(address, typed, follow=True).content.decode()


def test_the_absent_handlers_cases_wait_for_the_deputy(town: Town, handled: Application) -> None:
    assert handled.number not in _waiting(browser_of(town, "wu"))
    wu = _away(town, "li", "wu", Role.SPECIALIST)
    assert handled.number in _waiting(wu)
    assert handled.number not in _waiting(browser_of(town, "zhou"))


def test_a_draft_of_the_absent_waits_for_the_deputy(town: Town, handled: Application) -> None:
    step = corrections.prepare(handled.pk, CORRECTION, acting=town.acting("li", MONDAY))
    letter = drafted(town, handled, "D2", step.pk, on=TODAY)
    wu = _away(town, "li", "wu", Role.SPECIALIST)
    here = f"applications/{handled.pk}/letters/{letter.pk}/"
    assert here in _waiting(wu)
    typed = {"edit-guidance": "如 2024年", "delivery": "post"}
    done = wu.post(f"/desk/qingshan/{here}", typed, follow=True)
    assert "吴档案（代李经办）" in done.content.decode()


def test_a_step_of_the_deputy_says_for_whom(town: Town, handled: Application) -> None:
    wu = _away(town, "li", "wu", Role.SPECIALIST)
    shown = _step(wu, handled, "consultation", who="third_party", party_name="甲厂", passage="合同")
    assert "吴档案（代李经办）" in shown
    shown = _step(wu, handled, "note", text="已电话联系")
    assert Entry.objects.latest("pk").data["on_behalf_of"] == "李经办"
    assert shown.count("吴档案（代李经办）") == 2


def test_what_the_head_agrees_to_the_deputy_agrees_to(town: Town, handled: Application) -> None:
    li = _away(town, "zhou", "li", Role.OFFICE_HEAD)
    shown = _step(li, handled, "extension", working_days="5", reason="档案在外")
    assert "李经办（代周主任）" in shown
    # What is the deputy's own duty is done for nobody else.
    _step(li, handled, "note", text="已电话联系")
    assert "on_behalf_of" not in Entry.objects.latest("pk").data


def test_a_deputy_reviews_and_signs_for_the_absent(town: Town, handled: Application) -> None:
    acting = town.acting("zhou", MONDAY)
    step = extension.grant(handled.pk, working_days=5, reason="档案在外", acting=acting)
    letter = drafted(town, handled, "D4", step.pk, on=TODAY)
    wu = _away(town, "zhou", "wu", Role.OFFICE_HEAD)
    here = f"/desk/qingshan/applications/{handled.pk}/letters/{letter.pk}/"
    browser_of(town, "li").post(f"{here}submission/")
    browser_of(town, "sun").post(f"{here}reviews/secrecy/", {"result": "pass"})
    shown = wu.post(f"{here}reviews/legal/", {"result": "pass"}, follow=True).content.decode()
    assert "合法性审查 · 吴档案（代周主任）" in shown
    assert here in _waiting(wu)
    signed = wu.post(f"{here}signature/", {"confirmed": "1"}, follow=True).content.decode()
    assert "吴档案（代周主任）签发" in signed
    reviews = Letter.objects.get(pk=letter.pk).reviews.order_by("pk")
    assert [row.on_behalf_of for row in reviews] == [None, town.people["zhou"]]


def test_nobody_is_a_deputy_before_and_after(
    town: Town, handled: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    wu = _away(town, "li", "wu", Role.SPECIALIST)
    now = datetime(2025, 9, 22, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert handled.number not in _waiting(wu)
    address = f"/desk/qingshan/applications/{handled.pk}/steps/note/"
    assert wu.get(address).status_code == 403
