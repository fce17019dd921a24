"""The steps of a case as its page shows them: open, or closed for a reason."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Model
from django.urls import reverse

from gongkai.accounts.models import User
from gongkai.agencies.policies import permit
from gongkai.applications.models import Application, Consultation
from gongkai.audit.actions import Action
from gongkai.casework.letter_starts import obstacle
from gongkai.casework.models import Service
from gongkai.desk.case_letters import party_of, title_of
from gongkai.desk.case_step import Step
from gongkai.desk.case_steps import STEPS
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


def receipts_awaited(user: User, application: Application) -> list[Button]:
    """For each posted letter the day the other side got it, from which its own term runs."""
    agency = application.agency
    parties = {row.pk: row.party_name for row in application.consultations.all()}
    services = Service.objects.filter(
        letter__application=application, received_on=None, returned_on=None
    )
    return [
        Button(
            Action.LETTER_RECEIVED.label,
            f"{title_of(row.letter, application)} {party_of(row.letter, parties)}".rstrip(),
            "",
            reverse(
                "desk:letter-receipt", args=[agency.code, application.pk, row.letter_id, row.pk]
            ),
            obstacle(lambda: permit(user, Action.LETTER_RECEIVED, agency)),
        )
        for row in services.select_related("letter").order_by("pk")
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
            obstacle(partial(step.permit, user, record, today=today)) or late,
        )
        for record in step.records_of(application)
    ]


def address_of(application: Application, step: Step, record: Model) -> str:
    """Where the step is taken; one about a consultation names it."""
    arguments: list[object] = [application.agency.code, application.pk, step.key]
    if isinstance(record, Consultation):
        return reverse("desk:consultation-step", args=[*arguments, record.pk])
    return reverse("desk:application-step", args=arguments)
