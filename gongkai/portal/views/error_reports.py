"""A reader reports an error in an item (我要纠错); nobody is asked who they are."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.accounts.refusals import NotAllowed
from gongkai.catalog.addresses import item_address
from gongkai.catalog.visibility import public_items
from gongkai.portal.views.items import below_item
from gongkai.supervision import transitions
from gongkai.supervision.models import ErrorReport
from gongkai.web.gates import Gate, status_of

_LONGEST = 1000
_GATE = Gate(name="error-report", sentence="从您的网络提交的纠错太多", per_hour=20)


class ErrorForm(forms.Form):
    """What is wrong, and where to answer."""

    kind = forms.ChoiceField(
        label="问题类型",
        choices=ErrorReport.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择问题类型。"},
    )
    text = forms.CharField(
        label="问题说明",
        max_length=_LONGEST,
        help_text="写明在哪一段、哪个附件，错在哪里，应当是什么",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "请写明哪里有错。", "max_length": "最多写1000字。"},
    )
    contact = forms.CharField(
        label="联系方式",
        max_length=120,
        required=False,
        help_text="需要答复的，留一个电话或者邮箱；不留也会处理",
    )
    # People do not see it and leave it empty; programs that fill in everything do not.
    website = forms.CharField(required=False, widget=forms.HiddenInput)


@csrf_exempt  # no account stands behind it, so no other site could misuse one
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@below_item
def report(request: HttpRequest, index_number: str) -> HttpResponse:
    """The form, and the receipt."""
    item = get_object_or_404(public_items(), index_number=index_number)
    at, form = timezone.localtime(), ErrorForm(request.POST or None)
    context = {"item": item, "form": form, "address": item_address(index_number), "receipt": None}
    if request.method == "POST" and form.is_valid() and _GATE.admits(request, form, at=at):
        answers = {name: form.cleaned_data[name] for name in ("kind", "text", "contact")}
        try:
            if not form.cleaned_data["website"]:
                context["receipt"] = transitions.report_error(item.pk, **answers, at=at)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "portal/error_received.html", context)
    context["proof"] = _GATE.proof(request, at=at)
    return render(request, "portal/error_report.html", context, status=status_of(form))
