"""The application around Django's: answers from the kept pages, or asks Django and keeps.

A kept page may depend on its address (the query in any order), the host, the scheme, the reader's
display preferences, its tags and the day; on nothing else. Nobody who has a session or names
himself gets a kept page or leaves one.
"""

import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.cookie import parse_cookie
from django.utils import timezone

from gongkai.web.page_cache.pages import Headers, KeptPages, Life, Page, next_midnight, page_of
from gongkai.web.page_cache.purges import place_of, site_purges

# The cookies that change how a public page looks, with the values that do. A reader without a
# session shows Django no other cookie, so a preference that is missing here has no effect at all
# instead of reaching other readers.
PREFERENCES = (("print", "large"), ("contrast", "more"))
TAGS = "gongkai.page_cache.tags"
# A page under a longer address is not kept: the bound of memory counts pages, not addresses.
_LONGEST_ADDRESS = 1_000
_KEPT_STATUS = {200, 404, 410}
# What of `Vary` the key covers, or keeps away from the kept pages.
_COVERED = {"cookie", "accept-encoding", "hx-request"}


def depends_on(request: HttpRequest, *tags: str) -> None:
    """Let the page of this request be kept until one of the tags is purged, or the day ends.

    For pages made from the database, the address and the display preferences only. A view that
    may answer 404 calls this first, so that its "not found" ends when the record appears.
    """
    request.META.setdefault(TAGS, set()).update(tags)


class Key(NamedTuple):
    """What tells kept pages apart."""

    path: str
    query: str
    host: str
    scheme: str
    look: tuple[tuple[str, str], ...]


class PageCache:
    """Django behind its kept pages."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._purges = site_purges()
        self._pages = KeptPages(settings.PAGE_CACHE_BYTES)
        self._session_cookie = settings.SESSION_COOKIE_NAME
        proxy = settings.SECURE_PROXY_SSL_HEADER
        self._scheme = proxy[0] if proxy else "wsgi.url_scheme"

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        key = self._key(environ)
        if key is None:
            return self._application(environ, start_response)
        page = self._pages.get(key)
        if page is not None and self._is_current(page.life):
            return _send(page, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self._application(environ, start_response)
        return self._ask(key, environ, start_response)

    def _key(self, environ: WSGIEnvironment) -> Key | None:
        """The key of the page asked for, or None for a request that is Django's alone."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        if "HTTP_AUTHORIZATION" in environ or "HTTP_HX_REQUEST" in environ:
            return None
        look: tuple[tuple[str, str], ...] = ()
        if header := environ.get("HTTP_COOKIE"):
            cookies = parse_cookie(header)
            if self._session_cookie in cookies:
                return None
            look = tuple(pair for pair in PREFERENCES if cookies.get(pair[0]) == pair[1])
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        host = environ.get("HTTP_HOST", "")
        if len(path) + len(query) + len(host) > _LONGEST_ADDRESS:
            return None
        if "&" in query:
            query = _in_order(query)
        return Key(path, query, host, environ.get(self._scheme, ""), look)

    def _is_current(self, life: Life) -> bool:
        return time.time() < life.until and self._purges.is_current(life.places, life.began)

    def _ask(
        self, key: Key, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let Django make the page from no more than the key holds, and keep it."""
        began, until = self._purges.latest(), next_midnight(timezone.localtime())
        environ["QUERY_STRING"] = key.query
        environ["HTTP_COOKIE"] = _cookies_shown(key, environ.get("HTTP_COOKIE", ""))
        start = _Start()
        response = self._application(environ, start)
        tags = environ.get(TAGS)
        if tags is None or not isinstance(response, HttpResponse) or not _may_keep(response):
            start_response(start.status, start.headers)
            return response
        page = page_of(response, Life(tuple(map(place_of, tags)), began, until))
        response.close()
        if self._is_current(page.life):
            self._pages.put(key, page)
        return _send(page, environ, start_response)


class _Start:
    """Holds Django's status and headers until it is known whether the page is kept."""

    status = ""
    headers: Headers = []

    def __call__(
        self, status: str, headers: Headers, exc_info: Any = None, /
    ) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return bytes  # the old way to write, which Django does not use


def _send(page: Page, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """Send a page, or say that the reader has it already."""
    # The headers are copied: servers may add to the list they are given.
    if page.etag and page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 Not Modified", page.unchanged_headers[:])
        return []
    if page.packed and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        start_response(page.status, page.packed_headers[:])
        body = page.packed
    else:
        start_response(page.status, page.plain_headers[:])
        body = page.plain
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _may_keep(response: HttpResponse) -> bool:
    """Whether the response is one for everybody. A page with a CSRF token sets its cookie."""
    return (
        response.status_code in _KEPT_STATUS
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and _words(response, "Cache-Control").isdisjoint({"private", "no-store"})
        and _words(response, "Vary") <= _COVERED
    )


def _words(response: HttpResponse, header: str) -> set[str]:
    return {word.strip().lower() for word in response.get(header, "").split(",")} - {""}


def _in_order(query: str) -> str:
    """The query by names; values of one name keep their order."""
    pairs = filter(None, query.split("&"))
    return "&".join(sorted(pairs, key=lambda pair: pair.partition("=")[0]))


def _cookies_shown(key: Key, header: str) -> str:
    """The key's preferences; and the CSRF cookie, or each form would replace the last one's."""
    tokens = (
        pair
        for pair in header.split(";")
        if pair.partition("=")[0].strip() == settings.CSRF_COOKIE_NAME
    )
    return ";".join([*(f"{name}={value}" for name, value in key.look), *tokens])


@lru_cache(256)
def takes_gzip(accepted: str) -> bool:
    """Whether the header `Accept-Encoding` allows gzip by name."""
    for offer in accepted.lower().split(","):
        name, _, weight = offer.replace(" ", "").partition(";q=")
        if name == "gzip":
            return weight.strip("0.") != "" or not weight
    return False
