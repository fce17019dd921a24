"""One value for one place: checked with an implementation of our own for the key."""

import base64
import hashlib
import hmac
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.protection.faults import KeyLost, Tampered
from gongkai.protection.ring import Ring
from gongkai.protection.sealing import Sealed, digest, seal, unseal

MASTER = bytes(range(32))
RING = Ring(Path("ring.json"), "0000abcd", {"0000abcd": MASTER})
PLACE = "sample.petitioner.phone.7"


def derived(purpose: bytes) -> bytes:
    """HKDF-SHA256 after RFC 5869, one block, no salt."""
    extracted = hmac.new(bytes(32), MASTER, hashlib.sha256).digest()
    return hmac.new(extracted, purpose + b"\x01", hashlib.sha256).digest()


def test_what_is_stored_is_aes_gcm_bound_to_its_place() -> None:
    key_id, _, encoded = seal("13812345678", PLACE, RING).partition(":")
    content = base64.b64decode(encoded)
    box = AESGCM(derived(b"gongkai encryption"))
    assert key_id == "0000abcd"
    assert box.decrypt(content[:12], content[12:], PLACE.encode()) == b"13812345678"


def test_the_blind_index_is_hmac_sha256_of_column_and_value() -> None:
    expected = hmac.new(
        derived(b"gongkai blind index"),
        b"sample.petitioner.phone_index\x0013812345678",
        hashlib.sha256,
    ).hexdigest()
    assert digest("13812345678", "sample.petitioner.phone_index", RING, "0000abcd") == expected


@pytest.mark.parametrize("plain", ["x", "长河省清水县𠮷家村", "a" * 10_000, "a:b"])
def test_round_trip(plain: str) -> None:
    assert unseal(seal(plain, PLACE, RING), PLACE, RING) == plain


def test_nothing_stays_nothing() -> None:
    assert seal("", PLACE, RING) == unseal(Sealed(), PLACE, RING) == ""
    assert digest("", "sample.petitioner.phone_index", RING, "0000abcd") == ""


def test_the_same_value_never_looks_the_same() -> None:
    assert len({seal("13812345678", PLACE, RING) for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "place",
    ["sample.petitioner.phone.8", "sample.petitioner.address.7", "sample.witness.phone.7"],
)
def test_it_opens_nowhere_else(place: str) -> None:
    with pytest.raises(Tampered, match=place):
        unseal(seal("13812345678", PLACE, RING), place, RING)


def test_a_changed_one_does_not_open() -> None:
    sealed = seal("13812345678", PLACE, RING)
    for at in range(len("0000abcd:"), len(sealed), 7):
        other = "A" if sealed[at] != "A" else "B"
        with pytest.raises(Tampered):
            unseal(Sealed(sealed[:at] + other + sealed[at + 1 :]), PLACE, RING)
    for broken in (sealed[:-8], f"{sealed}AAAA", "0000abcd:", "0000abcd:$$"):
        with pytest.raises(Tampered):
            unseal(Sealed(broken), PLACE, RING)


def test_a_lost_key_is_named() -> None:
    with pytest.raises(KeyLost, match="没有编号为“ffff0000”的密钥"):
        unseal(Sealed("ffff0000:AAAA"), PLACE, RING)


def test_a_value_stored_plain_is_not_repeated_in_the_error() -> None:
    with pytest.raises(Tampered) as caught:
        unseal(Sealed("13812345678"), PLACE, RING)
    assert "138" not in str(caught.value)
