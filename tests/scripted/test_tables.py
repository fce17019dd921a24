"""The hand-filled tables agree with the cases, with the forms and with each other."""

from collections import Counter

import pytest

from gongkai.law.report_forms import FIGURES, CellRef, Counted, Severity, check, form
from gongkai.law.report_forms.model import Table
from gongkai.law.report_rows import channel_row
from gongkai.law.value_lists import APPLICANT_KINDS
from tests.scripted.cases import Case, Event, all_cases
from tests.scripted.tables import REMEDIES, HandTable, all_tables

CASES = all_cases()
TABLES = all_tables()
OLD = [table for table in TABLES if table.form in ("stat-2014", "local-2008")]
NEW = [table for table in TABLES if table not in OLD]
KINDS = [term.code for term in APPLICANT_KINDS]


def title(table: HandTable) -> str:
    return f"{table.form}-{table.year}"


def of(table: HandTable) -> list[Case]:
    return [case for case in CASES if case.agency == table.agency]


def received(table: HandTable) -> list[Case]:
    return [case for case in of(table) if case.received.received_on.year == table.year]


def closed(table: HandTable) -> list[Case]:
    return [case for case in of(table) if case.closed_on and case.closed_on.year == table.year]


def open_after(year: int, table: HandTable) -> list[Case]:
    return [
        case
        for case in of(table)
        if case.received.received_on.year
        <= year
        < (case.closed_on.year if case.closed_on else 9999)
    ]


def by_kind(cases: list[Case]) -> tuple[int, ...]:
    counts = Counter(case.applicant_kind for case in cases)
    return (*(counts[kind] for kind in KINDS), len(cases))


@pytest.mark.parametrize("table", NEW, ids=title)
def test_the_tables_since_2019_by_kind_of_applicant(table: HandTable) -> None:
    assert table.row("r1") == by_kind(received(table))
    assert table.row("r2") == by_kind(open_after(table.year - 1, table))
    assert table.row("r3.7") == by_kind(closed(table))
    assert table.row("r4") == by_kind(open_after(table.year, table))
    for row in application_rows(table):
        if row.startswith("r3.") and row != "r3.7":
            assert table.row(row) == by_kind(
                [case for case in closed(table) if case.rows[table.form] == row]
            ), row


@pytest.mark.parametrize("table", NEW, ids=title)
def test_the_tables_of_remedies_since_2019(table: HandTable) -> None:
    results = Counter(
        (remedy_of(event), result) for event, result in at_the_end_of(table.year, table)
    )
    for remedy in REMEDIES:
        found = [results[remedy, result] for result in ("upheld", "corrected", "other", "pending")]
        assert table.remedy(remedy) == (*found, sum(found)), remedy


@pytest.mark.parametrize("table", NEW, ids=title)
def test_hand_filled_rows_stand_in_the_form(table: HandTable) -> None:
    assert set(table.rows) <= set(application_rows(table))


@pytest.mark.parametrize("table", NEW, ids=title)
def test_the_identities_of_the_form_hold(table: HandTable) -> None:
    values = {ref: Counted(number) for ref, number in numbers(table).items()}
    findings = check(form(table.form), values, agency_kind=None)
    errors = [
        f.message for f in findings if f.severity is Severity.ERROR and set(f.keys) <= set(values)
    ]
    assert errors == []


def test_what_was_carried_forward_is_carried_over() -> None:
    for before in NEW:
        for after in NEW:
            if after.year == before.year + 1:
                assert before.row("r4") == after.row("r2")


def test_the_statistics_of_2014() -> None:
    [table] = [table for table in OLD if table.form == "stat-2014"]
    counted: Counter[str] = Counter()
    counted["C1"] = len(received(table))
    counted.update(channel_row("stat-2014", c.received.channel) or "none" for c in received(table))
    counted["C2"] = counted["C3"] = len(closed(table))
    counted["C2.2"] = sum(is_extended_or_late(case) for case in closed(table))
    counted["C2.1"] = counted["C2"] - counted["C2.2"]
    counted.update(case.rows["stat-2014"] for case in closed(table))
    counted["C3.4"] = sum(counted[f"C3.4{letter}"] for letter in "abcdef")
    for event, result in at_the_end_of(table.year, table):
        letter = "D" if event.verb == "reconsideration" else "E"
        if result != "pending":
            counted[letter] += 1
            counted[f"{letter}{['upheld', 'corrected', 'other'].index(result) + 1}"] += 1
    assert {code: row[0] for code, row in table.rows.items()} == {
        k: n for k, n in counted.items() if n
    }
    rows = {row.code for part in form("stat-2014").tables() for b in part.blocks for row in b.rows}
    assert set(table.rows) <= rows


def test_the_local_statistics() -> None:
    [table] = [table for table in OLD if table.form == "local-2008"]
    counted: Counter[str] = Counter()
    counted["10"] = len(received(table))
    counted.update(channel_row("local-2008", c.received.channel) or "" for c in received(table))
    counted["17"] = len(closed(table))
    counted.update(case.rows["local-2008"] for case in closed(table))
    counted["20"] = sum(counted[str(row)] for row in range(21, 32))
    filed = {
        (event.verb, event.fields["number"])
        for case in of(table)
        for event in case.happened("reconsideration", "lawsuit")
        if event.fields["filed_on"].year == table.year
    }
    counted["32"] = sum(verb == "reconsideration" for verb, _ in filed)
    counted["33"] = sum(verb == "lawsuit" for verb, _ in filed)
    assert {code: row[0] for code, row in table.rows.items()} == {
        k: n for k, n in counted.items() if n
    }
    local = {spec.local_row for spec in FIGURES.values()}
    assert set(table.rows) <= local | {"10", "17", "32", "33"}


def is_extended_or_late(case: Case) -> bool:
    first = next(event for event in case.happened("serve") if event.in_time is not None)
    return bool(case.happened("extend")) or not first.in_time


def remedy_of(event: Event) -> str:
    if event.verb == "reconsideration":
        return "reconsideration"
    return "after_reconsideration" if event.fields["after_reconsideration"] else "direct"


def at_the_end_of(year: int, table: HandTable) -> list[tuple[Event, str]]:
    """Cases decided in a year or pending at its end, each once with its result of that day."""
    last: dict[str, Event] = {}
    for case in of(table):
        for event in case.happened("reconsideration", "lawsuit"):
            if event.fields["filed_on"].year <= year:
                number = event.fields["number"]
                if event.on.year <= year or number not in last:
                    last[number] = event
    found = []
    for event in last.values():
        if event.on.year > year:
            found.append((event, "pending"))
        elif event.on.year == year or event.fields["result"] == "pending":
            found.append((event, event.fields["result"]))
    return found


def form_table(table: HandTable, code: str) -> Table:
    return next(part for part in form(table.form).tables() if part.code == code)


def application_rows(table: HandTable) -> list[str]:
    return [row.code for block in form_table(table, "applications").blocks for row in block.rows]


def numbers(table: HandTable) -> dict[CellRef, int]:
    """The hand-filled numbers by the cells of the form."""
    [block] = form_table(table, "applications").blocks
    found = {
        one.ref: number
        for row in block.rows
        for one, number in zip(row.cells, table.row(row.code), strict=True)
    }
    [remedies] = form_table(table, "remedies").blocks
    cells = remedies.rows[0].cells
    flat = [number for remedy in REMEDIES for number in table.remedy(remedy)]
    return found | {one.ref: number for one, number in zip(cells, flat, strict=True)}
