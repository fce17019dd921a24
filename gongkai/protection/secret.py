"""The value of a protected field on a record: shows stars wherever it is printed."""

from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings

from gongkai.protection import ring, sealing
from gongkai.protection.masking import masked
from gongkai.protection.sealing import Sealed

if TYPE_CHECKING:
    from django.db.models import Model

    from gongkai.protection.fields import EncryptedText

HIDDEN = "［受保护］"


class Secret:
    """A protected value, bound to its record and field; encrypted as it came from the database,
    or plain as it was just entered.

    Text, representation and format are the same few signs for every value, so that it cannot
    get into a log, an error page or a template by accident. `masked` is what pages show.
    """

    __slots__ = ("_content", "_field", "_record")

    def __init__(self, record: "Model", field: "EncryptedText", content: "str | Secret") -> None:
        bare = content._content if isinstance(content, Secret) else content
        if not isinstance(bare, str):
            raise TypeError(f"{field.name} takes a text, not {type(content).__name__}")
        self._content: str = bare
        self._record, self._field = record, field

    def __repr__(self) -> str:
        return HIDDEN if self else ""

    def __format__(self, wanted: str) -> str:
        return format(repr(self), wanted)

    def __bool__(self) -> bool:
        return bool(self._content)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a protected value is not copied into caches, queues or sessions")

    @property
    def masked(self) -> str:
        """What may be shown to everybody who may see the record.

        Raises: ProtectionFault.
        """
        return masked(self._field.kind, reveal(self))


def reveal(secret: Secret) -> str:
    """The value itself. For this room alone: everybody else calls `transitions.open_value`.

    Raises: ProtectionFault.
    """
    content = secret._content
    if not isinstance(content, Sealed):
        return content
    if not content:  # nothing was entered: no key is needed, and there may be none yet
        return ""
    return sealing.unseal(content, _place(secret), ring.read(settings.GONGKAI_KEYS))


def sealed(secret: Secret, keys: ring.Ring) -> Sealed:
    """The value encrypted for its record and field with the current key."""
    return sealing.seal(reveal(secret), _place(secret), keys)


def is_plain(secret: Secret) -> bool:
    """Whether the value was entered and is not encrypted yet."""
    return bool(secret) and not isinstance(secret._content, Sealed)


def _place(secret: Secret) -> str:
    """Model, field, primary key. Renaming one of them needs a migration that encrypts anew."""
    record: Any = secret._record
    return f"{record._meta.label_lower}.{secret._field.name}.{record.pk}"
