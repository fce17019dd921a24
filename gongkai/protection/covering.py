"""What a paper must not show: plain values for whoever takes them out of a text."""

from gongkai.protection.models import Protected
from gongkai.protection.secret import Secret, reveal


def values_to_cover(record: Protected, *fields: str) -> dict[str, str]:
    """The plain values of some fields, only to look for them in a text and take them out.

    They are never kept or sent, and shown only in that text to who may read it anyway: no reason
    is asked for and nothing is logged. Who wants to read a value calls `transitions.open_value`.

    Raises: ProtectionFault.
    Source: 政府信息公开条例(2019) 第十五条; 个人信息保护法 第五十一条.
    """
    found: dict[str, str] = {}
    for name in fields:
        secret = getattr(record, name)
        if not isinstance(secret, Secret):
            raise TypeError(f"{name} is not protected")
        found[name] = reveal(secret)
    return found
