"""The list of documents of a case taken up again is a copy; the first one stays."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, Reopening
from gongkai.applications.transitions.reopenings import ReopeningEntry
from gongkai.casework.models import FoundDocument, documents_of
from gongkai.casework.queries import current_documents
from gongkai.casework.redactions import word_of
from gongkai.casework.step_facts import with_decision
from gongkai.casework.transitions import copies, findings, rounds
from gongkai.casework.transitions.findings import DocumentEntry, JudgementEntry
from gongkai.desk.case_remedies import remedies_of
from gongkai.law.calendar import base_calendar
from gongkai.remedies.transitions import ReconsiderationEntry, file_reconsideration
from tests.build import Town
from tests.casework.build import SIGNED, a_case, decided
from tests.casework.build import furnished as with_office
from tests.letters.build import facts

AGAIN = date(2026, 3, 16)


@pytest.fixture
def office(town: Town) -> Town:
    return with_office(town)


def _listed(town: Town, application: Application, title: str, on: date = SIGNED) -> FoundDocument:
    return findings.add_document(
        application.pk, DocumentEntry(title=title), most_bytes=1, acting=town.acting("li", on)
    )


def _answered(town: Town) -> Application:
    """Answered with two documents, the second withheld."""
    application = a_case(town)
    for title, entry in (
        ("台账", JudgementEntry(judgement="give")),
        ("名单", JudgementEntry(judgement="withhold", ground="third_party")),
    ):
        document = _listed(town, application, title)
        findings.judge(document.pk, entry, acting=town.acting("li", SIGNED))
    li = town.users["li"]
    document.marks.create(position=1, text="手机号", ground="third_party", marked_by=li)
    Application.objects.filter(pk=application.pk).update(status="answered")
    return application


def _reopened(town: Town, application: Application, on: date = AGAIN) -> Reopening:
    entry = ReopeningEntry(basis="own", reason="另有线索")
    return rounds.reopen(application.pk, entry, acting=town.acting("zhou", on))


def _titles(application: Application, reopening: Reopening | None) -> list[tuple[str, str]]:
    found = documents_of(application, reopening.pk if reopening else None)
    return list(found.values_list("title", "judgement"))


FIRST = [("台账", "give"), ("名单", "withhold")]


def test_the_second_list_starts_as_a_copy_with_its_marks(office: Town) -> None:
    application = _answered(office)
    reopening = _reopened(office, application)

    assert _titles(application, None) == _titles(application, reopening) == FIRST
    copied = documents_of(application, reopening.pk)[1]
    assert [word_of(mark) for mark in copied.marks.all()] == ["手机号"]
    assert list(current_documents(application)) == list(documents_of(application, reopening.pk))


def test_the_first_list_stays_while_the_second_changes(office: Town) -> None:
    application = _answered(office)
    reopening = _reopened(office, application)
    ledger = documents_of(application, reopening.pk)[0]
    li = office.acting("li", AGAIN)
    findings.remove(ledger.pk, acting=li)
    third = _listed(office, application, "会议纪要", AGAIN)
    findings.arrange(third.pk, position=1, acting=li)

    assert _titles(application, reopening) == [("会议纪要", ""), ("名单", "withhold")]
    assert _titles(application, None) == FIRST


def test_the_list_of_an_earlier_answer_is_not_changed(office: Town) -> None:
    application = _answered(office)
    former = documents_of(application, None)[0]
    _reopened(office, application)
    li = office.acting("li", AGAIN)
    for change in (
        lambda: findings.judge(former.pk, JudgementEntry(judgement="give"), acting=li),
        lambda: findings.describe(
            former.pk, title="别的", document_number="", dated=None, acting=li
        ),
        lambda: findings.arrange(former.pk, position=2, acting=li),
        lambda: findings.remove(former.pk, acting=li),
        lambda: copies.make_copy(former.pk, acting=li),
    ):
        with pytest.raises(NotAllowed, match="此前答复所依据的文件清单"):
            change()
    assert _titles(application, None) == FIRST


def test_each_decision_states_its_own_list(office: Town) -> None:
    application = _answered(office)
    first = decided(office, application, "partially_disclosed")
    reopening = _reopened(office, application)
    second = decided(office, application, "disclosed", reopening=reopening)
    findings.remove(
        documents_of(application, reopening.pk)[1].pk, acting=office.acting("li", AGAIN)
    )

    assert [part.what for part in with_decision(facts(), first).withheld] == ["名单"]
    assert with_decision(facts(), second).withheld == ()
    assert with_decision(facts(), second).given == ("台账",)


def test_a_third_round_starts_from_the_second(office: Town) -> None:
    application = _answered(office)
    reopening = _reopened(office, application)
    findings.remove(
        documents_of(application, reopening.pk)[0].pk, acting=office.acting("li", AGAIN)
    )
    Reopening.objects.filter(pk=reopening.pk).update(replied_on=AGAIN, outcome="withheld")
    Application.objects.filter(pk=application.pk).update(status="answered")
    third = _reopened(office, application, date(2026, 3, 20))

    assert _titles(application, third) == [("名单", "withhold")]


def test_a_decision_is_followed_as_it_was_registered(office: Town) -> None:
    """The day is that of the decision, and the decision is followed once."""
    application = _answered(office)
    entry = ReconsiderationEntry(
        number="清府复〔2026〕1号",
        application=application.number,
        filed_on=date(2026, 3, 11),
        authority="清水县人民政府",
        result="corrected",
        decided_on=AGAIN,
        orders_new_answer=True,
        new_answer_by=date(2026, 3, 31),
    )
    zhou = office.acting("zhou", AGAIN)
    asked = ReopeningEntry(basis="reconsideration", reason="复议决定")
    with pytest.raises(NotAllowed, match="没有登记责令重新答复的行政复议案件"):
        rounds.reopen(application.pk, asked, acting=zhou)
    case = file_reconsideration(office.agency, entry, acting=office.acting("li", AGAIN))
    other_day = replace(asked, due_on=date(2026, 4, 20))
    with pytest.raises(NotAllowed, match="登记的期限不一致"):
        rounds.reopen(application.pk, other_day, acting=zhou)

    reopening = rounds.reopen(application.pk, asked, acting=zhou)
    case.refresh_from_db()
    assert case.followed_by == reopening
    assert reopening.due_on == date(2026, 3, 31)
    application.refresh_from_db()
    [line] = remedies_of(office.users["zhou"], application, base_calendar())
    assert not line.may_follow
