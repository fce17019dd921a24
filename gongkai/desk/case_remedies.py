"""Reconsiderations, lawsuits and complaints about a case, as its page shows them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.accounts.models import User
from gongkai.agencies.policies import may
from gongkai.applications.models import Application
from gongkai.audit.actions import Action
from gongkai.law.calendar import WorkCalendar
from gongkai.remedies.models import Lawsuit, Reconsideration
from gongkai.remedies.queries import stage_of
from gongkai.supervision.queries import stage_of as stage_of_complaint


@dataclass(frozen=True, slots=True)
class Remedy:
    """One line: what it is, how far it is, and whether the person may let the case follow it."""

    register: str
    pk: int
    title: str
    stage: str
    may_follow: bool


def remedies_of(user: User, application: Application, calendar: WorkCalendar) -> list[Remedy]:
    """Every reconsideration, lawsuit and complaint about the case, in the order of their filing."""
    is_closed = application.status == Application.Status.ANSWERED
    allowed = is_closed and may(user, Action.REMEDY_FOLLOW, application.agency)
    rows: list[tuple[str, Reconsideration | Lawsuit, str]] = [
        *(
            ("reconsiderations", one, f"行政复议 {one.number}（{one.authority}）")
            for one in application.reconsiderations.order_by("pk")
        ),
        *(
            ("lawsuits", one, f"行政诉讼 {one.number}（{one.court}）")
            for one in application.lawsuits.order_by("pk")
        ),
    ]
    found = [
        (
            one.filed_on,
            Remedy(
                register,
                one.pk,
                title,
                f"{one.filed_on:%Y-%m-%d}受理，{stage_of(one, calendar)}",
                allowed and one.orders_new_answer and one.followed_by_id is None,
            ),
        )
        for register, one, title in rows
    ]
    for one in application.complaints.order_by("pk"):
        stage = f"{one.received_on:%Y-%m-%d}收到，{stage_of_complaint(one, calendar)}"
        title = f"{one.get_kind_display()} {one.number}"
        found.append((one.received_on, Remedy("complaints", one.pk, title, stage, False)))
    found.sort(key=lambda pair: (pair[0], pair[1].register, pair[1].pk))
    return [remedy for _, remedy in found]


def registering(user: User, application: Application) -> list[tuple[str, str]]:
    """Where a reconsideration or a lawsuit about an answered case is registered."""
    if not hasattr(application, "reply"):
        return []
    agency, proposed = application.agency, urlencode({"application": application.number})
    return [
        (action.label, f"{reverse('desk:entry', args=[agency.code, register])}?{proposed}")
        for register, action in (
            ("reconsiderations", Action.RECONSIDERATION_FILE),
            ("lawsuits", Action.LAWSUIT_FILE),
        )
        if may(user, action, agency)
    ]


def remedy_found(application: Application, register: str, pk: int) -> Reconsideration | Lawsuit:
    """The reconsideration or lawsuit about the case that an address names.

    Raises: Http404.
    """
    if register == "reconsiderations":
        return get_object_or_404(application.reconsiderations.all(), pk=pk)
    if register == "lawsuits":
        return get_object_or_404(application.lawsuits.all(), pk=pk)
    raise Http404("没有这种台账。")
