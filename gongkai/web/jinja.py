"""The environment of all templates: Chinese dates and numbers, addresses, the person signed in."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import jinja2
from django.contrib.messages import get_messages
from django.forms import BoundField
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone


def environment(**options: Any) -> jinja2.Environment:
    """Build the environment; an unknown variable is an error, never an empty string."""
    # Django proposes a lenient `undefined` of its own.
    options |= {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    environment = jinja2.Environment(**options)  # noqa: S701 - Django sets autoescape
    environment.globals.update(url=_url, static=_static, messages_of=get_messages)
    environment.filters.update(day=day, moment=moment, number=number, chosen=chosen)
    return environment


def shared(request: HttpRequest) -> dict[str, Any]:
    """What every page knows."""
    return {
        "user": getattr(request, "user", None),
        "path": request.path,
        "large": request.COOKIES.get("print") == "large",
        "contrast": request.COOKIES.get("contrast") == "more",
    }


def day(value: date | None) -> str:
    """A day in running text: 2026年3月13日."""
    return f"{value.year}年{value.month}月{value.day}日" if value else "—"


def moment(value: datetime) -> str:
    """A moment in a table: 2026-03-13 09:05."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")


def number(value: int | Decimal) -> str:
    """A number with thousands signs: 1,147."""
    # Not Django's: its Chinese locale groups by four digits.
    return f"{value:,}"


def chosen(bound: BoundField) -> str:
    """What was answered in a form's field, in the words of its choices."""
    value = bound.value()
    if not value:
        return ""
    words = dict(getattr(bound.field, "choices", ()))
    answers = value if isinstance(value, list) else [value]
    return "、".join(str(words.get(answer, answer)) for answer in answers)


@lru_cache(64)
def _static(name: str) -> str:
    return static(name)


# Every page names some twenty addresses, most of them the same.
@lru_cache(512)
def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)
