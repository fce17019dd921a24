"""The encrypted field and its blind index, on the database."""

import copy
import json
import logging
import pickle
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import FieldError, ValidationError
from django.db import connection, models, transaction
from django.db.migrations.writer import MigrationWriter
from django.db.models import F
from django.template import engines
from django.test.utils import CaptureQueriesContext, isolate_apps

from gongkai.protection import ring
from gongkai.protection.faults import KeyLost, RingMissing, Tampered
from gongkai.protection.fields import BlindIndex, EncryptedText
from gongkai.protection.models import Protected
from gongkai.protection.retention import Erasable
from gongkai.protection.secret import reveal
from gongkai.protection.values import change
from tests.protection.build import (
    ADDRESS,
    ID_NUMBER,
    NAME,
    PHONE,
    VALUES,
    again,
    enter,
    overwrite,
    stored,
)
from tests.protection.models import Petitioner

pytestmark = pytest.mark.django_db
FIELDS = list(VALUES)


def values_of(record: Petitioner) -> dict[str, str]:
    return {name: reveal(getattr(record, name)) for name in FIELDS}


def test_round_trip() -> None:
    entered = enter()
    assert values_of(again(entered)) == VALUES
    assert values_of(entered) == VALUES


def test_round_trip_of_many_at_once() -> None:
    made = Petitioner.objects.bulk_create(
        [Petitioner(kind="natural_person", name=f"申请人{number}") for number in range(5)]
    )
    names = [reveal(again(record).name) for record in made]
    assert names == ["申请人0", "申请人1", "申请人2", "申请人3", "申请人4"]


def test_a_deferred_value_is_fetched() -> None:
    entered = enter()
    assert reveal(Petitioner.objects.defer("phone").get(pk=entered.pk).phone) == PHONE


def test_nothing_given_is_nothing_stored() -> None:
    entered = enter(phone="")
    assert stored(entered, "phone") == stored(entered, "phone_index") == ""
    assert not again(entered).phone
    assert str(again(entered).phone) == again(entered).phone.masked == ""


@pytest.mark.parametrize("name", FIELDS)
def test_the_column_holds_key_id_and_ciphertext(name: str, settings: Any) -> None:
    content = stored(enter(), name)
    key_id, _, encoded = content.partition(":")
    assert key_id == ring.read(settings.GONGKAI_KEYS).current
    assert len(encoded) >= 40
    assert VALUES[name] not in content


@pytest.mark.django_db(transaction=True)
def test_no_plain_value_in_the_files_of_the_database() -> None:
    number = f"{ID_NUMBER[:-1]}X"
    enter(outcome="看得见的内容", id_number=number)
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(FULL)")
        files = [file, *file.parent.glob(f"{file.name}-*")]
        content = b"".join(path.read_bytes() for path in files)
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sample_petitioner::text FROM sample_petitioner")
            content = str(cursor.fetchall()).encode()
    assert "看得见的内容".encode() in content
    for plain in (NAME, number, PHONE, ADDRESS):
        assert plain.encode() not in content


def test_saving_other_fields_leaves_the_ciphertext_alone() -> None:
    entered = enter()
    before = stored(entered, "phone")
    record = again(entered)
    record.outcome = "refused"
    record.save()
    assert stored(entered, "phone") == before
    assert values_of(again(entered)) == VALUES


# Tampering


def test_a_value_moved_to_another_row_fails() -> None:
    first, second = enter(), enter(phone="13900000000")
    overwrite(second, "phone", stored(first, "phone"))
    with pytest.raises(Tampered, match=f"sample.petitioner.phone.{second.pk} 的内容未通过校验"):
        reveal(again(second).phone)
    with pytest.raises(Tampered):
        _ = again(second).phone.masked
    with pytest.raises(Tampered):
        again(second).save()


def test_a_value_moved_to_another_column_fails() -> None:
    record = enter()
    overwrite(record, "phone", stored(record, "id_number"))
    with pytest.raises(Tampered, match="phone"):
        reveal(again(record).phone)


def test_a_value_copied_by_the_program_fails() -> None:
    first, second = again(enter()), again(enter())
    second.phone = first.phone
    with pytest.raises(Tampered):
        second.save(update_fields=["phone"])
    first.pk = second.pk + 1
    with pytest.raises(Tampered):
        first.save(force_insert=True)


