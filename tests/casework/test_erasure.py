"""Retention of closed cases: what is erased, when, by whom, and that the figures stay."""

from datetime import date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import CharField, FileField, JSONField, TextField

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.applications import queries
from gongkai.applications.models import Application, Identity, IdentityProof, Submission
from gongkai.applications.queries.retention import erasable_by
from gongkai.applications.transitions import reopenings, splitting, submissions, transfers
from gongkai.applications.transitions.answer import answer
from gongkai.applications.transitions.reopenings import ReopeningEntry
from gongkai.applications.transitions.submissions import SubmissionEntry
from gongkai.applications.transitions.withdrawals import withdraw
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.casework import retention
from gongkai.casework.models import Letter
from gongkai.casework.transitions import erasure
from gongkai.commands.jobs import report_erasure
from gongkai.law.report_forms import FIGURES
from gongkai.portal.transitions import save_draft
from gongkai.protection.fields import BlindIndex, EncryptedText
from gongkai.protection.models import Erasure
from gongkai.remedies.models import Lawsuit
from tests.applications.build import answered, received, with_desk
from tests.build import SHANGHAI, Town
from tests.casework.build import an_answer, furnished
from tests.casework.erasure_build import SERVED, a_full_case, still_named
from tests.commands.build import refused, run
from tests.intake.build import png
from tests.reports.build import applications_2017, values

CAME = date(2018, 2, 5)
CLOSED = date(2018, 2, 9)
# The day after the period is over.
ONE_YEAR, TEN_YEARS = date(2019, 2, 10), date(2028, 2, 10)


def came_in(town: Town, **more: Any) -> Submission:
    """A letter handed in at the counter, with its scan and a proof."""
    entry = {
        "channel": "in_person",
        "submitted_on": CAME,
        "applicant": "陈小河",
        "content": "2017年宅基地审核结果",
        "id_kind": "resident_card",
        "id_number": "220581199003072415",
        "phone": "13812345678",
    }
    acting = town.acting("li", CAME)
    taken = submissions.take(town.agency, SubmissionEntry(**entry | more), acting=acting)
    submissions.attach(taken.pk, filename="来信.png", content=png(), acting=acting)
    submissions.keep_proof(taken.pk, media_type="image/png", content=png(), acting=acting)
    return Submission.objects.get(pk=taken.pk)


def erase(town: Town, on: date, person: str = "zhou") -> list[tuple[str, list[str]]]:
    agencies = Agency.objects.filter(pk=town.agency.pk)
    rows = erasure.erase(agencies, on=on, acting=town.acting(person, on))
    return [(row.subject_type.partition(".")[2], row.fields) for row in rows]


ALL = [
    ("identity", ["id_number", "phone"]),
    ("submissionfile", ["original_key"]),
    (
        "application",
        [
            *("application.content", "application.applicant"),
            *("submission.content", "submission.files", "submission.applicant"),
        ],
    ),
]


def test_first_the_proof_then_all_else(town: Town, django_capture_on_commit_callbacks: Any) -> None:
    submission = came_in(town)
    scan = str(submission.files.get().original)
    assert submission.application is not None
    answered(town, submission.application, CLOSED)

    assert erase(town, date(2019, 2, 9)) == []
    assert erase(town, ONE_YEAR) == [("identityproof", ["content"])]
    assert erase(town, date(2028, 2, 9)) == []
    before = Entry.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        assert erase(town, TEN_YEARS) == ALL
    assert Entry.objects.count() == before + 3

    submission.refresh_from_db()
    application = Application.objects.get()
    assert submission.applicant == application.applicant == "（已清除）"
    assert submission.content == application.content == "（已清除）"
    assert (application.channel, application.received_on) == ("in_person", CAME)
    assert not submission.files.exists()
    assert not default_storage.exists(scan)
    assert not Identity.objects.get().id_number
    assert not IdentityProof.objects.get().content
    assert erase(town, TEN_YEARS) == []
    row = Erasure.objects.latest("pk")
    assert (row.counted_from, row.erased_on) == (CLOSED, TEN_YEARS)


