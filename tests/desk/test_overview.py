"""An agency at a glance."""

from datetime import datetime

import pytest

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.commands import demonstration
from gongkai.desk import overview
from gongkai.desk.registers import LEDGERS
from tests.build import SHANGHAI


@pytest.mark.django_db
def test_each_register_counts_the_records_of_its_year() -> None:
    demonstration.load(at=datetime(2018, 3, 1, 10, tzinfo=SHANGHAI))
    agency, user = Agency.objects.get(code="xinhe"), User.objects.get(username="zhuren")
    counted = {
        ledger.key: number
        for _, group in overview.counts(user, agency, 2017)
        for ledger, number in group
    }
    assert counted == {
        ledger.key: sum(
            getattr(record, ledger.day).year == 2017 for record in ledger.records(agency)
        )
        for ledger in LEDGERS
    }
    assert (counted["items"], counted["visits"], counted["applications"]) == (44, 24, 22)
