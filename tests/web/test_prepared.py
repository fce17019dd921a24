"""Queries made into SQL once give what the queryset would."""

from datetime import date

from gongkai.agencies.models import Agency, AgencyName, Person
from gongkai.web.prepared import Prepared
from tests.build import Town


def test_each_run_puts_its_own_values_in_place(town: Town) -> None:
    names = Prepared(
        lambda agency, since: AgencyName.objects.filter(
            agency=agency, since__lte=since
        ).values_list("full_name", "since"),
        -1,
        date(1901, 1, 1),
    )
    started = date(2000, 1, 1)
    assert names.rows(town.agency.pk, started) == [("青山镇人民政府", started)]
    assert names.rows(town.county.pk, started) == [("清水县人民政府", started)]
    assert names.rows(town.agency.pk, date(1999, 12, 31)) == []
    assert names.first(town.agency.pk, date(1999, 12, 31)) is None
    assert names.count(town.agency.pk, started) == 1


def test_a_beginning_is_taken_literally(town: Town) -> None:
    below = Prepared(
        lambda path: (
            Agency.objects.filter(path__startswith=path).order_by("path").values_list("path")
        ),
        "a path",
    )
    assert [path for (path,) in below.rows("/province/county/")] == [
        "/province/county/",
        "/province/county/qingshan/",
    ]
    assert below.rows("/%") == below.rows("/_") == []


def test_whole_records_of_any_model(town: Town) -> None:
    named = Prepared(
        lambda agency, name: Person.objects.filter(agency=agency, name=name).order_by("pk"),
        -1,
        "#",
    )
    assert named.records(town.agency.pk, "李经办") == [town.people["li"]]
    assert named.records(town.county.pk, "李经办") == []
    assert named.records(town.agency.pk, "100%") == []
    started = Prepared(
        lambda agency, since: AgencyName.objects.filter(agency=agency, since__lte=since)[:1],
        -1,
        date(1901, 1, 1),
    )
    (found,) = started.records(town.agency.pk, date(2018, 3, 1))
    assert (found.full_name, found.since) == ("青山镇人民政府", date(2000, 1, 1))
