"""Opinions are asked for; the time they take does not count."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Consultation
from gongkai.applications.transitions import consultations
from gongkai.applications.transitions.consultations import ConsultationEntry, OpinionEntry
from gongkai.audit.models import Entry
from tests.applications.build import MONDAY_DUE, THIRD_PARTY, case, consulted, received
from tests.build import Town

OTHER = ConsultationEntry(
    who="other_agency", party_name="清水县自然资源局", passage="附件", working_days=10
)


def _answer(town: Town, consultation: Consultation, on: date, answer: str = "agree") -> None:
    consultations.answer(
        consultation.pk,
        OpinionEntry(answered_on=on, answer=answer, reasons="属于商业秘密"),
        acting=town.acting("li", on),
    )


def test_the_pause_over_national_day(town: Town) -> None:
    """deadlines.md example 4: silent until 21 October, or answered on the 9th."""
    silent, told = case(town, number="甲"), case(town, number="乙")
    letter = consulted(town, silent)
    day = date(2025, 10, 22)
    consultations.close_unanswered(letter.pk, on=day, acting=town.acting("li", day))
    _answer(town, consulted(town, told), date(2025, 10, 9))
    silent.refresh_from_db()
    told.refresh_from_db()

    assert (silent.due_on, silent.is_stopped) == (date(2025, 11, 11), False)
    assert (told.due_on, told.is_stopped) == (date(2025, 10, 29), False)


def test_prepared_it_moves_nothing(town: Town) -> None:
    application = case(town)
    consultations.prepare(application.pk, THIRD_PARTY, acting=town.acting("li", date(2025, 9, 19)))
    application.refresh_from_db()

    assert application.due_on == MONDAY_DUE


def test_the_log_keeps_no_name_and_the_database_no_telephone(town: Town) -> None:
    letter = consulted(town, case(town))
    entry = Entry.objects.get(action="consultation.prepare")

    assert entry.data == {"who": "third_party", "party_name": "青**"}
    assert letter.phone.masked == "138****0001"


def test_the_clock_stands_until_the_letter_arrived(town: Town) -> None:
    application = case(town)
    acting = town.acting("li", date(2025, 9, 22))
    letter = consultations.prepare(application.pk, THIRD_PARTY, acting=acting)
    consultations.send(letter.pk, sent_on=date(2025, 9, 22), acting=acting)
    application.refresh_from_db()
    assert application.is_stopped

    consultations.served(
        letter.pk, served_on=date(2025, 9, 24), acting=town.acting("li", date(2025, 9, 24))
    )
    application.refresh_from_db()
    assert (application.due_on, application.is_stopped) == (date(2025, 11, 11), False)


def test_another_agency_has_the_term_that_was_set(town: Town) -> None:
    """Ten working days after 24 September end on 14 October; 15 days remain: 4 November."""
    application = case(town)
    letter = consulted(town, application, OTHER)
    application.refresh_from_db()
    assert application.due_on == date(2025, 11, 4)
    with pytest.raises(NotAllowed, match="2025-10-14才届满"):
        consultations.close_unanswered(
            letter.pk, on=date(2025, 10, 14), acting=town.acting("li", date(2025, 10, 14))
        )


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (replace(THIRD_PARTY, working_days=10), "由政府信息公开条例.*15个工作日"),
        (replace(OTHER, working_days=None), "期限至少1个"),
        (replace(THIRD_PARTY, passage=" "), "涉及的内容"),
        (replace(THIRD_PARTY, party_name=""), "名称"),
        (replace(THIRD_PARTY, who="neighbour"), "neighbour"),
    ],
)
def test_not_prepared(town: Town, entry: ConsultationEntry, sentence: str) -> None:
    application = case(town)
    with pytest.raises(NotAllowed, match=sentence):
        consultations.prepare(application.pk, entry, acting=town.acting("li", date(2025, 9, 19)))


def test_silence_is_recorded_after_the_term_only(town: Town) -> None:
    letter = consulted(town, case(town))
    day = date(2025, 10, 21)
    with pytest.raises(NotAllowed, match="2025-10-21才届满"):
        consultations.close_unanswered(letter.pk, on=day, acting=town.acting("li", day))
    with pytest.raises(NotAllowed, match="今天之后"):
        consultations.close_unanswered(
            letter.pk, on=date(2025, 10, 22), acting=town.acting("li", day)
        )


def test_a_late_opinion_is_recorded_and_takes_out_no_more_time(town: Town) -> None:
    application = case(town)
    letter = consulted(town, application)
    day = date(2025, 10, 22)
    consultations.close_unanswered(letter.pk, on=day, acting=town.acting("li", day))
    _answer(town, letter, date(2025, 10, 24), "object_with_reason")
    application.refresh_from_db()

    assert application.due_on == date(2025, 11, 11)
    with pytest.raises(NotAllowed, match="2025-10-24答复"):
        _answer(town, letter, date(2025, 10, 27))


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (OpinionEntry(answered_on=date(2025, 10, 9), answer="none"), "请选择"),
        (OpinionEntry(answered_on=date(2025, 10, 9), answer="perhaps"), "perhaps"),
        (OpinionEntry(answered_on=date(2025, 10, 9), answer="object_with_reason"), "理由"),
        (OpinionEntry(answered_on=date(2025, 9, 23), answer="agree"), "不能早于"),
        (OpinionEntry(answered_on=date(2025, 10, 10), answer="agree"), "今天之后"),
    ],
)
def test_not_answered(town: Town, entry: OpinionEntry, sentence: str) -> None:
    letter = consulted(town, case(town))
    with pytest.raises(NotAllowed, match=sentence):
        consultations.answer(letter.pk, entry, acting=town.acting("li", date(2025, 10, 9)))


def test_public_interest_needs_an_objection_that_binds(town: Town) -> None:
    letter = consulted(town, case(town))
    acting = town.acting("zhou", date(2025, 10, 10))
    with pytest.raises(NotAllowed, match="无需认定"):
        consultations.override(letter.pk, text="涉及饮水安全", acting=acting)
    _answer(town, letter, date(2025, 10, 9), "object_with_reason")
    with pytest.raises(NotAllowed, match="公共利益理由"):
        consultations.override(letter.pk, text=" ", acting=acting)
    found = consultations.override(letter.pk, text="涉及饮水安全", acting=acting)

    assert found.override == "涉及饮水安全"


def test_the_regime_of_2008_sets_no_term(town: Town) -> None:
    """Sent and received on 12 February 2018: 6 to 9, 11 and 12 are counted, nine remain."""
    application = received(town)
    entry = replace(THIRD_PARTY, working_days=10)
    day = date(2018, 2, 12)
    letter = consultations.prepare(application.pk, entry, acting=town.acting("li", day))
    consultations.send(letter.pk, sent_on=day, served_on=day, acting=town.acting("li", day))
    application.refresh_from_db()

    # 13, 14, 22, 23, 24, 26, 27, 28 February, 1 and 2 March are the ten days of the opinion.
    assert application.due_on == date(2018, 3, 15), "nine more: 5 to 9 and 12 to 15 March"
