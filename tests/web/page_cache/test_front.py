"""Who gets a kept page, what it depends on, and how it is sent."""

import gzip
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client

from gongkai.web.page_cache import PageCache, front
from gongkai.web.page_cache.front import takes_gzip
from gongkai.web.page_cache.purges import site_purges
from tests.build import Town
from tests.web.page_cache import site
from tests.web.page_cache.build import ask


def test_the_second_reader_gets_the_page_that_was_kept(worker: PageCache) -> None:
    first, second = ask(worker, "/topics/a/"), ask(worker, "/topics/a/")
    assert first.text == "a=0"
    assert first == second
    assert site.made == {"a": 1}


def test_a_purge_ends_the_pages_of_the_tag_and_no_other(worker: PageCache) -> None:
    for names in ("a", "b", "a-b", "c"):
        ask(worker, f"/topics/{names}/")
    site.versions["a"] = 1
    site_purges().record(["a"])
    shown = [ask(worker, f"/topics/{names}/").text for names in ("a", "b", "a-b", "c")]
    assert shown == ["a=1", "b=0", "a=1 b=0", "c=0"]
    assert site.made == {"a": 2, "b": 1, "a-b": 2, "c": 1}


def test_a_purge_while_the_page_is_made_ends_it_too(worker: PageCache) -> None:
    def change() -> None:
        site.versions["a"] += 1
        site_purges().record(["a"])

    site.after_reading.append(change)
    assert ask(worker, "/topics/a/").text == "a=0"
    assert ask(worker, "/topics/a/").text == "a=1"
    assert ask(worker, "/topics/a/").text == "a=1"
    assert site.made["a"] == 2


def test_a_page_ends_with_the_day(worker: PageCache, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(worker, "/topics/a/")
    tomorrow = front.time.time() + 24 * 3600
    monkeypatch.setattr(front, "time", SimpleNamespace(time=lambda: tomorrow))
    ask(worker, "/topics/a/")
    assert site.made["a"] == 2


@pytest.mark.parametrize(
    ("kind", "makings"),
    [
        ("missing", 1),
        ("gone", 1),
        ("undeclared", 2),
        ("forbidden", 2),
        ("redirect", 2),
        ("cookie", 2),
        ("token", 2),
        ("private", 2),
        ("unstored", 2),
        ("language", 2),
        ("packed", 2),
        ("stream", 2),
    ],
)
def test_what_is_kept(worker: PageCache, kind: str, makings: int) -> None:
    bare = ask(get_wsgi_application(), f"/kind/{kind}/")
    first, second = ask(worker, f"/kind/{kind}/"), ask(worker, f"/kind/{kind}/")
    assert site.made[kind] == makings + 1
    assert first.status == second.status == bare.status
    if kind != "token":
        assert first.body == second.body == bare.body


def test_a_page_that_was_missing_appears_with_a_purge(worker: PageCache) -> None:
    assert ask(worker, "/kind/missing/").status == 404
    site_purges().record(["missing"])
    ask(worker, "/kind/missing/")
    assert site.made["missing"] == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "sessionid=1"},
        {"cookie": "print=large; sessionid =1"},
        {"authorization": "Basic eA=="},
        {"hx_request": "true"},
    ],
)
def test_who_names_himself_never_meets_the_kept_pages(
    worker: PageCache, headers: dict[str, str]
) -> None:
    bare = ask(get_wsgi_application(), "/echo/", **headers)
    assert ask(worker, "/echo/", **headers).body == bare.body
    ask(worker, "/echo/")
    assert ask(worker, "/echo/", **headers).body == bare.body
    assert site.made["echo"] == 4


@pytest.mark.django_db(transaction=True)  # a response that ends closes the test's transaction
def test_staff_see_their_own_page(worker: PageCache, town: Town, as_li: Client) -> None:
    session = f"sessionid={as_li.cookies['sessionid'].value}"
    assert "李经办" in ask(worker, "/", cookie=session).text
    public = ask(worker, "/")
    assert "李经办" not in public.text
    assert "青山镇" in public.text
    assert "李经办" in ask(worker, "/", cookie=session).text
    assert ask(worker, "/") == public
    assert site.made["home"] == 3


def test_other_methods_are_asked_of_django(worker: PageCache) -> None:
    ask(worker, "/echo/")
    ask(worker, "/echo/", "OPTIONS")
    assert site.made["echo"] == 2


def test_the_order_of_a_query_makes_no_difference(worker: PageCache) -> None:
    pages = [
        ask(worker, f"/echo/?{query}").text
        for query in ("year=2017&page=2", "page=2&year=2017", "&page=2&&year=2017")
    ]
    assert pages[0].startswith("http://127.0.0.1/echo/?page=2&year=2017 ")
    assert len(set(pages)) == 1
    assert site.made["echo"] == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("/echo/", "/echo/?page=1"), ("/echo/?a=1&a=2", "/echo/?a=2&a=1"), ("/echo/?a", "/echo/?b")],
)
def test_another_query_is_another_page(worker: PageCache, one: str, other: str) -> None:
    assert ask(worker, one).text != ask(worker, other).text
    assert site.made["echo"] == 2


