"""The pages of a letter: begun, worded, reviewed, signed, served."""

import re
from datetime import datetime
from io import BytesIO

import docx
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from gongkai.casework.models import Letter, Service
from gongkai.casework.transitions import letters
from gongkai.desk.case_letters import letter_rows
from tests.build import SHANGHAI, Town
from tests.casework.build import (
    RECEIVED,
    SIGNED,
    a_case,
    again,
    an_answer,
    drafted,
    furnished,
    not_found,
    reviewed,
    signed,
)
from tests.desk.build import browser_of, page, posted


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 3, 10, 15, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def office(town: Town) -> Town:
    return furnished(town)


def _at(letter: Letter, *more: str) -> str:
    where = f"qingshan/applications/{letter.application_id}/letters/{letter.pk}/"
    return where + "".join(f"{one}/" for one in more)


def _content(client: Client, address: str) -> bytes:
    response = client.get(f"/desk/{address}")
    assert response.status_code == 200
    return b"".join(response)


def test_a_letter_from_its_start_to_its_signature(office: Town) -> None:
    application = a_case(office)
    not_found(office, application)
    li, sun, zhou, zhao = (browser_of(office, who) for who in ("li", "sun", "zhou", "zhao"))
    start = f"qingshan/applications/{application.pk}/letters/start/"

    shown = page(li, start)
    assert "政府信息公开申请答复书" in shown
    assert "还没有准备补正，请先在案件页上办理。" in shown
    (concerns,) = re.findall(
        r'value="D12"><input type="hidden" name="concerns" value="(\d+)"', shown
    )
    shown = posted(li, start, kind="D12", concerns=concerns)
    letter = Letter.objects.get()
    assert "草稿，未签发" in shown
    assert "还没有通过保密审查" in shown

    text = "经检索本机关档案室和公文系统，未检索到您申请的政府信息。"
    shown = posted(li, _at(letter), **{"edit-search": text, "delivery": "post"})
    assert "已保存" in shown
    assert text in shown
    assert again(letter).edits == {"search": text}

    assert "已送审" in posted(li, _at(letter, "submission"))
    assert text in page(sun, _at(letter, "reviews", "secrecy"))
    assert "已登记保密审查" in posted(sun, _at(letter, "reviews", "secrecy"), result="pass")
    assert "已登记合法性审查" in posted(zhou, _at(letter, "reviews", "legal"), result="pass")

    assert "文号按顺序取得，不能收回" in page(zhao, _at(letter, "signature"))
    assert "已签发，文号青镇公开复〔2026〕1号" in posted(zhao, _at(letter, "signature"))


def test_a_letter_from_the_post_to_the_applicant(office: Town) -> None:
    letter = an_answer(office)
    application, li = letter.application, browser_of(office, "li")
    form = {"carrier": "中国邮政", "tracking": "XA1", "posted_on": "2026-3-10"}
    shown = posted(li, _at(letter, "service") + "?method=post", **form)
    assert "已登记送达，以2026-03-10为准" in shown
    application.refresh_from_db()
    assert application.status == "answered"
    (row,) = letter_rows(application)
    assert (row.number, row.next_act) == (
        "青镇公开复〔2026〕1号",
        "2026-03-10邮寄，等待对方收到",
    )

    served = Service.objects.get()
    receipt = _at(letter, "services", str(served.pk), "receipt")
    assert "已登记对方收到日期" in posted(li, receipt, received_on="2026-03-10")
    record = _content(li, _at(letter, "services", str(served.pk), "record"))
    assert record.startswith(b"%PDF")


def test_a_standing_text_is_no_edit(office: Town) -> None:
    application = a_case(office)
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    li = browser_of(office, "li")
    (field,) = re.findall(r'name="edit-search"[^>]*>\s*([^<]*)</textarea>', page(li, _at(letter)))

    shown = posted(li, _at(letter), **{"edit-search": field, "delivery": "post"})
    assert "没有改动任何内容" in shown
    assert again(letter).edits == {}


def test_facts_of_the_letter_are_asked_beside_it(office: Town) -> None:
    letter = drafted(office, a_case(office), "D23")
    li = browser_of(office, "li")
    assert 'href="#id_fact-summary"' in page(li, _at(letter))

    form = {
        "fact-summary": "土地承包的材料",
        "fact-unit": "农业服务站",
        "fact-question": "台账是否移交",
        "fact-reply_by": "2026年3月20日",
        "edit-question": "",
        "delivery": "in_person",
    }
    shown = posted(li, _at(letter), **form)
    assert "请于2026年3月20日前" in shown
    assert again(letter).particulars["reply_by"] == "2026-03-20"


def test_what_the_letter_must_state_is_not_called_optional(office: Town) -> None:
    letter = drafted(office, a_case(office), "D23")
    shown = page(browser_of(office, "li"), _at(letter))
    for name in ("summary", "unit", "question", "reply_by"):
        label = re.search(rf'<label for="id_fact-{name}">(.*?)</label>', shown)
        assert label
        assert "签发前必填" in label.group(1)