def test_a_plain_value_in_the_column_fails_without_being_told() -> None:
    record = enter()
    overwrite(record, "phone", PHONE)
    with pytest.raises(Tampered) as caught:
        reveal(again(record).phone)
    assert PHONE not in str(caught.value)


def test_a_lost_key_is_named(settings: Any, tmp_path: Path) -> None:
    record = enter()
    lost = ring.read(settings.GONGKAI_KEYS).current
    settings.GONGKAI_KEYS = tmp_path / "other.json"
    ring.create(settings.GONGKAI_KEYS)
    with pytest.raises(KeyLost, match=f"没有编号为“{lost}”的密钥"):
        reveal(again(record).phone)


def test_without_the_ring_no_new_one_is_made(settings: Any) -> None:
    record = enter()
    settings.GONGKAI_KEYS.unlink()
    with pytest.raises(RingMissing):
        reveal(again(record).phone)
    with pytest.raises(RingMissing), transaction.atomic():
        enter()
    with pytest.raises(RingMissing):
        Petitioner.objects.filter(phone_index=PHONE)
    assert not settings.GONGKAI_KEYS.exists()


# Never shown


def test_it_shows_the_same_signs_everywhere() -> None:
    for record in (Petitioner(**VALUES), enter(), again(enter())):
        for name in FIELDS:
            secret = getattr(record, name)
            shown = {str(secret), repr(secret), f"{secret}", f"{secret:>5}", f"{[secret]}"[1:-1]}
            assert shown == {"［受保护］"}
        seen = f"{record!r} {record} {vars(record)}"
        template = engines.all()[0].from_string("{{ record.phone }} {{ record.name }}")
        seen += template.render({"record": record})
        seen += serializers.serialize("json", [record])
        for plain in VALUES.values():
            assert plain not in seen


def test_pages_show_it_masked() -> None:
    record = again(enter())
    assert [getattr(record, name).masked for name in FIELDS] == [
        "陈**",
        "**************2415",
        "138****5678",
        "长河省清水县青山镇李家村****",
    ]


def test_it_does_not_enter_caches_queues_or_the_audit_log() -> None:
    for record in (Petitioner(**VALUES), again(enter())):
        with pytest.raises(TypeError, match="not copied"):
            pickle.dumps(record)
        with pytest.raises(TypeError, match="not copied"):
            copy.deepcopy(record.phone)
        with pytest.raises(TypeError, match="not JSON serializable"):
            json.dumps({"phone": record.phone})


def test_no_query_carries_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "django.db.backends")
    with CaptureQueriesContext(connection) as queries:
        record = again(enter())
        change(record, phone="13900000000")
        assert Petitioner.objects.filter(phone_index="139 0000 0000").count() == 1
    seen = str(queries.captured_queries) + caplog.text
    assert "sample_petitioner" in seen
    for plain in (*VALUES.values(), "13900000000", "139 0000 0000"):
        assert plain not in seen


def test_a_query_does_not_print_it() -> None:
    enter()
    found = Petitioner.objects.filter(phone_index=PHONE)
    assert "IN" in str(found.query)
    assert PHONE not in f"{found.query} {found.query.where!r} {found.query.where.children!r}"


def test_a_migration_holds_no_value() -> None:
    field = EncryptedText("手机号码", kind="phone", blank=True)
    written, _ = MigrationWriter.serialize(field)
    assert written == (
        "gongkai.protection.fields.EncryptedText(blank=True, kind='phone', verbose_name='手机号码')"
    )
    index, _ = MigrationWriter.serialize(BlindIndex(of="phone"))
    assert index == "gongkai.protection.fields.BlindIndex(of='phone')"
    assert BlindIndex(of="phone").clone().of == "phone"
    assert field.clone().kind == "phone"


# Found again


@pytest.mark.parametrize(
    "written",
    ["13812345678", "138 1234 5678", "138-1234-5678", "１３８１２３４５６７８", "+86 13812345678"],
)
def test_a_phone_is_found_however_it_was_written(written: str) -> None:
    wanted = enter(phone=written)
    enter(phone="13812345679")
    enter(phone="")
    for asked in ("13812345678", "１３８ 1234－5678", "0086 138 1234 5678"):
        assert Petitioner.objects.get(phone_index=asked) == wanted


