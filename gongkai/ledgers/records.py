"""The last steps of every register's transitions: validate, write, record in the log."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action

M = TypeVar("M", bound=Model)


def enter(record: M, *, action: Action, acting: Acting) -> M:
    """Validate and insert a new record, and log it with its values.

    Raises: NotAllowed.
    """
    insert(record)
    log.record(action, record, acting, values=_values(record))
    return record


def insert(record: Model) -> None:
    """Validate and insert a new record that belongs to another, whose entry in the log tells of it.

    Raises: NotAllowed.
    """
    _validate_fields(record)
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError:
        # Asked only now: each constraint is a query, and nearly every row is right.
        validate(record)
        raise


def amend(
    record: M, values: Mapping[str, Any], *, reason: str, action: Action, acting: Acting
) -> M:
    """Change a locked record to `values`, and log what each was and is.

    Raises: NotAllowed.
    """
    if not reason.strip():
        raise NotAllowed("请写明更正的原因。", field="reason")
    before = _values(record)
    for name, value in values.items():
        setattr(record, name, value)
    after = _values(record)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if not changes:
        raise NotAllowed("没有改动任何内容，无需保存。")
    validate(record)
    record.save(update_fields=[record._meta.get_field(name).name for name in changes])
    log.record(action, record, acting, changes=changes, reason=reason)
    return record


def validate(record: Model) -> None:
    """Check fields and constraints before the database does.

    Raises: NotAllowed, with the first fault and the field it is about.
    """
    _validate_fields(record)
    try:
        record.validate_constraints()
    except ValidationError as error:
        raise _refusal(error) from None


def _validate_fields(record: Model) -> None:
    unset = {
        field.name
        for field in record._meta.concrete_fields
        if isinstance(field, ForeignKey)  # found by the transition itself
        or (field.null and getattr(record, field.attname) is None)
        or field.primary_key
    }
    try:
        record.clean_fields(exclude=unset)
    except ValidationError as error:
        raise _refusal(error) from None


def _refusal(error: ValidationError) -> NotAllowed:
    name, faults = next(iter(error.error_dict.items()))
    fault = faults[0]
    if fault.code in ("unique", "unique_together") and fault.params:
        return NotAllowed(_doubled(fault.params["model_class"], fault.params["unique_check"]))
    return NotAllowed(fault.messages[0], field="" if name == NON_FIELD_ERRORS else name)


def _doubled(model: type[Model], names: Collection[str]) -> str:
    labels = "、".join(
        str(field.verbose_name)
        for field in model._meta.concrete_fields
        if field.name in names and field.name != "agency"
    )
    return f"已有{labels}相同的{model._meta.verbose_name}，请核对是否重复登记。"


def _values(record: Model) -> dict[str, Any]:
    return {
        field.name: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if not field.primary_key
    }