def test_what_keeps_it_from_review_is_said_on_its_page(office: Town) -> None:
    letter = drafted(office, a_case(office), "D23")
    li = browser_of(office, "li")

    answer = li.post(f"/desk/{_at(letter, 'submission')}", follow=True)

    assert answer.redirect_chain == [(f"/desk/{_at(letter)}", 302)]
    shown = answer.content.decode()
    assert "没有送审：请填写" in shown
    assert 'href="#id_fact-summary"' in shown
    assert again(letter).state == "draft"
    zhao = browser_of(office, "zhao")
    assert zhao.post(f"/desk/{_at(letter, 'submission')}").status_code == 403


def test_what_is_missing_leads_to_its_place(office: Town) -> None:
    application = a_case(office)
    office.agency.remedy_settings.all().delete()
    letter = drafted(office, application, "D12", not_found(office, application).pk)

    shown = page(browser_of(office, "li"), _at(letter))
    assert 'href="/desk/qingshan/ledgers/remedy-settings/"' in shown
    assert "应当写明1个行政复议机关" in shown


def test_a_draft_says_so_in_its_files(office: Town) -> None:
    application = a_case(office)
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    content = _content(browser_of(office, "wu"), _at(letter, "files", "docx"))

    text = "".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)
    assert "签发时编号" in text
    assert "2026〕" not in text


def test_a_signed_file_is_what_was_signed(office: Town) -> None:
    letter = an_answer(office)
    with letter.pdf.open() as kept:
        assert _content(browser_of(office, "li"), _at(letter, "files", "pdf")) == kept.read()


def test_the_form_of_registration_shows_no_number_whole(office: Town) -> None:
    application = a_case(office)
    li = browser_of(office, "li")
    content = _content(li, f"qingshan/applications/{application.pk}/letters/registration/")
    assert content.startswith(b"%PDF")


def test_refusals_stand_in_the_form(office: Town) -> None:
    letter = an_answer(office)
    li = browser_of(office, "li")

    shown = posted(
        li, _at(letter, "service") + "?method=post", carrier="顺丰速运", posted_on="2026-03-10"
    )
    assert "邮寄送达只能通过邮政企业" in shown
    shown = posted(li, _at(letter, "service") + "?method=email")
    assert "电子送达须经对方同意" in shown
    shown = posted(li, _at(letter, "service") + "?method=email", consent="2026-03-10电话同意")
    assert "行政复议法第二十二条第二款" in shown
    assert mail.outbox == []
    assert Service.objects.count() == 0
    assert li.get(f"/desk/{_at(letter, 'service')}?method=fax").status_code == 404


def test_a_letter_is_returned_and_voided(office: Town) -> None:
    letter = an_answer(office)
    li, zhao = browser_of(office, "li"), browser_of(office, "zhao")
    posted(li, _at(letter, "service") + "?method=post", carrier="EMS", posted_on="2026-03-10")
    served = Service.objects.get()
    back = _at(letter, "services", str(served.pk), "return")

    assert "请写明退回的原因" in posted(li, back, returned_on="2026-03-10")
    assert "请重新送达" in posted(li, back, returned_on="2026-03-10", return_reason="查无此人")
    assert zhao.get(f"/desk/{_at(letter, 'void')}").status_code == 403

    other = a_case(office, content="另一件")
    unserved = signed(office, drafted(office, other, "D12", not_found(office, other).pk))
    assert "写错" in posted(zhao, _at(unserved, "void"), reason="写错")
    assert again(unserved).state == "voided"


def test_a_stale_review_is_shown_as_such(office: Town) -> None:
    application = a_case(office)
    letter = reviewed(
        office, drafted(office, application, "D12", not_found(office, application).pk)
    )
    letters.edit(letter.pk, {"search": "没有找到。"}, acting=office.acting("li", SIGNED))

    assert "文字已改，须重新审查" in page(browser_of(office, "li"), _at(letter))


def test_a_decision_that_changed_under_a_letter_says_so(office: Town) -> None:
    application = a_case(office)
    decision = not_found(office, application)
    letter = drafted(office, application, "D12", decision.pk)
    decision.ground = "not_responsible"
    decision.save()

    shown = page(browser_of(office, "li"), _at(letter))
    assert "不能陈述这一理由，请改用相应的文书。也可以作废这份文书，重新起草。" in shown


def test_nobody_looks_into_a_neighbours_letters(office: Town) -> None:
    letter = an_answer(office)
    for person in ("wang", "admin"):
        assert browser_of(office, person).get(f"/desk/{_at(letter)}").status_code == 404


def test_a_letter_is_found_under_its_own_case_only(office: Town) -> None:
    letter = an_answer(office)
    other = a_case(office, content="另一件", on=RECEIVED)
    address = f"/desk/qingshan/applications/{other.pk}/letters/{letter.pk}/"
    assert browser_of(office, "li").get(address).status_code == 404
