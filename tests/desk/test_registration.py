"""An application at the counter, by letter, fax or e-mail: registered, confirmed, found again."""

import re
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.applications.models import Application, Submission
from gongkai.applications.queries.submissions import by_number_and_code
from gongkai.audit.models import Entry
from tests.build import SHANGHAI, Town
from tests.desk.build import browser_of, page
from tests.desk.case_build import COUNTER, PDF, PNG, by_post, came, hidden

ADDRESS = "/desk/qingshan/applications/new/"
# Monday, 2025-09-15: twenty working days end on 17 October, after National Day.
TODAY = date(2025, 9, 15)
TYPED = COUNTER | {"submitted_on": "2025-9-15"}


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2025, 9, 15, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def li(town: Town) -> Client:
    return browser_of(town, "li")


def _shown(client: Client, **data: Any) -> str:
    answer = client.post(ADDRESS, data)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def _code(receipt: str) -> str:
    found = re.search(r'class="code">([^<]+)<', receipt)
    assert found
    return found.group(1)


def _saved(client: Client, typed: dict[str, str], **papers: Any) -> str:
    checked = _shown(client, **typed)
    return _shown(client, **hidden(checked), save="1", **papers)


def test_the_term_is_shown_before_anything_is_saved(li: Client) -> None:
    checked = _shown(li, **TYPED)

    assert "2025年10月17日" in checked
    assert "以提交之日为收到申请之日" in checked
    assert "政府信息公开条例(2019) 第三十一条" in checked
    assert not Submission.objects.exists()


def test_it_is_registered_with_a_receipt(li: Client, town: Town) -> None:
    receipt = _saved(li, TYPED)
    case = Application.objects.get()
    code = re.search(r'class="code">([^<]+)<', receipt)

    assert (case.received_on, case.due_on) == (TODAY, date(2025, 10, 17))
    assert case.number in receipt
    assert "http://testserver/applications/" in receipt
    assert f"<dt>申请内容</dt><dd>{TYPED['content']}</dd>" in receipt
    assert "<dt>办理机关</dt><dd>青山镇人民政府</dd>" in receipt
    assert "2025年10月17日</strong>前（含当日）答复" in receipt
    assert "<svg" in receipt
    assert 'name="kind" value="D1"' in receipt
    assert code
    assert by_number_and_code(case.number, code.group(1)) == case
    shown = page(li, f"qingshan/applications/{case.pk}/")
    assert code.group(1) not in shown
    assert "13800000001" not in shown


def test_the_receipt_of_the_counter_masks_a_person_and_names_an_organisation(li: Client) -> None:
    receipt = _saved(li, TYPED | {"applicant": "陈晓雨"})
    assert "陈**：" in receipt
    assert "陈晓雨" not in receipt
    company = TYPED | {"applicant_kind": "commercial_enterprise", "applicant": "青山石材厂"}
    assert "青山石材厂：" in _saved(li, company)


def test_the_handler_is_proposed_and_can_be_another(li: Client, town: Town) -> None:
    mine, zhou = town.people["li"].pk, town.people["zhou"].pk
    assert f'<option value="{mine}" selected>' in page(li, "qingshan/applications/new/")
    checked = _shown(li, **TYPED, handler_id=str(zhou))
    assert "<dd>周主任</dd>" in checked
    _shown(li, **hidden(checked), save="1")

    assert Application.objects.get().handler == town.people["zhou"]


def test_without_a_word_the_registrar_handles_it(li: Client, town: Town) -> None:
    _saved(li, TYPED)
    assert Application.objects.get().handler == town.people["li"]


def test_what_an_application_should_say_of_its_applicant_is_missed_aloud(li: Client) -> None:
    assert "没有登记" not in _shown(li, **TYPED)
    nobody = TYPED | {"id_number": "", "phone": "", "address": ""}
    checked = _shown(li, **nobody)
    assert "没有登记证件号码" in checked
    assert "没有登记任何联系方式" in checked
    assert "第二十九条第二款第（一）项" in checked
    _shown(li, **hidden(checked), save="1")
    assert Application.objects.count() == 1, "a warning, no obstacle"


def test_one_number_under_two_names_is_noticed(li: Client, town: Town) -> None:
    came(town, on=TODAY)
    assert "以前登记的姓名" not in _shown(li, **TYPED | {"applicant": "陈 晓雨"})
    assert "以前登记的姓名是陈**" in _shown(li, **TYPED | {"applicant": "王大明"})
    came(town, on=TODAY, applicant="王大明", content="另一件")
    found = _shown(li, **TYPED, find="1")
    assert "登记过几个不同的申请人" in found


