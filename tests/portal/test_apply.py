"""An application online, from the agency to the receipt."""

import re
from datetime import date, timedelta

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.agencies.models import Agency
from gongkai.applications import codes
from gongkai.applications.models import Application, IdentityProof, Submission
from gongkai.audit.models import Entry
from gongkai.portal.apply_forms import is_resident_number
from gongkai.portal.models import Draft
from gongkai.portal.transitions import forget_drafts
from gongkai.web.models import Allowance
from tests.build import Town
from tests.intake.build import png
from tests.portal.apply_build import ANSWERS, applied, photograph, post, row, sent, shown, typed
from tests.portal.build import index_all, published
from tests.web.build import challenge, proof

pytestmark = pytest.mark.usefixtures("town")


def test_the_agency_is_chosen_first() -> None:
    page = shown(Client().get("/apply/"))
    assert '<a href="?agency=qingshan">青山镇人民政府</a>' in page
    assert "向青山镇人民政府申请" in shown(Client().get("/apply/?agency=qingshan"))
    assert "没有找到您选的机关" in shown(Client().get("/apply/?agency=nowhere"))


def test_nobody_is_asked_for_a_purpose() -> None:
    page = shown(Client().get("/apply/?agency=qingshan"))
    assert 'name="purpose"' not in page
    assert "不用说明用途" in page


def test_the_form_is_small_and_is_kept_by_nobody() -> None:
    answer = Client().get("/apply/?agency=qingshan")
    assert len(answer.content) < 30_000
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"wanted": " "}, "wanted", "请写明需要什么信息。"),
        ({"wanted": "字" * 2001}, "wanted", "最多写2000字"),
        ({"applicant": ""}, "applicant", "请填写姓名或者单位名称。"),
        ({"id_number": ""}, "id_number", "请填写证件号码。"),
        ({"id_number": "110105194912310021"}, "id_number", "对照身份证核对"),
        ({"phone": ""}, "phone", "至少一项"),
        ({"phone": "找村里问"}, "phone", "电话写得不对"),
        ({"email": "陈"}, "email", "邮箱写得不对"),
        ({"delivery": "邮寄"}, "address", "请填写通信地址。"),
        ({"delivery": "电子邮件"}, "email", "请填写电子邮箱。"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    values: dict[str, str], field: str, sentence: str
) -> None:
    page = shown(post("check", **values))
    told = re.search(rf'<div id="id_{field}_error">(.*?)</div>', page, re.DOTALL)
    assert told
    assert sentence in told[1]
    assert f'href="#id_{field}"' in page
    kept = typed(page)
    for name in ("document_number", "features", "applicant_kind", "wanted_form"):
        assert kept[name] == ANSWERS[name]


@pytest.mark.parametrize("name", ["applicant_kind", "id_kind", "wanted_form", "delivery"])
def test_a_choice_is_made(name: str) -> None:
    assert f"#id_{name}_0" in shown(post("check", without=(name,)))
    assert f"#id_{name}_0" in shown(post("check", **{name: "别的"}))


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("11010519491231002X", True),
        ("11010519491231002x", True),
        ("110105194912310021", False),
        ("1101051949123100", False),
        ("１1010519491231002X", False),
    ],
)
def test_a_number_has_its_check_digit(number: str, is_one: bool) -> None:
    assert is_resident_number(number) is is_one


def test_before_sending_everything_is_shown_with_what_follows() -> None:
    page = shown(post("check"))
    for value in ("柳树村2015年土地承包台账", "自然人", "11010519491231002X", "网上查询页下载"):
        assert value in page
    assert "以双方确认之日为收到申请之日（条例第三十一条）" in page
    assert "应当在<strong>" in page
    assert 'name="proof_challenge"' in page
    assert not Submission.objects.exists()


def test_back_from_the_check_everything_is_there() -> None:
    page = shown(post("edit"))
    assert typed(page) == {name: ANSWERS[name] for name in typed(page)} | {
        name: "" for name in typed(page) if name not in ANSWERS
    }
    assert typed(page)["wanted"] == ANSWERS["wanted"]
    assert "error-summary" not in page


