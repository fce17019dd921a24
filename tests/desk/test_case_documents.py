"""The pages of searches, documents, redaction, decision and checklist."""

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.applications.models import Application, Reply
from gongkai.applications.transitions.reopenings import ReopeningEntry
from gongkai.casework.models import FoundDocument
from gongkai.casework.transitions import findings, rounds
from gongkai.catalog.models import DisclosureItem
from gongkai.desk.case_documents import documents_part
from gongkai.desk.redaction_page import sheet_of
from gongkai.publication.transitions import publishing
from tests.build import SHANGHAI, Town
from tests.casework.build import a_case
from tests.casework.finding_build import (
    MOBILE,
    NAME,
    NUMBER,
    ON,
    THIRD_PARTY,
    contract,
    copied,
    drafted_decision,
    illustrated,
    judged,
    letter_file,
    listed,
    marked,
    searched,
)
from tests.desk.build import browser_of, page, posted
from tests.publication.build import in_state
from tests.redaction.build import solid_jpeg, texts


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(ON.year, ON.month, ON.day, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def case(town: Town) -> Application:
    return a_case(town)


def at(application: Application, rest: str = "") -> str:
    return f"qingshan/applications/{application.pk}/{rest}"


def test_a_search_is_recorded_on_its_page(as_li: Client, case: Application) -> None:
    text = posted(
        as_li,
        at(case, "searches/"),
        **{
            "searched_on": "2026-3-3",
            "where-1": "档案室",
            "how-1": "逐卷查阅",
            "asked": "农业站\n\n",
        },
        result="没有找到",
    )

    assert "已登记检索记录" in text
    assert "档案室（逐卷查阅）" in text
    assert case.searches.get().asked == ["农业站"]
    refused = posted(as_li, at(case, "searches/"), searched_on="2026-3-3", result="没有")
    assert "请写明检索了哪些地方" in refused


def test_a_file_is_listed_judged_marked_and_copied(as_li: Client, case: Application) -> None:
    upload = SimpleUploadedFile("../承包合同.PDF", contract())
    text = posted(as_li, at(case, "documents/"), file=upload)
    document = case.found_documents.get()
    assert (document.title, document.filename) == ("承包合同", "承包合同.pdf")
    assert "请提出处理意见" in text

    address = at(case, f"documents/{document.pk}/")
    form = page(as_li, address, choice="partly:third_party")
    assert "涉及商业秘密或者个人隐私等的内容" in form
    text = posted(
        as_li,
        address,
        choice="partly:third_party",
        **{"fact-0": "姓名", "fact-1": "乙", "fact-2": "丙"},
    )
    assert "已保存处理意见" in text
    document.refresh_from_db()
    assert document.reasons["涉及商业秘密或者个人隐私等的内容"] == "姓名"

    redaction = f"{address}redaction/"
    assert NUMBER in page(as_li, redaction)
    text = posted(as_li, redaction, what="proposals", texts=[NUMBER], ground="third_party")
    assert "已标记1处文字" in text
    posted(as_li, redaction, what="text", text=NAME, ground="third_party")
    text = posted(
        as_li,
        redaction,
        what="area",
        page="1",
        left="0",
        top="50",
        right="20.5",
        bottom="60",
        ground="third_party",
    )
    assert "第1页 横0–20%，竖50–60%" in text
    assert document.marks.count() == 3

    text = posted(as_li, f"{address}copy/")
    assert "已生成提供件" in text
    copy = as_li.get(f"/desk/{address}files/copy/")
    assert copy["Content-Disposition"].startswith("attachment")
    content = b"".join(copy.streaming_content)  # type: ignore[attr-defined]
    assert NAME not in "".join(texts(content))
    picture = as_li.get(f"/desk/{address}files/copy/pages/2/")
    assert picture.content.startswith(b"\x89PNG")
    assert "no-store" in picture["Cache-Control"]
    assert as_li.get(f"/desk/{address}files/copy/pages/3/").status_code == 404


def test_pictures_of_a_word_file_are_decided_one_by_one(
    town: Town, as_li: Client, case: Application
) -> None:
    document = judged(
        town,
        listed(town, case, content=illustrated(), filename="现场.docx"),
        "partly",
        "third_party",
    )
    redaction = at(case, f"documents/{document.pk}/redaction/")
    text = page(as_li, redaction)
    assert "图片（2 幅）" in text
    assert text.count("还没有决定") == 2
    assert "身份证号码 · 1 处 · 页脚" in text
    assert f"{MOBILE}<small>手机号码 · 1 处 · 文档属性" in text
    picture = as_li.get(f"/desk/{at(case, f'documents/{document.pk}/files/original/pages/1/')}")
    assert picture.content.startswith(b"\x89PNG")

    text = posted(as_li, redaction, what="picture", number="1", ground="third_party")
    assert "第1幅图片将整幅遮盖" in text
    assert "取消标记：第1幅图片" in text
    assert "第2幅" in posted(as_li, at(case, f"documents/{document.pk}/copy/"))
    assert "第2幅图片可以提供" in posted(
        as_li, redaction, what="picture", number="2", clear="1", ground="third_party"
    )
    text = posted(as_li, at(case, f"documents/{document.pk}/copy/"))
    assert "已生成提供件" in text
    assert "提供件有2幅图片，图片里的内容没有检查" in text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"what": "picture", "number": "x"}, "请选择图片"),
        ({"what": "text", "text": "没有的字", "ground": "third_party"}, "文件里找不到这段文字"),
        ({"what": "text", "text": "", "ground": "third_party"}, "请填写要遮盖的文字"),
        ({"what": "area", "page": "1", "left": "5", "ground": "third_party"}, "请填写上边"),
        ({"what": "proposals"}, "没有选择要标记的文字"),
    ],
)
def test_a_mark_that_cannot_be_set_says_why(
    town: Town, as_li: Client, case: Application, data: dict[str, str], sentence: str
) -> None:
    document = judged(town, listed(town, case, content=contract()), "partly", "third_party")

    assert sentence in posted(as_li, at(case, f"documents/{document.pk}/redaction/"), **data)


