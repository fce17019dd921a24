"""The signed-in person's request, and what a transition needs of it."""

from django.http import HttpRequest
from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.audit.acting import Acting
from gongkai.calendars.queries import calendar


class StaffRequest(HttpRequest):
    """A request behind the sign-in, so that `user` is an account."""

    user: User


def acting(request: StaffRequest) -> Acting:
    """The circumstances of an act on a page."""
    return Acting(by=request.user, at=timezone.localtime(), calendar=calendar())
