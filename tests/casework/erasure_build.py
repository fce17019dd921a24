"""A case with everything in it that names somebody. All people and places are fictional."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Model

from gongkai.applications.models import Application
from gongkai.applications.transitions import notes, submissions
from gongkai.applications.transitions.submissions import SubmissionEntry
from gongkai.calendars.queries import calendar
from gongkai.casework.models import Letter
from gongkai.casework.transitions import follow_up, letters
from gongkai.casework.transitions.follow_up import MessageEntry
from gongkai.casework.transitions.service import ServiceEntry
from gongkai.catalog import files
from tests.build import Town
from tests.casework.build import CODE, SIGNED, drafted, not_found, serve, signed
from tests.casework.finding_build import contract
from tests.intake.build import png

CAME = date(2026, 2, 9)
SERVED = date(2026, 3, 11)
NAME, CONTACT, PARTY, NEIGHBOUR = "陈小河", "欧阳代办", "青山石材厂老板马大山", "王秘密"
# Every text that somebody wrote of this case has one of these in it.
WORDS = (NAME, CONTACT, PARTY, NEIGHBOUR, "330102199001011237", "欧阳建国")


def a_full_case(town: Town) -> tuple[Application, Letter]:
    """Handed in with papers, looked into, answered and served online, rated by its applicant."""
    clerk = town.acting("li", CAME)
    entry = SubmissionEntry(
        channel="in_person",
        submitted_on=CAME,
        applicant_kind="natural_person",
        applicant=NAME,
        content=f"{NEIGHBOUR}家的宅基地审批表",
        needs_help=f"请打给{NAME}",
        contact=CONTACT,
        id_kind="resident_card",
        id_number="220581199003072415",
        phone="13812345678",
        delivery="网上查询页下载",
    )
    taken = submissions.take(town.agency, entry, code=CODE, acting=clerk)
    submissions.attach(taken.pk, filename=f"{NAME}.png", content=png(), acting=clerk)
    submissions.keep_proof(taken.pk, media_type="image/png", content=png(), acting=clerk)
    application = taken.application
    assert application
    letter = _answered(town, application)
    _looked_into(town, application)
    return Application.objects.get(pk=application.pk), letter


def _looked_into(town: Town, application: Application) -> None:
    acting = town.acting("li", SERVED)
    application.consultations.create(
        who="third_party", party_name=PARTY, phone="13800000001", passage=f"{PARTY}的合同"
    )
    notes.write(application.pk, text=f"{NAME}来电", acting=acting)
    document = application.found_documents.create(
        position=1,
        title=f"{NEIGHBOUR}审批表",
        judgement="withhold",
        filename=f"{NEIGHBOUR}.pdf",
        kind="pdf",
        original=files.keep("originals", contract(), "pdf"),
    )
    document.marks.create(position=1, text="欧阳建国", ground="third_party", marked_by=acting.by)
    message = MessageEntry(kind="other", text=f"我是{NAME}", filename=f"{NAME}.png", content=png())
    follow_up.send_message(application.pk, message, at=acting.at, calendar=calendar())
    follow_up.rate(
        application.pk, score=2, comment=f"{NAME}不满意", at=acting.at, calendar=calendar()
    )


def _answered(town: Town, application: Application) -> Letter:
    letter = drafted(town, application, "D12", not_found(town, application).pk)
    by = town.acting("li", SIGNED)
    letters.edit(
        letter.pk, {"search": f"经检索，没有{NEIGHBOUR}的材料。"}, delivery="online", acting=by
    )
    letter = signed(town, letter)
    sent = ServiceEntry(method="online", sent_at=town.acting("li", SERVED).at)
    serve(town, letter, sent, SERVED)
    return letter


def still_named() -> Iterator[tuple[str, str]]:
    """Where in the whole database one of the words stands, as model and field."""
    for model in apps.get_models():
        for row in model._base_manager.all():
            yield from _named(row)


def _named(row: Model) -> Iterator[tuple[str, str]]:
    for field in row._meta.concrete_fields:
        value: Any = getattr(row, field.attname)
        if any(word in str(value) for word in WORDS):
            yield row._meta.model_name or "", field.name