def test_what_may_not_come_in_is_refused(as_li: Client, case: Application) -> None:
    upload = SimpleUploadedFile("合同.pdf", b"MZ\x90\x00\x03 program")

    text = posted(as_li, at(case, "documents/"), title="合同", file=upload)

    assert "没有保存，请先改正" in text
    assert not case.found_documents.exists()
    assert "请填写名称，或者选择文件" in posted(as_li, at(case, "documents/"), title="")


def test_a_public_item_is_looked_up_and_listed(
    town: Town, as_li: Client, case: Application
) -> None:
    item = in_state(town, DisclosureItem.Status.PUBLISHED)

    assert item.title in page(as_li, at(case, "documents/"), q=item.title[:2])
    assert "没有找到" in page(as_li, at(case, "documents/"), q="没有这样的名称")
    text = posted(as_li, at(case, "documents/"), item=str(item.pk))

    assert "处理意见为已主动公开" in text
    document = case.found_documents.get()
    assert "移除" in page(as_li, at(case, f"documents/{document.pk}/removal/"))
    posted(as_li, at(case, f"documents/{document.pk}/removal/"))
    assert not case.found_documents.exists()


def test_the_list_is_arranged_on_the_page(town: Town, as_li: Client, case: Application) -> None:
    for title in "甲乙":
        listed(town, case, title)
    second = case.found_documents.get(title="乙")

    posted(as_li, at(case, f"documents/{second.pk}/position/"), position="1")

    assert case.found_documents.get(position=1) == second
    posted(as_li, at(case, f"documents/{second.pk}/description/"), title="乙二", dated="2015-6-1")
    second.refresh_from_db()
    assert (second.title, second.dated.isoformat()) == ("乙二", "2015-06-01")  # type: ignore[union-attr]


