"""One step of a case: how it is called, by which article, asked for and taken."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

from django.db.models import Model

from gongkai.applications.models import Application
from gongkai.applications.queries import regime_of
from gongkai.audit.actions import Action
from gongkai.casework.policies import permit_dropping
from gongkai.casework.transitions.dropping import drop
from gongkai.desk import case_closing_forms
from gongkai.desk.case_fields import StepForm
from gongkai.law.calendar import WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; `about` names the record of the case it needs, empty for the case itself.

    `warning` says what cannot be undone after it; `letter` that it takes effect by a letter.
    """

    key: str
    action: Action
    permit: Callable[..., None]  # (user, record, today)
    take: Callable[..., object]  # (the record's key, **what the form asks, acting)
    form: type[StepForm] = StepForm
    entry: type[Any] | None = None
    about: str = ""
    article: str = ""
    old_article: str = ""  # of the Regulations of 2007, where those have another
    lead: str = ""
    old_lead: str = ""
    warning: str = ""
    letter: str = ""
    # What the state of the case makes of it, said before the form.
    caution: Callable[[Application], str] = lambda application: ""
    # The last day for it by the calendar, which the policies do not ask.
    until: Callable[[Application, WorkCalendar], date | None] = lambda application, calendar: None

    @property
    def label(self) -> str:
        """What the button says."""
        return self.action.label

    @property
    def done(self) -> str:
        """What the page says after it."""
        follows = f"请起草并送达{self.letter}，送达后生效。" if self.letter else ""
        return f"{self.label}：已登记。{follows}"

    def arguments(self, form: StepForm) -> dict[str, Any]:
        """What the transition is called with."""
        values = form.values()
        return {"entry": self.entry(**values)} if self.entry else values

    def article_for(self, application: Application) -> str:
        """The article in force for the case."""
        old = regime_of(application.received_on).code == "2008"
        return self.old_article if old else self.article

    def lead_for(self, application: Application) -> str:
        """What the Regulations in force for the case say of the step."""
        old = regime_of(application.received_on).code == "2008"
        return self.old_lead if old and self.old_lead else self.lead

    def records_of(self, application: Application) -> list[Model]:
        """What of the case the step could be about."""
        if not self.about:
            return [application]
        if self.about == "consultations":
            return sorted(application.consultations.all(), key=attrgetter("pk"))
        record = getattr(application, self.about, None)
        return [record] if record else []


def dropping(key: str, action: Action, model: Any, *, about: str) -> Step:
    """A prepared step that nobody was told of is taken back."""
    return Step(
        key=f"{key}-drop",
        action=action,
        permit=permit_dropping,
        take=partial(drop, model),
        form=case_closing_forms.DroppingForm,
        about=about,
        lead="还没有告知任何人的才能取消；已起草的文书一并作废，办理记录保留。",
    )
