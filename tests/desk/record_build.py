"""What the addresses of requests to correct a record need."""

from datetime import date
from typing import Any

from gongkai.applications.models import RecordCorrection
from gongkai.applications.transitions import record_corrections
from gongkai.casework.models import Letter
from gongkai.casework.transitions import letters, service
from gongkai.casework.transitions.service import ServiceEntry
from tests.applications.record_build import asked, decided, done, verified
from tests.build import Town
from tests.casework.build import furnished, reviewed, signed
from tests.desk.case_build import PNG

_BEFORE = {"record-decision": verified, "record-completion": decided}


def record_records(town: Town, name: str, on: date) -> dict[str, Any]:
    """The arguments of an address, with a request in the state it is about."""
    if name in ("record-corrections", "record-registration"):
        return {"code": "qingshan"}
    if name.startswith("record-letter") and name != "record-letter-start":
        return _letter(furnished(town), name, on)
    found = _BEFORE.get(name, asked)(town, on=on)
    here = {"code": "qingshan", "record": found.pk}
    if name == "record-file":
        acting = town.acting("li", on)
        kept = record_corrections.attach(found.pk, filename="合同.png", content=PNG, acting=acting)
        return here | {"file": kept.pk}
    return here


def drafted_answer(town: Town, found: RecordCorrection, on: date) -> Letter:
    """The letter that 李经办 began."""
    return letters.draft_on_record(found.pk, acting=town.acting("li", on))


def _letter(town: Town, name: str, on: date) -> dict[str, Any]:
    found = done(town, on=on)
    letter = drafted_answer(town, found, on)
    here: dict[str, Any] = {"code": "qingshan", "record": found.pk, "letter": letter.pk}
    match name.removeprefix("record-letter-"):
        case "review":
            letters.submit(letter.pk, acting=town.acting("li", on))
            return here | {"kind": "legal"}
        case "signature":
            reviewed(town, letter, on)
        case "file":
            return here | {"kind": "pdf"}
        case "service" | "receipt" | "return" | "record":
            signed(town, letter, on=on)
    if name in ("record-letter-receipt", "record-letter-return", "record-letter-record"):
        entry = ServiceEntry(method="post", carrier="中国邮政", posted_on=on)
        served = service.serve(letter.pk, entry, acting=town.acting("li", on))
        return here | {"service": served.pk}
    return here