def test_the_fields_of_the_decision_follow_its_outcome(
    town: Town, as_li: Client, case: Application
) -> None:
    address = at(case, "decision/")
    assert "该机关的联系方式" in page(as_li, address, choice="unable_to_provide:not_responsible")
    assert "已公开的位置" in page(as_li, address, choice="already_public")
    given = page(as_li, address, choice="disclosed")
    for label, needed in (("提供的形式", "签发前必填"), ("提供的时间", "选填")):
        assert f'{label} <span class="optional">（{needed}）' in given
    withheld = page(as_li, address, choice="withheld:state_secret")
    assert "（签发前必填）" in withheld
    nothing = page(as_li, address, choice="withheld:nonsense")
    assert 'name="fact-0"' not in nothing
    mine = a_case(town, on=ON.replace(year=2025))
    Reply.objects.create(application=mine, outcome="disclosed", replied_on=ON.replace(year=2025))
    assert mine.number in page(as_li, address, choice="not_processed:duplicate")


def test_a_decision_is_drafted_from_what_the_documents_suggest(
    town: Town, as_li: Client, case: Application
) -> None:
    judged(town, listed(town, case), "withhold", "third_party", THIRD_PARTY)
    address = at(case, "decision/")

    text = page(as_li, address)
    assert "建议：不予公开：保护第三方合法权益" in text
    assert "承包户的身份证号码" in text
    facts = {f"fact-{number}": fact for number, fact in enumerate(THIRD_PARTY.values())}
    text = posted(as_li, address, choice="withheld:third_party", **facts)

    assert "已保存办理决定" in text
    assert "应当先书面征求第三方意见（第三十二条）" in text
    decision = case.decisions.get()
    assert decision.reasons == THIRD_PARTY
    assert "没有改动" in posted(as_li, address, choice="withheld:third_party", **facts)


def test_the_checklist_is_answered_on_its_page(
    town: Town, as_li: Client, case: Application
) -> None:
    assert as_li.get(f"/desk/{at(case, 'decision/checklist/')}").status_code == 404
    searched(town, case)
    decision = drafted_decision(town, case, "unable_to_provide", "not_existing")
    address = at(case, "decision/checklist/")
    assert "最高人民法院指导案例101号" in page(as_li, address)

    refused = posted(as_li, address, absence_explained="na")
    assert "不适用的，请写明原因" in refused
    posted(as_li, address, searched_everywhere="no", **{"note-searched_everywhere": "未查系统"})

    decision.refresh_from_db()
    assert decision.checklist == {"searched_everywhere": {"choice": "no", "note": "未查系统"}}
    text = page(as_li, address)
    assert "请补充检索，并登记检索记录。" in text
    seen = page(browser_of(town, "zhao"), address)
    assert "否：未查系统" in seen
    assert "还没有回答" in seen
    assert "保存核对结果" not in seen


def test_whoever_reads_sees_and_changes_nothing(town: Town, case: Application) -> None:
    document = judged(town, listed(town, case, content=contract()), "partly", "third_party")
    mark = marked(town, document, NAME)
    zhao = browser_of(town, "zhao")

    for address in ("searches/", "documents/", f"documents/{document.pk}/"):
        assert "您没有" in page(zhao, at(case, address))
    assert "取消标记" not in page(zhao, at(case, f"documents/{document.pk}/redaction/"))
    for address in ("copy/", f"marks/{mark.pk}/removal/", "position/"):
        answer = zhao.post(f"/desk/{at(case, f'documents/{document.pk}/{address}')}")
        assert answer.status_code == 403
    assert document.marks.count() == 1


def test_who_reads_from_above_sees_the_copy_and_not_the_original(
    town: Town, case: Application
) -> None:
    document = judged(town, listed(town, case, content=contract()), "partly", "third_party")
    marked(town, document, NAME)
    copied(town, document)
    above = browser_of(town, "zheng")

    text = page(above, at(case, f"documents/{document.pk}/redaction/"))
    assert NAME not in text
    assert "原件只供" in text
    assert "files/original" not in text + page(above, at(case, f"documents/{document.pk}/"))
    files = at(case, f"documents/{document.pk}/files/")
    for kind, status in (("original", 403), ("copy", 200)):
        for rest in ("", "pages/1/"):
            assert above.get(f"/desk/{files}{kind}/{rest}").status_code == status


