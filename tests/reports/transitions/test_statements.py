from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gongkai.accounts.permissions import MATRIX
from gongkai.accounts.refusals import NotAllowed
from gongkai.audit.models import Entry
from gongkai.law.report_forms import FIGURES, Counted, Nature
from gongkai.ledgers.cells import BadCell
from gongkai.ledgers.ledger import AnyLedger
from gongkai.reports.ledgers import ALL, NIL_RETURNS, PROBLEMS, STATED_FIGURES
from gongkai.reports.transitions.statements import NilEntry, ProblemEntry, StatedEntry
from tests.build import ROLES_OF, Town
from tests.reports import build

ENTRIES: dict[str, tuple[Any, Any]] = {
    "problems": (
        ProblemEntry(year=2017, position=1, problem="培训少", measure="增加培训。"),
        ProblemEntry(year=2017, position=1, problem="", measure="增加培训。"),
    ),
    "nil-returns": (NilEntry(year=2017, ledger="fees"), NilEntry(year=2016, ledger="fees")),
    "stated-figures": (
        StatedEntry(year=2017, figure="licences.change", value=Decimal("-3"), basis="审批科"),
        StatedEntry(year=2017, figure="licences.change", value=Decimal("2.50"), basis="审批科"),
    ),
}


@pytest.mark.parametrize("ledger", ALL, ids=lambda ledger: ledger.key)
def test_what_is_entered_reads_back_and_is_corrected(town: Town, ledger: AnyLedger) -> None:
    entry, corrected = ENTRIES[ledger.key]
    made = ledger.enter(town.agency, entry, acting=town.acting("li"))
    assert list(ledger.entries(town.agency)) == [entry]
    assert made.stated_on == date(2018, 3, 1)
    ledger.amend(made.pk, corrected, reason="笔误", acting=town.acting("li"))
    assert list(ledger.entries(town.agency)) == [corrected]
    actions = Entry.objects.filter(subject_type=made._meta.label_lower).order_by("pk")
    assert [entry.action for entry in actions] == [ledger.entering, ledger.amending]


@pytest.mark.parametrize("ledger", ALL, ids=lambda ledger: ledger.key)
def test_others_are_refused(town: Town, ledger: AnyLedger) -> None:
    entry, corrected = ENTRIES[ledger.key]
    made = ledger.enter(town.agency, entry, acting=town.acting("li"))
    for name, roles in {**ROLES_OF, "wang": ()}.items():
        if MATRIX[ledger.entering] & set(roles):
            continue
        with pytest.raises(NotAllowed, match="没有“"):
            ledger.enter(town.agency, entry, acting=town.acting(name))
        with pytest.raises(NotAllowed, match="没有“"):
            ledger.amend(made.pk, corrected, reason="笔误", acting=town.acting(name))


@pytest.mark.parametrize("ledger", ALL, ids=lambda ledger: ledger.key)
def test_nothing_is_stated_twice(town: Town, ledger: AnyLedger) -> None:
    ledger.enter(town.agency, ENTRIES[ledger.key][0], acting=town.acting("li"))
    with pytest.raises(NotAllowed):
        ledger.enter(town.agency, ENTRIES[ledger.key][0], acting=town.acting("li"))


@pytest.mark.parametrize("year", [2007, 2019])
def test_a_year_without_the_regulations_or_to_come_is_refused(town: Town, year: int) -> None:
    with pytest.raises(NotAllowed, match="年度应在"):
        NIL_RETURNS.enter(town.agency, NilEntry(year=year, ledger="fees"), acting=town.acting("li"))


def test_a_nil_return_does_not_contradict_the_register(town: Town) -> None:
    build.organisation(town)
    with pytest.raises(NotAllowed, match="“培训”台账已有登记"):
        NIL_RETURNS.enter(
            town.agency, NilEntry(year=2017, ledger="trainings"), acting=town.acting("li")
        )


@pytest.mark.parametrize(
    ("ledger", "entry"),
    [
        (NIL_RETURNS, NilEntry(year=2017, ledger="x")),
        (STATED_FIGURES, StatedEntry(year=2017, figure="visits", value=Decimal(1), basis="x")),
    ],
)
def test_only_known_registers_and_stated_figures(town: Town, ledger: AnyLedger, entry: Any) -> None:
    with pytest.raises(NotAllowed):
        ledger.enter(town.agency, entry, acting=town.acting("li"))


def test_columns_take_chinese_words() -> None:
    ledger = NIL_RETURNS.column("ledger")
    figure, value = STATED_FIGURES.column("figure"), STATED_FIGURES.column("value")
    assert ledger is not None
    assert figure is not None
    assert value is not None
    assert ledger.read("行政复议") == "reconsiderations"
    assert figure.read("专项经费") == "budget.yuan"
    assert value.read("－3") == value.read("-3") == Decimal("-3.00")
    assert value.read("1,147.5") == Decimal("1147.50")
    with pytest.raises(BadCell):
        value.read("--3")


def test_stated_figures_reach_the_report(town: Town) -> None:
    stated = [key for key, spec in FIGURES.items() if spec.nature is Nature.STATED]
    town.users["zheng"].role_grants.create(agency=town.county, role="specialist")
    for key in stated:
        entry = StatedEntry(year=2017, figure=key, value=Decimal(2), basis="科室")
        STATED_FIGURES.enter(town.county, entry, acting=town.acting("zheng"))
    for key in stated:
        assert build.value(town.county, 2017, key) == Counted(Decimal(2)), key


def test_problem_positions_are_kept(town: Town) -> None:
    for position in (2, 1):
        PROBLEMS.enter(
            town.agency,
            ProblemEntry(year=2017, position=position, measure=f"措施{position}"),
            acting=town.acting("li"),
        )
    assert list(town.agency.report_problems.order_by("position").values_list("measure")) == [
        ("措施1",),
        ("措施2",),
    ]
