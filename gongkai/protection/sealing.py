"""Encryption of one value for one place, and its blind index."""

import base64
import binascii
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.protection.faults import Tampered
from gongkai.protection.ring import Ring, is_key_id

_NONCE_BYTES = 12


class Sealed(str):
    """`key id:nonce and ciphertext in base64`, as it stands in the database; or empty."""

    __slots__ = ()


class Digest(str):
    """A blind index as it stands in the database; or empty."""

    __slots__ = ()


def seal(plain: str, place: str, ring: Ring) -> Sealed:
    """`plain` encrypted with the current key, to be opened at `place` alone (AES-256-GCM).

    A place is model, field and primary key; a value moved to another row or column does not open.
    An empty text stays empty: that nothing is stored is no secret, and erasure must show.
    """
    if not plain:
        return Sealed()
    nonce = os.urandom(_NONCE_BYTES)
    box = AESGCM(ring.encryption_key(ring.current))
    content = nonce + box.encrypt(nonce, plain.encode(), place.encode())
    return Sealed(f"{ring.current}:{base64.b64encode(content).decode()}")


def unseal(sealed: Sealed, place: str, ring: Ring) -> str:
    """What was sealed for `place`.

    Raises: KeyLost, Tampered.
    """
    if not sealed:
        return ""
    key_id, _, encoded = sealed.partition(":")
    if not is_key_id(key_id):  # may be a value that somebody stored plain: not even a part is told
        raise _tampered(place)
    box = AESGCM(ring.encryption_key(key_id))
    try:
        content = base64.b64decode(encoded, validate=True)
        plain = box.decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], place.encode())
    except (InvalidTag, binascii.Error, ValueError):
        raise _tampered(place) from None
    return plain.decode()


def _tampered(place: str) -> Tampered:
    return Tampered(
        f"{place} 的内容未通过校验：它被改动过，或者是从别的记录搬来的。请核查数据库的改动。"
    )


def digest(normal: str, column: str, ring: Ring, key_id: str) -> Digest:
    """The blind index of a normalised value: equal for equal values of one column, else nothing."""
    if not normal:
        return Digest()
    content = f"{column}\0{normal}".encode()
    return Digest(hmac.new(ring.index_key(key_id), content, hashlib.sha256).hexdigest())