def test_who_is_known_lacks_nothing(li: Client, town: Town) -> None:
    known = came(town, on=TODAY)
    bare = {**TYPED, "id_number": "", "phone": "", "address": "", "content": "另一件"}
    assert "没有登记" not in _shown(li, **bare, known=str(known.pk))


def test_sent_twice_it_is_registered_once(li: Client) -> None:
    checked = _shown(li, **TYPED)
    first, second = (_shown(li, **hidden(checked), save="1") for _ in range(2))

    assert Application.objects.count() == 1
    assert Application.objects.get().number in first
    assert Application.objects.get().number in second


@pytest.mark.parametrize("code", ["", "1", "ABCD"])
def test_a_code_that_is_none_is_replaced(li: Client, code: str) -> None:
    again = _shown(li, **TYPED, save="1", code=code)

    assert "核对后登记" in again
    assert len(hidden(again)["code"].replace("-", "")) == 16
    assert not Submission.objects.exists()


def test_only_the_days_of_the_channel_count(li: Client) -> None:
    """What was typed before the channel was changed is dropped, and is no error."""
    checked = _shown(li, **TYPED | {"submitted_on": "2025-9-12", "signed_on": "昨天"})
    assert "2025年9月12日" in checked
    letter = TYPED | {"channel": "letter", "submitted_on": "2025-9-1", "signed_on": "2025-9-11"}
    assert "<strong>2025年9月11日</strong>" in _shown(li, **letter)


def test_a_missing_day_is_asked_for_at_its_field(li: Client) -> None:
    refused = _shown(li, **TYPED | {"submitted_on": ""})

    assert "请填写收到申请的日期。" in refused
    assert "柳树村2015年土地承包台账" in refused, "what was typed is kept"


def test_a_plain_letter_waits(li: Client, town: Town) -> None:
    typed = TYPED | {"channel": "letter", "arrived_on": "2025-9-12"}
    assert "请填写与申请人确认的日期" in _shown(li, **typed)
    receipt = _saved(li, typed)
    waits = Submission.objects.get()

    assert "我们将与您确认收到申请" in receipt
    assert 'class="code"' not in receipt, "no number yet, so nothing to look up"
    assert waits.application is None
    listed = page(li, "qingshan/applications/")
    assert "等待与申请人确认（1）" in listed
    assert "已等 3 天" in listed
    address = f"/desk/qingshan/applications/submissions/{waits.pk}/"
    assert "陈晓雨" in li.get(address).content.decode()
    refused = li.post(address, {"confirmed_on": "2025-9-11"}).content.decode()
    assert "先后颠倒" in refused
    assert "无法联系的" not in refused, "the rule of 2015, not of 2019"
    assert "平常信函应当在收到当日确认（条例第三十一条）" in refused
    late = li.post(address, {"confirmed_on": "2025-9-15"}).content.decode()
    assert 'href="#id_late_reason"' in late
    why = {"late_reason": "12日三次去电无人接听"}
    done = li.post(address, {"confirmed_on": "2025-9-15"} | why)
    case = Application.objects.get()
    assert done["Location"] == f"/desk/qingshan/applications/{case.pk}/query-code/"
    assert waits.code_hash
    assert not case.submission.code_hash, "the first was told to nobody"
    assert (case.received_on, case.due_on) == (TODAY, date(2025, 10, 17))
    assert li.get(address)["Location"] == f"/desk/qingshan/applications/{case.pk}/"


def test_another_code_comes_with_a_receipt_and_voids_the_first(li: Client) -> None:
    first = _code(_saved(li, TYPED))
    case = Application.objects.get()
    address = f"/desk/qingshan/applications/{case.pk}/query-code/"
    assert address in page(li, f"qingshan/applications/{case.pk}/")
    asked = li.get(address).content.decode()
    assert "原来的查询码随即作废" in asked

    sent = hidden(asked)
    receipt, again = (li.post(address, sent).content.decode() for _ in range(2))

    second = _code(receipt)
    assert _code(again) == second != first
    assert case.number in receipt
    assert "http://testserver/applications/" in receipt
    assert by_number_and_code(case.number, first) is None
    assert by_number_and_code(case.number, second) == case
    issued = Entry.objects.filter(action="submission.reissue_code")
    assert [entry.data for entry in issued] == [{"had_one": True}]


def test_a_code_is_made_up_by_nobody(li: Client) -> None:
    first = _code(_saved(li, TYPED))
    case = Application.objects.get()
    answer = li.post(f"/desk/qingshan/applications/{case.pk}/query-code/", {"code": "1234"})
    assert "查询码不完整" in answer.content.decode()
    assert by_number_and_code(case.number, first) == case


