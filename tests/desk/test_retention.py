"""What is kept no longer: shown and confirmed before it goes; no page breaks afterwards."""

import re
from datetime import date

import pytest
from django.test import Client

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.applications.models import Application
from gongkai.calendars.queries import calendar
from gongkai.casework.models import Letter
from gongkai.casework.transitions import follow_up
from gongkai.casework.transitions.erasure import erase
from tests.build import Town
from tests.casework.build import CODE, furnished
from tests.casework.erasure_build import NAME, WORDS, a_full_case
from tests.desk.build import browser_of, page
from tests.portal.apply_build import inside, shown

AFTER = date(2036, 3, 12)
NOTE = "已按保存期限清除。"


@pytest.fixture
def case(town: Town) -> tuple[Application, Letter]:
    return a_full_case(furnished(town))


@pytest.fixture
def erased(town: Town, case: tuple[Application, Letter]) -> tuple[Application, Letter]:
    erase(Agency.objects.filter(pk=town.agency.pk), on=AFTER, acting=town.acting("wu", AFTER))
    return case


def opened(client: Client, address: str) -> str:
    """What a page of the case says; whatever else it answers, nobody is named."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    said = shown(answer)
    assert not [word for word in WORDS if word in said], address
    return said


def test_no_page_of_an_erased_case_breaks(town: Town, erased: tuple[Application, Letter]) -> None:
    application, letter = erased
    li = browser_of(town, "li")
    case = f"/desk/qingshan/applications/{application.pk}/"
    said = opened(li, case)
    assert NOTE in said
    assert "2036年3月12日清除" in said
    assert "机关文件材料归档范围和文书档案保管期限规定；个人信息保护法第四十七条" in said
    assert letter.number in said
    assert "清除到期的个人信息" in said
    document, message = application.found_documents.get(), application.messages.get()
    for below in (
        "searches/",
        "documents/",
        f"documents/{document.pk}/",
        f"messages/{message.pk}/",
        f"documents/{document.pk}/redaction/",
        "letters/start/",
        "steps/note/",
    ):
        opened(li, case + below)
    assert NOTE in opened(li, f"{case}letters/{letter.pk}/")
    for address in (
        "/desk/qingshan/applications/?scope=all",
        "/desk/qingshan/applications/statistics/",
        f"/desk/qingshan/ledgers/applications/{application.pk}/",
        f"/desk/qingshan/ledgers/applications/{application.pk}/amendment/",
        "/desk/qingshan/ledgers/applications/",
    ):
        opened(li, address)


def test_its_papers_are_printed_without_a_name(
    town: Town, erased: tuple[Application, Letter]
) -> None:
    application, letter = erased
    li = browser_of(town, "li")
    letters = f"/desk/qingshan/applications/{application.pk}/letters/"
    service = letter.services.get()
    for below in (f"{letter.pk}/services/{service.pk}/record/", "registration/"):
        answer = li.get(letters + below)
        assert answer.status_code == 200
        assert b"".join(answer).startswith(b"%PDF")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_letter_that_is_gone_says_so(
    town: Town, erased: tuple[Application, Letter], kind: str
) -> None:
    application, letter = erased
    answer = browser_of(town, "li").get(
        f"/desk/qingshan/applications/{application.pk}/letters/{letter.pk}/files/{kind}/"
    )
    assert answer.status_code == 403
    assert "已于2036-03-12按保存期限清除" in answer.content.decode()


def test_files_that_are_gone_are_not_found(town: Town, erased: tuple[Application, Letter]) -> None:
    application, _ = erased
    li = browser_of(town, "li")
    case = f"/desk/qingshan/applications/{application.pk}/"
    document, message = application.found_documents.get(), application.messages.get()
    for below in (
        f"documents/{document.pk}/files/original/",
        f"messages/{message.pk}/file/",
        "files/1/",
    ):
        assert li.get(case + below).status_code in (403, 404), below


def test_the_applicant_is_told_so(erased: tuple[Application, Letter]) -> None:
    application, letter = erased
    client = inside(application.number, CODE)
    said = opened(client, "/applications/")
    assert NOTE in said
    assert letter.number in said
    assert "下载" not in said
    assert client.post(f"/applications/letters/{letter.pk}/").status_code == 403
    with pytest.raises(NotAllowed, match="按保存期限清除"):
        follow_up.fetch(letter.pk, at=erased[0].submission.came_at, calendar=calendar())


def test_the_ledger_is_exported(town: Town, erased: tuple[Application, Letter]) -> None:
    answer = browser_of(town, "li").get("/desk/qingshan/exports/applications/")
    assert answer.status_code == 200
    assert NAME.encode() not in b"".join(answer)  # type: ignore[arg-type]


def hidden(said: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', said))


@pytest.fixture
def archivist(town: Town, monkeypatch: pytest.MonkeyPatch) -> Client:
    """吴档案 at her desk when the time is over."""
    at = town.acting("wu", AFTER).at
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    return browser_of(town, "wu")


def test_what_goes_is_shown_then_confirmed(
    case: tuple[Application, Letter], archivist: Client
) -> None:
    address = "/desk/qingshan/retention/"
    said = page(archivist, "qingshan/retention/")
    assert case[0].number in said
    assert "<dt>文书</dt><dd>1条</dd>" in said
    assert "2026年3月11日" in said
    assert "不能恢复" in said
    assert NAME not in said
    asked = hidden(said)
    assert asked["on"] == "2036-03-12"
    changed = shown(archivist.post(address, asked | {"number": "1"}))
    assert "清单有变化" in changed
    assert Application.objects.get().applicant == NAME
    assert archivist.post(address, {"confirmed": "1"}).status_code == 200
    assert Application.objects.get().applicant == NAME
    done = shown(archivist.post(address, asked, follow=True))
    assert "已清除，登记7条清除记录。" in done
    assert "现在没有保存期满的个人信息。" in done
    assert Application.objects.get().applicant == "（已清除）"


def test_before_its_time_nothing_can_be_erased(
    case: tuple[Application, Letter], town: Town
) -> None:
    client = browser_of(town, "wu")
    posted = {"on": "2036-03-12", "number": "999"}
    answer = client.post("/desk/qingshan/retention/", posted)
    assert "清单有变化" in shown(answer)
    asked = hidden(shown(answer))
    posted["number"] = asked["number"]
    answer = client.post("/desk/qingshan/retention/", posted)
    assert Application.objects.get().applicant == NAME
    assert "今天之后" in shown(answer)
