"""Empty, zero and "does not apply" are three things."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.agencies.models import Agency
from gongkai.channels.models import Occasion
from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.report_forms import EMPTY, NOT_APPLICABLE, Counted
from gongkai.reading_rooms.models import ReadingRoom
from gongkai.reports.figures import kinds_of
from gongkai.reports.models import StatedFigure
from tests.build import Town
from tests.reports import build


def test_a_register_without_entry_is_empty_and_a_nil_return_is_zero(town: Town) -> None:
    assert build.value(town.agency, 2017, "fees.charged") is EMPTY
    build.nil(town.agency, 2017, "fees")
    assert build.value(town.agency, 2017, "fees.charged") == Counted(0)
    assert build.value(town.agency, 2016, "fees.charged") is EMPTY
    assert build.value(town.neighbour, 2017, "fees.charged") is EMPTY


def test_one_entry_of_a_register_makes_its_other_figures_zero(town: Town) -> None:
    assert build.value(town.agency, 2017, "gazettes") is EMPTY
    Occasion.objects.create(
        agency=town.agency, kind="bulletin", held_on=date(2017, 3, 1), title="板报"
    )
    assert build.value(town.agency, 2017, "gazettes") == Counted(0)
    assert build.value(town.agency, 2018, "gazettes") is EMPTY


def test_each_remedy_has_its_own_register(town: Town) -> None:
    build.nil(town.agency, 2017, "reconsiderations")
    assert build.value(town.agency, 2017, "reconsiderations") == Counted(0)
    assert build.value(town.agency, 2017, "lawsuits") is EMPTY


def test_a_stock_stands_on_entries_of_earlier_years(town: Town) -> None:
    ReadingRoom.objects.create(
        agency=town.agency,
        name="旧址",
        place="旧楼",
        since=date(2010, 1, 1),
        until=date(2016, 6, 30),
    )
    assert build.value(town.agency, 2009, "reading_rooms") is EMPTY
    assert build.value(town.agency, 2015, "reading_rooms") == Counted(1)
    assert build.value(town.agency, 2017, "reading_rooms") == Counted(0)


def test_a_township_makes_no_rules(town: Town) -> None:
    StatedFigure.objects.create(
        agency=town.county,
        year=2021,
        figure="rules.issued",
        value=2,
        basis="法制科",
        stated_on=date(2022, 1, 4),
    )
    assert build.value(town.agency, 2021, "rules.issued") is NOT_APPLICABLE
    assert build.value(town.county, 2021, "rules.issued") == Counted(Decimal(2))


def test_a_stated_figure_is_empty_until_it_is_stated(town: Town) -> None:
    assert build.value(town.agency, 2017, "budget.yuan") is EMPTY
    made = StatedFigure.objects.create(
        agency=town.agency,
        year=2017,
        figure="budget.yuan",
        value=0,
        basis="预算",
        stated_on=date(2018, 1, 4),
    )
    (found,) = build.figures(town.agency, 2017, "budget.yuan").values()
    assert found.value == Counted(Decimal(0))
    assert (found.record_type, found.records) == ("reports.statedfigure", (made.pk,))


@pytest.mark.parametrize(
    ("superior", "kind"),
    [("province", AgencyKind.PROVINCE_DEPARTMENT), ("county", AgencyKind.DEPARTMENT)],
)
def test_a_department_is_of_the_level_of_its_superior(
    town: Town, superior: str, kind: AgencyKind
) -> None:
    above = Agency.objects.get(code=superior)
    bureau = Agency.objects.create(
        code="bureau",
        kind="department",
        superior=above,
        path=f"{above.path}bureau/",
        established_on=date(2000, 1, 1),
    )
    assert kinds_of(Agency.objects.filter(pk=bureau.pk)) == {kind}
    assert build.value(bureau, 2021, "assessments") is NOT_APPLICABLE
