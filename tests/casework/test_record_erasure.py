"""A request to correct a record is erased ten years after its decision, and counts on."""

from datetime import date

from django.core.files.storage import default_storage
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from gongkai.agencies.models import Agency
from gongkai.applications.models import DisclosureSuggestion, RecordCorrection
from gongkai.applications.transitions import record_corrections, suggestions
from gongkai.applications.transitions.record_corrections import RecordDecision
from gongkai.casework.models import Letter
from gongkai.casework.transitions import erasure, letters, service
from gongkai.casework.transitions.service import ServiceEntry
from tests.applications.build import answered, case
from tests.applications.record_build import CAME, asked
from tests.build import Town
from tests.casework.build import furnished, signed
from tests.intake.build import png

LAST, OVER = date(2036, 3, 2), date(2036, 3, 3)


def told(town: Town) -> RecordCorrection:
    """With evidence, corrected, and told by a letter that was signed for."""
    furnished(town)
    li = town.acting("li", CAME)
    found = asked(town)
    record_corrections.attach(found.pk, filename="合同.png", content=png(), acting=li)
    record_corrections.verify(found.pk, verified="不属实", verified_on=CAME, acting=li)
    decision = RecordDecision(result="accurate", decision="与合同一致")
    record_corrections.decide(found.pk, decision, acting=town.acting("zhou", CAME))
    letter = signed(town, letters.draft_on_record(found.pk, acting=li), on=CAME)
    entry = ServiceEntry(method="in_person", signed_on=CAME, signed_name="陈晓雨")
    service.serve(letter.pk, entry, acting=li)
    return found


def erase(town: Town, on: date) -> list[str]:
    agencies = Agency.objects.filter(pk=town.agency.pk)
    return [
        row.subject_type.partition(".")[2]
        for row in erasure.erase(agencies, on=on, acting=town.acting("zhou", on))
    ]


def test_who_asked_and_what_was_written_go_together(
    town: Town, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    found = told(town)
    kept = str(found.files.get().original)
    assert erase(town, LAST) == []
    with django_capture_on_commit_callbacks(execute=True):
        gone = ["recordcorrection", "recordevidence", "recordidentity"]
        assert sorted(erase(town, OVER)) == gone

    found = RecordCorrection.objects.get(pk=found.pk)
    assert not found.identity.phone
    texts = {found.applicant, found.record, found.wrong, found.evidence, found.verified}
    assert texts == {"（已清除）"}
    assert not found.files.exists()
    assert not default_storage.exists(kept)
    letter = Letter.objects.get(record_correction=found)
    assert (letter.html, letter.pdf.name) == ("", "")
    assert (found.number, found.result, letter.number) == (
        "更正〔2026〕0001",
        "accurate",
        "青镇公开复〔2026〕1号",
    )
    assert erase(town, OVER) == []


def test_what_is_not_decided_stays(town: Town) -> None:
    asked(town)
    assert erase(town, date(2046, 3, 3)) == []


def test_a_suggestion_goes_with_its_case(town: Town) -> None:
    application, on = case(town), date(2025, 9, 22)
    acting = town.acting("li", on)
    suggestions.receive(application.pk, suggested_on=on, reasons="关系本人", acting=acting)
    answered(town, application, on)
    erase(town, date(2035, 9, 23))
    assert DisclosureSuggestion.objects.get().reasons == "（已清除）"
