"""The ways out for readers who search, subscribe or let programs read; rows for the table.

Each brings the index up to date as the worker does, but for those that let it lag.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.test import Client

from gongkai.search import changes, queries
from gongkai.subscriptions import letters
from gongkai.subscriptions.models import Mail
from tests.build import TODAY
from tests.portal.states import WORD, Subject
from tests.search.build import document
from tests.subscriptions.build import SITE, confirmed

Shows = Callable[[Subject], bool]
# In the title of the subject and of the other items, so that no answer repeats the word.
ASKED = "方案"


def answered(address: str) -> bytes:
    """The body at an address, however it is sent."""
    answer = Client().get(address)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def has_word(address: str) -> bool:
    return WORD in answered(address).decode()


def with_index(address: str) -> Shows:
    """An output that reads the index, up to date."""

    def shows(_: Subject) -> bool:
        changes.apply_changes(queries.site_index(), queries.published)
        return has_word(address)

    return shows


def with_old_index(address: str) -> Shows:
    """The same while the index still holds the subject's words, whatever state it is in.

    It waits to be indexed anew then: every transition queues what it changes.
    """

    def shows(subject: Subject) -> bool:
        changes.queue(subject.item.pk)
        known = document(subject.item.pk, f"关于{WORD}的{ASKED}", body=f"{WORD}的{ASKED}")
        queries.site_index().write([replace(known, published_on=TODAY)])
        return has_word(address)

    return shows


def similar(_: Subject) -> bool:
    """What is offered to whoever applies, its index up to date."""
    changes.apply_changes(queries.site_index(), queries.published)
    answer = Client().post("/apply/similar/", {"wanted": f"请问{ASKED}"})
    return WORD in answer.content.decode()


def archive(_: Subject) -> bool:
    """The archive, its names and all that it holds."""
    with zipfile.ZipFile(io.BytesIO(answered("/downloads/everything.zip"))) as opened:
        texts = [opened.read(name).decode() for name in opened.namelist()]
        return WORD in "".join([*opened.namelist(), *texts])


def files_in_the_archive(_: Subject) -> bool:
    with zipfile.ZipFile(io.BytesIO(answered("/downloads/everything.zip"))) as opened:
        return any(WORD in name for name in opened.namelist())


def sitemap(subject: Subject) -> bool:
    return f"/items/{subject.index_number}/" in answered("/sitemaps/0.xml").decode()


def mail(subject: Subject) -> bool:
    """The digest of a subscriber, while the index lags as above."""
    with_old_index("/search/")(subject)
    subscription = confirmed(f"reader{subject.item.pk}@example.cn")
    due = Mail(subscription=subscription, kind="digest", since=TODAY, until=TODAY)
    letter = letters.letter(due, site=SITE)
    return letter is not None and WORD in f"{letter.subject}{letter.body}{letter.extra_headers}"


OPEN_OUTPUTS: Mapping[str, tuple[Shows, str]] = {
    "search": (with_index(f"/search/?q={ASKED}"), "nnnnnn yy nnnn"),
    "search, the index lagging": (with_old_index(f"/search/?q={ASKED}"), "nnnnnn yy nnnn"),
    "search, newest first": (with_index("/search/?sort=newest"), "nnnnnn yy nnnn"),
    "suggestions": (with_index(f"/search/suggestions/?q={ASKED}"), "nnnnnn yy nnnn"),
    "suggestions, the index lagging": (
        with_old_index(f"/search/suggestions/?q={ASKED}"),
        "nnnnnn nn nnnn",
    ),
    "similar to an application": (similar, "nnnnnn yy nnnn"),
    "feed": (lambda _: has_word("/feeds/"), "nnnnnn yy nnnn"),
    "feed, RSS": (lambda _: has_word("/feeds/?format=rss"), "nnnnnn yy nnnn"),
    "feed of the agency above": (lambda _: has_word("/feeds/agencies/county/"), "nnnnnn yy nnnn"),
    "feed of a node": (
        lambda _: has_word("/feeds/catalog/topic/agriculture_water/"),
        "nnnnnn yy nnnn",
    ),
    "feed of a search": (with_index(f"/feeds/search/?q={ASKED}"), "nnnnnn yy nnnn"),
    "feed of a search, the index lagging": (
        with_old_index(f"/feeds/search/?q={ASKED}"),
        "nnnnnn yy nnnn",
    ),
    "API, items": (lambda _: has_word("/api/v1/items/"), "nnnnnn yy nnnn"),
    # Earlier texts are part of an item there, as they are of its page.
    "API, one item": (
        lambda subject: has_word(f"/api/v1/items/{subject.index_number}/"),
        "nnnnnn yy nnyn",
    ),
    "download, table": (lambda _: has_word("/downloads/catalog.csv"), "nnnnnn yy nnnn"),
    "download, document": (lambda _: has_word("/downloads/catalog.json"), "nnnnnn yy nnyn"),
    "download, archive": (archive, "nnnnnn yy nnyn"),
    "download, files in the archive": (files_in_the_archive, "nnnnnn yy nnnn"),
    "sitemap": (sitemap, "nnnnnn yy nyyy"),
    "description in DCAT": (lambda _: has_word("/catalog.jsonld"), "nnnnnn nn nnnn"),
    "e-mail": (mail, "nnnnnn yy nnnn"),
}
