"""What is kept no longer is emptied, record by record; what can be counted stays."""

from collections import defaultdict
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import FileField, QuerySet

from gongkai.applications.queries import retention
from gongkai.applications.queries.retention import ERASED, Kept, Part
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog import files
from gongkai.protection.models import Erasure


@transaction.atomic
def empty(kept: Kept, records: QuerySet[Any], *, acting: Acting) -> list[Erasure]:
    """Empty all parts of these records, each with its `counted_from`; nobody is asked who may.

    One entry for each record names what went, never the words. Files that nothing else uses go
    with the commit.

    Source: 个人信息保护法 第十九条、第四十七条.
    """
    locked = {row.pk: row for row in records.select_for_update(of=("self",))}
    gone: dict[int, list[str]] = defaultdict(list)
    for part, rows in retention.due(kept, locked):
        for row in rows.select_for_update(of=("self",)):
            gone[row.root] += _emptied(part, row)
    return [_recorded(locked[pk], kept, names, acting) for pk, names in sorted(gone.items())]


def _emptied(part: Part, row: Any) -> list[str]:
    """Empty one row, and say what went."""
    stood = [name for name in part.texts if getattr(row, name) not in ("", ERASED)]
    for name in stood:
        setattr(row, name, ERASED)
    for name in (*part.blanks, *part.files):
        if getattr(row, name) != part.nothing(name):
            _forget(row, name)
            setattr(row, name, part.nothing(name))
            stood.append(name)
    row.save(update_fields=stood)
    rows = [name for name in part.rows if _delete(getattr(row, name).all())]
    return [f"{row._meta.model_name}.{name}" for name in (*stood, *rows)]


def _delete(rows: QuerySet[Any]) -> bool:
    found = list(rows)
    for row in found:
        for field in row._meta.concrete_fields:
            _forget(row, field.name)
    rows.delete()
    return bool(found)


def _forget(row: Any, name: str) -> None:
    """The file goes with the commit, unless another record uses it."""
    if isinstance(row._meta.get_field(name), FileField) and getattr(row, name):
        transaction.on_commit(partial(files.forget, str(getattr(row, name))))


def _recorded(record: Any, kept: Kept, names: list[str], acting: Acting) -> Erasure:
    erasure = Erasure.objects.create(
        subject_type=record._meta.label_lower,
        subject_id=record.pk,
        fields=names,
        basis=kept.basis,
        counted_from=record.counted_from,
        erased_on=acting.today,
        erased_by=acting.by,
    )
    log.record(Action.PERSONAL_DATA_ERASE, record, acting, fields=names, basis=kept.basis)
    return erasure
