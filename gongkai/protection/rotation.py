"""Keys are exchanged: a new one is added, every value encrypted with it, the old one dropped.

Not a step of the office but of the machine's keeper: no record says anything else afterwards.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from gongkai.protection import queries, ring
from gongkai.protection.faults import ProtectionFault, RingBusy
from gongkai.protection.fields import encrypted_fields, protected_models
from gongkai.protection.values import seal_anew

BATCH = 200
# Seconds after which every transaction that began under the old key is over.
GRACE = 600
# Called with the number of records done, and of all there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation did; `faults` holds a sentence for each record that could not be read."""

    key_id: str
    resumed: bool
    done: int
    faults: tuple[str, ...]


def rotate(*, progress: Progress) -> Rotation:
    """Encrypt every value with a new key, batch by batch, each in its own transaction.

    Where an earlier rotation was interrupted, that one is finished and no key is added. Values
    stored meanwhile are found by the next pass. Old keys stay in the ring until `retire`.

    Raises: RingMissing, RingUnusable, RingBusy.
    """
    path = settings.GONGKAI_KEYS
    with ring.changing(path):
        keys = ring.read(path)
        resumed = any(
            queries.under_other_keys(model, keys.current).exists() for model in protected_models()
        )
        if not resumed:
            keys = ring.add_key(path)
        total = sum(
            queries.under_other_keys(model, keys.current).count() for model in protected_models()
        )
        done, faults = 0, []
        for model in protected_models():
            last = 0
            while batch := _batch(model, keys.current, after=last):
                last = batch[-1]
                faults += _encrypt_anew(model, batch)
                done += len(batch)
                progress(done, max(total, done))
    return Rotation(keys.current, resumed, done - len(faults), tuple(faults))


def retire() -> set[str]:
    """Drop the keys that no value uses and return their ids. Copies of the database from before
    can then be read only with a copy of the ring from before.

    Raises: RingMissing, RingUnusable; RingBusy, also soon after the ring was changed: what
    another process has encrypted but not stored yet is not counted.
    """
    path = settings.GONGKAI_KEYS
    with ring.changing(path):
        keys = ring.read(path)
        unused = set(keys.keys) - set(queries.values_per_key()) - {keys.current}
        if unused and time.time() - path.stat().st_mtime < GRACE:
            raise RingBusy(
                f"密钥刚刚更换，可能还有数据正在用旧密钥保存，请{GRACE // 60}分钟后再停用。"
            )
        if unused:
            ring.drop_keys(path, unused)
    return unused


def _batch(model: type[Any], key_id: str, *, after: int) -> list[int]:
    waiting = queries.under_other_keys(model, key_id).filter(pk__gt=after)
    return list(waiting.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _encrypt_anew(model: type[Any], batch: list[int]) -> list[str]:
    names = [field.name for field in encrypted_fields(model)]
    faults = []
    locked = model._base_manager.select_for_update(of=("self",)).filter(pk__in=batch)
    for record in locked.order_by("pk"):
        try:
            seal_anew(record, names, tuple(names))
        except ProtectionFault as fault:
            faults.append(str(fault))
    return faults
