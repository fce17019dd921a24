"""The steps of a case as its page shows them: open, or closed for a reason."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.urls import reverse

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, Consultation
from gongkai.desk.case_steps import STEPS, Step
from gongkai.law.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Button:
    """One step, about one record of the case."""

    label: str
    about: str
    article: str
    address: str
    obstacle: str


def buttons_for(
    user: User, application: Application, *, today: date, calendar: WorkCalendar
) -> list[Button]:
    """Every step the case knows, with what stands against it now."""
    return [
        button
        for step in STEPS.values()
        for button in buttons_of(user, application, step, today=today, calendar=calendar)
    ]


def buttons_of(
    user: User, application: Application, step: Step, *, today: date, calendar: WorkCalendar
) -> list[Button]:
    """One step, once for each record it could be about."""
    until = step.until(application, calendar)
    late = f"最后一日是{until:%Y-%m-%d}，现已超过。" if until and today > until else ""
    return [
        Button(
            step.label,
            record.party_name if isinstance(record, Consultation) else "",
            step.article_for(application),
            address_of(application, step, record),
            _obstacle(user, step, record, today) or late,
        )
        for record in step.records_of(application)
    ]


def address_of(application: Application, step: Step, record: Model) -> str:
    """Where the step is taken; one about a consultation names it."""
    arguments: list[object] = [application.agency.code, application.pk, step.key]
    if isinstance(record, Consultation):
        return reverse("desk:consultation-step", args=[*arguments, record.pk])
    return reverse("desk:application-step", args=arguments)


def _obstacle(user: User, step: Step, record: Model, today: date) -> str:
    try:
        step.permit(user, record, today=today)
    except NotAllowed as refusal:
        return str(refusal)
    return ""
