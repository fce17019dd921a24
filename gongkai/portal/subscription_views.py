"""Subscribing to e-mail alerts, confirming, and ending them; nobody needs an account.

The forms need no CSRF token: whoever may post here is known by a signed link or by nothing.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.portal.search_query import asked_of
from gongkai.portal.search_results import chosen_words
from gongkai.search.query import Order
from gongkai.subscriptions import tokens
from gongkai.subscriptions.letters import about
from gongkai.subscriptions.transitions import subscribing
from gongkai.web.gates import Gate, status_of

View = Callable[..., HttpResponse]
_GATE = Gate(name="subscription", sentence="从您的网络提交的订阅太多", per_hour=20)


class SubscriptionForm(forms.Form):
    """Where the mails go."""

    address = forms.EmailField(
        label="电子邮箱",
        max_length=254,
        help_text="只用来发送提醒，退订后立即删除",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "请填写电子邮箱。",
            "invalid": "这不像一个邮箱地址，应当像 name@example.cn。",
        },
    )


def public_form(view: View) -> View:
    """A page that anybody may post to, and that nobody's browser keeps."""
    methods = require_http_methods(["GET", "HEAD", "POST"])
    return never_cache(csrf_exempt(login_not_required(methods(view))))


@public_form
def subscription(request: HttpRequest) -> HttpResponse:
    """Ask for alerts on a search, or on an agency or a node of the catalog, which are searches."""
    asked = asked_of(request.GET).sorted_by(Order.RELEVANCE)
    criteria = urlencode(sorted(asked.parameters().items()))
    at = timezone.localtime()
    form = SubscriptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _GATE.admits(request, form, at=at):
        subscribing.request(address=form.cleaned_data["address"], criteria=criteria, at=at)
        return redirect("portal:subscription_asked")
    context = {
        "form": form,
        "about": about(criteria),
        "chosen": chosen_words(asked),
        "proof": _GATE.proof(request, at=at),
    }
    return render(request, "portal/subscription.html", context, status=status_of(form))


@login_not_required
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What to do next."""
    return render(request, "portal/subscription_asked.html")


@public_form
def confirmation(request: HttpRequest, signed: str) -> HttpResponse:
    """Confirm by the button: programs that look into mails open links, but press nothing."""
    confirmed = None
    if request.method == "POST":
        token = tokens.token_in(signed, "confirmation")
        confirmed = subscribing.confirm(token, at=timezone.localtime())
    return render(request, "portal/subscription_confirmation.html", {"confirmed": confirmed})


@public_form
def cancellation(request: HttpRequest, signed: str) -> HttpResponse:
    """End the alerts by the button, or by one click in the mail program (RFC 8058)."""
    if request.method == "POST":
        subscribing.cancel(tokens.token_in(signed, "cancellation"))
    context = {"cancelled": request.method == "POST"}
    return render(request, "portal/subscription_cancellation.html", context)
