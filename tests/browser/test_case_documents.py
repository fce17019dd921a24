"""Documents, redaction and decision in a real browser: no barrier, and a rectangle drawn."""

from datetime import datetime

import pytest
from playwright.sync_api import Page

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.applications.models import Application
from gongkai.applications.transitions.receipt import ReceiptEntry, receive
from gongkai.audit.acting import Acting
from gongkai.calendars.queries import calendar
from gongkai.casework.models import FoundDocument
from gongkai.casework.transitions import copies, decisions, findings
from gongkai.intake.files import recognise
from tests.browser.conftest import Opener
from tests.browser.test_every_page import _faults
from tests.build import SHANGHAI
from tests.casework.finding_build import NAME, PRIVACY, ROOM, contract, illustrated

pytestmark = pytest.mark.browser


def _acting() -> Acting:
    at = datetime(2018, 2, 27, 10, tzinfo=SHANGHAI)
    return Acting(by=User.objects.get(username="zhuanye"), at=at, calendar=calendar())


def _case() -> FoundDocument:
    """A case of the township with one document found, of which a part is to be given."""
    entry = ReceiptEntry(
        received_on=datetime(2018, 2, 5, tzinfo=SHANGHAI).date(),
        channel="letter",
        applicant="陈晓雨",
        content="柳树村2015年土地承包合同",
    )
    acting = _acting()
    application = receive(Agency.objects.get(code="xinhe"), entry, acting=acting)
    search = findings.SearchEntry(
        searched_on=datetime(2018, 2, 26, tzinfo=SHANGHAI).date(),
        places=[("镇档案室2014—2016年农业类", "逐卷查阅"), ("电子公文系统", "关键词：承包、台账")],
        asked=["农业服务站"],
        result="找到土地承包合同一份",
    )
    findings.record_search(application.pk, search, acting=acting)
    content = contract()
    found = findings.DocumentEntry(
        title="土地承包合同",
        document_number="柳村〔2015〕3号",
        file=recognise(content, "合同.pdf"),
        content=content,
    )
    document = findings.add_document(application.pk, found, most_bytes=ROOM, acting=acting)
    judgement = findings.JudgementEntry(judgement="partly", ground="privacy", reasons=PRIVACY)
    findings.judge(document.pk, judgement, acting=acting)
    mark = copies.MarkEntry(ground="privacy", text=NAME)
    copies.mark(document.pk, mark, acting=acting)
    copies.make_copy(document.pk, acting=acting)
    decision = decisions.DecisionEntry(outcome="partially_disclosed", ground="privacy")
    decisions.draft(application.pk, decision, acting=acting)
    return document


def _addresses(document: FoundDocument) -> list[str]:
    case = f"/desk/xinhe/applications/{document.application_id}/"
    one = f"{case}documents/{document.pk}/"
    return [
        f"{case}searches/",
        f"{case}documents/?q=2017",
        one,
        f"{one}?choice=withhold:trade_secret",
        f"{one}description/",
        f"{one}removal/",
        f"{one}redaction/",
        f"{case}decision/",
        f"{case}decision/?choice=unable_to_provide:not_responsible",
        f"{case}decision/checklist/",
    ]


def _with_pictures(document: FoundDocument) -> str:
    """The address of a Word file with pictures, one of them covered."""
    found = findings.DocumentEntry(
        title="现场勘查记录", file=recognise(illustrated(), "现场.docx"), content=illustrated()
    )
    acting = _acting()
    letter = findings.add_document(document.application_id, found, most_bytes=ROOM, acting=acting)
    judgement = findings.JudgementEntry(judgement="partly", ground="privacy", reasons=PRIVACY)
    findings.judge(letter.pk, judgement, acting=acting)
    cover = copies.MarkEntry(ground="privacy", page=2, area=copies.WHOLE)
    copies.mark(letter.pk, cover, acting=acting)
    return f"/desk/xinhe/applications/{letter.application_id}/documents/{letter.pk}/redaction/"


def test_no_page_has_a_barrier(opened: Opener) -> None:
    document = _case()

    addresses = [*_addresses(document), _with_pictures(document)]

    assert _faults(opened("zhuanye"), addresses) == []


def test_a_rectangle_is_drawn_with_the_mouse(opened: Opener) -> None:
    document = _case()
    page = opened("zhuanye")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(_addresses(document)[6])

    _draw(page, (0.1, 0.1), (0.5, 0.25))
    assert page.input_value("#id_area_left") == "10.00"
    page.click("text=标记这个区域")

    page.wait_for_selector("text=第1页 横10–50%，竖10–25%")
    assert document.marks.filter(page=1).get().area == [0.1, 0.1, 0.5, 0.25]
    assert Application.objects.get(pk=document.application_id).found_documents.get().released == ""


def _draw(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    box = page.locator("#page").bounding_box()
    assert box
    for (across, down), act in ((start, page.mouse.down), (end, page.mouse.up)):
        page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
        act()
