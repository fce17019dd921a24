"""What every request of the desk goes through: the day it is, and how a refusal is shown."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.accounts.refusals import BadAddress, NotAllowed
from gongkai.web.rate_limits import TooOften


class TodayMiddleware:
    """Tells the signed-in account which day it is, where a page is behind the sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> None:
        if getattr(view, "login_required", True) and request.user.is_authenticated:
            request.user.today = timezone.localdate()


class NullMiddleware:
    """Answers 400 to an address with a null character: nobody types one, PostgreSQL takes none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("a null character in the address")
        return self.get_response(request)


class RefusalMiddleware:
    """Answers 403 with the refusal's sentence, 400 to a bad address, 429 to what came too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotAllowed):
            status = 400 if isinstance(error, BadAddress) else 403
            context = {"sentence": str(error), "status": status}
            return render(request, "refused.html", context, status=status)
        if isinstance(error, TooOften):
            answer = render(request, "429.html", {"sentence": str(error)}, status=429)
            answer["Retry-After"] = str(
                max(1, int((error.retry_at - timezone.now()).total_seconds()))
            )
            return answer
        return None
