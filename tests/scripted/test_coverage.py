"""The cases cover the law: every outcome, ground, letter, channel, row and turn of the clock."""

import re
from datetime import date

import pytest

from gongkai.law.dated import holds_on
from gongkai.law.grounds import GROUNDS, ground
from gongkai.law.outcomes import OUTCOMES, check_pair
from gongkai.law.receipt import RULES
from gongkai.law.regimes import regime_on
from gongkai.law.report_forms import FIGURES, form
from gongkai.law.report_rows import row_for
from gongkai.law.value_lists import RECEIPT_CHANNELS
from gongkai.letters.loader import GROUND_TEXTS, LETTERS, kind_for, letter_on
from gongkai.letters.placeholders import LISTS, PLACEHOLDERS
from tests.scripted.cases import LAPSES, VERBS, Case, Event, all_cases
from tests.scripted.clocks import known_on

CASES = all_cases()
BY_NAME = {case.name: case for case in CASES}
REGIMES = ("2008", "2019")


def of(regime: str) -> list[Case]:
    return [case for case in CASES if case.regime == regime]


def by_name(case: Case) -> str:
    return case.name


def answers(case: Case) -> list[tuple[str, str]]:
    """The pairs of outcome and ground a case was closed on, in order."""
    if merged := case.happened("merge"):
        return answers(BY_NAME[merged[0].fields["with"]])
    pairs = []
    for event in case.happened("decide", *LAPSES):
        if event.verb == "decide":
            pairs.append((event.fields["outcome"], event.fields.get("ground", "")))
        else:
            pairs.append(("other_handling", LAPSES[event.verb]))
    return pairs


@pytest.mark.parametrize("regime", REGIMES)
def test_there_are_twenty_cases_of_each_regime(regime: str) -> None:
    assert len(of(regime)) >= 20


def test_every_verb_happens() -> None:
    assert {event.verb for case in CASES for event in case.events if not event.refused} == set(
        VERBS
    )


@pytest.mark.parametrize("regime", REGIMES)
def test_every_outcome_and_every_ground_is_reached(regime: str) -> None:
    pairs = [pair for case in of(regime) for pair in answers(case)]
    assert {outcome for outcome, _ in pairs} == {
        row.code for row in OUTCOMES if row.regime == regime
    }
    assert {code for _, code in pairs if code} == {
        row.code for row in GROUNDS if row.regime == regime
    }


@pytest.mark.parametrize("regime", REGIMES)
def test_every_letter_goes_out(regime: str) -> None:
    sent = {code for case in of(regime) for event in case.events for code in event.letters}
    sent |= {code for case in of(regime) for code in case.received.letters}
    # The registration form is printed from the register; no event sends it.
    assert sent == {letter.code for letter in LETTERS if letter.regime == regime} - {"D1b"}


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_letters_exist_for_the_day_of_receipt(case: Case) -> None:
    for codes in (case.received.letters, *(event.letters for event in case.events)):
        for code in codes:
            letter_on(code, case.received.received_on)


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_what_is_decided_may_be_decided_and_its_letter_says_so(case: Case) -> None:
    received_on = case.received.received_on
    # A withdrawal needs no letter: the applicant knows.
    ends = case.happened("sign", "lapse_correction", "lapse_fee")
    letters = [event.letters[0] for event in ends]
    told = [pair for pair in answers(case) if pair[1] != "withdrawn"]
    pairs = [] if case.happened("merge") else told
    for outcome, code in pairs:
        check_pair(outcome, code or None, regime=case.regime)
        assert not code or holds_on(ground(code, regime=case.regime), received_on)
    assert letters == [kind_for(o, code or None, received_on=received_on) for o, code in pairs]


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_a_ground_comes_with_the_facts_its_letter_must_state(case: Case) -> None:
    for event in case.happened("decide", "find_document"):
        code = event.fields.get("ground")
        if code and event.fields.get("outcome") != "partially_disclosed":
            assert set(event.fields.get("reasons", {})) == facts_of(code, case), (event.verb, code)


def facts_of(code: str, case: Case) -> set[str]:
    """What the letter wants stated and no other record of the case holds."""
    names = set(GROUND_TEXTS[code, case.regime].facts.values()) - {"level"}
    return names - PLACEHOLDERS.keys() - LISTS.keys()


@pytest.mark.parametrize("regime", REGIMES)
def test_every_way_of_receipt_occurs(regime: str) -> None:
    assert {case.received.channel for case in of(regime)} == {t.code for t in RECEIPT_CHANNELS}
    ways = {
        "signed_letter" if "signed_on" in case.received.days else case.received.channel
        for case in of(regime)
    }
    assert ways == {rule.way for rule in RULES}


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_rows_follow_from_the_first_answer(case: Case) -> None:
    outcome, code = answers(case)[0]
    for name, row in case.rows.items():
        assert row_for(name, outcome, code or None) == row


