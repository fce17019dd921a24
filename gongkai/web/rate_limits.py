"""How often one source, or one key, may do something; kept in the database for all processes.

    _GUESSES = Limit("query-code", "查询码试得太多", most=10, within=timedelta(hours=1))
    take(_GUESSES, f"{number} {source_of(request)}", at=timezone.localtime())

A token bucket: `most` at once, then one each `within / most`. Of a source no more is kept than a
digest of the limit, the day and the address, deleted once all of it has come back. Outside of a
transaction of the caller, so that what was taken stays taken.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gongkai.web.models import Allowance

_A_DAY = timedelta(days=1)
_A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` times within a span; `sentence` says in Chinese, without its stop, what was too much.

    Each key begins anew at midnight, so no span is longer than a day.
    """

    name: str
    sentence: str
    most: int
    within: timedelta

    def __post_init__(self) -> None:
        if self.most < 1 or not timedelta(0) < self.within <= _A_DAY:
            raise ValueError("a limit is at least one within at most a day")


class TooOften(Exception):
    """A limit is used up; uncaught, it is answered with a page and status 429."""

    def __init__(self, limit: Limit, retry_at: datetime) -> None:
        super().__init__(f"{limit.sentence}，请在{_clock(retry_at)}以后再试。")
        self.retry_at = retry_at


@transaction.atomic
def take(limit: Limit, key: str, *, at: datetime) -> None:
    """Take one from what a key may.

    Raises: TooOften.
    """
    allowance, _ = Allowance.objects.select_for_update().get_or_create(
        key=_digest(limit, key, at), defaults={"full_at": at}
    )
    full_at = max(allowance.full_at, at) + limit.within // limit.most
    if full_at - at > limit.within:
        raise TooOften(limit, full_at - limit.within)
    allowance.full_at = full_at
    allowance.save(update_fields=["full_at"])


@transaction.atomic
def give_back(limit: Limit, key: str, *, at: datetime) -> None:
    """Undo one `take`: for a guess that was right, so that only wrong ones count."""
    found = Allowance.objects.select_for_update().filter(key=_digest(limit, key, at))
    for allowance in found:
        allowance.full_at -= limit.within // limit.most
        allowance.save(update_fields=["full_at"])


def forget(*, at: datetime) -> int:
    """Delete what has come back in full; say how many."""
    return Allowance.objects.filter(full_at__lt=at).delete()[0]


def source_of(request: HttpRequest) -> str:
    """The visitor's address; of IPv6 the network /64, all of which one connection has.

    Each of the `GONGKAI_PROXIES` in front has added to X-Forwarded-For whom it saw; what stands
    before that, anybody can have written.
    """
    hops = [request.META.get("REMOTE_ADDR", "")]
    if settings.PROXIES:
        hops = [*request.META.get("HTTP_X_FORWARDED_FOR", "").split(","), *hops]
    hops = [hop.strip() for hop in hops if hop.strip()] or [""]
    return _network(hops[max(0, len(hops) - 1 - settings.PROXIES)])


def _network(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if not isinstance(address, IPv6Address):
        return str(address)
    # A server that listens to both writes an address of IPv4 as one of IPv6.
    mapped = address.ipv4_mapped
    return str(mapped or IPv6Network((int(address), 64), strict=False))


def _digest(limit: Limit, key: str, at: datetime) -> str:
    content = f"{limit.name}\0{timezone.localdate(at)}\0{key}"
    return salted_hmac("web.rate_limits", content, algorithm="sha256").hexdigest()


def _clock(moment: datetime) -> str:
    """The full minute after a moment; with its day, for it may be tomorrow."""
    local = timezone.localtime(moment + _A_MINUTE)
    return f"{local.month}月{local.day}日{local.hour}时{local.minute:02}分"