def test_the_receipt_comes_at_once() -> None:
    answer = sent()
    page = shown(answer)
    application = Application.objects.get()
    submission = Submission.objects.get()
    assert "no-store" in answer["Cache-Control"]
    assert row(page, "登记编号") == application.number
    assert row(page, "申请人") == "陈晓雨"
    assert row(page, "申请内容") == application.content
    assert row(page, "办理机关") == "青山镇人民政府"
    assert "）</strong>前（含当日）答复" in page
    code = row(page, "查询码")
    assert re.fullmatch(r"(?:[2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}", code)
    assert submission.code_hash == codes.digest(code)
    assert code.replace("-", "") not in str(Submission.objects.values().get())
    assert application.received_on == timezone.localdate()
    assert f"on={application.received_on.isoformat()}" in page
    assert f"{application.due_on.month}月{application.due_on.day}日" in page
    assert "<svg" in page
    assert application.content == (
        "柳树村2015年土地承包台账\n文号：青政发〔2015〕3号\n其他线索：农业服务站保管"
    )
    assert (submission.applicant, submission.purpose) == ("陈晓雨", "")
    assert submission.delivery == "网上查询页下载"
    assert submission.proof.media_type == "image/jpeg"
    assert application.number not in page[: page.index("</title>")]


def test_what_the_log_keeps_names_nobody() -> None:
    applied()
    logged = str(list(Entry.objects.filter(action__startswith="submission.").values()))
    assert "submission.submit" in logged
    assert "陈晓雨" not in logged
    assert "002X" not in logged


def test_help_and_a_suggestion_go_along() -> None:
    application, _ = applied(needs_help="请电话告诉我结果", suggests_disclosure="on")
    assert application.submission.needs_help == "请电话告诉我结果"
    assert application.submission.suggests_disclosure


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (None, "请选择身份证明的照片或者扫描件。"),
        (SimpleUploadedFile("a.png", b"<html>", content_type="image/png"), "不接收网页"),
        (SimpleUploadedFile("a.txt", "文字".encode()), "请选择照片"),
        (SimpleUploadedFile("a.jpg", b"x" * (5 * 1024 * 1024 + 1)), "5MB"),
    ],
)
def test_a_file_that_will_not_do_is_chosen_again(
    upload: SimpleUploadedFile | None, sentence: str
) -> None:
    files = {"proof": upload} if upload else {}
    page = shown(post("send", **files, **proof("apply")))
    assert sentence in page
    assert "请重新选择一次" in page
    assert 'value="柳树村2015年土地承包台账"' in page
    assert not Submission.objects.exists()


def test_without_work_or_waiting_nothing_comes_in() -> None:
    page = shown(post("send", proof=photograph()))
    assert "请再按一次按钮" in page
    asked = challenge("apply", at=timezone.now())
    page = shown(post("send", proof=photograph(), proof_challenge=asked.token, proof_solution=""))
    assert "秒，再按一次按钮" in page
    assert not Submission.objects.exists()


def test_the_same_page_is_sent_once() -> None:
    work = proof("apply")
    shown(post("send", proof=photograph(), **work))
    assert "刚才已经提交过一次" in shown(post("send", proof=photograph(), **work))
    assert Submission.objects.count() == 1


def test_a_source_sends_twenty_an_hour() -> None:
    Allowance.objects.all().delete()
    for _ in range(20):
        assert "申请回执" in shown(sent())
    answer = sent()
    assert answer.status_code == 429
    assert "提交的申请太多" in shown(answer)


def test_a_program_that_fills_in_everything_sends_nothing() -> None:
    sent(website="http://example.com")
    assert not Submission.objects.exists()


def test_a_wrong_answer_sends_nothing() -> None:
    assert "请先改正" in shown(sent(applicant=""))
    assert not Submission.objects.exists()


@pytest.mark.usefixtures("own_index")
def test_what_is_public_already_is_offered_without_scripts(town: Town) -> None:
    published(town, "柳树村土地承包台账公示")
    index_all()
    page = shown(post("look", wanted="土地承包台账"))
    assert "下面这些已经公开" in page
    assert "公示" in page[page.index("下面这些已经公开") :]
    assert typed(page)["wanted"] == "土地承包台账"
    # Only the item's own address; nothing that was typed.
    assert "?q=" not in page[page.index("下面这些已经公开") : page.index("便于查找的其他线索")]
    assert "没有找到已经公开的" in shown(post("look", wanted="渔港疏浚"))
    assert "请先在上面写明" in shown(post("look", wanted=""))


