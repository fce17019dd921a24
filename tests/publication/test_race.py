"""Two people publish at the same moment: two numbers, none twice, none lost."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from gongkai.catalog.models import DisclosureItem, IndexNumberSeries
from gongkai.publication.transitions.publishing import publish
from tests.build import Town
from tests.publication.build import approved

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_two_publications_at_once_get_two_numbers(town: Town) -> None:
    items = [approved(town, title=f"第{number}号通知") for number in (1, 2)]
    actings = [town.acting("li"), town.acting("zhou")]
    start = Barrier(2)

    def run(number: int) -> None:
        try:
            start.wait()
            publish(items[number].pk, acting=actings[number])
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = DisclosureItem.objects.order_by("index_number").values_list("index_number", flat=True)
    assert list(numbers) == ["qingshan/2018-00001", "qingshan/2018-00002"]
    assert IndexNumberSeries.objects.get().last_serial == 2
