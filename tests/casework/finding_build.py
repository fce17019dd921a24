"""Builders of searches, found documents and marks. All people and places are fictional."""

import io
from datetime import date
from typing import Any

from gongkai.applications.models import Application
from gongkai.audit.models import Entry
from gongkai.casework.models import Decision, FoundDocument, RedactionMark, SearchRecord
from gongkai.casework.transitions import copies, decisions, findings
from gongkai.casework.transitions.copies import MarkEntry
from gongkai.casework.transitions.decisions import DecisionEntry
from gongkai.casework.transitions.findings import DocumentEntry, JudgementEntry, SearchEntry
from gongkai.intake.files import recognise
from gongkai.redaction.raster import Raster, png
from tests.build import Town
from tests.casework.build import a_case
from tests.intake.build import AUTHOR, pdf, saved
from tests.redaction.build import word

ON = date(2026, 3, 3)
ROOM = 10 * 1024 * 1024
NAME = "欧阳建国"
NUMBER = "330102199001011237"  # with a right checksum
MOBILE = "13800138000"
PHOTO = png(Raster(600, 400, bytearray(range(240)) * 1000, 1, channels=1))
STAMP = png(Raster(20, 20, bytearray(range(200)) * 2, 1, channels=1))
PRIVACY = {
    "属于个人隐私的内容": "承包户的身份证号码",
    "书面征求第三方意见的结果": "第三方不同意公开",
    "不公开不影响公共利益的理由": "不涉及公共利益",
}
THIRD_PARTY = {
    "涉及商业秘密或者个人隐私等的内容": "承包户的身份证号码",
    "征求第三方意见的结果": "第三方不同意公开，理由合理",
    "不公开对公共利益没有重大影响的理由": "不涉及公共利益",
}


def contract() -> bytes:
    """A PDF of two pages that names a person and his number on both."""
    content: bytes = pdf(
        f"土地承包合同\n\n承包方：{NAME}，身份证号码{NUMBER}\n\n面积三亩\n"
        f"#pagebreak()\n附：{NAME}的地块图"
    )
    return content


def letter_file() -> bytes:
    """A Word file with an author, a number cut in runs, and the name in its header."""
    document = word(
        ["承包方", NAME[:2], NAME[2:], "，身份证号码", NUMBER[:6], NUMBER[6:]], ["面积三亩"]
    )
    document.core_properties.author = AUTHOR
    document.sections[0].header.paragraphs[0].text = f"{NAME}档案"
    content: bytes = saved(document)
    return content


def illustrated() -> bytes:
    """A Word file with a photo, a stamp, a number in its footer and one in its properties."""
    document = word(["承包地现场照片"])
    for picture in (PHOTO, STAMP):
        document.add_picture(io.BytesIO(picture))
    document.sections[0].footer.paragraphs[0].text = f"经办人身份证号{NUMBER}"
    document.core_properties.comments = f"联系 {MOBILE}"
    content: bytes = saved(document)
    return content


def searched(town: Town, application: Application, **values: Any) -> SearchRecord:
    """A search 李经办 made."""
    entry = {
        "searched_on": ON,
        "places": [("镇档案室2014—2016年农业类", "逐卷查阅"), ("电子公文系统", "关键词：台账")],
        "asked": ["农业服务站"],
        "result": "未检索到所申请的信息",
    }
    return findings.record_search(
        application.pk, SearchEntry(**entry | values), acting=town.acting("li", ON)
    )


def listed(
    town: Town,
    application: Application,
    title: str = "土地承包合同",
    content: bytes = b"",
    filename: str = "合同.pdf",
    **values: Any,
) -> FoundDocument:
    """A document on the list, with its file if there is one."""
    file = recognise(content, filename) if content else None
    entry = DocumentEntry(title=title, file=file, content=content, **values)
    return findings.add_document(
        application.pk, entry, most_bytes=ROOM, acting=town.acting("li", ON)
    )


def judged(
    town: Town,
    document: FoundDocument,
    judgement: str,
    ground: str = "",
    reasons: dict[str, str] | None = None,
) -> FoundDocument:
    """The document with its judgement."""
    entry = JudgementEntry(judgement=judgement, ground=ground, reasons=reasons or {})
    return findings.judge(document.pk, entry, acting=town.acting("li", ON))


def marked(
    town: Town, document: FoundDocument, text: str = "", ground: str = "third_party", **area: Any
) -> RedactionMark:
    """A mark on the document."""
    entry = MarkEntry(ground=ground, text=text, **area)
    return copies.mark(document.pk, entry, acting=town.acting("li", ON))


def copied(town: Town, document: FoundDocument) -> FoundDocument:
    """The document with its copy."""
    return copies.make_copy(document.pk, acting=town.acting("li", ON))


def drafted_decision(
    town: Town, application: Application, outcome: str, ground: str = "", **values: Any
) -> Decision:
    """A decision 李经办 drafted."""
    entry = DecisionEntry(outcome=outcome, ground=ground, **values)
    return decisions.draft(application.pk, entry, acting=town.acting("li", ON))


def last_entry(application: Application) -> Entry:
    """The last entry in the audit log on a case."""
    found = Entry.objects.filter(
        subject_type="applications.application", subject_id=application.pk
    ).order_by("pk")
    return list(found)[-1]


def entry_count() -> int:
    """How many entries the audit log has."""
    return Entry.objects.count()


def finding_records(town: Town, name: str) -> dict[str, Any]:
    """What an address of the desk needs: a case of 2018 with a document, or with a decision."""
    on = date(2018, 2, 5)
    application = a_case(town, on=on)
    case = {"code": "qingshan", "pk": application.pk}
    if name == "case-checklist":
        drafted_decision(town, application, "unable_to_provide", "not_existing")
    if not name.startswith("found-document") or name == "found-documents":
        return case
    document = judged(town, listed(town, application, content=contract()), "partly", "privacy")
    found = {**case, "document": document.pk}
    if name == "found-document-mark":
        return {**found, "mark": marked(town, document, NAME, "privacy").pk}
    more = {
        "found-document-file": {"kind": "original"},
        "found-document-page": {"kind": "original", "number": 1},
    }
    return {**found, **more.get(name, {})}
