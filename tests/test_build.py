"""The township of the tests stands."""

from gongkai.agencies import queries
from tests.build import Town


def test_the_neighbour_sees_nothing_of_the_town(town: Town) -> None:
    assert town.agency not in queries.readable_by(town.users["wang"])
    assert town.agency in queries.readable_by(town.users["zheng"])
    assert town.agency in queries.readable_by(town.users["li"])
