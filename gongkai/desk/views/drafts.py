"""Drafts: written in the editor, kept while they are typed, and merged when two have written."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.agencies.queries import catalog_readable_agency
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.desk.draft_forms import DraftForm, begun_with, changed_answers
from gongkai.desk.draft_merging import merged_with
from gongkai.desk.item_forms import shown_content
from gongkai.desk.items_found import item_found
from gongkai.publication import policies, queries
from gongkai.publication.models import WorkingCopy
from gongkai.publication.transitions import drafting, working_copies
from gongkai.web.jinja import moment
from gongkai.web.requests import StaffRequest, acting


@require_http_methods(["GET", "POST"])
def draft(request: StaffRequest, code: str) -> HttpResponse:
    """Draft a new item."""
    agency = catalog_readable_agency(request.user, code)
    permit(request.user, Action.ITEM_DRAFT, agency)
    kept = queries.unsaved(request.user, agency, None)
    form = _form(request, agency, None, kept)
    if form.is_valid():
        try:
            item = drafting.draft(agency, form.entry(), acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            working_copies.discard(agency, None, acting=acting(request))
            messages.success(request, "已保存拟稿，还没有送审。")
            return redirect("desk:item", code, item.pk)
    return _page(request, agency, None, form, kept)


@require_http_methods(["GET", "POST"])
def revision(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Change the text of an item that is not public; what two have changed is merged."""
    agency, item = item_found(request, code, pk)
    if request.method == "GET":
        policies.permit(request.user, Action.ITEM_REVISE, item)
    kept = queries.unsaved(request.user, agency, item)
    form = _form(request, agency, item, kept)
    if form.is_valid():
        token = form.cleaned_data["token"]
        try:
            drafting.revise(item.pk, form.entry(), token=token, acting=acting(request))
        except drafting.Overtaken:
            return _merging(request, agency, item, form)
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            working_copies.discard(agency, item, acting=acting(request))
            messages.success(request, "已修改，现为拟稿，请重新送审。")
            return redirect("desk:item", code, pk)
    return _page(request, agency, item, form, kept)


@require_POST
def autosave(request: StaffRequest, code: str, pk: int | None = None) -> HttpResponse:
    """Keep what is typed, tell who else is at the draft; or forget what was kept."""
    item = None
    if pk is None:
        agency = catalog_readable_agency(request.user, code)
    else:
        agency, item = item_found(request, code, pk)
    if "discard" in request.POST:
        working_copies.discard(agency, item, acting=acting(request))
        return redirect(request.path.replace("/autosave/", "/revision/" if item else "/"))
    form = DraftForm(request.POST, agency=agency, before=item.body if item else "")
    token = request.POST.get("token", "")
    if "typed" in request.POST:
        circumstances = acting(request)
        working_copies.keep(agency, item, form.answers(), token=token, acting=circumstances)
    else:
        working_copies.appear(agency, item, token=token, acting=acting(request))
    now = timezone.localtime()
    return JsonResponse(
        {
            "kept": f"{now:%H:%M:%S}" if "typed" in request.POST else "",
            "others": _others(request, item),
            "overtaken": bool(item and token and token != queries.revision_token(item)),
        }
    )


def _form(
    request: StaffRequest, agency: Agency, item: DisclosureItem | None, kept: WorkingCopy | None
) -> DraftForm:
    before = item.body if item else ""
    if request.method == "POST":
        return DraftForm(request.POST, agency=agency, before=before)
    shown = shown_content(item) if item else {}
    token = queries.revision_token(item) if item else ""
    shown["base"] = begun_with(shown) if item else ""
    if kept and "restore" in request.GET:
        shown, token = shown | kept.answers, kept.token
    return DraftForm(agency=agency, before=before, initial=shown | {"token": token})


def _page(
    request: StaffRequest,
    agency: Agency,
    item: DisclosureItem | None,
    form: DraftForm,
    kept: WorkingCopy | None,
) -> HttpResponse:
    restored = "restore" in request.GET
    context = {
        "agency": agency,
        "item": item,
        "form": form,
        "kept_at": moment(kept.kept_at) if kept and kept.kept_at and not restored else "",
        "restored": restored and kept is not None,
        "others": _others(request, item),
        "autosave": _autosave_address(agency, item),
    }
    # What was just refused is typed newer than what is kept.
    if request.method == "POST":
        context["kept_at"] = ""
    return render(request, "desk/item_content.html", context)


def _merging(
    request: StaffRequest, agency: Agency, item: DisclosureItem, form: DraftForm
) -> HttpResponse:
    """What only one of the two changed is taken from both; where both did, it is asked.

    Saving again is against the text that is saved now.
    """
    item.refresh_from_db()
    saved = shown_content(item)
    merged = merged_with(saved, form)
    begun = {"token": queries.revision_token(item), "base": begun_with(saved)}
    answers = changed_answers(form.data, **merged.answers, **begun, body_format="html")
    context = {
        "agency": agency,
        "item": item,
        "form": DraftForm(answers, agency=agency, before=item.body),
        "merged": merged,
        "last": queries.last_change(item),
        "others": _others(request, item),
        "autosave": _autosave_address(agency, item),
    }
    return render(request, "desk/item_merging.html", context, status=409)


def _others(request: StaffRequest, item: DisclosureItem | None) -> str:
    if item is None:
        return ""
    here = queries.others_at(item, request.user, at=timezone.localtime())
    return "、".join(
        f"{one.user.full_name}（{timezone.localtime(one.opened_at):%H:%M}起）" for one in here
    )


def _autosave_address(agency: Agency, item: DisclosureItem | None) -> str:
    if item is None:
        return reverse("desk:item-draft-autosave", args=[agency.code])
    return reverse("desk:item-autosave", args=[agency.code, item.pk])