def test_every_row_of_results_is_reached() -> None:
    reached = {name: {case.rows.get(name) for case in CASES} for name in ("stat-2014", "std-2021")}
    for name, table, prefix in (
        ("stat-2014", "statistics", "C3."),
        ("std-2021", "applications", "r3."),
    ):
        rows = {
            row.code
            for part in form(name).tables()
            if part.code == table
            for block in part.blocks
            for row in block.rows
        }
        assert {code for code in rows if code.startswith(prefix)} - {"C3.4", "r3.7"} <= reached[
            name
        ]
        assert reached[name] - {None} <= rows
    local = {spec.local_row for spec in FIGURES.values() if int(spec.local_row or 0) >= 18}
    assert {case.rows["local-2008"] for case in of("2008")} == local - {"20"}


@pytest.mark.parametrize(
    ("regime", "holiday"),
    [
        ("2008", date(2018, 2, 16)),
        ("2008", date(2008, 10, 1)),
        ("2008", date(2018, 10, 1)),
        ("2019", date(2019, 10, 1)),
        ("2019", date(2020, 1, 25)),
        ("2019", date(2025, 10, 1)),
        ("2019", date(2026, 2, 17)),
        ("2019", date(2026, 10, 1)),
    ],
)
def test_terms_run_over_spring_festival_and_national_day(regime: str, holiday: date) -> None:
    assert any(
        case.received.received_on < holiday < case.received.state.due_on for case in of(regime)
    )


@pytest.mark.parametrize(
    ("regime", "verbs"),
    [
        ("2008", ("ask_correction", "receive_correction", "extend")),
        ("2019", ("ask_correction", "receive_correction", "extend")),
        ("2019", ("fee_notice", "pay_fee", "extend")),
        ("2008", ("consult", "consult", "opinion", "opinion")),
        ("2019", ("consult", "consult", "opinion", "opinion")),
        ("2019", ("extend", "notice")),
        ("2008", ("extend", "notice")),
        ("2019", ("ask_justification", "justification")),
        ("2019", ("reconsideration", "reopen", "decide")),
    ],
)
def test_turns_of_the_clock_meet_in_one_case(regime: str, verbs: tuple[str, ...]) -> None:
    def holds(case: Case) -> bool:
        turns = [event.verb for event in case.events if not event.refused]
        turns = [verb for verb in turns if verb in verbs]
        return turns[: len(verbs)] == list(verbs) or is_subsequence(verbs, turns)

    assert any(holds(case) for case in of(regime))


def is_subsequence(wanted: tuple[str, ...], found: list[str]) -> bool:
    rest = iter(found)
    return all(verb in rest for verb in wanted)


def test_the_clock_is_provisional_once_and_stopped_often() -> None:
    states = [event.state for case in CASES for event in case.events]
    assert any(state.is_provisional for state in states)
    assert any(state.is_stopped for state in states)


def test_a_third_party_answers_after_its_term_and_one_never() -> None:
    late, silent = [], []
    for case in of("2019"):
        for served in case.happened("consultation_served"):
            term = regime_on(case.received.received_on).opinion
            [asked] = parties(case, "consult", served)
            days = {who.value: t.days for who, t in term.items()}.get(asked.fields["who"])
            for opinion in parties(case, "opinion", served):
                ends_on = known_on(opinion.on).after(served.on, days) if days else date.max
                late += [case.name] if opinion.on > ends_on and "answer" in opinion.fields else []
                silent += [case.name] if "answer" not in opinion.fields else []
    assert late
    assert silent


def parties(case: Case, verb: str, served: Event) -> list[Event]:
    return [e for e in case.happened(verb) if e.fields["party"] == served.fields["party"]]


@pytest.mark.parametrize("regime", REGIMES)
def test_answers_come_early_on_the_last_day_and_late(regime: str) -> None:
    found = {
        (event.in_time, case.closed_on == event.state.due_on)
        for case in of(regime)
        for event in case.happened("serve")
        if event.in_time is not None
    }
    assert found >= {(True, True), (True, False), (False, False)}


def test_what_the_law_forbids_names_its_article() -> None:
    refused = [event for case in CASES for event in case.events if event.refused]
    assert len(refused) >= 20
    for event in refused:
        assert re.search(r"第.+条|〔\d{4}〕", event.refused), event


def test_cases_name_cases_that_exist() -> None:
    for case in CASES:
        for event in case.happened("split"):
            for name in event.fields["into"]:
                part = BY_NAME[name]
                assert part.split_from == case.name
                assert part.received == case.received
        for event in case.happened("merge"):
            other = BY_NAME[event.fields["with"]]
            assert (other.closed_on, other.rows) == (case.closed_on, case.rows)
            assert other.applicant == case.applicant
        for event in case.happened("decide"):
            if earlier := event.fields.get("earlier"):
                assert BY_NAME[earlier].applicant == case.applicant
                assert BY_NAME[earlier].content == case.content
                assert (BY_NAME[earlier].closed_on or date.max) < event.on