def test_nobody_reaches_the_files_of_another_case(
    town: Town, as_li: Client, case: Application
) -> None:
    document = listed(town, case, content=contract())
    other = a_case(town, content="另一件")
    rest = f"documents/{document.pk}/files/original/"

    assert as_li.get(f"/desk/{at(case, rest)}").status_code == 200
    assert as_li.get(f"/desk/{at(other, rest)}").status_code == 404
    for person in ("wang", "admin", "qian"):
        assert browser_of(town, person).get(f"/desk/{at(case, rest)}").status_code == 404
    assert Client().get(f"/desk/{at(case, rest)}").status_code == 302
    assert Client().get(f"/media/{document.original}").status_code == 404


def test_marks_show_where_they_stand(town: Town, case: Application) -> None:
    document = judged(town, listed(town, case, content=contract()), "partly", "third_party")
    marked(town, document, NAME)
    marked(town, document, page=2, area=(0, 0, 0.5, 0.25))

    sheet = sheet_of(FoundDocument.objects.get(pk=document.pk))

    assert len(sheet.pages) == 2
    width, height = sheet.pages[1]
    assert len(sheet.boxes[1]) == 1
    area = next(box for box in sheet.boxes[2] if box.left == 0)
    assert (area.top, area.width, area.height) == (0, width / 2, height / 4)
    assert [(row.what, row.places) for row in sheet.rows] == [
        (NAME, 2),
        ("第2页 横0–50%，竖0–25%", 1),
    ]


def test_a_word_file_shows_its_paragraphs(town: Town, as_li: Client, case: Application) -> None:
    document = listed(town, case, content=letter_file(), filename="档案.docx")
    judged(town, document, "partly", "third_party")
    marked(town, document, NAME)
    copied(town, document)

    text = page(as_li, at(case, f"documents/{document.pk}/redaction/"))

    assert f"<mark>{NAME}</mark>档案" in text
    assert "████" in text
    assert "按区域标记" not in text


def test_a_picture_is_marked_by_areas(town: Town, as_li: Client, case: Application) -> None:
    document = listed(town, case, content=solid_jpeg(160, 160, 90), filename="扫描.jpg")
    judged(town, document, "partly", "third_party")

    text = page(as_li, at(case, f"documents/{document.pk}/redaction/"))

    assert 'viewBox="0 0 160 160"' in text
    assert "按区域标记" in text


def test_the_part_for_the_page_of_the_case(town: Town, case: Application) -> None:
    li, zhao = town.users["li"], town.users["zhao"]
    empty = documents_part(li, case)
    assert (empty.decision, empty.suggestion, empty.faults, empty.change) == (None, None, [], "")

    searched(town, case)
    assert documents_part(li, case).suggested == "无法提供：政府信息不存在"
    drafted_decision(town, case, "unable_to_provide", "not_existing")
    found = documents_part(zhao, case)

    assert found.outcome == "无法提供：政府信息不存在"
    assert found.open_questions == len(found.questions) == 6
    assert found.faults == []
    assert "您没有" in found.change


def test_what_was_withdrawn_is_no_longer_public(
    town: Town, as_li: Client, case: Application
) -> None:
    item: Any = in_state(town, DisclosureItem.Status.PUBLISHED)
    posted(as_li, at(case, "documents/"), item=str(item.pk))
    drafted_decision(town, case, "already_public", public_at="公开目录")
    publishing.withdraw(item.pk, reason="有误", acting=town.acting("li", ON))

    assert "已不再公开" in page(as_li, at(case, "decision/"))


def test_the_list_of_the_first_answer_stays_beside_the_second(
    as_li: Client, case: Application, town: Town
) -> None:
    first = judged(town, listed(town, case, title="承包合同"), judgement="give")
    Application.objects.filter(pk=case.pk).update(status="answered")
    entry = ReopeningEntry(basis="own", reason="另有线索")
    reopening = rounds.reopen(case.pk, entry, acting=town.acting("zhou", ON))
    second = reopening.found_documents.get()
    findings.remove(second.pk, acting=town.acting("li", ON))

    for rest in ("", "documents/"):
        shown = page(as_li, at(case, rest))
        assert "原答复的文件清单（1）" in shown
        assert f"documents/{first.pk}/" in shown.partition("原答复的文件清单")[2]
    shown = page(as_li, at(case, f"documents/{first.pk}/"))
    assert "这是此前答复所依据的文件清单" in shown
    assert as_li.get(f"/desk/{at(case, f'documents/{first.pk}/removal/')}").status_code == 403
