"""What of the catalog is searched, and the index of this installation."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import Prefetch

from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.visibility import public_attachments, public_by_number
from gongkai.intake.html import text_of
from gongkai.search.documents import SearchDocument
from gongkai.search.index import SearchIndex


def site_index() -> SearchIndex:
    """The index beside this installation's data; threads share one."""
    return _index(settings.VAR_DIR / "search")


@cache
def _index(folder: Path) -> SearchIndex:
    return SearchIndex(folder)


def published_ids() -> list[int]:
    """The numbers of all published items."""
    return list(public_by_number().order_by("pk").values_list("pk", flat=True))


def published(item_ids: Sequence[int]) -> list[SearchDocument]:
    """Those of the items that are published, as they are searched."""
    released = public_attachments().order_by("position")
    items = (
        public_by_number()
        .filter(pk__in=item_ids)
        .select_related("agency")
        .prefetch_related(Prefetch("attachments", released))
        .order_by("pk")
    )
    return [_document(item) for item in items]


def _document(item: DisclosureItem) -> SearchDocument:
    published_on = item.published_on or item.generated_on
    return SearchDocument(
        item_id=item.pk,
        agencies=tuple(filter(None, item.agency.path.split("/"))),
        title=item.title,
        summary=item.summary,
        body=text_of(item.body),
        attachments=tuple(f"{one.filename}\n{one.text}" for one in item.attachments.all()),
        document_number=item.document_number,
        index_number=item.index_number or "",
        generated_on=item.generated_on,
        published_on=published_on,
        year=published_on.year,
        topic=item.topic_category,
        genre=item.genre_category,
        business=item.business_category,
        duty=item.statutory_duty,
        validity=item.validity,
    )
