"""The key ring: a file outside the database, readable by its owner alone.

    {"current": "9f3c01ab", "keys": {"9f3c01ab": "<32 bytes in base64>", …}}

Every process reads it again as soon as it was replaced (one call of `stat` per use), so that
a rotation reaches a running server at once.
"""

import base64
import fcntl
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gongkai.protection.faults import KeyLost, RingBusy, RingMissing, RingUnusable

KEY_BYTES = 32
ID_LENGTH = 8
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys by id; new values are sealed with `current`, the others only open old ones."""

    path: Path
    current: str
    keys: Mapping[str, bytes]

    def __repr__(self) -> str:
        return f"<Ring {self.path}: {len(self.keys)}>"

    def encryption_key(self, key_id: str) -> bytes:
        """The key that encrypts.

        Raises: KeyLost.
        """
        return _derived(self._key(key_id), b"gongkai encryption")

    def index_key(self, key_id: str) -> bytes:
        """The key that makes blind indexes: another one, so that neither tells of the other.

        Raises: KeyLost.
        """
        return _derived(self._key(key_id), b"gongkai blind index")

    def _key(self, key_id: str) -> bytes:
        try:
            return self.keys[key_id]
        except KeyError:
            raise KeyLost(
                f"密钥文件 {self.path} 中没有编号为“{key_id}”的密钥，"
                "用它加密的数据无法读取，请从备份中恢复密钥文件。"
            ) from None


Stamp = tuple[int, int, int]
_held: dict[Path, tuple[Stamp, Ring]] = {}


def read(path: Path) -> Ring:
    """The ring as the file holds it now.

    Raises: RingMissing, RingUnusable.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        raise RingMissing(f"找不到密钥文件 {path}，请从备份中恢复。") from None
    stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
    held = _held.get(path)
    if held is None or held[0] != stamp:
        if found.st_mode & _OTHERS:
            raise RingUnusable(f"密钥文件 {path} 可被其他用户读取，请运行：chmod 600 {path}")
        held = _held[path] = stamp, _parsed(path)
    return held[1]


def create(path: Path) -> Ring:
    """A ring with its first key; of several processes that try at once one succeeds for all."""
    key_id = _new_id()
    made = _written(Ring(path, key_id, {key_id: secrets.token_bytes(KEY_BYTES)}))
    try:
        os.link(made, path)
    except FileExistsError:
        pass  # another process was quicker: its keys are ours
    finally:
        made.unlink()
    return read(path)


def add_key(path: Path) -> Ring:
    """The ring with a new current key. The caller holds `changing`."""
    ring, key_id = read(path), _new_id()
    keys = {**ring.keys, key_id: secrets.token_bytes(KEY_BYTES)}
    return _replace(Ring(path, key_id, keys))


def drop_keys(path: Path, key_ids: set[str]) -> Ring:
    """The ring without these keys; never without the current one. The caller holds `changing`."""
    ring = read(path)
    kept = {
        key_id: key
        for key_id, key in ring.keys.items()
        if key_id == ring.current or key_id not in key_ids
    }
    return _replace(Ring(path, ring.current, kept))


@contextmanager
def changing(path: Path) -> Iterator[None]:
    """Hold the keys against other processes that would change them.

    Raises: RingMissing, RingBusy, both at once.
    """
    read(path)
    with path.with_suffix(".lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RingBusy("另一个进程正在更换密钥，请等它结束后再试。") from None
        yield


def is_key_id(text: str) -> bool:
    """Whether `text` looks like the id of a key."""
    return re.fullmatch("[0-9a-f]{8}", text) is not None


def _new_id() -> str:
    return secrets.token_hex(4)


def _replace(ring: Ring) -> Ring:
    os.replace(_written(ring), ring.path)
    return read(ring.path)


def _written(ring: Ring) -> Path:
    """The ring in a new file beside its place, on the disk before anybody relies on it."""
    ring.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = ring.path.with_name(f"{ring.path.name}.{_new_id()}")
    keys = {key_id: base64.b64encode(key).decode() for key_id, key in ring.keys.items()}
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump({"current": ring.current, "keys": keys}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return made


def _parsed(path: Path) -> Ring:
    try:
        content = json.loads(path.read_text(encoding="ascii"))
        keys = {
            key_id: base64.b64decode(key, validate=True) for key_id, key in content["keys"].items()
        }
        current = content["current"]
        sound = current in keys and {len(key) for key in keys.values()} == {KEY_BYTES}
    except OSError as error:
        raise RingUnusable(f"不能读取密钥文件 {path}：{error.strerror}。") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        sound = False
    if not sound:
        raise RingUnusable(f"密钥文件 {path} 已损坏，请从备份中恢复。") from None
    return Ring(path, current, keys)


@lru_cache(maxsize=64)
def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)
