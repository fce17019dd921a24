"""What is kept no longer, in a real browser: no barrier before and after it was erased."""

from datetime import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gongkai.applications.models import Application
from tests.browser.conftest import OpenerTo, click_through
from tests.browser.test_every_page import _faults
from tests.build import SHANGHAI, Town, build_town
from tests.casework.build import furnished
from tests.casework.erasure_build import NAME, a_full_case

pytestmark = pytest.mark.browser


@pytest.fixture
def town(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    """青山镇 on the day after the ten years of a case."""
    town = furnished(build_town())
    a_full_case(town)
    now = datetime(2036, 3, 12, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return town


def test_the_archivist_erases_and_no_page_has_a_barrier(town: Town, opened_to: OpenerTo) -> None:
    page = opened_to(town.users["wu"])
    assert _faults(page, ["/desk/qingshan/retention/"]) == []
    page.goto("/desk/qingshan/retention/")
    click_through(page.get_by_role("button", name="清除"))
    expect(page.get_by_text("现在没有保存期满的个人信息。")).to_be_visible()
    application = Application.objects.get()
    letter = application.letters.get()
    case = f"/desk/qingshan/applications/{application.pk}/"
    assert _faults(page, [case, f"{case}letters/{letter.pk}/"]) == []
    expect(page.get_by_text("已按保存期限清除")).to_be_visible()
    expect(page.get_by_text(NAME)).to_have_count(0)