@pytest.mark.usefixtures("own_index")
def test_while_one_types_a_sentence_its_parts_are_looked_for(town: Town) -> None:
    published(town, "2017年惠农补贴资金发放公示")
    index_all()
    client = Client(enforce_csrf_checks=True)
    wanted = "我想知道2017年惠农补贴发了多少"
    answer = client.post("/apply/similar/", {"wanted": wanted})
    [offered] = answer.json()["items"]
    assert offered["title"] == "2017年惠农补贴资金发放公示"
    assert client.get(offered["address"]).status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "公示" in shown(post("look", wanted=wanted)).split("下面这些已经公开")[1]
    assert client.get("/apply/similar/", {"wanted": wanted}).status_code == 405
    assert client.post("/apply/similar/").json() == {"items": []}


def test_a_draft_is_kept_encrypted_under_a_code() -> None:
    answer = post("save", without=("applicant",), phone="找村里问")
    page = shown(answer)
    code = row(page, "续填码")
    draft = Draft.objects.get()
    assert draft.code_hash == codes.digest(code)
    stored = str(Draft.objects.values().get())
    assert "柳树村" not in stored
    assert str(draft.content) == "［受保护］"
    page = shown(Client(enforce_csrf_checks=True).post("/apply/drafts/", {"code": code.lower()}))
    assert typed(page)["wanted"] == ANSWERS["wanted"]
    assert typed(page)["phone"] == "找村里问"
    assert typed(page)["applicant_kind"] == "natural_person"
    assert f'name="draft" value="{code.lower()}"' in page
    assert Entry.objects.filter(action="personal_data.open").count() == 1


def test_a_draft_is_saved_again_under_its_code_and_goes_when_it_is_sent() -> None:
    code = row(shown(post("save")), "续填码")
    assert row(shown(post("save", draft=code, wanted="另一件事")), "续填码") == code
    page = shown(Client().post("/apply/drafts/", {"code": code}))
    assert typed(page)["wanted"] == "另一件事"
    sent(draft=code)
    assert Submission.objects.count() == 1
    assert not Draft.objects.exists()


def test_a_made_up_code_becomes_no_draft_code() -> None:
    assert row(shown(post("save", draft="AAAA-AAAA-AAAA-AAAA")), "续填码") != "AAAA-AAAA-AAAA-AAAA"


def test_a_wrong_or_old_code_opens_nothing() -> None:
    code = row(shown(post("save")), "续填码")
    client = Client()
    assert "没有这份草稿" in shown(client.post("/apply/drafts/", {"code": "AAAABBBBCCCCDDDD"}))
    assert "没有这份草稿" in shown(client.post("/apply/drafts/", {"code": "-"}))
    assert "请填写续填码。" in shown(client.post("/apply/drafts/", {"code": ""}))
    Draft.objects.update(saved_on=timezone.localdate() - timedelta(days=31))
    assert "没有这份草稿" in shown(client.post("/apply/drafts/", {"code": code}))


def test_the_worker_deletes_drafts_after_thirty_days() -> None:
    post("save")
    saved = Draft.objects.get().saved_on
    assert forget_drafts(today=saved + timedelta(days=30)) == 0
    assert forget_drafts(today=saved + timedelta(days=31)) == 1
    assert not Draft.objects.exists()


def test_codes_of_drafts_are_not_tried_for_ever() -> None:
    for _ in range(20):
        Client().post("/apply/drafts/", {"code": "AAAABBBBCCCCDDDD"})
    assert "续填码试得太多" in shown(Client().post("/apply/drafts/", {"code": "AAAABBBB"}))


def test_drafts_are_not_saved_for_ever() -> None:
    for _ in range(20):
        post("save")
    answer = post("save")
    assert answer.status_code == 429
    assert "保存的草稿太多" in shown(answer)
    assert typed(shown(answer))["wanted"] == ANSWERS["wanted"]


def test_what_most_leave_empty_is_folded_until_it_holds_something() -> None:
    client = Client()
    page = shown(client.get("/apply/?agency=qingshan"))
    assert page.count('<details class="apply-help">') == 4
    assert "（至少填写一项）" in page
    for name, value in (("features", "农业服务站保管"), ("needs_help", "请电话告诉我")):
        again = shown(post("edit", **{"document_number": "", "features": "", name: value}))
        opened = again.split('<details class="apply-help" open>')
        assert len(opened) == 2
        assert value in opened[1].split("</details>")[0]
    wrong = shown(post("check", without=("features", "applicant"), document_number="文" * 81))
    assert '<details class="apply-help" open>' in wrong


