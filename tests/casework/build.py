"""Builders of cases with letters. All people and places are fictional."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import docx
import pypdfium2

from gongkai.agencies.transitions import people
from gongkai.applications import codes
from gongkai.applications.models import Application, Submission
from gongkai.audit.models import Entry
from gongkai.casework.models import Decision, Letter, Service
from gongkai.casework.policies.obstacles import questions_of
from gongkai.casework.transitions import letters, service
from gongkai.casework.transitions.numberings import NumberingEntry, adopt_numbering
from gongkai.casework.transitions.remedy_settings import RemedySettingEntry, adopt_remedy_setting
from gongkai.casework.transitions.service import ServiceEntry
from gongkai.catalog import files
from tests.applications.build import received, with_desk
from tests.build import SHANGHAI, Town

RECEIVED = date(2026, 2, 9)
SIGNED = date(2026, 3, 10)
POSTED = date(2026, 3, 11)
START = date(2008, 5, 1)
CODE = "ABCD-EFGH-JKLM-NPQR"
NOT_FOUND = {
    "places": [["档案室纸质档案", "逐卷查阅"], ["电子公文系统", "关键词：台账"]],
    "asked": ["农业服务站"],
    "result": "未检索到您申请的政府信息",
}


def furnished(town: Town) -> Town:
    """The township with its disclosure office, its numbers and its remedies."""
    office = people.OfficeEntry(
        name="政务公开办公室",
        is_disclosure_office=True,
        address="青山镇人民路1号",
        phone="0431-5550100",
        since=START,
    )
    people.open_office(town.agency, office, acting=town.acting("li"))
    numbering = NumberingEntry(agency_code="青镇", since=START)
    adopt_numbering(town.agency, numbering, acting=town.acting("li"))
    setting = RemedySettingEntry(
        authorities="清水县人民政府",
        court="清水县人民法院",
        online_channel="https://fuyi.example.gov.cn",
        since=START,
    )
    adopt_remedy_setting(town.agency, setting, acting=town.acting("li"))
    with_desk(town, town.county, town.neighbour)
    return town


def a_case(town: Town, *, on: date = RECEIVED, **values: Any) -> Application:
    """An application handed in at the counter."""
    more = {"applicant_kind": "natural_person"} if on >= date(2019, 5, 15) else {}
    entry = {
        "channel": "in_person",
        "applicant": "陈晓雨",
        "content": "柳树村2015年土地承包台账",
        **more,
    }
    return received(town, on=on, **entry | values)


def with_code(application: Application) -> Application:
    """The application, as somebody made it who was given a query code."""
    Submission.objects.create(
        agency=application.agency,
        application=application,
        channel=application.channel,
        submitted_on=application.received_on,
        applicant=application.applicant,
        content=application.content,
        code_hash=codes.digest(CODE),
        came_at=datetime.combine(application.received_on, time(9), SHANGHAI),
    )
    return application


def decided(
    town: Town, application: Application, outcome: str, ground: str = "", **values: Any
) -> Decision:
    """A decision as it stands in the records, with every question before signing answered."""
    decision = Decision.objects.create(
        application=application,
        outcome=outcome,
        ground=ground,
        drafted_by=town.users["li"],
        drafted_at=town.acting("li", SIGNED).at,
        **values,
    )
    decision.checklist = {
        question.key: {"choice": "yes", "note": ""} for question in questions_of(decision)
    }
    decision.save()
    return decision


def not_found(town: Town, application: Application) -> Decision:
    """A decision that the information does not exist, with its search."""
    application.searches.create(
        searched_on=date(2026, 3, 2), searched_by=town.people["li"], **NOT_FOUND
    )
    return decided(town, application, "unable_to_provide", "not_existing")


def drafted(
    town: Town,
    application: Application,
    kind: str,
    concerns: int | None = None,
    *,
    on: date = SIGNED,
) -> Letter:
    """A letter 李经办 has drafted."""
    return letters.draft(application.pk, kind, concerns=concerns, acting=town.acting("li", on))


def reviewed(town: Town, letter: Letter, on: date = SIGNED) -> Letter:
    """The letter, sent to its reviewers and passed by both."""
    letters.submit(letter.pk, acting=town.acting("li", on))
    for kind, who in (("secrecy", "sun"), ("legal", "zhou")):
        letters.review(letter.pk, kind, result="pass", acting=town.acting(who, on))
    return again(letter)


def signed(town: Town, letter: Letter, by: str = "zhao", on: date = SIGNED) -> Letter:
    """The letter, reviewed and signed."""
    return letters.sign(reviewed(town, letter, on).pk, acting=town.acting(by, on))


def an_answer(town: Town, **values: Any) -> Letter:
    """A signed answer that the information does not exist."""
    application = a_case(town, **values)
    decision = not_found(town, application)
    return signed(town, drafted(town, application, "D12", decision.pk))


def posted(on: date = POSTED, **values: Any) -> ServiceEntry:
    """Given to the post."""
    entry: dict[str, Any] = {"carrier": "中国邮政", "tracking": "XA12345678922", "posted_on": on}
    return ServiceEntry(method="post", **entry | values)


def serve(town: Town, letter: Letter, entry: ServiceEntry, on: date = POSTED) -> Service:
    """李经办 serves a signed letter."""
    return service.serve(letter.pk, entry, acting=town.acting("li", on))


def again(letter: Letter) -> Letter:
    """The letter as the database has it."""
    return Letter.objects.select_related("application__agency").get(pk=letter.pk)


def pdf_text(letter: Letter) -> str:
    """What the signed PDF says, without blanks."""
    document = pypdfium2.PdfDocument(files.read(str(letter.pdf)))
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return "".join(text.split())


def docx_text(letter: Letter) -> str:
    """What the signed DOCX says, without blanks."""
    word = docx.Document(BytesIO(files.read(str(letter.docx))))
    parts = [paragraph.text for paragraph in word.paragraphs]
    parts += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "".join("".join(parts).split())


def actions_on(letter: Letter) -> list[str]:
    """Actions in the audit log of one letter, oldest first."""
    found = Entry.objects.filter(subject_type="casework.letter", subject_id=letter.pk)
    return list(found.order_by("pk").values_list("action", flat=True))


def letter_records(town: Town, name: str) -> dict[str, Any]:
    """What an address of the desk needs: a case of 2018 with a letter in the state it is about."""
    furnished(town)
    on = date(2018, 2, 27)
    application = a_case(town, on=date(2018, 2, 5))
    case = {"code": "qingshan", "pk": application.pk}
    if name in ("letter-start", "letter-registration"):
        return case
    if name in ("letter-review", "letter-signature"):
        letter = drafted(town, application, "D12", not_found(town, application).pk, on=on)
        if name == "letter-signature":
            return {**case, "letter": reviewed(town, letter, on).pk}
        letters.submit(letter.pk, acting=town.acting("li", on))
        return {**case, "letter": letter.pk, "kind": "legal"}
    letter = drafted(town, application, "D1", on=on)
    found: dict[str, Any] = {**case, "letter": letter.pk}
    if name == "letter-file":
        return {**found, "kind": "pdf"}
    if name in ("letter", "letter-void", "letter-submission"):
        return found
    letters.sign(letter.pk, acting=town.acting("li", on))
    if name == "letter-service":
        return found
    entry = ServiceEntry(method="post", carrier="中国邮政", posted_on=on)
    served = service.serve(letter.pk, entry, acting=town.acting("li", on))
    return {**found, "service": served.pk}
