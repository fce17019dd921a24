"""Reading an item before it is public: findings decided one by one, remarks at a place."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.desk.item_history import events
from gongkai.desk.item_steps import STEPS, TONES, buttons
from gongkai.desk.items_found import item_found
from gongkai.desk.reading import reading_of
from gongkai.desk.reading_presets import presets
from gongkai.intake.archives import Refused
from gongkai.publication import policies, queries, redacting
from gongkai.publication.levels import waiting_level
from gongkai.publication.models import Comment, Finding
from gongkai.publication.transitions import commenting, findings
from gongkai.web.requests import StaffRequest, acting

# What is done with a text one has read.
_NEXT = {
    Action.ITEM_REVISE.label,
    *(STEPS[noun].label for noun in ("submission", "review", "approval", "return")),
}


@require_safe
def reading(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """The text beside what was public before, with findings and comments marked in it."""
    agency, item = item_found(request, code, pk)
    found = reading_of(item)
    may = {
        name: not policies.reason_against(request.user, action, item)
        for name, action in (
            ("check", Action.ITEM_SCAN),
            ("mask", Action.ITEM_REVISE),
            ("redact", Action.ATTACHMENT_REDACT),
            ("decide", Action.FINDING_DECIDE),
            ("comment", Action.COMMENT_MAKE),
        )
    }
    context = {
        "agency": agency,
        "item": item,
        "tone": TONES.get(item.status, ""),
        "reading": found,
        "attachments": found.attachments,
        "maskable": found.maskable(in_text=may["mask"], in_files=may["redact"]),
        "level": waiting_level(item, today=timezone.localdate()),
        "scheduled": queries.scheduled(item),
        "presets": presets,
        "decisions": Finding.Decision.choices,
        "buttons": [one for one in buttons(request.user, item) if one.label in _NEXT],
        "may": may,
    }
    return render(request, "desk/reading.html", context)


@require_safe
def history(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Everything that happened to an item and its revisions, oldest first."""
    agency, item = item_found(request, code, pk)
    context = {"agency": agency, "item": item, "events": events(item)}
    return render(request, "desk/item_history.html", context)


@require_POST
def check(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Look for what must not be public."""
    agency, item = item_found(request, code, pk)

    def act() -> str:
        found = findings.check(item.pk, acting=acting(request))
        return f"检查完毕，发现{len(found)}处。" if found else "检查完毕，没有发现问题。"

    return _done(request, agency, item, "findings", act)


@require_POST
def masks(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Hide the chosen findings in the draft and in its files."""
    agency, item = item_found(request, code, pk)
    chosen = [int(one) for one in request.POST.getlist("finding") if one.isdecimal()]

    def act() -> str:
        policies.permit(request.user, Action.ATTACHMENT_REDACT, item)
        found = [one for one in queries.findings_of(item) if one.pk in chosen]
        try:
            copies = redacting.redacted(item, found, on=timezone.localdate())
        except Refused as refusal:
            raise NotAllowed(str(refusal)) from None
        findings.mask(item.pk, finding_ids=chosen, redacted=copies, acting=acting(request))
        return f"已遮盖{len(chosen)}处，现为拟稿，请重新送审。"

    return _done(request, agency, item, "findings", act)


@require_POST
def decision(request: StaffRequest, code: str, pk: int, finding: int) -> HttpResponse:
    """Decide one finding, and go on to the next that nobody has decided."""
    agency, item = item_found(request, code, pk)
    found = get_object_or_404(Finding, pk=finding, item=item)
    after = reading_of(item).undecided_after(found)

    def act() -> str:
        decided = findings.decide(
            found.pk,
            decision=request.POST.get("decision", ""),
            basis=request.POST.get("basis", ""),
            acting=acting(request),
        )
        return f"“{decided.excerpt}”：{decided.get_decision_display()}。"

    anchor = f"finding-{after.pk}" if after else "findings"
    return _done(request, agency, item, anchor, act, refused=f"finding-{found.pk}")


@require_POST
def comments(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Remark on a paragraph or on some words."""
    agency, item = item_found(request, code, pk)

    def act() -> str:
        spot = _spot(request.POST.get("spot", ""))
        text = request.POST.get("text", "")
        commenting.comment(item.pk, spot, text=text, acting=acting(request))
        return "已批注。"

    return _done(request, agency, item, "comments", act)


@require_POST
def resolution(request: StaffRequest, code: str, pk: int, comment: int) -> HttpResponse:
    """A comment is dealt with."""
    agency, item = item_found(request, code, pk)
    made = get_object_or_404(Comment, pk=comment, item=item)

    def act() -> str:
        commenting.resolve(made.pk, acting=acting(request))
        return "批注已处理。"

    return _done(request, agency, item, "comments", act)


def _spot(typed: str) -> commenting.Spot:
    place, _, rest = typed.partition("|")
    start, _, end = rest.partition("|")
    if not (start.isdecimal() and end.isdecimal()):
        raise NotAllowed("请选择要批注的段落。")
    return commenting.Spot(place=place, start=int(start), end=int(end))


def _done(
    request: StaffRequest,
    agency: Agency,
    item: DisclosureItem,
    anchor: str,
    act: Callable[[], str],
    *,
    refused: str = "",
) -> HttpResponse:
    try:
        messages.success(request, act())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        anchor = refused or anchor
    return redirect(f"{reverse('desk:item-reading', args=[agency.code, item.pk])}#{anchor}")