def test_an_identity_number_is_found() -> None:
    wanted = enter(id_number="22058119900307241x")
    assert Petitioner.objects.get(id_number_index="２２０５８１ 19900307 241Ｘ") == wanted
    assert not Petitioner.objects.filter(id_number_index=ID_NUMBER).exists()
    others = Petitioner.objects.exclude(id_number_index="22058119900307241X")
    assert not others.exists()


@pytest.mark.parametrize("blank", ["", "  ", "--", "没有"])
def test_nobody_is_found_by_nothing(blank: str) -> None:
    enter(phone="")
    assert not Petitioner.objects.filter(phone_index=blank).exists()


def test_before_anything_is_stored_nobody_is_found(settings: Any) -> None:
    assert not Petitioner.objects.filter(phone_index=PHONE).exists()
    assert not settings.GONGKAI_KEYS.exists()


def test_two_columns_have_indexes_that_do_not_match() -> None:
    record = enter(phone="220581199003072", id_number="220581199003072")
    assert stored(record, "phone_index") != stored(record, "id_number_index")


# Changing


def test_another_value_is_stored_with_its_index() -> None:
    record = again(enter())
    change(record, phone="139 0000 0000", address="")
    assert reveal(again(record).phone) == "139 0000 0000"
    assert stored(record, "address") == ""
    assert Petitioner.objects.get(phone_index="13900000000") == record
    assert not Petitioner.objects.filter(phone_index=PHONE).exists()
    assert reveal(again(record).id_number) == ID_NUMBER


def test_validation_sees_the_value_and_leaves_it() -> None:
    for record in (Petitioner(kind="natural_person", **VALUES), again(enter())):
        record.clean_fields(exclude=["closed_on"])
        assert values_of(record) == VALUES
    with pytest.raises(ValidationError) as caught:
        Petitioner(kind="natural_person").clean_fields()
    assert set(caught.value.message_dict) == {"closed_on", "name"}


# Wrong use


@pytest.mark.parametrize(
    "lookup",
    [
        {"phone": PHONE},
        {"phone": ""},
        {"phone__in": [PHONE]},
        {"phone__icontains": "138"},
        {"phone__startswith": "138"},
        {"phone__isnull": True},
        {"phone__regex": "1"},
        {"phone__lower": PHONE},
        {"phone_index__in": [PHONE]},
        {"phone_index__startswith": "1"},
        {"phone_index__isnull": True},
        {"phone_index": F("phone")},
        {"phone_index": 13812345678},
    ],
)
def test_what_cannot_be_asked_raises(lookup: dict[str, Any]) -> None:
    enter()
    for ask in (Petitioner.objects.filter, Petitioner.objects.exclude):
        with pytest.raises(FieldError):
            ask(**lookup)


def test_what_cannot_be_written_raises() -> None:
    record = again(enter())
    with pytest.raises(TypeError, match="never by update"):
        Petitioner.objects.update(phone=PHONE)
    with pytest.raises(TypeError, match="never by hand"):
        Petitioner.objects.update(phone_index=PHONE)
    record.phone = PHONE
    with pytest.raises(TypeError, match="never by update"):
        Petitioner.objects.bulk_update([record], ["phone"])
    for names in (None, ["phone"], ["phone_index"]):
        with pytest.raises(TypeError, match=r"protection\.values\.change"):
            record.save(update_fields=names)
    for other in (None, 13812345678, b"138"):
        with pytest.raises(TypeError, match="takes a text"):
            record.phone = other


def test_the_sample_passes_the_checks() -> None:
    assert Petitioner.check() == []


@isolate_apps("tests.protection")
def test_a_model_that_is_made_wrong_is_refused() -> None:
    class Numbered(models.Model):  # noqa: DJ008
        phone = EncryptedText(kind="phone", default="-", null=True)
        name_index = BlindIndex(of="name", unique=True)

        class Meta:
            app_label = "sample"

    class Kept(Protected):
        phone = EncryptedText(kind="phone")
        name = EncryptedText(kind="name")
        retention = (Erasable(("phone",), years=2, after="id", basis=""),)

        class Meta:
            app_label = "sample"

    assert sorted(str(fault.id) for fault in Numbered.check()) == [
        "protection.E001",
        "protection.E002",
        "protection.E003",
        "protection.E004",
        "protection.E005",
    ]
    assert [(fault.id, fault.obj.name) for fault in Kept.check()] == [("protection.E003", "name")]


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="shoe_size"):
        EncryptedText(kind="shoe_size")
