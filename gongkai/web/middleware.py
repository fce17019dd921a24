"""A refusal that no form could show becomes a page with its sentence."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.accounts.refusals import NotAllowed


class RefusalMiddleware:
    """Answers 403 with the refusal's sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotAllowed):
            return render(request, "refused.html", {"sentence": str(error)}, status=403)
        return None
