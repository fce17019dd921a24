"""Where files lie: originals, which no address leads to, apart from released copies and letters.

Copies of what was public and is not any more lie apart from those that are.

All are named after their content, so that one file is kept once and a name cannot be guessed.
What is only set aside has a name of its own: it can be deleted and takes nobody's file along.
What applicants send in lies encrypted among the originals, each copy under a key of its own.
"""

import hashlib
import secrets
from typing import Literal

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import FileField

from gongkai.protection.models import ProtectedFile
from gongkai.protection.protected_files import decrypted, encrypted

Folder = Literal["originals", "released", "withdrawn", "letters"]


def keep(folder: Folder, content: bytes, kind: str) -> str:
    """Keep a content, once, and give its name in the storage."""
    digest = hashlib.sha256(content).hexdigest()
    name = f"{folder}/{digest[:2]}/{digest}.{kind}"
    if default_storage.exists(name) and default_storage.size(name) == len(content):
        return name
    return default_storage.save(name, ContentFile(content))


def set_aside(content: bytes, kind: str) -> str:
    """Keep a content until somebody decides on it, and give its name in the storage."""
    return default_storage.save(f"uploads/{secrets.token_hex(16)}.{kind}", ContentFile(content))


def delete(name: str) -> None:
    """Delete what was set aside."""
    default_storage.delete(name)


def read(name: str) -> bytes:
    """The content of a kept file."""
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content


def keep_protected(record: ProtectedFile, content: bytes) -> None:
    """Keep what somebody sent in, encrypted; the record is not written yet."""
    record.original.name = keep("originals", encrypted(record, content), "sealed")


def read_protected(record: ProtectedFile) -> bytes:
    """The content of what somebody sent in.

    Raises: ProtectionFault.
    """
    return decrypted(record, read(str(record.original)))


def forget(name: str) -> None:
    """Delete a kept file, unless a record of any kind still uses it."""
    used = any(
        model._base_manager.filter(**{field.name: name}).exists()
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, FileField)
    )
    if not used:
        default_storage.delete(name)
