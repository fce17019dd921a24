"""What an item is linked to: its interpretation, what it rests on, what it replaces."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.queries import catalog_readable_agency
from gongkai.audit.actions import Action
from gongkai.catalog import queries
from gongkai.catalog.models import DisclosureItem, ItemLink
from gongkai.catalog.visibility import public_items
from gongkai.desk.item_forms import LinkForm
from gongkai.publication import policies
from gongkai.publication.transitions import linking
from gongkai.web.requests import StaffRequest, acting

_SHOWN = 20


@require_http_methods(["GET", "POST"])
def links(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """The links of an item; another is looked up by title or number and added."""
    item = _item(request, code, pk)
    policies.permit(request.user, Action.ITEM_LINK, item)
    words = request.GET.get("q", "").strip()
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answers = form.cleaned_data
        try:
            linking.link(
                item.pk,
                target_id=answers["target"],
                kind=answers["kind"],
                effective_on=answers["effective_on"],
                acting=acting(request),
            )
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        except DisclosureItem.DoesNotExist:
            form.add_error("target", "没有这条信息，请重新查找。")
        else:
            messages.success(request, "已关联。")
            return redirect("desk:item-links", code, pk)
    context = {
        "agency": item.agency,
        "item": item,
        "form": form,
        "words": words,
        "found": _found(item, words) if words else [],
        "links": item.links.select_related("target").order_by("pk"),
    }
    return render(request, "desk/item_links.html", context)


@require_POST
def removal(request: StaffRequest, code: str, pk: int, link_pk: int) -> HttpResponse:
    """Take a link back."""
    item = _item(request, code, pk)
    found = get_object_or_404(ItemLink, pk=link_pk, source=item)
    linking.unlink(found.pk, acting=acting(request))
    messages.success(request, "已取消关联。")
    return redirect("desk:item-links", code, pk)


def _found(item: DisclosureItem, words: str) -> QuerySet[DisclosureItem]:
    """Public items of any agency with these words in their title or as a number."""
    named = Q(title__contains=words) | Q(document_number__contains=words) | Q(index_number=words)
    found = public_items().filter(named).exclude(pk=item.pk).select_related("agency")
    return found.order_by("-published_on", "-pk")[:_SHOWN]


def _item(request: StaffRequest, code: str, pk: int) -> DisclosureItem:
    agency = catalog_readable_agency(request.user, code)
    items = queries.items_of(type(agency).objects.filter(pk=agency.pk))
    return get_object_or_404(items, pk=pk)
