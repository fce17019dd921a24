"""The signed links of a mail: each good for one purpose and saying nothing of the address."""

from typing import Literal

from django.core.signing import BadSignature, Signer

from gongkai.subscriptions.models import Subscription

Purpose = Literal["confirmation", "cancellation"]


def link_of(subscription: Subscription, purpose: Purpose) -> str:
    """The path that confirms or ends a subscription."""
    signed = _signer(purpose).sign(subscription.token)
    return f"/subscriptions/{purpose}/{signed.replace(':', '.')}/"


def token_in(signed: str, purpose: Purpose) -> str:
    """The token that was signed for this purpose, "" for a link that is not ours."""
    try:
        return _signer(purpose).unsign(signed.replace(".", ":"))
    except BadSignature:
        return ""


def _signer(purpose: Purpose) -> Signer:
    return Signer(salt=f"subscriptions.{purpose}")
