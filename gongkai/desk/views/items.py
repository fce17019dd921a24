"""Items: what waits for whom, one item with its documents, and the steps on its way."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import may, permit
from gongkai.agencies.queries import readable_agency
from gongkai.audit import log
from gongkai.audit.actions import Action
from gongkai.catalog import queries
from gongkai.catalog.models import DisclosureItem
from gongkai.desk.item_forms import ContentForm, shown_content
from gongkai.desk.item_steps import STEPS, TONES, buttons, waits_for
from gongkai.publication import policies
from gongkai.publication.ledgers import CONTENT
from gongkai.publication.queries import states_waiting_for
from gongkai.publication.transitions import drafting
from gongkai.web.paging import page_of
from gongkai.web.requests import StaffRequest, acting


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
        if self.mine:
            items = items.filter(status__in=states)
        return items.filter(title__contains=self.words) if self.words else items


@require_safe
def items(request: StaffRequest, code: str) -> HttpResponse:
    """Items of every state with who must act next, the latest draft first."""
    agency = readable_agency(request.user, code)
    filters = Filters(
        request.GET.get("status", ""),
        request.GET.get("waiting") == "me",
        request.GET.get("q", "").strip(),
    )
    if filters.status and filters.status not in DisclosureItem.Status:
        raise Http404("没有这种状态。")
    found = filters.applied_to(_items(agency), states_waiting_for(request.user, agency))
    page = page_of(found, day="drafted_on", after=request.GET.get("after", ""))
    context = {
        "agency": agency,
        "filters": filters,
        "statuses": queries.counts_by_status(agency),
        "lines": [(item, TONES.get(item.status, ""), waits_for(item)) for item in page.rows],
        "next_key": page.next_key,
        "may_draft": may(request.user, Action.ITEM_DRAFT, agency),
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
        "columns": CONTENT,
        "shown": shown_content(item),
        "documents": {
            "reviews": item.secrecy_reviews.select_related("reviewer").order_by("pk"),
            "approvals": item.approvals.select_related("approver").order_by("pk"),
            "returns": item.returns.select_related("returned_by").order_by("pk"),
            "releases": item.releases.select_related("channel").order_by("released_on", "pk"),
            "withdrawal": getattr(item, "withdrawal", None),
        },
        "buttons": buttons(request.user, item),
        "may_release": may(request.user, Action.RELEASE_MAKE, agency),
        "history": log.history(item),
    }
    return render(request, "desk/item.html", context)


@require_http_methods(["GET", "POST"])
def draft(request: StaffRequest, code: str) -> HttpResponse:
    """Draft a new item."""
    agency = readable_agency(request.user, code)
    permit(request.user, Action.ITEM_DRAFT, agency)
    form = ContentForm(_answers(request), agency=agency)
    if form.is_valid():
        try:
            item = drafting.draft(agency, form.entry(), acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已保存拟稿，还没有送审。")
            return redirect("desk:item", code, item.pk)
    return render(request, "desk/item_content.html", {"agency": agency, "form": form, "item": None})


@require_http_methods(["GET", "POST"])
def revision(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Change the text of an item that is not public."""
    agency, item = _found(request, code, pk)
    if request.method == "GET":
        policies.permit(request.user, Action.ITEM_REVISE, item)
    form = ContentForm(_answers(request), agency=agency, initial=shown_content(item))
    if form.is_valid():
        try:
            drafting.revise(item.pk, form.entry(), acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "已修改，现为拟稿，请重新送审。")
            return redirect("desk:item", code, pk)
    return render(request, "desk/item_content.html", {"agency": agency, "form": form, "item": item})


@require_http_methods(["GET", "POST"])
def step(request: StaffRequest, code: str, pk: int, noun: str) -> HttpResponse:
    """Take one of the steps; what cannot be undone is asked a second time."""
    agency, item = _found(request, code, pk)
    step = STEPS[noun]
    form = step.form(_answers(request))
    if request.method == "GET":
        policies.permit(request.user, step.action, item)
    elif form.is_valid():
        try:
            policies.permit(request.user, step.action, item)
            if step.is_confirmed(request.POST):
                step.take(item.pk, **form.cleaned_data, acting=acting(request))
                messages.success(request, step.done)
                return redirect("desk:item", code, pk)
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    # A step that asks nothing is confirmed at once.
    confirming = bool(step.warning) and not form.errors and (form.is_bound or not form.fields)
    context = {"agency": agency, "item": item, "step": step, "form": form, "confirming": confirming}
    return render(request, "desk/item_step.html", context)


def _items(agency: Agency) -> QuerySet[DisclosureItem]:
    return queries.items_of(Agency.objects.filter(pk=agency.pk))


def _found(request: StaffRequest, code: str, pk: int) -> tuple[Agency, DisclosureItem]:
    agency = readable_agency(request.user, code)
    return agency, get_object_or_404(_items(agency), pk=pk)


def _answers(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
