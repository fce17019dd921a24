"""Builders of requests to correct a record about oneself. All people and places are fictional."""

from datetime import date
from typing import Any

from gongkai.applications.models import RecordCorrection
from gongkai.applications.transitions import record_corrections
from gongkai.applications.transitions.record_corrections import (
    RecordCorrectionEntry,
    RecordDecision,
)
from tests.build import Town

CAME = date(2026, 3, 2)
DECIDED = date(2026, 3, 10)
VERIFIED = "承包合同写明8.5亩，台账登记为5.8亩，系抄写错误"
CONTENTS: dict[str, dict[str, str]] = {
    "corrected": {"decision": "承包面积更正为8.5亩"},
    "transferred": {"other_agency": "清水县自然资源局", "other_contact": "0431-5550123"},
    "redirected": {"other_agency": "清水县自然资源局", "other_contact": "0431-5550123"},
    "accurate": {"decision": "台账与承包合同一致"},
}


def request(**values: Any) -> RecordCorrectionEntry:
    """A villager at the counter, with everything that identifies her."""
    known = {
        "received_on": CAME,
        "channel": "in_person",
        "applicant_kind": "natural_person",
        "applicant": "陈晓雨",
        "record": "2015年土地承包台账第8页中本人的承包面积",
        "wrong": "登记为5.8亩，应当是8.5亩",
        "evidence": "承包合同",
        "id_kind": "居民身份证",
        "id_number": "110101199001011237",
        "phone": "13800000001",
    }
    return RecordCorrectionEntry(**known | values)


def asked(town: Town, *, on: date = CAME, **values: Any) -> RecordCorrection:
    """The request, registered by 李经办 on the day it came."""
    entry = request(received_on=on, **values)
    return record_corrections.register(town.agency, entry, acting=town.acting("li", on))


def verified(town: Town, *, on: date = CAME, **values: Any) -> RecordCorrection:
    """The request with what was found."""
    found = asked(town, on=on, **values)
    return record_corrections.verify(
        found.pk, verified=VERIFIED, verified_on=on, acting=town.acting("li", on)
    )


def decided(
    town: Town, result: str = "corrected", *, on: date = CAME, **values: Any
) -> RecordCorrection:
    """The request as 周主任 decided it."""
    found = verified(town, on=on, **values)
    entry = RecordDecision(result=result, **CONTENTS[result])
    return record_corrections.decide(found.pk, entry, acting=town.acting("zhou", on))


def done(town: Town, result: str = "corrected", *, on: date = CAME) -> RecordCorrection:
    """The request, decided and carried out."""
    found = decided(town, result, on=on)
    if not found.waits_to_be_done:
        return found
    return record_corrections.carry_out(found.pk, done_on=on, acting=town.acting("li", on))
