"""Items at the public's side, and the index brought up to date as the worker does."""

from datetime import date
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.catalog.models import DisclosureItem
from gongkai.search import changes, queries
from tests.build import Town


def published(
    town: Town, title: str, *, agency: Agency | None = None, **values: Any
) -> DisclosureItem:
    """A published item of 青山镇, made without its reviews; its number ends with its title."""
    agency = agency or town.agency
    given: dict[str, Any] = {
        "agency": agency,
        "status": "published",
        "index_number": f"{agency.code}/2017-{title}",
        "title": title,
        "generated_on": date(2017, 3, 1),
        "published_on": date(2017, 3, 12),
        "drafter": town.people["li"],
        "drafted_on": date(2017, 3, 1),
    }
    return DisclosureItem.objects.create(**{**given, **values})


def index_all() -> None:
    """Write the index anew."""
    changes.rebuild(
        queries.site_index(), queries.published_ids, queries.published, progress=lambda *_: None
    )


def withdraw_quietly(item: DisclosureItem) -> None:
    """Withdraw an item without telling the index."""
    DisclosureItem.objects.filter(pk=item.pk).update(status="withdrawn")
