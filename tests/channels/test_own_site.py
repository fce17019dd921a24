"""What is published here is released on the agency's own website by that, once."""

from datetime import date, datetime

import pytest

from gongkai.agencies.models import Agency
from gongkai.audit import log
from gongkai.channels import queries
from gongkai.channels.models import Channel, Release
from gongkai.channels.transitions import own_site
from gongkai.channels.transitions.releases import ReleaseEntry, make_release
from gongkai.law.calendar import base_calendar
from gongkai.publication.models import Approval
from tests.build import SHANGHAI, TODAY, Town
from tests.channels.build import opened, released
from tests.publication.build import approved, published, registered_item, revision_of


@pytest.fixture
def place(town: Town) -> Town:
    opened(town)
    return town


def _publish(town: Town, name: str = "li") -> Release:
    item = own_site.publish(approved(town).pk, acting=town.acting(name))
    return item.releases.get()


def test_publishing_records_the_release(place: Town) -> None:
    release = _publish(place)
    assert (release.channel.name, release.released_on) == ("镇政府网站", TODAY)
    assert log.history(release)[0].action == "release.make"
    found = queries.released_in_time(
        Agency.objects.all(), date(2018, 1, 1), date(2018, 12, 31), base_calendar()
    )
    assert found == [release.item_id]


def test_the_program_at_its_time_records_it_too(place: Town) -> None:
    item = approved(place)
    at = datetime(2018, 3, 5, 9, tzinfo=SHANGHAI)
    Approval.objects.filter(item=item).update(publish_at=at)
    assert own_site.publish_due(at) == 1
    assert item.releases.get().released_on == date(2018, 3, 5)


def test_a_revision_was_released_before(place: Town) -> None:
    item = published(place)
    own_site.publish(revision_of(place, item).pk, acting=place.acting("li"))
    assert not Release.objects.exists()


@pytest.mark.parametrize(("kind", "until"), [("wechat", None), ("portal", date(2018, 2, 1))])
def test_nothing_is_invented_without_a_website(place: Town, kind: str, until: date | None) -> None:
    Channel.objects.filter(kind="portal").update(kind=kind, until=until)
    own_site.publish(approved(place).pk, acting=place.acting("li"))
    assert not Release.objects.exists()


def test_of_two_websites_the_first_counts(place: Town) -> None:
    Channel.objects.filter(name="镇公告栏").update(kind="portal", since=date(2012, 1, 1))
    assert _publish(place).channel.name == "镇公告栏"


def test_who_registers_it_by_hand_completes_it(place: Town) -> None:
    release = _publish(place)
    entry = ReleaseEntry(
        item=release.item.title,
        channel="镇政府网站",
        released_on=TODAY,
        location="http://qingshan.example/3.html",
    )
    made = make_release(place.agency, entry, acting=place.acting("li"))
    assert made.pk == release.pk
    assert Release.objects.get().location == "http://qingshan.example/3.html"


def test_an_item_published_by_its_release_elsewhere_stands_on_the_site_too(place: Town) -> None:
    item = approved(place)
    released(place, item.title, "青山发布", TODAY)
    assert {one.channel.name for one in item.releases.all()} == {"青山发布", "镇政府网站"}


def test_what_was_public_before_brings_its_own_releases(place: Town) -> None:
    registered_item(place)
    assert not Release.objects.exists()
