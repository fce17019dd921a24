"""Index numbers: the pattern of the day, a serial for each agency and year, never one twice."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.agencies.models import Agency
from gongkai.catalog.models import DisclosureItem, IndexNumberSeries
from gongkai.catalog.transitions.index_numbers import SchemeEntry, adopt_scheme, issue
from tests.build import Town
from tests.publication.build import registered_item


def issued(agency: Agency, *days: date) -> list[str]:
    """The numbers issued on these days, one after the other."""
    with transaction.atomic():
        return [issue(agency, on=day) for day in days]


def test_a_serial_for_each_year(town: Town) -> None:
    days = [date(2017, 5, 2), date(2018, 1, 1), date(2017, 12, 31)]
    assert issued(town.agency, *days) == [
        "qingshan/2017-00001",
        "qingshan/2018-00001",
        "qingshan/2017-00002",
    ]


def test_a_serial_for_each_agency(town: Town) -> None:
    day = date(2017, 5, 2)
    assert issued(town.agency, day) == ["qingshan/2017-00001"]
    assert issued(town.neighbour, day) == ["neighbour/2017-00001"]


def test_the_organization_code_comes_first_where_there_is_one(town: Town) -> None:
    town.agency.organization_code = "014416330"
    assert issued(town.agency, date(2017, 5, 2)) == ["014416330/2017-00001"]


def test_the_scheme_of_the_day(town: Town) -> None:
    for template, width, since in (
        ("QS-{年}{月}-{序号}", 3, date(2017, 7, 1)),
        ("{机构代码}/{年}-{序号}", 6, date(2018, 1, 1)),
    ):
        entry = SchemeEntry(template=template, serial_width=width, since=since)
        adopt_scheme(town.agency, entry, acting=town.acting("li"))

    days = [date(2017, 6, 30), date(2017, 7, 1), date(2018, 1, 1)]
    assert issued(town.agency, *days) == [
        "qingshan/2017-00001",
        "QS-201707-002",
        "qingshan/2018-000001",
    ]


def test_a_number_of_the_old_catalog_is_passed_over(town: Town) -> None:
    registered_item(town, index_number="qingshan/2017-00001", title="旧目录第一条")
    registered_item(town, index_number="qingshan/2017-00002", title="旧目录第二条")
    assert issued(town.agency, date(2017, 5, 2)) == ["qingshan/2017-00003"]


def test_an_undone_act_uses_no_number(town: Town) -> None:
    with transaction.atomic():
        issue(town.agency, on=date(2017, 5, 2))
        transaction.set_rollback(True)
    assert not IndexNumberSeries.objects.exists()


def test_the_database_itself_refuses_a_number_twice(town: Town) -> None:
    first = registered_item(town, title="第一条")
    second = registered_item(town, title="第二条")
    with pytest.raises(IntegrityError), transaction.atomic():
        DisclosureItem.objects.filter(pk=second.pk).update(index_number=first.index_number)
