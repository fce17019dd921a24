"""Pages that speak of one applicant: never kept, never indexed, entered with number and code."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from gongkai.applications.models import Application
from gongkai.applications.queries import with_steps

_STAY = timedelta(minutes=30)
_KEY = "applicant"
View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """A page that neither a browser nor a search engine keeps."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer["X-Robots-Tag"] = "noindex, noarchive"
        return answer

    return never_cache(shown)


def enter(request: HttpRequest, application: Application, *, at: datetime) -> None:
    """Begin a short session on one application, under a new key; accounts stay as they are."""
    request.session.cycle_key()
    _stay(request, application.pk, at)


def leave(request: HttpRequest) -> None:
    """End it at once."""
    request.session.pop(_KEY, None)
    if not request.user.is_authenticated:
        request.session.flush()


def entered(request: HttpRequest, *, at: datetime) -> Application | None:
    """The application of the session, which each visit prolongs; None once it has ended."""
    pk, until = request.session.get(_KEY, (None, 0.0))
    if pk is None or at.timestamp() > until:
        return None
    _stay(request, pk, at)
    return with_steps().select_related("agency").filter(pk=pk).first()


def _stay(request: HttpRequest, pk: int, at: datetime) -> None:
    request.session[_KEY] = [pk, (at + _STAY).timestamp()]
    if not request.user.is_authenticated:
        request.session.set_expiry(int(_STAY.total_seconds()))
