"""Builders of cases for the desk's tests. All people and places are fictional."""

import re
from datetime import date
from typing import Any

from gongkai.applications.models import Application, Submission
from gongkai.applications.transitions import consultations, submissions
from gongkai.applications.transitions.consultations import ConsultationEntry
from gongkai.applications.transitions.submissions import SubmissionEntry
from gongkai.casework.models import ApplicantMessage
from gongkai.casework.transitions.follow_up import MessageEntry, send_message
from tests.applications.build import received
from tests.build import Town

COUNTER = {
    "channel": "in_person",
    "applicant": "陈晓雨",
    "applicant_kind": "natural_person",
    "content": "柳树村2015年土地承包台账",
    "phone": "13800000001",
    "id_number": "110101199001011237",
    "address": "清水县青山镇柳树村1号",
}
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"
    b":~\x9bU\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)


def came(town: Town, *, on: date, **values: Any) -> Submission:
    """An application at the counter, with who it came from."""
    entry = SubmissionEntry(**{**COUNTER, "submitted_on": on} | values)
    return submissions.take(town.agency, entry, acting=town.acting("li", on))


def by_post(town: Town, *, on: date, **values: Any) -> Submission:
    """A plain letter that waits for its confirmation."""
    return came(town, on=on, channel="letter", submitted_on=None, arrived_on=on, **values)


def case_records(town: Town, name: str, on: date) -> dict[str, Any]:
    """The arguments of an address of a case, with the records it needs."""
    if name in ("applications", "registration"):
        return {"code": "qingshan"}
    if name.startswith("submission"):
        waits = by_post(town, on=on)
        return {"code": "qingshan", "pk": waits.pk} | _file(town, waits, name, on)
    if name == "application-file":
        submission = came(town, on=on)
        file = _file(town, submission, name, on)
        return {"code": "qingshan", "pk": submission.application_id, **file}
    if name == "query-code":
        return {"code": "qingshan", "pk": came(town, on=on).application_id}
    if name == "protected-value":
        waits = by_post(town, on=on)
        return {"code": "qingshan", "kind": "submission", "pk": waits.pk, "field": "phone"}
    case = received(town)
    if name.startswith("applicant-message"):
        return {"code": "qingshan", "pk": case.pk, "message": message(town, case, on=on).pk}
    more: dict[str, Any] = {"key": "handler"} if name == "application-step" else {}
    if name == "consultation-step":
        entry = ConsultationEntry(
            who="third_party", party_name="青山石材厂", passage="合同", working_days=10
        )
        asked = consultations.prepare(case.pk, entry, acting=town.acting("li", on))
        consultations.send(asked.pk, sent_on=on, acting=town.acting("li", on))
        more = {"key": "opinion", "record": asked.pk}
    return {"code": "qingshan", "pk": case.pk, **more}


def message(
    town: Town, case: Application, *, on: date, kind: str = "withdrawal"
) -> ApplicantMessage:
    """What the applicant sent from the page of the case."""
    acting = town.acting("li", on)
    entry = MessageEntry(kind=kind, text="不需要了", filename="撤回书.png", content=PNG)
    return send_message(case.pk, entry, at=acting.at, calendar=acting.calendar)


def hidden(page: str) -> dict[str, str]:
    """What the hidden fields of a page hold, as the next form sends them."""
    found = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', page)
    return {name: value for name, value in found if value and name != "csrfmiddlewaretoken"}


def _file(town: Town, submission: Submission, name: str, on: date) -> dict[str, int]:
    if not name.endswith("file"):
        return {}
    acting = town.acting("li", on)
    return {
        "file": submissions.attach(
            submission.pk, filename="申请表.png", content=PNG, acting=acting
        ).pk
    }
