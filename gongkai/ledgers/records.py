"""The last steps of every register's transitions: validate, write, record in the log."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
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
    validate(record)
    record.save(force_insert=True)
    log.record(action, record, acting, values=_values(record))
    return record


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
    unset = {
        field.name
        for field in record._meta.concrete_fields
        if isinstance(field, ForeignKey)  # found by the transition itself
        or (field.null and getattr(record, field.attname) is None)
        or field.primary_key
    }
    try:
        record.clean_fields(exclude=unset)
        record.validate_constraints()
    except ValidationError as error:
        name, sentences = next(iter(error.message_dict.items()))
        raise NotAllowed(sentences[0], field="" if name == NON_FIELD_ERRORS else name) from None


def _values(record: Model) -> dict[str, Any]:
    return {
        field.name: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if not field.primary_key
    }
