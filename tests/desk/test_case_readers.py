"""Part-time information officers hand in drafts; of who applied for what they see nothing."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from tests.build import SHANGHAI, Town
from tests.desk.build import browser_of, page
from tests.desk.case_build import by_post, came

TODAY = date(2025, 9, 15)
WANTED = "柳树村2015年土地承包台账"


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2025, 9, 15, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.mark.parametrize(
    "address",
    [
        "applications/",
        "applications/{pk}/",
        "applications/{pk}/steps/note/",
        "applications/{pk}/letters/registration/",
        "ledgers/applications/",
        "ledgers/applications/{pk}/",
        "ledgers/fees/",
        "exports/applications/",
    ],
)
def test_no_page_of_cases_is_there(town: Town, address: str) -> None:
    case = came(town, on=TODAY).application
    assert case
    path = "/desk/qingshan/" + address.format(pk=case.pk)

    assert browser_of(town, "qian").get(path).status_code == 404
    assert browser_of(town, "wu").get(path).status_code in (200, 403)


def test_no_other_page_tells_of_them(town: Town) -> None:
    came(town, on=date(2025, 7, 1))
    by_post(town, on=TODAY)
    qian, li = browser_of(town, "qian"), browser_of(town, "li")
    for address in ("qingshan/", "qingshan/today/", "qingshan/ledgers/items/"):
        shown = page(qian, address)
        assert WANTED not in shown
        assert "申请办理" not in shown
        assert "/desk/qingshan/applications/" not in shown
        assert "/desk/qingshan/ledgers/applications/" not in shown
    assert WANTED in page(li, "qingshan/today/")
    assert WANTED in page(li, "qingshan/figures/applications.received/", year="2025")


def test_neither_figures_nor_the_export_of_everything_are_there(town: Town) -> None:
    for address in ("figures/applications.received/?year=2025", "exports/all/"):
        assert browser_of(town, "qian").get(f"/desk/qingshan/{address}").status_code == 404
        assert browser_of(town, "li").get(f"/desk/qingshan/{address}").status_code == 200
