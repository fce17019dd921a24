"""Pages as they are kept: ready to send, within a bound of memory."""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import blake2b

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date

Headers = list[tuple[str, str]]
# What a page takes in memory beside its bytes: headers, key, the objects around them.
_OVERHEAD = 4_096
_ABOUT_THE_BODY = {"content-type", "content-length", "content-encoding", "content-disposition"}


@dataclass(frozen=True, slots=True)
class Life:
    """How long a page is current: until a purge of its places after `began`, and until midnight.

    A page may speak of the day, and nothing is purged when a day begins.

    Units: `until` is seconds since 1970.
    """

    places: tuple[int, ...]
    began: int
    until: float


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: its body plain, and packed where that is shorter."""

    life: Life
    status: str
    etag: str
    plain: bytes
    plain_headers: Headers
    packed: bytes
    packed_headers: Headers
    unchanged_headers: Headers

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return len(self.plain) + len(self.packed) + _OVERHEAD


def page_of(response: HttpResponse, life: Life) -> Page:
    """What is kept of Django's response, and sent the first time too.

    Browsers may keep a page but must ask each time (`no-cache`). They compare the digest; the
    moment is told and never compared, since a page may change twice within its second. Workers
    make the same digest from the same page. It is weak, for it is the same plain and packed.
    """
    body = response.content
    packed = gzip.compress(body, mtime=0)
    if len(packed) >= len(body):
        packed = b""
    etag = ""
    if response.status_code == 200:
        etag = f'"{blake2b(body, digest_size=16).hexdigest()}"'
        response["ETag"] = f"W/{etag}"
        response["Last-Modified"] = http_date(timezone.now().timestamp())
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    response["Content-Length"] = str(len(body))
    plain_headers = list(response.items())
    response["Content-Length"] = str(len(packed))
    response["Content-Encoding"] = "gzip"
    return Page(
        life=life,
        status=f"{response.status_code} {response.reason_phrase}",
        etag=etag,
        plain=body,
        plain_headers=plain_headers,
        packed=packed,
        packed_headers=list(response.items()),
        unchanged_headers=[
            (name, value) for name, value in plain_headers if name.lower() not in _ABOUT_THE_BODY
        ],
    )


def next_midnight(now: datetime) -> float:
    """When the day of `now` ends, in seconds since 1970."""
    tomorrow = now.date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, now.tzinfo).timestamp()


class KeptPages:
    """Pages by key; beyond `limit` bytes the one that was not asked for the longest time goes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._bytes = 0
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Page | None:
        """The page kept under the key, current or not."""
        try:
            self._pages.move_to_end(key)
            return self._pages[key]
        except KeyError:  # not there, or dropped by another thread between the two lines
            return None

    def put(self, key: Hashable, page: Page) -> None:
        """Keep the page in place of an earlier one."""
        if page.size > self._limit:
            return
        with self._lock:
            earlier = self._pages.pop(key, None)
            self._bytes += page.size - (earlier.size if earlier else 0)
            self._pages[key] = page
            while self._bytes > self._limit:
                self._bytes -= self._pages.popitem(last=False)[1].size
