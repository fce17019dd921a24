"""Which keys are in use, and what is due for erasure."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import CharField, Count, F, Q, QuerySet
from django.db.models.functions import Substr

from gongkai.accounts.models import User
from gongkai.protection import ring
from gongkai.protection.faults import KeyLost
from gongkai.protection.fields import (
    anything_protected,
    encrypted_fields,
    index_fields,
    protected_models,
)
from gongkai.protection.models import Protected
from gongkai.protection.retention import Erasable
from gongkai.protection.secret import reveal

# The records among these whose values the person may erase; the rooms above know.
Scope = Callable[[User, QuerySet[Any]], QuerySet[Any]]
P = TypeVar("P", bound=Protected)


def values_per_key() -> Counter[str]:
    """How many values are encrypted with each key, by its id."""
    found: Counter[str] = Counter()
    for model in protected_models():
        for field in encrypted_fields(model):
            rows = (
                model._base_manager.filter(**{f"{field.name}__filled": True})
                .annotate(key_id=Substr(F(field.name), 1, ring.ID_LENGTH, output_field=CharField()))
                .values("key_id")
                .annotate(number=Count("pk"))
                .order_by("key_id")
            )
            for row in rows:
                found[row["key_id"] if ring.is_key_id(row["key_id"]) else "不详"] += row["number"]
    return found


def refuse_lost_keys() -> None:
    """Stop unless every stored value has its key.

    Raises: ProtectionFault, with one sentence.
    """
    if not anything_protected():
        return
    keys = ring.read(settings.GONGKAI_KEYS)
    lost = sorted(set(values_per_key()) - set(keys.keys))
    if lost:
        raise KeyLost(
            f"密钥文件 {keys.path} 中没有编号为“{'”“'.join(lost)}”的密钥，"
            "用它加密的数据无法读取，请从备份中恢复密钥文件。"
        )


def under_other_keys(model: type[Any], key_id: str) -> QuerySet[Any]:
    """Records with a value that is not encrypted with this key."""
    other = Q()
    for field in encrypted_fields(model):
        other |= Q(**{f"{field.name}__filled": True}) & ~Q(**{f"{field.name}__under_key": key_id})
    records: QuerySet[Any] = model._base_manager.filter(other).order_by("pk")
    return records


def due_for_erasure(
    user: User, *, on: date, scope: Scope
) -> Iterator[tuple[Erasable, QuerySet[Any]]]:
    """For each rule the records whose period is over and that still hold a value.

    Each record bears `counted_from`, the day the period ran from.
    """
    for model in protected_models():
        if not issubclass(model, Protected):
            continue
        for rule in model.retention:
            held = Q()
            for name in rule.fields:
                held |= Q(**{f"{name}__filled": True})
            counted = model._base_manager.annotate(counted_from=rule.counted_from)
            over = counted.filter(held, counted_from__lt=rule.days_before(on))
            yield rule, scope(user, over).order_by("pk")


def sharing(record: P, index: str) -> QuerySet[P]:
    """Records with the same value as `record` in an indexed field; an empty one is shared by none.

    The value itself does not leave this room.
    """
    of = next(field.of for field in index_fields(type(record)) if field.name == index)
    records: QuerySet[P] = type(record)._base_manager.filter(**{index: reveal(getattr(record, of))})
    return records.order_by("pk")
