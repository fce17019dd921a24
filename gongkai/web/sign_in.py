"""Signing in, with a limit for guesses.

Counted for the source, and for source and account together: a limit on the account alone would
let anybody shut its person out. Only wrong guesses count.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.accounts.forms import SignInForm
from gongkai.accounts.transitions import fail_sign_in
from gongkai.calendars.queries import calendar
from gongkai.web.rate_limits import Limit, TooOften, give_back, source_of, take

_HOUR = timedelta(hours=1)
_OF_SOURCE = Limit("sign-in, source", "从您的网络登录失败太多", 60, _HOUR)
_OF_ACCOUNT = Limit("sign-in", "这个账号登录失败太多", 10, _HOUR)


class SignIn(LoginView):
    """Name and password; past the limit the password is not even looked at."""

    template_name = "accounts/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.at = timezone.localtime()
        try:
            for limit, key in self._keys():
                take(limit, key, at=self.at)
        except TooOften as refusal:
            name = request.POST.get("username", "")
            form = SignInForm(request, initial={"username": name})
            context = self.get_context_data(form=form, refusal=str(refusal))
            return self.render_to_response(context, status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        for limit, key in self._keys():
            give_back(limit, key, at=self.at)
        return super().form_valid(form)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        if form.non_field_errors():  # a name and a password came, and do not fit
            fail_sign_in(form.cleaned_data["username"], at=self.at, calendar=calendar())
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"refusal": "", **kwargs})

    def _keys(self) -> tuple[tuple[Limit, str], ...]:
        source = source_of(self.request)
        name = self.request.POST.get("username", "").strip()
        return (_OF_SOURCE, source), (_OF_ACCOUNT, f"{name} {source}")