def test_another_host_is_another_page(worker: PageCache) -> None:
    assert ask(worker, "/echo/").text.startswith("http://127.0.0.1/echo/")
    named = ask(worker, "/echo/", host="open.example.cn")
    assert named.text.startswith("http://open.example.cn/echo/")
    assert ask(worker, "/echo/", host="evil.example").status == 400


def test_another_scheme_is_another_page(settings: Any, small_site: None) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    worker = PageCache(get_wsgi_application())
    assert ask(worker, "/echo/", x_forwarded_proto="https").status == 200
    assert ask(worker, "/echo/").status == 301
    assert ask(worker, "/echo/", x_forwarded_proto="https").status == 200
    assert site.made["echo"] == 1


def test_a_preference_is_another_page_and_other_cookies_reach_no_view(worker: PageCache) -> None:
    plain = ask(worker, "/echo/")
    assert " [] " in plain.text
    assert ask(worker, "/echo/", cookie="seen=1; print=huge") == plain
    large = ask(worker, "/echo/", cookie="seen=1; print=large")
    assert " [('print', 'large')] " in large.text
    assert ask(worker, "/echo/", cookie="print=large;waf=2") == large
    strong = ask(worker, "/echo/", cookie="contrast=more; print=large")
    assert " [('contrast', 'more'), ('print', 'large')] " in strong.text
    assert site.made["echo"] == 3


def test_a_form_keeps_the_token_of_its_reader(worker: PageCache) -> None:
    token = "a" * 32
    answer = ask(worker, "/kind/token/", cookie=f"seen=1; csrftoken={token}")
    assert f"csrftoken={token};" in answer.headers["Set-Cookie"]


def test_a_very_long_address_is_not_kept(worker: PageCache) -> None:
    for _ in range(2):
        assert ask(worker, f"/echo/?q={'1' * 1_000}").status == 200
    assert site.made["echo"] == 2


def test_nothing_is_kept_without_memory(settings: Any, small_site: None) -> None:
    settings.PAGE_CACHE_BYTES = 0
    worker = PageCache(get_wsgi_application())
    assert ask(worker, "/topics/a/").body == ask(worker, "/topics/a/").body
    assert site.made["a"] == 2


def test_a_browser_must_ask_and_is_told_when_nothing_changed(worker: PageCache) -> None:
    first = ask(worker, "/echo/")
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["Last-Modified"].endswith(" GMT")
    etag = first.headers["ETag"]
    assert etag.startswith('W/"')
    for known in (etag, f'"other", {etag}', etag.removeprefix("W/")):
        again = ask(worker, "/echo/", if_none_match=known)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == etag
        assert again.headers["Vary"] == first.headers["Vary"]
        assert "Content-Length" not in again.headers
    assert ask(worker, "/echo/", if_none_match='W/"other"') == first
    assert site.made["echo"] == 1


def test_the_same_page_has_the_same_digest_in_every_worker(
    worker: PageCache, other_worker: PageCache
) -> None:
    etag = ask(worker, "/topics/a/").headers["ETag"]
    assert ask(other_worker, "/topics/a/", if_none_match=etag).status == 304
    site.versions["a"] = 1
    site_purges().record(["a"])
    changed = ask(other_worker, "/topics/a/", if_none_match=etag)
    assert (changed.status, changed.text) == (200, "a=1")


def test_a_moment_alone_never_stands_for_the_page(worker: PageCache) -> None:
    moment = ask(worker, "/topics/a/").headers["Last-Modified"]
    assert ask(worker, "/topics/a/", if_modified_since=moment).status == 200


def test_a_page_not_found_is_sent_whole(worker: PageCache) -> None:
    answer = ask(worker, "/kind/missing/", if_none_match="")
    assert answer.status == 404
    assert "ETag" not in answer.headers


def test_a_reader_of_gzip_gets_it_packed(worker: PageCache) -> None:
    plain = ask(worker, "/echo/")
    packed = ask(worker, "/echo/", accept_encoding="gzip, deflate, br")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert int(packed.headers["Content-Length"]) == len(packed.body) < len(plain.body)
    assert int(plain.headers["Content-Length"]) == len(plain.body)
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Cookie, Accept-Encoding"
    assert site.made["echo"] == 1


def test_a_page_that_packing_would_lengthen_is_sent_plain(worker: PageCache) -> None:
    answer = ask(worker, "/topics/a/", accept_encoding="gzip")
    assert answer.text == "a=0"


def test_head_has_the_headers_of_get(worker: PageCache) -> None:
    assert ask(worker, "/echo/", "HEAD").status == 200
    got = ask(worker, "/echo/")
    head = ask(worker, "/echo/", "HEAD")
    assert (head.status, head.headers, head.body) == (200, got.headers, b"")
    assert site.made["echo"] == 2


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True),
        ("br;q=1.0, GZIP;q=0.5", True),
        ("deflate, gzip; q=0.001", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, identity", False),
        ("x-gzip", False),
        ("identity", False),
        ("", False),
    ],
)
def test_takes_gzip(accepted: str, takes: bool) -> None:
    assert takes_gzip(accepted) is takes
