"""Items: what waits for whom, one item with its documents, and the steps on its way."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import may, may_read, signs_for
from gongkai.agencies.queries import catalog_readable_agency
from gongkai.audit import log
from gongkai.audit.actions import Action
from gongkai.catalog import queries
from gongkai.catalog.models import DisclosureItem
from gongkai.desk.item_forms import shown_content
from gongkai.desk.item_steps import STEPS, TONES, buttons, waits_for
from gongkai.publication import policies
from gongkai.publication.ledgers import CONTENT
from gongkai.publication.levels import waiting_level
from gongkai.publication.queries import (
    coming_change,
    open_revision,
    scheduled,
    states_waiting_for,
    unconfirmed,
)
from gongkai.publication.submission import obstacles
from gongkai.web.paging import page_of
from gongkai.web.requests import StaffRequest, acting

_PAGE = 20


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list was asked for."""

    status: str
    mine: bool
    words: str

    @property
    def address(self) -> str:
        """The same filters for the next page."""
        mine = "me" if self.mine else ""
        return urlencode({"status": self.status, "waiting": mine, "q": self.words})

    def applied_to(
        self, items: QuerySet[DisclosureItem], states: list[str]
    ) -> QuerySet[DisclosureItem]:
        """The items that are asked for; `states` are those that wait for the person."""
        if self.status:
            items = items.filter(status=self.status)
        else:
            items = items.exclude(status=DisclosureItem.Status.DISCARDED)
        if self.mine:
            items = items.filter(status__in=states)
        if self.words:
            named = Q(title__icontains=self.words) | Q(document_number__icontains=self.words)
            items = items.filter(named | Q(index_number__icontains=self.words))
        return items


@require_safe
def items(request: StaffRequest, code: str) -> HttpResponse:
    """Items of every state with who must act next, the latest draft first."""
    agency = catalog_readable_agency(request.user, code)
    filters = Filters(
        request.GET.get("status", ""),
        request.GET.get("waiting") == "me",
        request.GET.get("q", "").strip(),
    )
    if filters.status and filters.status not in DisclosureItem.Status:
        raise Http404("没有这种状态。")
    every = _items(agency).prefetch_related("approvals")
    found = filters.applied_to(every, states_waiting_for(request.user, agency))
    page = page_of(found, day="drafted_on", after=request.GET.get("after", ""), size=_PAGE)
    context = {
        "agency": agency,
        "filters": filters,
        "statuses": queries.counts_by_status(agency),
        "lines": [(item, TONES.get(item.status, ""), waits_for(item)) for item in page.rows],
        "next_key": page.next_key,
        "may_draft": may(request.user, Action.ITEM_DRAFT, agency),
        "uploads": unconfirmed(agency) if may(request.user, Action.ITEM_DRAFT, agency) else [],
        "may_bulk": may(request.user, Action.ITEM_CLASSIFY, agency),
    }
    return render(request, "desk/items.html", context)


@require_safe
def item(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """One item: its metadata and text, its documents, what can be done now."""
    agency, item = _found(request, code, pk)
    context = {
        "agency": agency,
        "item": item,
        "tone": TONES.get(item.status, ""),
        "level": waiting_level(item, today=timezone.localdate()),
        "columns": CONTENT,
        "shown": shown_content(item),
        "attachments": item.attachments.order_by("position"),
        "documents": {
            "reviews": item.secrecy_reviews.select_related("reviewer", "on_behalf_of").order_by(
                "pk"
            ),
            "approvals": item.approvals.select_related("approver", "on_behalf_of").order_by("pk"),
            "returns": item.returns.select_related("returned_by", "on_behalf_of").order_by("pk"),
            "scheduled": scheduled(item),
            "releases": item.releases.select_related("channel").order_by("released_on", "pk"),
            "withdrawal": getattr(item, "withdrawal", None),
            "editions": item.editions.select_related("revision").order_by("number"),
            "links": item.links.select_related("target__agency").order_by("pk"),
            "links_to": item.links_to.select_related("source__agency").order_by("pk"),
            "coming": coming_change(item),
            "discard": getattr(item, "discard", None),
        },
        "buttons": buttons(request.user, item),
        "may_release": may(request.user, Action.RELEASE_MAKE, agency),
        "reads_all": may_read(request.user, agency),
        "may_attach": not policies.reason_against(request.user, Action.ATTACHMENT_ADD, item),
        "may_link": not policies.reason_against(request.user, Action.ITEM_LINK, item),
        "revision": open_revision(item),
        # The whole life of an item: its own way and that of each of its revisions.
        "history": log.history(item, *item.revisions.all()),
    }
    return render(request, "desk/item.html", context)


@require_http_methods(["GET", "POST"])
def step(request: StaffRequest, code: str, pk: int, noun: str) -> HttpResponse:
    """Take one of the steps; what cannot be undone is asked a second time."""
    agency, item = _found(request, code, pk)
    step = STEPS[noun]
    form = step.form(_answers(request), initial=step.proposal(item))
    if request.method == "GET":
        policies.permit(request.user, step.action, item)
    elif form.is_valid():
        try:
            policies.permit(request.user, step.action, item)
            if step.is_confirmed(request.POST):
                taken = step.take(item.pk, **form.cleaned_data, acting=acting(request))
                messages.success(request, step.done)
                # A revision is another item, and goes into the one it revises.
                after = taken if isinstance(taken, DisclosureItem) else item
                return redirect("desk:item", code, after.pk)
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    against = obstacles(item) if step.action == Action.ITEM_SUBMIT else []
    # A step that asks nothing is confirmed at once.
    confirming = bool(step.warning) and not form.errors and (form.is_bound or not form.fields)
    context = {
        "agency": agency,
        "item": item,
        "step": step,
        "against": against,
        "form": form,
        "confirming": confirming,
        "attachments": item.attachments.order_by("position"),
        "touches": step.touches(item) if confirming else [],
        "absent": signs_for(request.user, step.action, agency),
    }
    return render(request, "desk/item_step.html", context)


def _items(agency: Agency) -> QuerySet[DisclosureItem]:
    return queries.items_of(Agency.objects.filter(pk=agency.pk))


def _found(request: StaffRequest, code: str, pk: int) -> tuple[Agency, DisclosureItem]:
    agency = catalog_readable_agency(request.user, code)
    return agency, get_object_or_404(_items(agency), pk=pk)


def _answers(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
