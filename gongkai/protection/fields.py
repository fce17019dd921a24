"""Model fields for personal data: an encrypted text, and the blind index that finds it again."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.exceptions import EmptyResultSet, FieldError
from django.db import models
from django.db.models.fields import NOT_PROVIDED
from django.db.models.query_utils import DeferredAttribute

from gongkai.protection import ring
from gongkai.protection.faults import RingMissing
from gongkai.protection.masking import Kind, normal
from gongkai.protection.sealing import Digest, Sealed, digest
from gongkai.protection.secret import Secret, is_plain, reveal, sealed


class _SecretAttribute(DeferredAttribute):
    """Whatever is put on the record becomes a `Secret` of this record and field."""

    field: "EncryptedText"

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = Secret(instance, self.field, value)


class EncryptedText(models.TextField):  # type: ignore[type-arg]
    """A text that stands encrypted in the database and reads as a `Secret`.

    It is bound to model, field and primary key, so the key must be known before the row is
    written: the model derives from `Protected`. It cannot be compared, sorted or updated in
    bulk; another value is stored by `values.change`. Empty means that nothing is stored.
    """

    _pyi_private_set_type: str | Secret  # type: ignore[assignment]
    _pyi_private_get_type: Secret  # type: ignore[assignment]
    descriptor_class = _SecretAttribute

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = Kind(kind)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "kind": self.kind.value}

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = super().check(**kwargs)
        if self.model._meta.pk.default is NOT_PROVIDED:
            found.append(_error(self, "needs a primary key with a default: see Protected", 1))
        if self.null or self.unique or self.has_default():
            found.append(_error(self, "can neither be null or unique nor have a default", 2))
        if not any(self.name in rule.fields for rule in getattr(self.model, "retention", ())):
            found.append(_error(self, "needs a rule of retention that says when it is erased", 3))
        return found

    def from_db_value(self, value: str, *_: object) -> Sealed:
        return Sealed(value)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """The value as it is, once its plain text has been validated."""
        super().clean(reveal(value) if isinstance(value, Secret) else value, model_instance)
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed:
        """The ciphertext. What was read is proved to belong to this record, not written anew."""
        secret: Secret = getattr(model_instance, self.attname)
        if not is_plain(secret):
            reveal(secret)
        elif add:
            setattr(model_instance, self.attname, sealed(secret, ring_for_sealing()))
        else:
            raise TypeError(f"{self} of a stored record is changed with protection.values.change")
        content: Sealed = getattr(model_instance, self.attname)._content
        return Sealed(content)

    def get_prep_value(self, value: Any) -> str:
        if not isinstance(value, Sealed) and value != "":
            raise TypeError(f"{self} is written by saving its record, never by update or a query")
        return str(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in (Filled.lookup_name, UnderKey.lookup_name):
            raise FieldError(f"{self} is encrypted: search its blind index, not {lookup_name!r}")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self} is encrypted: {lookup_name!r} cannot be computed")


class BlindIndex(models.CharField):  # type: ignore[type-arg]
    """A keyed hash (HMAC-SHA256) of the normalised value of the encrypted field `of`.

    `filter(phone_index="138 1234 5678")` finds the records with this number however it was
    written. Only equality can be asked for. While keys are rotated it is asked under all keys,
    so the column is never unique.
    """

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        kwargs |= {"max_length": 64, "editable": False, "db_index": True, "blank": True}
        super().__init__(*args, **kwargs)
        self.of = of

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "editable", "db_index", "blank"):
            del kwargs[fixed]
        return name, path, args, {**kwargs, "of": self.of}

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = super().check(**kwargs)
        if self.of not in {field.name for field in encrypted_fields(self.model)}:
            found.append(_error(self, f"is of {self.of!r}, which is no encrypted field", 4))
        if self.unique:
            found.append(_error(self, "cannot be unique while keys are rotated", 5))
        return found

    def pre_save(self, model_instance: models.Model, add: bool) -> Digest:
        """The hash of what the record holds now, under the key of that value."""
        key_id = self._source.pre_save(model_instance, add).partition(":")[0]
        plain = reveal(getattr(model_instance, self.of))
        found = self._digest(plain, ring_for_sealing(), key_id) if plain else Digest()
        setattr(model_instance, self.attname, found)
        return found

    def get_prep_value(self, value: Any) -> str:
        if not isinstance(value, Digest):
            raise TypeError(f"{self} is written by saving its record, never by hand")
        return str(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != SameValue.lookup_name:
            raise FieldError(f"{self} is a blind index: it knows equality, not {lookup_name!r}")
        return SameValue

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self} is a blind index: {lookup_name!r} cannot be computed")

    def digests(self, plain: str) -> tuple[Digest, ...]:
        """What stands in the column for this value, under each key of the ring."""
        try:
            keys = ring.read(settings.GONGKAI_KEYS)
        except RingMissing:
            if anything_protected():
                raise
            return ()
        return tuple(self._digest(plain, keys, key_id) for key_id in sorted(keys.keys))

    def _digest(self, plain: str, keys: ring.Ring, key_id: str) -> Digest:
        column = f"{self.model._meta.label_lower}.{self.name}"
        return digest(normal(self._source.kind, plain), column, keys, key_id)

    @property
    def _source(self) -> EncryptedText:
        return next(field for field in encrypted_fields(self.model) if field.name == self.of)


class SameValue(models.Lookup):
    """Whether the indexed value is the given one; an empty one equals nothing."""

    lookup_name = "exact"

    def get_prep_lookup(self) -> Any:
        """The hashes, at once: the value itself goes no further into the query."""
        if not isinstance(self.rhs, str):
            raise FieldError("a blind index is compared with a text")
        return tuple(filter(None, self.lhs.output_field.digests(self.rhs)))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        if not self.rhs:
            raise EmptyResultSet
        column, parameters = self.process_lhs(compiler, connection)
        marks = ", ".join(["%s"] * len(self.rhs))
        return f"{column} IN ({marks})", (*parameters, *map(str, self.rhs))


@EncryptedText.register_lookup
class Filled(models.Lookup):
    """Whether anything is stored."""

    lookup_name = "filled"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} {'<>' if self.rhs else '='} ''", tuple(parameters)


@EncryptedText.register_lookup
class UnderKey(models.Lookup):
    """Whether the value is encrypted with the key of this id."""

    lookup_name = "under_key"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", (*parameters, f"{self.rhs}:%")


def encrypted_fields(model: type[models.Model]) -> list[EncryptedText]:
    """The encrypted fields of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedText)]


def index_fields(model: type[models.Model]) -> list[BlindIndex]:
    """The blind indexes of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, BlindIndex)]


def protected_models() -> Iterator[type[models.Model]]:
    """Every model with an encrypted field."""
    return (model for model in apps.get_models() if encrypted_fields(model))


def anything_protected() -> bool:
    """Whether any encrypted value is stored."""
    return any(
        model._base_manager.filter(**{f"{field.name}__filled": True}).exists()
        for model in protected_models()
        for field in encrypted_fields(model)
    )


def ring_for_sealing() -> ring.Ring:
    """The ring, made at the very first use.

    Raises: RingMissing, where values are stored already: new keys would hide the loss of the old.
    """
    try:
        return ring.read(settings.GONGKAI_KEYS)
    except RingMissing:
        if anything_protected():
            raise
        return ring.create(settings.GONGKAI_KEYS)


def _error(field: EncryptedText | BlindIndex, sentence: str, number: int) -> checks.Error:
    return checks.Error(f"{field} {sentence}", obj=field, id=f"protection.E{number:03}")
