"""Keys are exchanged, interrupted, resumed, dropped."""

from typing import Any

import pytest
from django.db.models import Q

from gongkai.catalog import files
from gongkai.portal.transitions import save_draft
from gongkai.protection import queries, ring, rotation
from gongkai.protection.faults import RingBusy, RingMissing
from gongkai.protection.fields import encrypted_fields, protected_models
from gongkai.protection.secret import reveal
from tests.build import TODAY, Town
from tests.casework.build import furnished
from tests.casework.erasure_build import a_full_case
from tests.intake.build import png
from tests.protection.build import PHONE, VALUES, again, age, enter, overwrite, stored
from tests.protection.models import Petitioner

pytestmark = pytest.mark.django_db


class Stopped(Exception):
    """Somebody pressed Ctrl-C."""


def quietly(done: int, total: int) -> None:
    pass


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)


def assert_all_readable(records: list[Petitioner]) -> None:
    for record in records:
        found = again(record)
        assert {name: reveal(getattr(found, name)) for name in VALUES} == VALUES
    assert Petitioner.objects.filter(phone_index="138 1234 5678").count() == len(records)


@pytest.mark.usefixtures("small_batches")
def test_every_value_gets_the_new_key(settings: Any) -> None:
    records = [enter() for _ in range(5)]
    first = ring.read(settings.GONGKAI_KEYS).current
    told: list[tuple[int, int]] = []
    result = rotation.rotate(progress=lambda done, total: told.append((done, total)))
    assert (result.resumed, result.done, result.faults) == (False, 5, ())
    assert told == [(2, 5), (4, 5), (5, 5)]
    assert set(ring.read(settings.GONGKAI_KEYS).keys) == {first, result.key_id}
    assert queries.values_per_key() == {result.key_id: 20}
    assert_all_readable(records)


@pytest.mark.usefixtures("small_batches")
def test_interrupted_half_way_and_resumed(settings: Any) -> None:
    records = [enter() for _ in range(5)]
    first = ring.read(settings.GONGKAI_KEYS).current

    def stop(done: int, total: int) -> None:
        if done == 4:
            raise Stopped

    with pytest.raises(Stopped):
        rotation.rotate(progress=stop)
    second = ring.read(settings.GONGKAI_KEYS).current
    assert queries.values_per_key() == {first: 4, second: 16}
    assert_all_readable(records)
    assert rotation.retire() == set()
    assert_all_readable(records)

    records.append(enter())
    result = rotation.rotate(progress=quietly)
    assert (result.key_id, result.resumed, result.done) == (second, True, 1)
    assert queries.values_per_key() == {second: 24}
    assert_all_readable(records)


def test_repeated_it_makes_another_key(settings: Any) -> None:
    enter()
    keys = [rotation.rotate(progress=quietly).key_id for _ in range(3)]
    assert len(set(keys)) == 3
    assert len(ring.read(settings.GONGKAI_KEYS).keys) == 4


def test_the_old_key_goes_when_nothing_uses_it(settings: Any) -> None:
    record = enter()
    first = ring.read(settings.GONGKAI_KEYS).current
    assert rotation.retire() == set()
    result = rotation.rotate(progress=quietly)
    age(settings.GONGKAI_KEYS, minutes=9)
    with pytest.raises(RingBusy, match="10分钟后再停用"):
        rotation.retire()
    age(settings.GONGKAI_KEYS, minutes=1)
    assert rotation.retire() == {first}
    assert set(ring.read(settings.GONGKAI_KEYS).keys) == {result.key_id}
    assert_all_readable([record])


def test_a_process_that_still_holds_the_old_value_saves_it_without_harm(settings: Any) -> None:
    record = enter()
    first = ring.read(settings.GONGKAI_KEYS).current
    held, index = again(record), stored(record, "phone_index")
    rotation.rotate(progress=quietly)
    assert stored(record, "phone_index") != index
    held.save()
    assert stored(record, "phone_index") == index, "value and index under one key"
    assert queries.values_per_key() == {first: 4}
    assert Petitioner.objects.get(phone_index=PHONE) == record
    assert rotation.retire() == set()
    assert rotation.rotate(progress=quietly).resumed
    age(settings.GONGKAI_KEYS, minutes=10)
    assert rotation.retire() == {first}
    assert_all_readable([record])


def test_a_broken_value_does_not_stop_the_others(settings: Any) -> None:
    records = [enter() for _ in range(3)]
    broken = records[1]
    overwrite(broken, "address", stored(records[0], "address"))
    first = ring.read(settings.GONGKAI_KEYS).current
    result = rotation.rotate(progress=quietly)
    assert result.done == 2
    assert len(result.faults) == 1
    assert f"sample.petitioner.address.{broken.pk} " in result.faults[0]
    assert queries.values_per_key()[first] == 4
    assert reveal(again(broken).phone) == PHONE
    assert rotation.retire() == set()


def test_empty_values_need_no_key() -> None:
    enter(phone="", address="", id_number="")
    result = rotation.rotate(progress=quietly)
    assert queries.values_per_key() == {result.key_id: 1}
    assert not Petitioner.objects.filter(Q(phone__filled=True)).exists()


def test_one_at_a_time(settings: Any) -> None:
    enter()
    with ring.changing(settings.GONGKAI_KEYS), pytest.raises(RingBusy):
        rotation.rotate(progress=quietly)


def test_without_a_ring_there_is_nothing_to_rotate() -> None:
    with pytest.raises(RingMissing):
        rotation.rotate(progress=quietly)


# Every encrypted field of the program; a new one is rotated without being named anywhere else.
ENCRYPTED = {
    "applications.identity": ["id_number", "phone", "email", "address"],
    "applications.identityproof": ["content"],
    "applications.consultation": ["phone", "address", "email"],
    "applications.submissionfile": ["original_key"],
    "applications.recordevidence": ["original_key"],
    "casework.applicantmessage": ["original_key"],
    "casework.redactionmark": ["text"],
    "applications.recordidentity": ["id_number", "phone", "email", "address"],
    "portal.draft": ["content"],
}


def test_every_encrypted_field_is_known() -> None:
    found = {
        model._meta.label_lower: [field.name for field in encrypted_fields(model)]
        for model in protected_models()
        if model is not Petitioner
    }
    assert found == ENCRYPTED


def test_the_values_of_a_whole_office_get_the_new_key(town: Town, settings: Any) -> None:
    application, _ = a_full_case(furnished(town))
    save_draft(town.agency, {"applicant": "陈小河"}, code="", today=TODAY)
    first = ring.read(settings.GONGKAI_KEYS).current
    held = queries.values_per_key()[first]
    result = rotation.rotate(progress=quietly)
    assert (result.done, result.faults) == (7, ())
    assert queries.values_per_key() == {result.key_id: held}
    assert result.key_id != first
    assert reveal(application.submission.identity.phone) == "13812345678"
    assert files.read_protected(application.submission.files.get()) == png()
