"""A small site: pages that say which version of their topics they show, and count their makings."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import include, path

from gongkai.accounts.models import User
from gongkai.portal.views import home as portal
from gongkai.web.page_cache import depends_on

made: Counter[str] = Counter()
versions: defaultdict[str, int] = defaultdict(int)
# What happens while the next page is made: before it reads, and after.
before_reading: list[Callable[[], None]] = []
after_reading: list[Callable[[], None]] = []


@contextmanager
def empty() -> Iterator[None]:
    """The site as it begins."""
    made.clear()
    versions.clear()
    yield
    assert not before_reading
    assert not after_reading


@login_not_required
def topics(request: HttpRequest, names: str) -> HttpResponse:
    """A page about topics, divided by hyphens: "a=0 b=3"."""
    made[names] += 1
    while before_reading:
        before_reading.pop()()
    shown = " ".join(f"{name}={versions[name]}" for name in names.split("-"))
    while after_reading:
        after_reading.pop()()
    depends_on(request, *names.split("-"))
    return HttpResponse(shown)


@login_not_required
def echo(request: HttpRequest) -> HttpResponse:
    """Everything of the address and the cookies that reached the view."""
    made["echo"] += 1
    depends_on(request, "echo")
    cookies = sorted(request.COOKIES.items())
    return HttpResponse(f"{request.build_absolute_uri()} {cookies} {'长' * 300}")


@login_not_required
def account(request: HttpRequest, username: str) -> HttpResponse:
    """The full name of an account."""
    made[username] += 1
    depends_on(request, username)
    return HttpResponse(User.objects.get(username=username).full_name)


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """The portal's first page, with what it depends on."""
    made["home"] += 1
    depends_on(request, "agencies", "catalog")
    return portal.home(request)


@login_not_required
def kind(request: HttpRequest, name: str) -> HttpResponseBase:
    """A page of a kind, which declares its tags unless it is "undeclared"."""
    made[name] += 1
    if name != "undeclared":
        depends_on(request, name)
    return KINDS[name](request)


def _missing(request: HttpRequest) -> HttpResponse:
    raise Http404


def _with_cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("x")
    response.set_cookie("visited", "1")
    return response


KINDS: dict[str, Callable[[HttpRequest], HttpResponseBase]] = {
    "undeclared": lambda request: HttpResponse("x"),
    "missing": _missing,
    "gone": lambda request: HttpResponse("x", status=410),
    "forbidden": lambda request: HttpResponse("x", status=403),
    "redirect": lambda request: redirect("/"),
    "cookie": _with_cookie,
    "token": lambda request: HttpResponse(get_token(request)),
    "private": lambda request: HttpResponse("x", headers={"Cache-Control": "private, max-age=9"}),
    "unstored": lambda request: HttpResponse("x", headers={"Cache-Control": "no-store"}),
    "language": lambda request: HttpResponse("x", headers={"Vary": "Cookie, Accept-Language"}),
    "packed": lambda request: HttpResponse("x", headers={"Content-Encoding": "br"}),
    "stream": lambda request: StreamingHttpResponse(iter(["x"])),
}

urlpatterns = [
    path("", home),
    path("topics/<str:names>/", topics),
    path("echo/", echo),
    path("account/<str:username>/", account),
    path("kind/<str:name>/", kind),
    path("", include("config.urls")),
]