def test_the_check_shows_only_what_was_answered() -> None:
    page = shown(post("check"))
    assert "—" not in page.split("<main")[1]
    assert "五、帮助和建议" not in page
    assert "五、帮助和建议" in shown(post("check", needs_help="请电话告诉我"))


def test_the_form_on_paper_asks_for_one_contact_and_takes_a_suggestion() -> None:
    document = pypdfium2.PdfDocument(Client().get("/apply/qingshan/form.pdf").content)
    lines = document[0].get_textpage().get_text_bounded().split()
    assert "单位名称*" in lines
    text = "".join(lines)
    for words in ("联系电话※", "电子邮箱※", "通信地址※", "带※的至少填写一项", "第四十四条"):
        assert words in text


def test_the_form_on_paper_names_the_agency_and_asks_for_no_purpose() -> None:
    answer = Client().get("/apply/qingshan/form.pdf")
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    text = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    assert len(document) == 1
    for words in ("政府信息公开申请表", "青山镇人民政府", "证件号码", "文号", "口头提出"):
        assert words in text
    assert "不用写明用途" in text
    assert Client().get("/apply/nowhere/form.pdf").status_code == 404


def test_how_to_apply_leads_here() -> None:
    page = shown(Client().get("/agencies/qingshan/applying/"))
    for address in ("/apply/?agency=qingshan", "/apply/qingshan/form.pdf", "/applications/"):
        assert f'href="{address}"' in page


def test_an_agency_that_is_gone_takes_nothing(town: Town) -> None:
    Agency.objects.filter(pk=town.agency.pk).update(closed_on=date(2020, 1, 1))
    assert "没有找到您选的机关" in shown(sent())
    assert not Submission.objects.exists()


def enclosure(name: str = "授权委托书.png", size: int = 0) -> SimpleUploadedFile:
    content = png() if not size else b"x" * size
    return SimpleUploadedFile(name, content, content_type="image/png")


def test_up_to_five_enclosures_come_with_it(town: Town) -> None:
    application, _ = applied(enclosures=[enclosure(f"材料{n}.png") for n in range(5)])
    kept = application.submission.files.order_by("position")
    assert [row.filename for row in kept] == [f"材料{n}.png" for n in range(5)]
    assert {row.kind for row in kept} == {"png"}
    address = f"/desk/qingshan/applications/{application.pk}/"
    client = Client()
    client.force_login(town.users["li"])
    assert "材料4.png" in client.get(address).content.decode()
    given = client.get(f"{address}files/{kept[0].pk}/")
    assert b"".join(given) == png()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("enclosures", "sentence"),
    [
        ([enclosure() for _ in range(6)], "最多选择5个文件"),
        ([enclosure(size=10 * 1024 * 1024 + 1)], "超过 10 MB"),
        ([enclosure(), SimpleUploadedFile("清单.exe", b"MZ\x90\x00" * 99)], "“清单.exe”："),
        ([SimpleUploadedFile("清单.png", b"<html><script>")], "“清单.png”："),
    ],
)
def test_an_enclosure_that_will_not_do_is_chosen_again(
    enclosures: list[SimpleUploadedFile], sentence: str
) -> None:
    page = shown(sent(enclosures=enclosures))
    assert sentence in page
    assert "请重新选择一次" in page
    assert not Submission.objects.exists()


def test_what_got_no_answer_is_sent_again_and_gets_the_same_receipt() -> None:
    code = re.search(r'name="code" value="([^"]+)"', shown(post("check")))
    assert code
    work = proof("apply")
    first = shown(post("send", proof=photograph(), code=code[1], **work))
    again = shown(post("send", proof=photograph(), code=code[1], **work))
    assert row(first, "查询码") == row(again, "查询码") == code[1]
    assert row(first, "登记编号") == row(again, "登记编号")
    assert row(first, "提交时间") == row(again, "提交时间")
    assert Submission.objects.count() == IdentityProof.objects.count() == 1


def test_a_page_shown_again_keeps_its_code_and_a_new_check_gets_another() -> None:
    def proposed(page: str) -> str:
        found = re.search(r'name="code" value="([^"]+)"', page)
        assert found
        return found[1]

    code = proposed(shown(post("check")))
    assert proposed(shown(post("send", code=code, **proof("apply")))) == code
    assert proposed(shown(post("check"))) != code
    assert proposed(shown(post("send", code="short", **proof("apply")))) != "short"


def test_a_code_opens_nothing_at_another_agency() -> None:
    application, code = applied()
    page = shown(post("send", agency="neighbour", code=code))
    assert application.number not in page