def test_the_same_scan_of_another_case_stays(
    town: Town, django_capture_on_commit_callbacks: Any
) -> None:
    old, other = came_in(town), came_in(town, content="另一件")
    scan = str(other.files.get().original)
    assert str(old.files.get().original) != scan  # each lies under a key of its own
    assert old.application is not None
    answered(town, old.application, CLOSED)
    with django_capture_on_commit_callbacks(execute=True):
        erase(town, TEN_YEARS)
    assert default_storage.exists(scan)


def test_a_withdrawn_case_of_2008_has_no_reply_and_is_erased_as_well(town: Town) -> None:
    application = came_in(town).application
    assert application is not None
    withdraw(application.pk, on=CLOSED, acting=town.acting("li", CLOSED))
    assert not hasattr(Application.objects.get(), "reply")
    assert erase(town, ONE_YEAR) == [("identityproof", ["content"])]
    assert erase(town, TEN_YEARS) == ALL


def test_nothing_of_a_case_in_hand_and_then_from_the_new_answer(town: Town) -> None:
    application = came_in(town).application
    assert application is not None
    answered(town, application, CLOSED)
    again = date(2019, 1, 7)
    reopening = reopenings.reopen(
        application.pk,
        ReopeningEntry(basis="own", reason="漏查"),
        acting=town.acting("zhou", again),
    )
    assert erase(town, TEN_YEARS) == []
    reopenings.answer_anew(
        reopening.pk,
        outcome="disclosed",
        ground="",
        replied_on=again,
        number="",
        acting=town.acting("li", again),
    )
    closed = queries.with_steps().get(pk=application.pk)
    assert queries.closed_on(closed) == again
    assert erase(town, date(2020, 1, 7)) == []
    assert erase(town, date(2020, 1, 8)) == [("identityproof", ["content"])]


def test_the_name_of_an_organisation_is_not_personal(town: Town) -> None:
    submission = came_in(
        town, applicant="青山石材厂", applicant_kind="commercial_enterprise", submitted_on=CAME
    )
    assert submission.application is not None
    answered(town, submission.application, CLOSED)
    erase(town, TEN_YEARS)
    assert Application.objects.get().applicant == "青山石材厂"
    assert not Submission.objects.get().files.exists()


def test_the_figures_of_the_report_stay(town: Town) -> None:
    applications_2017(town)
    keys = [key for key, spec in FIGURES.items() if key.startswith("applications")]
    assert keys
    before = values(town.agency, 2017, *keys)
    assert any(before.values())
    assert len(erase(town, date(2029, 1, 8))) == 4
    assert Application.objects.filter(applicant="（已清除）").count() == 4
    assert values(town.agency, 2017, *keys) == before
    # Erased people are not one person.
    assert not queries.same_applicant(Application.objects.order_by("pk")[0]).exists()


@pytest.mark.parametrize("person", ["li", "zhao", "admin", "wang", "zheng"])
def test_only_head_and_archivist(town: Town, person: str) -> None:
    with pytest.raises(NotAllowed, match="权限"):
        erase(town, TEN_YEARS, person)


def test_no_day_to_come(town: Town) -> None:
    with pytest.raises(NotAllowed, match="今天之后"):
        erasure.erase(Agency.objects.none(), on=date(2028, 2, 11), acting=town.acting("wu", CLOSED))


def test_the_neighbour_erases_nothing_here(town: Town) -> None:
    applications_2017(town)
    user = town.acting("wang", TEN_YEARS).by
    agencies = erasable_by(user)
    assert [agency.code for agency in agencies] == ["neighbour"]
    assert retention.number_due(user, on=date(2029, 1, 8), agencies=agencies) == 0


