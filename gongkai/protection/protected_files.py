"""Files at rest: each encrypted under a key of its own, which stands encrypted in its record.

So a rotation encrypts the short keys anew and touches no file, and whose key is erased can be
read from no copy of the storage any more.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.protection.faults import Tampered
from gongkai.protection.models import ProtectedFile
from gongkai.protection.secret import reveal

_KEY_BITS = 256
_NONCE_BYTES = 12


def encrypted(record: ProtectedFile, content: bytes) -> bytes:
    """A content as it is to lie in the storage (AES-256-GCM); the record holds the new key."""
    key, nonce = AESGCM.generate_key(_KEY_BITS), os.urandom(_NONCE_BYTES)
    record.original_key = base64.b64encode(key).decode()
    return nonce + AESGCM(key).encrypt(nonce, content, None)


def decrypted(record: ProtectedFile, kept: bytes) -> bytes:
    """The content of what lies in the storage for this record.

    Raises: ProtectionFault.
    """
    key = base64.b64decode(reveal(record.original_key))
    try:
        return AESGCM(key).decrypt(kept[:_NONCE_BYTES], kept[_NONCE_BYTES:], None)
    except (InvalidTag, ValueError):
        raise Tampered(f"{record.original.name} 的内容未通过校验，请核查文件存储的改动。") from None
