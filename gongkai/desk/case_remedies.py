"""Reconsiderations and lawsuits about a case, as its page shows them."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from gongkai.accounts.models import User
from gongkai.agencies.policies import may
from gongkai.applications.models import Application
from gongkai.audit.actions import Action
from gongkai.law.calendar import WorkCalendar
from gongkai.remedies.models import Lawsuit, Reconsideration
from gongkai.remedies.queries import stage_of


@dataclass(frozen=True, slots=True)
class Remedy:
    """One line: what it is, how far it is, and whether the person may let the case follow it."""

    register: str
    pk: int
    title: str
    stage: str
    may_follow: bool


def remedies_of(user: User, application: Application, calendar: WorkCalendar) -> list[Remedy]:
    """Every reconsideration and lawsuit about the case, in the order of their filing."""
    allowed = may(user, Action.REMEDY_FOLLOW, application.agency)
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
    rows.sort(key=lambda row: (row[1].filed_on, row[0], row[1].pk))
    return [
        Remedy(
            register,
            one.pk,
            title,
            f"{one.filed_on:%Y-%m-%d}受理，{stage_of(one, calendar)}",
            allowed and one.orders_new_answer and one.followed_by_id is None,
        )
        for register, one, title in rows
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
