"""The hand-made year of tests/reports/build.py, every number counted by hand."""

from datetime import date

import pytest

from gongkai.channels.models import Occasion
from gongkai.law.report_forms import FIGURES, Nature
from gongkai.reading_rooms.models import Holding, ReadingRoom
from gongkai.reports.figures import COUNTS, REGISTERS
from tests.build import Town
from tests.reports import build

YEAR_2017 = {
    "leaders.head": 1,
    "leaders.deputy": 1,
    "leaders.members": 2,
    "staff.specialists": 1,
    "staff.full_time": 0,
    "staff.part_time": 1,
    "staff.total": 1,
    "offices.specialised": 1,
    "supporting_rules": 2,
    "meetings": 1,
    "trainings": 2,
    "trainings.participants": 22,
    "proactive.total": 6,
    "proactive.portal": 3,
    "proactive.wechat": 3,
    "proactive.weibo": 0,
    "proactive.gazette": 0,
    "proactive.other_channels": 0,
    "proactive.normative": 1,
    "proactive.policy": 2,
    "proactive.plans": 1,
    "proactive.business": 2,
    "proactive.other": 1,
    "concern.total": 2,
    "concern.normative": 1,
    "concern.plans": 1,
    "concern.major": 0,
    "portal.columns": 1,
    "gazettes": 0,
    "press_conferences": 0,
    "interviews": 0,
    "bulletins": 4,
    "reading_rooms": 2,
    "reading_rooms.electronic": 1,
    "holdings.paper": 1,
    "holdings.electronic": 2,
    "visits": 15,
    "loans": 1,
    "timely.web": 6,
    "applications.received": 4,
    "applications.in_person": 1,
    "applications.online": 2,
    "applications.letter": 1,
    "applications.fax": 0,
    "applications.answered": 3,
    "applications.granted": 2,
    "applications.partly_granted": 0,
    "applications.refused": 1,
    "applications.refused.not_existing": 1,
    "applications.refused.privacy": 0,
    "applications.carried_over": 0,
    "applications.closed": 3,
    "applications.carried_forward": 1,
    "applications.received[channel_row=C1.1]": 1,
    "applications.received[channel_row=C1.3]": 2,
    "applications.received[channel_row=C1.4]": 1,
    "applications.answered[reply_row=C3.2]": 2,
    "applications.answered[reply_row=C3.4]": 0,
    "applications.answered[reply_row=C3.6]": 1,
    "fees.charged": 0,
    "reconsiderations": 0,
    "lawsuits": 0,
    "appeals": 0,
    "normative.issued": 1,
    "normative.in_force": 1,
}


def test_every_number_of_the_small_year(town: Town) -> None:
    build.small_year(town)
    assert build.values(town.agency, 2017, *YEAR_2017) == YEAR_2017


def test_every_counted_figure_has_its_query_and_its_register() -> None:
    counted = {spec.key: spec for spec in FIGURES.values() if spec.nature is Nature.COUNTED}
    assert set(COUNTS) == set(counted)
    assert {spec.ledger for spec in counted.values()} == set(REGISTERS)
    for key, spec in counted.items():
        assert set(COUNTS[key].facets) == set(spec.facets), key


def test_a_figure_lists_its_records(town: Town) -> None:
    made = build.disclosure(town)
    found = build.figures(town.agency, 2017, "proactive.policy", "proactive.wechat")
    assert found["proactive.policy"].records == (made[0].pk, made[1].pk)
    assert found["proactive.wechat"].records == (made[3].pk, made[4].pk, made[5].pk)
    assert found["proactive.wechat"].record_type == "catalog.disclosureitem"


def test_the_records_of_others_are_not_counted(town: Town) -> None:
    build.small_year(town)
    assert build.values(town.neighbour, 2017, "proactive.total") == {"proactive.total": "未填报"}


# 2017-04-03 and 04-04 were days off for 清明, 2017-04-01 a Saturday at work.
@pytest.mark.parametrize(
    ("generated", "released", "timely"),
    [
        (date(2017, 3, 1), date(2017, 3, 29), 1),  # 20 working days: four weeks
        (date(2017, 3, 1), date(2017, 3, 30), 0),  # 21
    ],
)
def test_twenty_working_days_to_the_web(
    town: Town, generated: date, released: date, timely: int
) -> None:
    one = build.item(town.agency, released, generated_on=generated)
    build.release(one, "weibo", released)
    build.release(one, "portal", date(2017, 5, 2))  # a second channel does not count again
    assert build.values(town.agency, 2017, "timely.web") == {"timely.web": timely}


@pytest.mark.parametrize(
    ("delivered", "timely"),
    [(date(2017, 3, 20), 1), (date(2017, 3, 21), 0)],
)
def test_thirty_working_days_to_the_reading_room(town: Town, delivered: date, timely: int) -> None:
    # 2017-02-06 was a Monday: six weeks without a day off end on Monday 2017-03-20.
    one = build.item(town.agency, date(2017, 2, 6))
    room = ReadingRoom.objects.create(
        agency=town.agency, name="大厅", place="一楼", since=date(2012, 1, 1)
    )
    for medium in ("paper", "electronic"):  # one piece of information counts once
        Holding.objects.create(
            room=room, item=one, title=one.title, medium=medium, delivered_on=delivered
        )
    assert build.values(town.agency, 2017, "timely.reading_room") == {"timely.reading_room": timely}


def test_one_topic_answered_twice_counts_once(town: Town) -> None:
    for day, kind in ((1, "wechat"), (2, "weibo"), (3, "portal")):
        Occasion.objects.create(
            agency=town.agency,
            kind="response",
            held_on=date(2017, 5, day),
            title="停水",
            response_channel=build.channel(town.agency, kind),
        )
    keys = ("responses.topics", "responses.social_media", "responses.other")
    assert list(build.values(town.agency, 2017, *keys).values()) == [1, 1, 1]
