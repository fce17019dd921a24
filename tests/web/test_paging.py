"""Pages by key."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Training
from gongkai.web.paging import page_of
from tests.build import Town


def test_every_row_comes_once_newest_first(town: Town) -> None:
    days = [date(2017, 1, 2), date(2017, 1, 1), date(2017, 1, 2), date(2016, 1, 1)]
    Training.objects.bulk_create(
        Training(agency=town.agency, held_on=day, subject=str(n), participants=1)
        for n, day in enumerate(days)
    )
    seen, key = [], ""
    for _ in range(4):
        page = page_of(Training.objects.all(), day="held_on", after=key, size=1)
        seen += [row.subject for row in page.rows]
        key = page.next_key
    assert seen == ["2", "0", "1", "3"]
    assert key == ""


@pytest.mark.parametrize("key", ["x", "2017-01-01", "2017-01-01_x", "_1"])
def test_a_key_that_is_none_is_refused(town: Town, key: str) -> None:
    with pytest.raises(NotAllowed, match="翻页地址不完整"):
        page_of(Training.objects.all(), day="held_on", after=key)
