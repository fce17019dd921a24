"""The verbs that lead to an answer: what was found, what is decided, its letter and its service."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Consultation
from gongkai.applications.transitions import consultations, corrections
from gongkai.casework.checklists import Answer
from gongkai.casework.kinds import ANSWERS, answering
from gongkai.casework.models import Decision, Letter
from gongkai.casework.policies.obstacles import obstacles, questions_of
from gongkai.casework.queries import current_decision
from gongkai.casework.transitions import copies, decisions, findings
from gongkai.casework.transitions.copies import MarkEntry
from gongkai.casework.transitions.decisions import DecisionEntry
from gongkai.casework.transitions.findings import DocumentEntry, JudgementEntry, SearchEntry
from gongkai.intake.files import recognise
from gongkai.letters.loader import GROUND_TEXTS
from tests.intake.build import pdf
from tests.scripted.office import BY_INTERNET, Scene

Fields = Mapping[str, Any]
_ROOM = 10 * 1024 * 1024
_HIDDEN = "330102199001011237"


def record_search(scene: Scene, on: date, fields: Fields) -> None:
    entry = SearchEntry(
        searched_on=on,
        places=[(where, how) for where, how in fields["places"]],
        asked=fields["asked"],
        result=fields["result"],
    )
    findings.record_search(scene.pk, entry, acting=scene.acting("li", on))


def find_document(scene: Scene, on: date, fields: Fields) -> None:
    """List a document; of one that is given in part the copy is made."""
    acting = scene.acting("li", on)
    partly = fields["judgement"] == "partly"
    content = pdf(f"登记页\n\n身份证号码{_HIDDEN}\n\n缴费100元") if partly else b""
    file = recognise(content, "登记页.pdf") if partly else None
    entry = DocumentEntry(title=fields["title"], file=file, content=content)
    document = findings.add_document(scene.pk, entry, most_bytes=_ROOM, acting=acting)
    ground = fields.get("ground", "")
    judgement = JudgementEntry(
        judgement=fields["judgement"], ground=ground, reasons=_reasons(scene, ground, fields)
    )
    findings.judge(document.pk, judgement, acting=acting)
    if partly:
        copies.mark(document.pk, MarkEntry(ground=ground, text=_HIDDEN), acting=acting)
        copies.make_copy(document.pk, acting=acting)


def decide(scene: Scene, on: date, fields: Fields) -> None:
    acting = scene.acting("li", on)
    if "override" in fields:
        for objection in Consultation.objects.filter(
            application=scene.pk, answer__startswith="object"
        ):
            consultations.override(
                objection.pk, text=fields["override"], acting=scene.acting("zhou", on)
            )
    entry = _entry(scene, fields)
    decision = current_decision(scene.application)
    if decision:
        decisions.revise(decision.pk, entry, acting=acting)
    else:
        decisions.draft(scene.pk, entry, acting=acting)
    if "items" in fields:
        correction = corrections.CorrectionEntry(
            unclear=fields["unclear"], items="\n".join(fields["items"]), working_days=10
        )
        corrections.prepare(scene.pk, correction, acting=acting)


def sign(scene: Scene, on: date, fields: Fields) -> None:
    """Answer the checklist, sign the answer, and tell the third party whose no did not count."""
    decision = current_decision(scene.application)
    assert decision
    answer_checklist(scene, decision, on)
    service = scene.service_after(on)
    kind = answering(decision.outcome, decision.ground, scene.application.received_on)
    concerns = scene.application.correction.pk if kind == "D2" else decision.pk
    delivery = service if service in BY_INTERNET else ""
    scene.sign(kind, on, concerns=concerns, delivery=delivery)
    for heard in Consultation.objects.filter(application=scene.pk).exclude(override=""):
        told = {"summary": "检测结果", "disclosed_on": on.isoformat()}
        scene.sign("D6", on, concerns=heard.pk, particulars=told)


def refuse_to_sign(scene: Scene, on: date) -> None:
    """A decision may be drafted with gaps: signing it is what the law forbids.

    Raises: NotAllowed, with everything that stands against it.
    """
    decision = current_decision(scene.application)
    assert decision
    try:
        sign(scene, on, {})
    except NotAllowed:
        raise NotAllowed("".join(obstacles(decision))) from None


def serve(scene: Scene, on: date, fields: Fields) -> None:
    kinds = ("D6",) if fields.get("to") == "third_party" else (*ANSWERS, "D2")
    letter = Letter.objects.filter(
        application=scene.pk, kind__in=kinds, state="signed", services=None
    ).get()
    how = {
        key: fields[key]
        for key in ("method", "posted_on", "signed_on", "tracking")
        if key in fields
    }
    scene.served = scene.serve(letter, on, **how)


def lapsed(scene: Scene, on: date, ground: str) -> None:
    """End the case that the applicant gave up."""
    entry = DecisionEntry(outcome="other_handling", ground=ground)
    decisions.draft(scene.pk, entry, acting=scene.acting("li", on))
    sign(scene, on, {})


def answer_checklist(scene: Scene, decision: Decision, on: date) -> None:
    questions = questions_of(decision)
    if questions:
        answers = {question.key: Answer("yes") for question in questions}
        decisions.answer_checklist(decision.pk, answers, acting=scene.acting("li", on))


def _entry(scene: Scene, fields: Fields) -> DecisionEntry:
    ground = fields.get("ground", "")
    earlier = fields.get("earlier")
    return DecisionEntry(
        outcome=fields["outcome"],
        ground=ground,
        reasons=_reasons(scene, ground, fields),
        provided_form=fields.get("form", ""),
        provided_way=fields.get("way", ""),
        public_at=fields.get("public_at", ""),
        other_agency=fields.get("other_agency", ""),
        other_contact=fields.get("other_contact", ""),
        earlier_id=scene.others[earlier].pk if earlier else None,
    )


def _reasons(scene: Scene, ground: str, fields: Fields) -> dict[str, str]:
    """The facts by the law's names of them."""
    written = fields.get("reasons", {})
    if not written:
        return {}
    names = GROUND_TEXTS[ground, scene.case.regime].facts
    return {label: written[name] for label, name in names.items() if name in written}
