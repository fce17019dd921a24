"""The applicant's own pages: in with number and code, what they show, what is sent, out again."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.transitions import corrections, splitting, transfers
from gongkai.applications.transitions.answer import answer
from gongkai.applications.transitions.consultations import ConsultationEntry, prepare
from gongkai.applications.transitions.corrections import CorrectionEntry
from gongkai.audit.models import Entry
from gongkai.casework.models import ApplicantMessage, FoundDocument, Letter, Rating
from gongkai.catalog import files
from tests.applications.build import with_desk
from tests.build import Town
from tests.intake.build import png
from tests.portal.apply_build import applied, inside, row, sent, shown

ASKED = CorrectionEntry(unclear="没有说明年度", items="请写明年度", working_days=10)


@pytest.fixture
def entered(town: Town) -> tuple[Client, Application]:
    """A browser in which somebody has come in to the application made just now."""
    application, code = applied()
    return inside(application.number, code), application


def page(client: Client, address: str = "/applications/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return shown(answer)


def signed_letter(town: Town, application: Application, kind: str, method: str) -> Letter:
    """A letter as it stands in the records once it was signed and served."""
    today = timezone.localdate()
    letter = Letter.objects.create(
        application=application,
        kind=kind,
        delivery=method,
        state="signed",
        number=f"青镇公开〔2026〕{kind}号",
        signed_on=today,
        drafted_by=town.users["li"],
        drafted_at=timezone.now(),
        pdf=files.keep("letters", b"%PDF-1.7 " + kind.encode(), "pdf"),
    )
    letter.services.create(
        method=method,
        served_on=today,
        posted_on=today if method == "post" else None,
        tracking="EM123456789CN" if method == "post" else "",
        sent_at=timezone.now() if method == "online" else None,
        served_by=town.people["li"],
    )
    return letter


def disclosed(town: Town, application: Application) -> None:
    answer(
        application.pk,
        outcome="disclosed",
        ground="",
        replied_on=timezone.localdate(),
        number="青镇公开复〔2026〕1号",
        acting=town.acting("li", timezone.localdate()),
    )


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(town: Town) -> None:
    application, code = applied()
    client = Client()
    wrong = [
        (application.number, "AAAA-BBBB-CCCC-DDDD"),
        ("依申请〔1999〕0001", code),
        ("依申请〔1999〕0001", "AAAA-BBBB-CCCC-DDDD"),
    ]
    answers = [client.post("/applications/", {"number": n, "code": c}) for n, c in wrong]
    said = {re.search(r'role="alert".*?</div>', shown(one), re.DOTALL)[0] for one in answers}  # type: ignore[index]
    assert len(said) == 1
    assert "编号或者查询码不对" in said.pop()
    assert {one.status_code for one in answers} == {200}
    assert "最迟应当在这一天答复" not in page(client)


def test_the_code_tells_apart_what_two_agencies_number_alike(town: Town) -> None:
    receipts = {code: shown(sent(agency=code)) for code in ("qingshan", town.neighbour.code)}
    numbers = {row(receipt, "登记编号") for receipt in receipts.values()}
    assert len(numbers) == 1
    for receipt in receipts.values():
        said = page(inside(*numbers, row(receipt, "查询码")))
        assert row(said, "办理机关") == row(receipt, "办理机关")


def test_the_code_may_be_typed_as_one_likes(town: Town) -> None:
    application, code = applied()
    assert "最迟应当在这一天答复" in page(
        inside(f" {application.number} ", code.lower().replace("-", " "))
    )


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"number": "", "code": "x"}, "请填写登记编号。"),
        ({"number": "x", "code": ""}, "请填写查询码。"),
        ({"number": "x" * 61, "code": "x"}, "编号太长"),
        ({"number": "x", "code": "x" * 41}, "查询码太长"),
    ],
)
def test_what_is_missing_is_said(db: None, posted: dict[str, str], sentence: str) -> None:
    assert sentence in shown(Client().post("/applications/", posted))


def tried(number: str, code: str = "x", **address: str) -> HttpResponse:
    """Number and code as a browser at an address sends them."""
    posted = {"number": number, "code": code}
    return Client(**address).post("/applications/", posted)  # type: ignore[return-value, arg-type]


def test_a_number_is_guessed_at_ten_times_by_one_source(town: Town) -> None:
    application, _ = applied()
    for _ in range(10):
        assert tried(application.number).status_code == 200
    refused = tried(application.number)
    assert refused.status_code == 429
    assert "这个编号试得太多" in shown(refused)
    # Neither another number nor another source is shut out.
    assert tried("依申请〔2026〕9999").status_code == 200
    assert tried(application.number, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_the_right_code_is_let_in_whatever_was_guessed_at_its_number(town: Town) -> None:
    application, code = applied()
    for _ in range(12):
        tried(application.number)
    assert tried(application.number, code).status_code == 302


def test_people_behind_one_address_do_not_lock_each_other_out(town: Town) -> None:
    application, code = applied()
    for place in range(20):
        tried(f"依申请〔2025〕{place // 2}")
    assert tried(application.number, code).status_code == 302


def test_a_source_guesses_sixty_times_and_then_nothing_is_looked_up(town: Town) -> None:
    application, code = applied()
    for place in range(60):
        assert tried(f"依申请〔2025〕{place}").status_code == 200
    # A right code would tell, so none is tried any more.
    assert tried(application.number, code).status_code == 429
    assert tried("依申请〔2025〕60").status_code == 429


def test_refused_guesses_at_a_number_count_for_the_source_as_well(town: Town) -> None:
    application, code = applied()
    for _ in range(60):
        tried(application.number)
    assert tried(application.number, code).status_code == 429


def test_right_ones_are_not_counted(town: Town) -> None:
    application, code = applied()
    for _ in range(12):
        inside(application.number, code)


def test_a_form_of_another_site_brings_nobody_in(town: Town) -> None:
    application, code = applied()
    strict = Client(enforce_csrf_checks=True)
    posted = {"number": application.number, "code": code}
    assert strict.post("/applications/", posted).status_code == 403


def test_the_page_says_where_it_stands_and_why_that_day(
    entered: tuple[Client, Application],
) -> None:
    client, application = entered
    said = page(client)
    assert row(said, "登记编号") == application.number
    assert f'<time datetime="{application.due_on.isoformat()}">' in said
    assert len(re.findall(r"第20日", said)) == 1
    assert "第三十三条" in said
    assert "收到申请" in said
    assert "陈晓雨" not in said
    assert "002X" not in said
    assert application.number not in said[: said.index("</title>")]


@pytest.mark.parametrize("address", ["/applications/", "/applications/messages/complaint/"])
def test_nothing_is_kept_or_indexed(entered: tuple[Client, Application], address: str) -> None:
    answer = entered[0].get(address)
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize(
    "address",
    [
        "/applications/messages/complaint/",
        "/applications/rating/",
        "/applications/documents/1/",
    ],
)
def test_without_coming_in_there_is_only_the_form(town: Town, address: str) -> None:
    assert Client().get(address).headers["Location"] == "/applications/"
    assert Client().post("/applications/letters/1/").headers["Location"] == "/applications/"


def test_out_again_at_once_or_after_half_an_hour(entered: tuple[Client, Application]) -> None:
    client, application = entered
    session = client.session
    assert session["applicant"][0] == application.pk
    client.post("/applications/departure/")
    assert "填写回执上的登记编号" in page(client)
    assert "applicant" not in client.session
    session = client.session
    session["applicant"] = [application.pk, (timezone.now() - timedelta(seconds=1)).timestamp()]
    session.save()
    assert "填写回执上的登记编号" in page(client)


def test_who_works_here_stays_signed_in(town: Town, as_li: Client) -> None:
    application, code = applied()
    as_li.post("/applications/", {"number": application.number, "code": code})
    as_li.post("/applications/departure/")
    assert as_li.get("/desk/qingshan/").status_code == 200


def test_a_correction_is_sent_once_it_is_asked_for(
    town: Town, entered: tuple[Client, Application]
) -> None:
    client, application = entered
    address = "/applications/messages/correction/"
    assert "提交补正" not in page(client)
    assert client.get(address).status_code == 403
    assert "没有要求补正" in shown(client.post(address, {"text": "2015年"}))
    today = timezone.localdate()
    acting = town.acting("li", today)
    asked = corrections.prepare(application.pk, ASKED, acting=acting)
    assert "告知补正" not in page(client)
    corrections.ask(asked.pk, asked_on=today, served_on=today, acting=acting)
    said = page(client)
    assert "提交补正" in said
    assert "等待补正" in said
    assert "期限停止计算" in said
    assert "请写明年度" in page(client, address)
    assert "请写明内容。" in shown(client.post(address, {"text": " "}))
    upload = SimpleUploadedFile("补正.png", png())
    sent = client.post(address, {"text": "2015年", "content": upload})
    assert sent.headers["Location"] == "/applications/#sent"
    message = ApplicantMessage.objects.get()
    assert (message.kind, message.text, message.filename) == ("correction", "2015年", "补正.png")
    assert "已收到" in page(client)


def test_a_file_that_will_not_do_is_told_at_its_field(
    entered: tuple[Client, Application],
) -> None:
    upload = SimpleUploadedFile("a.png", b"<html>")
    said = shown(
        entered[0].post("/applications/messages/other/", {"text": "补充", "content": upload})
    )
    assert 'id="id_content_error"' in said
    assert "补充</textarea>" in said


def test_a_withdrawal_says_what_it_means_first(entered: tuple[Client, Application]) -> None:
    client, application = entered
    address = "/applications/messages/withdrawal/"
    assert "不能恢复" in page(client, address)
    assert not ApplicantMessage.objects.exists()
    client.post(address, {"text": ""})
    assert ApplicantMessage.objects.get().kind == "withdrawal"
    said = page(client)
    assert "撤回申请</a>" not in said
    assert Application.objects.get(pk=application.pk).status == "in_hand"


def test_a_complaint_tells_where_else_one_may_complain(
    entered: tuple[Client, Application],
) -> None:
    said = page(entered[0], "/applications/messages/complaint/")
    assert "第五十一条" in said
    assert "清水县人民政府" in said
    assert "行政复议" in said


def test_there_is_no_other_kind(entered: tuple[Client, Application]) -> None:
    assert entered[0].get("/applications/messages/praise/").status_code == 404


def test_a_letter_served_online_is_downloaded_with_its_proof(
    town: Town, entered: tuple[Client, Application]
) -> None:
    client, application = entered
    letter = signed_letter(town, application, "D2", "online")
    said = page(client)
    assert "网上送达" in said
    assert "还没有下载" in said
    address = f"/applications/letters/{letter.pk}/"
    assert client.get(address).status_code == 405
    given = client.post(address)
    assert given.content == b"%PDF-1.7 D2"
    assert "attachment" in given["Content-Disposition"]
    assert Entry.objects.filter(action="letter.fetch", subject_id=letter.pk).count() == 1
    assert "第一次下载" in page(client)


def test_a_letter_by_post_is_told_of(town: Town, entered: tuple[Client, Application]) -> None:
    client, application = entered
    letter = signed_letter(town, application, "D2", "post")
    said = page(client)
    assert "邮寄送达" in said
    assert "EM123456789CN" in said
    assert client.post(f"/applications/letters/{letter.pk}/").content == b"%PDF-1.7 D2"


def test_letters_to_others_and_of_others_stay_away(
    town: Town, entered: tuple[Client, Application]
) -> None:
    client, application = entered
    party = prepare(
        application.pk,
        ConsultationEntry(who="third_party", party_name="青山石材厂", passage="第三条"),
        acting=town.acting("li", timezone.localdate()),
    )
    third = signed_letter(town, application, "D5", "online")
    Letter.objects.filter(pk=third.pk).update(concerns=party.pk)
    other, _ = applied(wanted="另一件事")
    theirs = signed_letter(town, other, "D2", "online")
    said = page(client)
    assert "青山石材厂" not in said
    assert third.number not in said
    for letter in (third, theirs):
        assert client.post(f"/applications/letters/{letter.pk}/").status_code == 404


def test_documents_are_given_with_the_answer(
    town: Town, entered: tuple[Client, Application]
) -> None:
    client, application = entered
    name = files.keep("released", b"%PDF-1.7 copy", "pdf")
    FoundDocument.objects.create(
        application=application,
        position=1,
        title="承包台账",
        judgement="partly",
        released=name,
        sha256="ab",
    )
    signed_letter(town, application, "D10", "online")
    assert "承包台账" not in page(client).replace("柳树村2015年土地承包台账", "")
    assert client.get("/applications/documents/1/").status_code == 404
    disclosed(town, application)
    assert "已经遮盖" in page(client)
    given = client.get("/applications/documents/1/")
    assert (given.content, given["Content-Type"]) == (b"%PDF-1.7 copy", "application/pdf")
    assert client.get("/applications/documents/2/").status_code == 404


def test_the_handling_is_rated_once_after_the_end(
    town: Town, entered: tuple[Client, Application]
) -> None:
    client, application = entered
    assert "评价这次办理" not in page(client)
    assert client.get("/applications/rating/").status_code == 403
    disclosed(town, application)
    assert "评价这次办理" in page(client)
    assert "请选择1至5分。" in shown(client.post("/applications/rating/", {"comment": "好"}))
    client.post("/applications/rating/", {"score": "5", "comment": "好"})
    assert (Rating.objects.get().score, Rating.objects.get().comment) == (5, "好")
    assert "您的评价：5分，好" in page(client)
    refused = client.post("/applications/rating/", {"score": "1"})
    assert "已经评价过" in shown(refused)


def test_parts_and_a_case_handed_over_are_on_the_same_page(
    town: Town, entered: tuple[Client, Application]
) -> None:
    client, application = entered
    acting = town.acting("li", timezone.localdate())
    one, two = splitting.split(application.pk, contents=["2015年台账", "2016年台账"], acting=acting)
    with_desk(town, town.neighbour)
    transfers.transfer(two.pk, to_agency=town.neighbour, reason="由其制作", acting=acting)
    first, second = page(client), page(client, "/applications/?part=2")
    assert row(first, "申请内容") == "2015年台账"
    assert row(second, "登记编号") == two.number
    assert row(page(client, "/applications/?part=3"), "办理机关") == "白石镇人民政府"
    client.post("/applications/messages/other/?part=3", {"text": "请邮寄"})
    assert ApplicantMessage.objects.get().application.agency == town.neighbour
    assert client.get("/applications/messages/other/?part=4").status_code == 404
    assert client.get("/applications/messages/other/?part=x").status_code == 404
    assert one.number in second


def merged(town: Town) -> tuple[Application, str, Application]:
    """Two applications of 陈晓雨, the first with its code, to be answered with the second."""
    first, code = applied()
    second, _ = applied(wanted="2016年台账")
    acting = town.acting("li", timezone.localdate())
    splitting.merge(first.pk, into_id=second.pk, acting=acting)
    return first, code, second


def test_who_was_answered_with_another_case_has_that_letter_with_its_proof(town: Town) -> None:
    first, code, second = merged(town)
    name = files.keep("released", b"%PDF-1.7 copy", "pdf")
    FoundDocument.objects.create(
        application=second, position=1, title="台账", judgement="give", released=name, sha256="ab"
    )
    letter = signed_letter(town, second, "D9", "online")
    Letter.objects.filter(pk=letter.pk).update(number="青镇公开复〔2026〕1号")
    client = inside(first.number, code)
    assert "青镇公开复" not in page(client)
    disclosed(town, second)
    said = page(client)
    assert "青镇公开复〔2026〕1号" in said
    assert "网上送达" in said
    assert client.post(f"/applications/letters/{letter.pk}/").content == b"%PDF-1.7 D9"
    assert client.get("/applications/documents/1/").content == b"%PDF-1.7 copy"
    assert "第一次下载" in page(client)


def test_other_letters_of_that_case_stay_away(town: Town) -> None:
    first, code, second = merged(town)
    asked = signed_letter(town, second, "D2", "online")
    later = signed_letter(town, second, "D8", "online")
    disclosed(town, second)
    client = inside(first.number, code)
    assert asked.number not in page(client)
    for letter in (asked, later):
        assert client.post(f"/applications/letters/{letter.pk}/").status_code == 404


def test_a_letter_that_names_somebody_else_stays_away(town: Town) -> None:
    first, code, second = merged(town)
    letter = signed_letter(town, second, "D9", "online")
    Letter.objects.filter(pk=letter.pk).update(number="青镇公开复〔2026〕1号")
    disclosed(town, second)
    Application.objects.filter(pk=second.pk).update(applicant="陈大雨")
    client = inside(first.number, code)
    assert "下载" not in page(client)
    assert client.post(f"/applications/letters/{letter.pk}/").status_code == 404


def test_two_people_with_one_telephone_are_answered_apart(town: Town) -> None:
    first, _ = applied()
    second, _ = applied(applicant="陈大雨")
    with pytest.raises(NotAllowed, match="只能答复一名申请人，请分别答复"):
        splitting.merge(first.pk, into_id=second.pk, acting=town.acting("li", timezone.localdate()))
    Application.objects.filter(pk=second.pk).update(applicant="陈 晓雨")
    splitting.merge(first.pk, into_id=second.pk, acting=town.acting("li", timezone.localdate()))
