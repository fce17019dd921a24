"""An item's page, its files, its earlier texts, its QR code; what is left of a withdrawn one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gongkai.catalog import previews
from gongkai.catalog.addresses import item_address
from gongkai.catalog.cache_tags import tag_of
from gongkai.catalog.models import Attachment, DisclosureItem, Edition
from gongkai.catalog.visibility import (
    public_attachments,
    public_editions,
    public_items,
    tombstones,
)
from gongkai.intake.html import text_of
from gongkai.portal import item_body, item_page
from gongkai.portal.comparison import compared
from gongkai.portal.directory import agency_named
from gongkai.portal.media_types import media_type
from gongkai.portal.opendata.descriptions import item_markup
from gongkai.publication.models import Withdrawal
from gongkai.web import qr_codes
from gongkai.web.page_cache import depends_on

View = Callable[..., HttpResponseBase]
_GONE = 410
_NONE = "没有公开过这个索引号的信息。请核对索引号，或者检索信息名称。"


@login_not_required
@require_safe
def item(request: HttpRequest, index_number: str) -> HttpResponse:
    """One public item; of a withdrawn one, that it was, when and why it went."""
    depends_on(request, tag_of(index_number), "agencies")
    found = item_page.text(index_number)
    if found is None:
        return _tombstone(request, index_number, Http404(_NONE))
    place = agency_named(found.agency)
    depends_on(request, f"agency:{place.code}")
    linked = item_page.links(found)
    address = request.build_absolute_uri(item_address(index_number))
    context = {
        "item": found,
        "place": place,
        "markup": item_markup(
            found,
            publisher=place.name_on(found.published_on),
            root=request.build_absolute_uri("/"),
        ),
        "metadata": item_page.metadata(found, place),
        "classification": item_page.classification(found, place),
        "body": item_body.shown(
            found.body,
            issuer=place.name_on(found.generated_on),
            number=found.document_number,
            title=found.title,
        ),
        "planned_end": item_page.planned_end(found),
        "replaced_by": item_page.replaced_by(linked),
        "links": linked,
        "files": item_page.files(found),
        "releases": item_page.releases(found),
        "editions": item_page.editions(found),
        "citation": item_page.citation(found, place, address),
        "address": item_address(index_number),
    }
    return render(request, "portal/item.html", context)


def below_item(view: View) -> View:
    """A view of what lies below an item; of a withdrawn one it shows the item's tombstone."""

    @wraps(view)
    def answering(request: HttpRequest, index_number: str, **parts: Any) -> HttpResponseBase:
        try:
            return view(request, index_number, **parts)
        except Http404 as missing:
            return _tombstone(request, index_number, missing)

    return answering


def _tombstone(request: HttpRequest, index_number: str, missing: Http404) -> HttpResponse:
    # Neither title nor text: either may be what had to go.
    gone = tombstones().filter(index_number=index_number).first()
    if gone is None:
        raise missing
    context = {
        "item": gone,
        "place": agency_named(gone.agency_id),
        "withdrawal": Withdrawal.objects.filter(item=gone).first(),
    }
    return render(request, "portal/tombstone.html", context, status=_GONE)


@login_not_required
@require_safe
@below_item
def qr(request: HttpRequest, index_number: str) -> HttpResponse:
    """The item's address as a QR code; apart from the page, which would wait for it."""
    depends_on(request, tag_of(index_number))
    get_object_or_404(public_items(), index_number=index_number)
    address = request.build_absolute_uri(item_address(index_number))
    return HttpResponse(qr_codes.file(address), content_type="image/svg+xml")


@login_not_required
@require_safe
@below_item
def edition(request: HttpRequest, index_number: str, number: int) -> HttpResponse:
    """What a revision changed: an earlier text beside the one that followed it."""
    depends_on(request, tag_of(index_number), "agencies")
    editions = public_editions().filter(item__index_number=index_number)
    before = get_object_or_404(editions.select_related("item"), number=number)
    after = editions.filter(number=number + 1).first() or before.item
    fields = [
        (label, old, new)
        for label, old, new in (
            ("信息名称", before.title, after.title),
            ("文号", before.document_number, after.document_number),
            ("内容概述", before.summary, after.summary),
        )
        if old != new
    ]
    context = {
        "item": before.item,
        "edition": before,
        "address": item_address(index_number),
        "fields": fields,
        "lines": compared(_text(before), _text(after)),
    }
    return render(request, "portal/edition.html", context)


def _text(text: Edition | DisclosureItem) -> str:
    return text_of(text.body)


@login_not_required
@require_safe
@below_item
def attachment(
    request: HttpRequest, index_number: str, position: int, filename: str
) -> FileResponse:
    """The released copy of a file; asked of the database each time, never kept."""
    found = _attachment(index_number, position)
    if found.filename != filename:
        raise Http404("没有这个附件。")
    answer = FileResponse(
        found.released.open("rb"),
        as_attachment=True,
        filename=found.filename,
        content_type=media_type(found),
    )
    answer["Cache-Control"] = "no-cache"
    return answer


@login_not_required
@require_safe
@below_item
def preview(request: HttpRequest, index_number: str, position: int, page: int) -> HttpResponse:
    """A picture of a page of a released PDF file."""
    picture = previews.preview(_attachment(index_number, position), page)
    if picture is None:
        raise Http404("没有这一页。")
    answer = HttpResponse(picture, content_type="image/png")
    answer["Cache-Control"] = "no-cache"
    return answer


def _attachment(index_number: str, position: int) -> Attachment:
    return get_object_or_404(
        public_attachments(), item__index_number=index_number, position=position
    )
