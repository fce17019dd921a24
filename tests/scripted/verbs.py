"""Each verb of a scripted case as the transitions that people carry out for it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.applications.models import Application, Consultation
from gongkai.applications.transitions import (
    consultations,
    corrections,
    extension,
    fee_notices,
    justifications,
    record_corrections,
    reopenings,
    splitting,
    suggestions,
    transfers,
    withdrawals,
)
from gongkai.applications.transitions.receipt import ReceiptEntry, receive
from gongkai.applications.transitions.recompute import recompute
from gongkai.calendars.models import Notice
from gongkai.calendars.transitions import Enactment
from gongkai.casework.transitions import letters, rounds
from gongkai.fees.transitions import FeeEntry, charge, receive_payment
from gongkai.remedies.models import Lawsuit, Reconsideration
from gongkai.remedies.transitions import (
    LawsuitEntry,
    ReconsiderationEntry,
    amend_lawsuit,
    amend_reconsideration,
    file_lawsuit,
    file_reconsideration,
)
from tests.scripted.answers import decide, find_document, lapsed, record_search, serve, sign
from tests.scripted.cases import Event
from tests.scripted.clocks import known_on
from tests.scripted.office import Scene

Fields = Mapping[str, Any]
Move = Callable[[Scene, date, Fields], None]
_LETTER_TO = {"third_party": "D5", "co_producer": "D5c", "other_agency": "D23"}
_SUMMARY = "该项政府信息"


def ask_correction(scene: Scene, on: date, fields: Fields) -> None:
    entry = corrections.CorrectionEntry(
        unclear=fields["unclear"],
        items="\n".join(fields["items"]),
        guidance="可以写明文件的名称、文号或者年份",
        working_days=fields["working_days"],
    )
    step = corrections.prepare(scene.pk, entry, acting=scene.acting("li", on))
    scene.send("D2", on, step.pk)


def receive_correction(scene: Scene, on: date, fields: Fields) -> None:
    corrections.receive(
        scene.application.correction.pk,
        corrected_on=on,
        content=fields["content"],
        acting=scene.acting("li", on),
    )


def lapse_correction(scene: Scene, on: date, fields: Fields) -> None:
    corrections.lapse(scene.application.correction.pk, on=on, acting=scene.acting("li", on))
    lapsed(scene, on, "uncorrected")


def consult(scene: Scene, on: date, fields: Fields) -> None:
    entry = consultations.ConsultationEntry(
        who=fields["who"],
        party_name=fields["party"],
        passage=fields["passage"],
        working_days=fields.get("working_days"),
    )
    step = consultations.prepare(scene.pk, entry, acting=scene.acting("li", on))
    kind = _LETTER_TO[fields["who"]]
    told = {"summary": _SUMMARY}
    if kind == "D23":
        told["reply_by"] = known_on(on).after(on, fields["working_days"]).isoformat()
    letter = scene.sign(kind, on, concerns=step.pk, particulars=told)
    scene.posted[fields["party"]] = scene.serve(letter, on, method="post")
    # Under the Regulations of 2007 only a third party's time is told: no other stops the term.
    if scene.case.regime == "2019" or fields["who"] == "third_party":
        scene.send("D5b", on, step.pk, method="post")


def consultation_served(scene: Scene, on: date, fields: Fields) -> None:
    scene.reached(scene.posted[fields["party"]], on)


def opinion(scene: Scene, on: date, fields: Fields) -> None:
    step = Consultation.objects.get(application=scene.pk, party_name=fields["party"])
    acting = scene.acting("li", on)
    if "answer" not in fields:
        consultations.close_unanswered(step.pk, on=on, acting=acting)
        return
    entry = consultations.OpinionEntry(
        answered_on=on, answer=fields["answer"], reasons="公开后会损害其合法权益"
    )
    consultations.answer(step.pk, entry, acting=acting)


def extend(scene: Scene, on: date, fields: Fields) -> None:
    step = extension.grant(
        scene.pk,
        working_days=fields["working_days"],
        reason=fields["reason"],
        acting=scene.acting(fields["approved_by"], on),
    )
    scene.send("D4", on, step.pk)


def ask_justification(scene: Scene, on: date, fields: Fields) -> None:
    entry = justifications.JustificationEntry(
        counts=fields["counts"], working_days=fields["working_days"]
    )
    step = justifications.prepare(scene.pk, entry, acting=scene.acting("li", on))
    scene.send("D3", on, step.pk)


def justification(scene: Scene, on: date, fields: Fields) -> None:
    step = scene.application.justification
    justifications.state(
        step.pk, stated_on=on, stated=fields["stated"], acting=scene.acting("li", on)
    )
    until = fields.get("delayed_until")
    justifications.judge(
        step.pk,
        is_reasonable=fields["accepted"],
        delayed_until=until,
        acting=scene.acting("zhou", on),
    )
    if until:
        scene.send("D3b", on, step.pk)


def fee_notice(scene: Scene, on: date, fields: Fields) -> None:
    if scene.case.regime == "2008":
        entry = FeeEntry(
            application=scene.application.number,
            kind=fields["method"],
            charged_on=on,
            charged=Decimal(fields["amount"]),
        )
        charge(scene.town.agency, entry, acting=scene.acting("li", on))
        return
    quantity = fields.get("pages") or fields["ordinal"]
    others = _others_of_the_month(scene, fields.get("ordinal", 1) - 1)
    notice = fee_notices.FeeNoticeEntry(
        method=fields["method"], why=fields["why"], quantity=quantity, payment="银行转账"
    )
    step = fee_notices.prepare(scene.pk, notice, acting=scene.acting("zhou", on))
    assert step.amount == fields["amount"]
    scene.send("D7", on, step.pk)
    Application.objects.filter(pk__in=others).delete()


def pay_fee(scene: Scene, on: date, fields: Fields) -> None:
    # The fees of 2007 stop no clock: the register of fees holds charges, not payments.
    if scene.case.regime == "2019":
        receive_payment(scene.application.fee_notice.pk, paid_on=on, acting=scene.acting("li", on))


def lapse_fee(scene: Scene, on: date, fields: Fields) -> None:
    fee_notices.lapse(scene.application.fee_notice.pk, on=on, acting=scene.acting("li", on))
    lapsed(scene, on, "fee_unpaid")


def withdraw(scene: Scene, on: date, fields: Fields) -> None:
    withdrawals.withdraw(scene.pk, on=on, reason="不再需要", acting=scene.acting("li", on))


def transfer(scene: Scene, on: date, fields: Fields) -> None:
    to_agency = {"county": scene.town.county, "neighbour": scene.town.neighbour}[fields["to"]]
    transfers.transfer(
        scene.pk, to_agency=to_agency, reason=fields["reason"], acting=scene.acting("li", on)
    )


def split(scene: Scene, on: date, fields: Fields) -> None:
    parts = [scene.others[name] for name in fields["into"]]
    contents = [fields["content"], *(part.case.content for part in parts)]
    _, *made = splitting.split(scene.pk, contents=contents, acting=scene.acting("li", on))
    for part, application in zip(parts, made, strict=True):
        part.pk = application.pk
        part.send("D1", on)


def merge(scene: Scene, on: date, fields: Fields) -> None:
    into = scene.others[fields["with"]].pk
    splitting.merge(scene.pk, into_id=into, acting=scene.acting("li", on))


def reopen(scene: Scene, on: date, fields: Fields) -> None:
    entry = reopenings.ReopeningEntry(
        basis=fields["basis"], reason=fields["reason"], due_on=fields["due_on"]
    )
    rounds.reopen(scene.pk, entry, acting=scene.acting("zhou", on))


def reconsideration(scene: Scene, on: date, fields: Fields) -> None:
    entry = ReconsiderationEntry(authority="清水县人民政府", **_remedy(scene, on, fields))
    agency, acting = scene.town.agency, scene.acting("li", on)
    known = Reconsideration.objects.filter(agency=agency, number=entry.number).first()
    if known:
        amend_reconsideration(known.pk, entry, reason="审结", acting=acting)
    else:
        file_reconsideration(agency, entry, acting=acting)


def lawsuit(scene: Scene, on: date, fields: Fields) -> None:
    entry = LawsuitEntry(
        court="清水县人民法院",
        after_reconsideration=fields["after_reconsideration"],
        **_remedy(scene, on, fields),
    )
    agency, acting = scene.town.agency, scene.acting("li", on)
    known = Lawsuit.objects.filter(agency=agency, number=entry.number).first()
    if known:
        amend_lawsuit(known.pk, entry, reason="审结", acting=acting)
    else:
        file_lawsuit(agency, entry, acting=acting)


def correct_record(scene: Scene, on: date, fields: Fields) -> None:
    """A request of its own, about what the case gave."""
    entry = record_corrections.RecordCorrectionEntry(
        received_on=on,
        channel="in_person",
        applicant=scene.case.applicant,
        earlier=scene.application,
        record=fields["record"],
        wrong="与事实不符",
    )
    li = scene.acting("li", on)
    step = record_corrections.register(scene.town.agency, entry, acting=li)
    record_corrections.verify(step.pk, verified=fields["verified"], verified_on=on, acting=li)
    decided = record_corrections.RecordDecision(
        result=fields["result"], decision="按证据更正", other_agency=fields.get("to_agency", "")
    )
    step = record_corrections.decide(step.pk, decided, acting=scene.acting("zhou", on))
    if step.waits_to_be_done:
        record_corrections.carry_out(step.pk, done_on=on, acting=li)
    draft = letters.draft_on_record(step.pk, acting=li)
    scene.serve(scene.put_through(draft, on), on)


def suggest_disclosure(scene: Scene, on: date, fields: Fields) -> None:
    """What was suggested with the application is decided and told."""
    step = scene.application.disclosure_suggestion
    entry = suggestions.SuggestionDecision(
        is_adopted=fields["agreed"], opinion=fields["reason"], publish_on=fields.get("publish_on")
    )
    suggestions.decide(step.pk, entry, acting=scene.acting("zhou", on))
    scene.send("D22", on, step.pk)


def notice(scene: Scene, on: date, fields: Fields) -> None:
    """The base calendar holds all notices: only that it comes out on this day is played."""
    [row] = {r.notice for r in known_on(on).days if r.notice.code == fields["code"]}
    record = Notice.objects.create(
        scope="national", title=row.title, year=row.year, issued_on=row.issued_on
    )
    before = known_on(date.fromordinal(on.toordinal() - 1))
    recompute(Enactment(record, before, known_on(on)), acting=scene.acting("zhou", on))


def _remedy(scene: Scene, on: date, fields: Fields) -> dict[str, Any]:
    is_pending = fields["result"] == "pending"
    return {
        "number": fields["number"],
        "application": scene.application.number,
        "filed_on": fields["filed_on"],
        "result": "" if is_pending else fields["result"],
        "decided_on": None if is_pending else on,
        "orders_new_answer": "new_answer_by" in fields,
        "new_answer_by": fields.get("new_answer_by"),
    }


def _others_of_the_month(scene: Scene, number: int) -> list[int]:
    """The applicant's other applications, which give the fee its ordinal; taken out at once."""
    if scene.case.happened("fee_notice")[0].fields.get("ordinal") is None:
        return []
    on = scene.case.received.received_on.replace(day=1)
    entries = [
        ReceiptEntry(
            received_on=on,
            channel="letter",
            applicant_kind=scene.case.applicant_kind,
            applicant=scene.case.applicant,
            content=f"第{place}件",
        )
        for place in range(number)
    ]
    acting = scene.acting("li", on)
    return [receive(scene.town.agency, entry, acting=acting).pk for entry in entries]


MOVES: Mapping[str, Move] = {
    move.__name__: move
    for move in (
        *(ask_correction, receive_correction, lapse_correction),
        *(consult, consultation_served, opinion, extend, ask_justification, justification),
        *(fee_notice, pay_fee, lapse_fee, record_search, find_document, decide, sign, serve),
        *(withdraw, transfer, split, merge, reopen, reconsideration, lawsuit),
        *(correct_record, suggest_disclosure, notice),
    )
}


def carry_out(scene: Scene, event: Event) -> None:
    """Do what an event tells."""
    MOVES[event.verb](scene, event.on, event.fields)
