"""Who is told of which term that comes near.

The officer first; from two working days on also the head of the disclosure office; once our own
term has passed also the supervisor above. Deputies are told with the absent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from gongkai.accounts.models import User
from gongkai.accounts.permissions import MATRIX, Role
from gongkai.agencies.models import Agency, AgencyName, Deputy, RoleGrant
from gongkai.applications.models import Application, Consultation
from gongkai.applications.queries import standing_of, with_steps
from gongkai.audit.actions import Action
from gongkai.casework.models import Reminder
from gongkai.law.calendar import WorkCalendar

Stage = Reminder.Stage
_FIRST, _SECOND = 5, 2  # working days
_OFFICERS = MATRIX[Action.APPLICATION_ANSWER]
_TOLD = (Role.SPECIALIST, Role.OFFICE_HEAD, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Due:
    """A case whose term comes near or has passed.

    Not `is_ours`: the term is that of the applicant or of another who is awaited.
    """

    application: Application
    stage: Stage
    on: date
    is_ours: bool
    label: str


def stage_on(day: date, due_on: date, calendar: WorkCalendar) -> Stage | None:
    """How near a last day is; None while more than five working days are left."""
    if day > due_on:
        return Stage.OVERDUE
    left = calendar.between(day, due_on)
    if left > _FIRST:
        return None
    if left > _SECOND:
        return Stage.FIVE
    # The last day of somebody else's term may be a day off.
    return Stage.TODAY if day == due_on else Stage.TWO


def due_cases(
    today: date, calendar: WorkCalendar, *, agencies: Iterable[Agency] | None = None
) -> list[Due]:
    """Every case in hand with a term that is near or has passed, the most urgent first.

    Five queries, however many cases.
    """
    asked = Consultation.objects.filter(sent_on__isnull=False, answer="")
    near = Q(is_stopped=False, due_on__lte=calendar.after(today, _FIRST))
    awaited = Q(is_stopped=True) | Q(pk__in=asked.values("application"))
    names = Prefetch("agency__names", AgencyName.objects.order_by("since"))
    rows = with_steps().filter(near | awaited, status=Application.Status.IN_HAND)
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    rows = rows.select_related("agency", "handler__user").prefetch_related(names)
    found = (_due(row, today, calendar) for row in rows.order_by("due_on", "pk"))
    return sorted((due for due in found if due), key=lambda due: (due.on, due.application.pk))


def _due(application: Application, today: date, calendar: WorkCalendar) -> Due | None:
    standing = standing_of(application, calendar, today=today)
    on = standing.due_on or standing.awaited_until
    stage = on and stage_on(today, on, calendar)
    if not on or not stage:
        return None
    return Due(application, stage, on, standing.due_on is not None, standing.label)


class Staff:
    """Who holds which duty on a day: two queries, however many agencies."""

    def __init__(self, day: date) -> None:
        grants = RoleGrant.objects.filter(role__in=_TOLD, user__is_active=True)
        self._grants = list(grants.select_related("agency", "user").order_by("pk"))
        absences = Deputy.objects.filter(
            since__lte=day, until__gte=day, ended_on=None, deputy__user__is_active=True
        )
        self._absences = list(absences.select_related("person", "deputy__user").order_by("pk"))

    def told_of(self, due: Due) -> list[User]:
        """Who is told of a term, each once."""
        agency, handler = due.application.agency, due.application.handler
        if handler and handler.user and handler.user.is_active:
            found = [handler.user, *self._deputies(handler.user, agency, _OFFICERS)]
        else:
            found = self._holders(agency, Role.SPECIALIST)
        if due.is_ours and due.stage != Stage.FIVE:
            found += self._holders(agency, Role.OFFICE_HEAD)
        if due.is_ours and due.stage == Stage.OVERDUE:
            found += self._above(agency)
        return list({user.pk: user for user in found}.values())

    def _holders(self, agency: Agency, role: Role) -> list[User]:
        own = [row.user for row in self._grants if row.agency_id == agency.pk and row.role == role]
        deputies = [one for user in own for one in self._deputies(user, agency, {role})]
        return own + deputies

    def _above(self, agency: Agency) -> list[User]:
        return [
            row.user
            for row in self._grants
            if row.role == Role.SUPERVISOR and agency.path.startswith(row.agency.path)
        ]

    def _deputies(self, user: User, agency: Agency, roles: Iterable[Role]) -> list[User]:
        wanted = set(roles)
        return [
            row.deputy.user
            for row in self._absences
            if row.person.user_id == user.pk
            and row.person.agency_id == agency.pk
            and wanted & set(row.roles)
            and row.deputy.user
        ]


def told_to(
    user: User,
    today: date,
    calendar: WorkCalendar,
    *,
    agencies: Iterable[Agency] | None = None,
) -> list[Due]:
    """What a person is told of on a day, the most urgent first."""
    staff = Staff(today)
    return [
        due for due in due_cases(today, calendar, agencies=agencies) if user in staff.told_of(due)
    ]
