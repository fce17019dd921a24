"""Table 3 of 2021: a year of applications whose cells were filled by hand."""

from datetime import date

import pytest

from gongkai.law.report_forms import EMPTY, Counted, check, form
from gongkai.remedies.models import Lawsuit, Reconsideration
from gongkai.reports.figures import compute
from tests.build import Town
from tests.reports import build

# received, replied, outcome, ground, applicant kind
CASES = [
    (date(2021, 12, 20), date(2022, 1, 10), "disclosed", "", "natural_person"),
    (date(2021, 12, 31), None, "", "", "commercial_enterprise"),
    (date(2021, 11, 1), date(2021, 12, 31), "disclosed", "", "natural_person"),
    (date(2022, 1, 1), date(2022, 1, 20), "disclosed", "", "natural_person"),
    (date(2022, 3, 1), date(2022, 3, 9), "partially_disclosed", "privacy", "natural_person"),
    (date(2022, 4, 1), date(2022, 4, 9), "withheld", "state_secret", "research_institution"),
    (date(2022, 5, 3), date(2022, 5, 9), "unable_to_provide", "not_existing", "natural_person"),
    (date(2022, 6, 1), date(2022, 6, 9), "not_processed", "duplicate", "legal_service_institution"),
    (date(2022, 7, 1), date(2022, 7, 9), "other_handling", "withdrawn", "other_applicant"),
    (date(2022, 12, 31), date(2023, 1, 9), "disclosed", "", "public_benefit_organization"),
    (date(2022, 12, 30), None, "", "", "natural_person"),
]
N = "applicant_kind=natural_person"


@pytest.fixture
def year(town: Town) -> Town:
    for received, replied, outcome, ground, kind in CASES:
        build.application(town.agency, received, replied, outcome, ground, applicant_kind=kind)
    return town


def test_the_cells(year: Town) -> None:
    expected = {
        "applications.received": 8,
        f"applications.received[{N}]": 4,
        "applications.carried_over": 2,
        f"applications.carried_over[{N}]": 1,
        "applications.closed": 7,
        "applications.closed[outcome_row=r3.1]": 2,
        f"applications.closed[{N},outcome_row=r3.1]": 2,
        "applications.closed[outcome_row=r3.2]": 1,
        "applications.closed[outcome_row=r3.3.1]": 1,
        "applications.closed[outcome_row=r3.3.4]": 0,
        "applications.closed[outcome_row=r3.4.1]": 1,
        "applications.closed[outcome_row=r3.5.2]": 1,
        "applications.closed[outcome_row=r3.6.3]": 1,
        "applications.closed[outcome_row=r3.6]": 1,
        "applications.carried_forward": 3,
        f"applications.carried_forward[{N}]": 1,
    }
    assert build.values(year.agency, 2022, *expected) == expected


@pytest.mark.parametrize("code", ["trial-2019", "std-2021"])
def test_both_hard_identities_hold_in_every_column(year: Town, code: str) -> None:
    chosen = form(code)
    found = compute(build.scope(year.agency, 2022), chosen.refs())
    values = {ref: figure.value for ref, figure in found.items()}
    hard = {"closed-by-outcome", "received-and-closed", "applicant-kinds"}
    codes = {finding.code for finding in check(chosen, values)}
    assert not codes & hard


def test_last_years_end_is_this_years_beginning(year: Town) -> None:
    over = build.value(year.agency, 2023, "applications.carried_over")
    assert over == build.value(year.agency, 2022, "applications.carried_forward") == Counted(3)


def test_on_time_and_otherwise(town: Town) -> None:
    build.application(town.agency, date(2017, 2, 6), date(2017, 3, 6))  # the last day
    build.application(town.agency, date(2017, 2, 6), date(2017, 3, 7))  # late
    build.extended(build.application(town.agency, date(2017, 2, 6), date(2017, 2, 7)))
    keys = ("applications.closed.on_time", "applications.closed.extended")
    assert list(build.values(town.agency, 2017, *keys).values()) == [1, 2]


def test_a_case_is_pending_until_it_is_decided(town: Town) -> None:
    Reconsideration.objects.create(
        agency=town.agency,
        number="复1",
        filed_on=date(2021, 12, 1),
        authority="县政府",
        result="upheld",
        decided_on=date(2022, 2, 1),
    )
    Lawsuit.objects.create(
        agency=town.agency,
        number="诉1",
        after_reconsideration=True,
        filed_on=date(2021, 5, 1),
        court="县法院",
    )
    pending, upheld = (f"remedies.reconsideration[result={r}]" for r in ("pending", "upheld"))
    later = "remedies.litigation[result=pending,route=after_reconsideration]"
    keys = ("reconsiderations", "remedies.reconsideration", pending, upheld, later)
    assert list(build.values(town.agency, 2021, *keys).values()) == [1, 1, 1, 0, 1]
    assert list(build.values(town.agency, 2022, *keys).values()) == [0, 1, 0, 1, 1]
    assert build.value(town.agency, 2023, "remedies.reconsideration") is EMPTY
    assert build.value(town.agency, 2023, later) == Counted(1)
