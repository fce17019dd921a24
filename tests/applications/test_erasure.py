"""Retention of closed cases: what is erased, when, by whom, and that the figures stay."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.storage import default_storage

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.applications import queries
from gongkai.applications.models import Application, Identity, IdentityProof, Submission
from gongkai.applications.queries import retention
from gongkai.applications.transitions import reopenings, submissions
from gongkai.applications.transitions.erasure import erase_cases
from gongkai.applications.transitions.reopenings import ReopeningEntry
from gongkai.applications.transitions.submissions import SubmissionEntry
from gongkai.applications.transitions.withdrawals import withdraw
from gongkai.audit.models import Entry
from gongkai.commands.jobs import report_erasure
from gongkai.law.report_forms import FIGURES
from gongkai.protection.models import Erasure
from tests.applications.build import answered
from tests.build import SHANGHAI, Town
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
    rows = erase_cases(agencies, on=on, acting=town.acting(person, on))
    return [(row.subject_type.partition(".")[2], row.fields) for row in rows]


ALL = [
    ("identity", ["id_number", "phone"]),
    ("application", ["applicant"]),
    ("submission", ["applicant", "files"]),
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
    assert (application.content, application.channel) == ("2017年宅基地审核结果", "in_person")
    assert not submission.files.exists()
    assert not default_storage.exists(scan)
    assert not Identity.objects.get().id_number
    assert not IdentityProof.objects.get().content
    assert erase(town, TEN_YEARS) == []
    row = Erasure.objects.latest("pk")
    assert (row.counted_from, row.erased_on) == (CLOSED, TEN_YEARS)


def test_a_scan_that_another_case_holds_stays(
    town: Town, django_capture_on_commit_callbacks: Any
) -> None:
    old, other = came_in(town), came_in(town, content="另一件")
    scan = str(other.files.get().original)
    assert str(old.files.get().original) == scan
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
        erase_cases(Agency.objects.none(), on=date(2028, 2, 11), acting=town.acting("wu", CLOSED))


def test_the_neighbour_erases_nothing_here(town: Town) -> None:
    applications_2017(town)
    user = town.acting("wang", TEN_YEARS).by
    agencies = retention.erasable_by(user)
    assert [agency.code for agency in agencies] == ["neighbour"]
    assert retention.number_due(user, on=date(2029, 1, 8), agencies=agencies) == 0


def test_the_command_lists_and_erases(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2028, 2, 10, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    application = came_in(town).application
    assert application is not None
    answered(town, application, CLOSED)
    listed = run("erase", "--as", "wu", "--dry-run")
    assert "到期4条：" in listed
    assert "自2018-02-09起满10年" in listed
    assert "陈小河" not in listed
    assert Application.objects.get().applicant == "陈小河"
    assert "到期0条" in run("erase", "--as", "wu", "--dry-run", "--on", "2018-12-31")
    assert report_erasure(now) == 4
    assert report_erasure(now) == 0
    assert "已清除4条记录" in run("erase", "--as", "wu", "--agency", "qingshan")


def test_the_command_refuses(town: Town) -> None:
    assert "没有名为“谁”的账号" in refused("erase", "--as", "谁")[0]
    assert "没有清除个人信息的权限" in refused("erase", "--as", "li")[0]
    assert "没有清除个人信息的权限" in refused("erase", "--as", "wu", "--agency", "neighbour")[0]