def test_the_command_lists_and_erases(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2028, 2, 10, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    application = came_in(town).application
    assert application is not None
    answered(town, application, CLOSED)
    listed = run("erase", "--as", "wu", "--dry-run")
    number = application.number
    assert f"{number}：自2018-02-09起，保存期满；申请人身份、来件附件、身份证明、" in listed
    assert (
        "到期5条：申请人身份1条，来件附件1条，身份证明1条，政府信息公开申请1条，来件1条。" in listed
    )
    assert "陈小河" not in listed
    assert "到期0条" in run("erase", "--as", "wu", "--dry-run", "--on", "2018-12-31")
    assert report_erasure(now) == 5
    assert report_erasure(now) == 0
    monkeypatch.setattr("builtins.input", lambda question: "不清除")
    assert "没有清除。" in run("erase", "--as", "wu")
    assert Application.objects.get().applicant == "陈小河"
    monkeypatch.setattr("builtins.input", lambda question: "清除")
    assert "已清除，登记4条清除记录。" in run("erase", "--as", "wu", "--agency", "qingshan")
    assert Application.objects.get().applicant == "（已清除）"
    assert "到期0条。\n没有清除。" in run("erase", "--as", "wu", "--yes")


def test_the_command_refuses(town: Town) -> None:
    assert "没有名为“谁”的账号" in refused("erase", "--as", "谁")[0]
    assert "没有清除个人信息的权限" in refused("erase", "--as", "li")[0]
    assert "没有清除个人信息的权限" in refused("erase", "--as", "wu", "--agency", "neighbour")[0]


# What is neither emptied nor a choice from a list, and why nobody is named by it.
STAYS = {
    # Numbers, and codes of the law's own lists.
    "application": {"number", "channel", "applicant_kind", "category", "calendar_version"},
    "reply": {"outcome", "ground", "number"},
    "reopening": {"outcome", "ground", "number"},
    "recordcorrection": {"number", "channel", "applicant_kind", "other_agency"},
    "submission": {"channel", "applicant_kind", "code_hash"},
    "identity": {"id_kind"},
    "recordidentity": {"id_kind"},
    "identityproof": {"media_type"},
    "reconsideration": {"number", "authority"},
    "lawsuit": {"number", "court"},
    "founddocument": {"ground", "kind"},
    "decision": {"outcome", "ground", "provided_form", "other_agency"},
    "letter": {"kind", "number"},
    "letterreview": {"digest"},
    "service": {"carrier"},
    # Rows that go altogether.
    "submissionfile": {"filename", "kind", "original"},
    "recordevidence": {"filename", "kind", "original"},
    "redactionmark": {"area", "ground"},
    # Settings of the agency, and what is sent to its own people.
    "digest": {"failure"},
    "numbering": {"series", "agency_code", "word"},
    "seriesyear": {"series"},
    "letterwording": {"kind", "regime", "field", "text"},
    "remedysetting": {"authorities", "court", "online_channel"},
}
ROOMS = ("applications", "casework", "fees", "remedies")
WRITTEN = (CharField, TextField, JSONField, FileField)


def test_every_text_of_a_case_is_decided_on() -> None:
    goes: dict[str, set[str]] = {}
    for kept in retention.KEPT:
        for part in kept.parts:
            name = part.model._meta.model_name or ""
            goes.setdefault(name, set()).update(part.texts, part.blanks, part.files)
    for model in apps.get_models():
        if model._meta.app_label not in ROOMS:
            continue
        name = model._meta.model_name or ""
        written = {
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, WRITTEN)
            and not isinstance(field, EncryptedText | BlindIndex)
            and not field.choices
        }
        assert written == goes.get(name, set()) | STAYS.get(name, set()), name


def test_nobody_is_named_any_more(town: Town, django_capture_on_commit_callbacks: Any) -> None:
    application, letter = a_full_case(furnished(town))
    letter.refresh_from_db()
    files = [str(letter.pdf), str(letter.docx), str(application.submission.files.get().original)]
    files.append(str(application.found_documents.get().original))
    assert all(default_storage.exists(name) for name in files)
    named = set(still_named())
    assert {("letter", "html"), ("letter", "edits"), ("note", "text")} < named
    assert ("applicantmessage", "filename") in named
    # The log is never erased, so it has none of the words from the beginning.
    assert ("entry", "data") not in named
    before = list(Letter.objects.values_list("number", "serial", "kind", "state", "signed_on"))
    keys = [key for key, spec in FIGURES.items() if spec]
    counted = values(town.agency, 2026, *keys)
    with django_capture_on_commit_callbacks(execute=True):
        (_, everything) = erasure.erase(
            Agency.objects.filter(pk=town.agency.pk),
            on=date(2036, 3, 12),
            acting=town.acting("wu", date(2036, 3, 12)),
        )[-2:]
    assert set(still_named()) == set()
    assert not any(default_storage.exists(name) for name in files)
    assert everything.counted_from == SERVED
    assert list(Letter.objects.values_list("number", "serial", "kind", "state", "signed_on")) == (
        before
    )
    assert values(town.agency, 2026, *keys) == counted
    assert application.rating.score == 2
    assert Entry.objects.filter(action="personal_data.erase").count() == 7
    assert log.first_broken_link() is None


