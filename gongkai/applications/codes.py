"""The query code with which an applicant finds the case again; only its hash is kept."""

import hashlib
import secrets

# Without signs that look alike on paper.
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 16


def new_code() -> str:
    """A code of 80 random bits, in groups of four."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(LENGTH))
    return "-".join(signs[start : start + 4] for start in range(0, LENGTH, 4))


def plain(code: str) -> str:
    """The code however it was typed."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def is_code(code: str) -> bool:
    """Whether it can be a query code: a page proposes one, so a form could bring anything."""
    return len(plain(code)) == LENGTH


def digest(code: str) -> str:
    """What is kept of a code. It is random and long, so a quick hash tells nobody anything."""
    return hashlib.sha256(b"gongkai query code:" + plain(code).encode()).hexdigest()
