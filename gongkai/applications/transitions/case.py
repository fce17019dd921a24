"""A case while a step of it changes: locked, its days in order, its due date following."""

from datetime import date
from typing import TypeVar

from django.db.models import DateField, Model

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import (
    Application,
    Consultation,
    Correction,
    DisclosureSuggestion,
    Extension,
    FeeNotice,
    Justification,
    Reopening,
)
from gongkai.applications.transitions.receipt import DUE_FIELDS, set_due
from gongkai.audit.acting import Acting

Step = TypeVar(
    "Step",
    Correction,
    Consultation,
    DisclosureSuggestion,
    Extension,
    FeeNotice,
    Justification,
    Reopening,
)


def locked(application_id: int) -> Application:
    """The application, its row locked, its steps still to be read."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=application_id)
    )


def locked_step(model: type[Step], pk: int) -> Step:
    """A step with its application, whose row is locked first."""
    step = model.objects.get(pk=pk)
    application = locked(step.application_id)
    step.refresh_from_db()
    # Also tells the application, whose clock is asked next.
    step.application = application
    return step


def check_day(record: Model, name: str, acting: Acting, *, since: date | None) -> None:
    """Refuse a day to come, or one before `since`.

    Raises: NotAllowed.
    """
    field = record._meta.get_field(name)
    day = getattr(record, name)
    if not isinstance(field, DateField) or day is None:
        return
    if day > acting.today:
        raise NotAllowed(f"{field.verbose_name}在今天之后，只能登记已经发生的事。", field=name)
    if since and day < since:
        raise NotAllowed(
            f"{field.verbose_name}不能早于前一步的{since:%Y-%m-%d}，请核对。", field=name
        )


def check_written(record: Model, *names: str) -> None:
    """Refuse texts that must be written and are blank.

    Raises: NotAllowed.
    """
    for name in names:
        if not getattr(record, name).strip():
            label = getattr(record._meta.get_field(name), "verbose_name", name)
            raise NotAllowed(f"请填写{label}。", field=name)


def check_term(record: Model, name: str = "working_days") -> None:
    """Refuse a term of no working day.

    Raises: NotAllowed.
    """
    if (getattr(record, name) or 0) < 1:
        raise NotAllowed("期限至少1个工作日，并应当合理。", field=name)


def move(application: Application, acting: Acting) -> list[date]:
    """Let the due date follow a step; what it was and is.

    Raises: NotAllowed.
    """
    before = application.due_on
    set_due(application, acting.calendar)
    application.save(update_fields=DUE_FIELDS)
    return [before, application.due_on]