def test_the_next_letter_takes_the_next_number(town: Town) -> None:
    _, letter = a_full_case(furnished(town))
    erase(town, date(2036, 3, 12))
    assert letter.number.endswith("1号")
    assert an_answer(town).number.endswith("2号")


def test_what_was_split_is_kept_until_the_last_part_is_over(town: Town) -> None:
    submission = came_in(town)
    assert submission.application
    whole, part = splitting.split(
        submission.application.pk, contents=["甲", "乙"], acting=town.acting("li", CAME)
    )
    (_, third) = splitting.split(part.pk, contents=["乙", "丙"], acting=town.acting("li", CAME))
    third.refresh_from_db()
    assert third.split_from == whole
    answered(town, whole, date(2018, 2, 6))
    answered(town, part, date(2018, 2, 7))
    assert erase(town, TEN_YEARS) == []
    answered(town, third, CLOSED)
    assert erase(town, date(2019, 2, 9)) == []
    assert erase(town, ONE_YEAR) == [("identityproof", ["content"])]
    assert erase(town, date(2028, 2, 9)) == []
    assert [name for name, _ in erase(town, TEN_YEARS)] == [
        *("identity", "submissionfile"),
        *["application"] * 3,
    ]
    assert set(Erasure.objects.values_list("counted_from", flat=True)) == {CLOSED}


def test_what_became_a_case_elsewhere_is_kept_as_long_as_that_one(town: Town) -> None:
    submission = came_in(town)
    assert submission.application
    with_desk(town, town.neighbour)
    there = transfers.transfer(
        submission.application.pk,
        to_agency=town.neighbour,
        reason="属于白石镇",
        acting=town.acting("li", CAME),
    ).becomes
    answered(town, submission.application, CLOSED)
    assert erase(town, TEN_YEARS) == []
    answer(
        there.pk,
        outcome="disclosed",
        ground="",
        replied_on=date(2018, 2, 26),
        number="",
        acting=town.acting("wang", date(2018, 2, 26)),
    )
    assert erase(town, date(2028, 2, 26)) == [("identityproof", ["content"])]
    assert [name for name, _ in erase(town, date(2028, 2, 27))] == [
        *("identity", "submissionfile", "application")
    ]


def test_a_contested_case_is_kept_for_thirty_years(town: Town) -> None:
    submission = came_in(town)
    assert submission.application
    whole, part = splitting.split(
        submission.application.pk, contents=["甲", "乙"], acting=town.acting("li", CAME)
    )
    for one in (whole, part):
        answered(town, one, CLOSED)
    Lawsuit.objects.create(
        agency=town.agency,
        number="（2018）吉0112行初1号",
        application=part,
        filed_on=date(2018, 3, 1),
        court="清水县人民法院",
    )
    agencies = Agency.objects.filter(pk=town.agency.pk)
    found = retention.preview(town.users["wu"], on=TEN_YEARS, agencies=agencies)
    assert found.contested == [whole.number, part.number]
    assert [row.what for row in found.records] == [("身份证明",)]
    assert erase(town, TEN_YEARS) == [("identityproof", ["content"])]
    assert erase(town, date(2048, 2, 9)) == []
    assert [name for name, _ in erase(town, date(2048, 2, 10))] == [
        *("identity", "submissionfile"),
        *["application"] * 2,
    ]


def test_a_draft_that_nobody_deleted_goes_as_well(town: Town) -> None:
    draft = save_draft(town.agency, {"applicant": "陈小河"}, code="", today=CAME)
    assert draft
    assert erase(town, ONE_YEAR) == [("draft", ["content"])]


def test_erased_contents_are_not_alike(town: Town) -> None:
    for number in ("甲", "乙"):
        answered(town, received(town, number=number), CLOSED)
    erase(town, TEN_YEARS)
    assert [queries.look_alikes(one) for one in Application.objects.all()] == [[], []]
