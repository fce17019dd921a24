"""Storing another value in a protected field."""

from gongkai.protection.fields import index_fields, ring_for_sealing
from gongkai.protection.models import Protected
from gongkai.protection.secret import Secret, is_plain, reveal, sealed


def change(record: Protected, **values: str) -> None:
    """Store other values together with their blind indexes.

    Called by transitions that hold the lock on the record's row. Creating a record needs no
    `change`: its values are given to `create`.
    """
    for name, value in values.items():
        setattr(record, name, value)
    seal_anew(record, [name for name in values if is_plain(getattr(record, name))], tuple(values))


def carry(source: Protected, target: Protected, *names: str) -> None:
    """Give a record that is not written yet what another holds of the same person.

    Values of its own stay; those of the other do not leave this room.

    Raises: ProtectionFault.
    """
    for name in names:
        if not getattr(target, name) and getattr(source, name):
            setattr(target, name, reveal(getattr(source, name)))


def seal_anew(record: Protected, names: list[str], written: tuple[str, ...]) -> None:
    """Encrypt the fields `names` with the current key, and save all that are `written`."""
    for name in names:
        secret: Secret = getattr(record, name)
        setattr(record, name, sealed(secret, ring_for_sealing()))
    indexes = [index.name for index in index_fields(type(record)) if index.of in written]
    record.save(update_fields=[*written, *indexes])