def test_who_does_not_register_gives_out_no_code(town: Town, li: Client) -> None:
    _saved(li, TYPED)
    case = Application.objects.get()
    address = f"qingshan/applications/{case.pk}/"
    for person in ("zhao", "zheng"):
        reader = browser_of(town, person)
        assert "query-code" not in page(reader, address)
        assert (
            reader.post(f"/desk/{address}query-code/", {"code": "ABCD-EFGH-JKLM-NPQR"}).status_code
            == 403
        )


def test_who_reads_but_does_not_register_sees_why(town: Town) -> None:
    waits = by_post(town, on=TODAY)
    shown = page(browser_of(town, "zhao"), f"qingshan/applications/submissions/{waits.pk}/")

    assert "您没有“与申请人确认收到申请”的权限" in shown


def test_an_applicant_is_found_again_masked(li: Client, town: Town) -> None:
    earlier = came(town, on=date(2025, 9, 1))
    found = _shown(li, find="1", channel="in_person", phone="138 0000 0001")

    assert "陈**" in found
    assert "138****0001" in found
    assert "110101199001011237" not in found
    assert 'value="138 0000 0001"' in found, "what was typed is kept"
    assert "没有以前的登记" in _shown(li, find="1", phone="13900000009")
    used = _shown(li, use=str(earlier.pk), channel="in_person", phone="138 0000 0001")
    assert 'value="陈晓雨"' in used
    assert "110101199001011237" not in used

    typed = TYPED | {"id_number": "", "address": "", "known": str(earlier.pk)}
    _saved(li, typed)
    again = Submission.objects.get(application__received_on=TODAY).identity
    assert again.id_number.masked == earlier.identity.id_number.masked
    assert again.address.masked == earlier.identity.address.masked


def test_nobody_is_found_through_another_agency(town: Town) -> None:
    came(town, on=date(2025, 9, 1))
    answer = browser_of(town, "wang").post(
        "/desk/neighbour/applications/new/", {"find": "1", "phone": "13800000001"}
    )
    assert "没有以前的登记" in answer.content.decode()
    known = Submission.objects.get()
    used = browser_of(town, "wang").post(
        "/desk/neighbour/applications/new/", TYPED | {"use": str(known.pk)}
    )
    assert f'name="known" value="{known.pk}"' not in used.content.decode()
    refused = browser_of(town, "wang").post(
        "/desk/neighbour/applications/new/", TYPED | {"known": str(known.pk)}
    )
    assert "没有找到以前登记的申请人" in refused.content.decode()


def test_scans_and_proof_are_kept(li: Client, town: Town) -> None:
    papers = {
        "scans": [SimpleUploadedFile("申请表.exe", PNG), SimpleUploadedFile("说明.png", PNG)],
        "proof": SimpleUploadedFile("身份证.png", PNG, "image/png"),
    }
    _saved(li, TYPED, **papers)
    submission = Submission.objects.get()
    names = [file.filename for file in submission.files.order_by("position")]

    assert names == ["申请表.png", "说明.png"]
    assert submission.proof.media_type == "image/png"
    file = submission.files.order_by("position")[0]
    case = submission.application_id
    answer = li.get(f"/desk/qingshan/applications/{case}/files/{file.pk}/")
    assert b"".join(answer.streaming_content) == PNG  # type: ignore[attr-defined]


def test_a_file_that_is_refused_leaves_nothing(li: Client) -> None:
    bad = SimpleUploadedFile("申请表.pdf", b"MZ\x00\x00not a document")
    refused = _saved(li, TYPED, scans=[bad])

    assert "申请材料的扫描件：" in refused
    assert "核对后登记" in refused
    assert not Submission.objects.exists()
    wrong = SimpleUploadedFile("身份证.pdf", PDF, "image/png")
    assert "身份证明：" in _saved(li, TYPED, proof=wrong)
    assert not Submission.objects.exists()


def test_one_can_go_back_and_change(li: Client) -> None:
    checked = _shown(li, **TYPED)
    back = _shown(li, **hidden(checked), change="1")

    assert "<h1>登记申请</h1>" in back
    assert "柳树村2015年土地承包台账" in back


def test_the_purpose_is_asked_for_under_the_old_regulations_alone(
    li: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "所需信息的用途" not in li.get(ADDRESS).content.decode()
    now = datetime(2018, 2, 5, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert "所需信息的用途" in li.get(ADDRESS).content.decode()


def test_what_only_some_applications_have(li: Client) -> None:
    more = {"is_oral": "on", "suggests_disclosure": "on", "needs_help": "视力障碍，请用大字"}
    _saved(li, TYPED | more)
    submission = Submission.objects.get()

    assert (submission.is_oral, submission.suggests_disclosure) == (True, True)
    shown = page(li, f"qingshan/applications/{submission.application_id}/")
    assert "由工作人员代为填写（第二十九条）" in shown
    assert "视力障碍，请用大字" in shown
