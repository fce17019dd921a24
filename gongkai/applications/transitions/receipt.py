"""An application arrives: it is registered and its term begins to run."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.applications import queries
from gongkai.applications.categories import CATEGORIES
from gongkai.applications.models import Application
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.law.calendar import WorkCalendar
from gongkai.law.value_lists import APPLICANT_KINDS, RECEIPT_CHANNELS, UnknownTerm, term, terms_on
from gongkai.ledgers import records
from gongkai.protection.masking import Kind, masked

# What an entry says in free words: erased with the case, so the log never has it.
TEXTS = frozenset({"content", "extension_reason"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptEntry:
    """An application as it arrives; without a number it gets the next of the year's series."""

    number: str = ""
    received_on: date
    channel: str
    applicant_kind: str = ""
    applicant: str
    content: str
    category: str = ""


@transaction.atomic
def receive(agency: Agency, entry: ReceiptEntry, *, acting: Acting) -> Application:
    """Register an application and begin its term.

    `received_on` is the day the regime counts from (2019 第三十一条), which is not always
    the day a letter or message came in.

    Raises: NotAllowed.
    """
    agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    policies.permit(acting.by, Action.APPLICATION_RECEIVE, agency)
    if not entry.number:
        refuse_same_again(agency, entry)
    return begin(Application(agency=agency), entry, acting)


def begin(application: Application, entry: ReceiptEntry, acting: Acting) -> Application:
    """Register what arrived and begin its term; its agency is locked and the person may.

    Raises: NotAllowed.
    """
    application.status = Application.Status.IN_HAND
    fill(application, entry, acting)
    set_due(application, acting.calendar)
    records.validate(application)
    application.save(force_insert=True)
    log.record(
        Action.APPLICATION_RECEIVE, application, acting, values=logged(application, asdict(entry))
    )
    return application


def logged(application: Application, values: dict[str, object]) -> dict[str, object]:
    """The values of an entry as the log keeps them for ever: no text, the name starred."""
    told = {name: value for name, value in values.items() if name not in TEXTS}
    name = masked(Kind.NAME, application.applicant)
    return told | {"number": application.number, "applicant": name}


def fill(application: Application, entry: ReceiptEntry, acting: Acting) -> None:
    """Check what arrived and put it into the record; its agency is locked.

    Raises: NotAllowed.
    """
    if entry.received_on > acting.today:
        raise NotAllowed("收到日期在今天之后，请核对。", field="received_on")
    _check_terms(entry)
    agency = application.agency
    others = Application.objects.filter(agency=agency).exclude(pk=application.pk)
    if entry.number and others.filter(number=entry.number).exists():
        raise NotAllowed(f"登记编号“{entry.number}”已登记过，请核对或换一个编号。", field="number")
    application.number = entry.number or queries.next_number(agency, entry.received_on.year)
    application.received_on = entry.received_on
    application.channel = entry.channel
    application.applicant_kind = entry.applicant_kind
    application.applicant = entry.applicant
    application.content = entry.content
    application.category = entry.category


# What `set_due` refreshes.
DUE_FIELDS = ["due_on", "due_is_provisional", "is_stopped", "calendar_version"]


def set_due(application: Application, calendar: WorkCalendar) -> None:
    """Refresh the index of the due date from the clock."""
    deadline = queries.deadline_of(application, calendar)
    application.due_on = deadline.due_on
    application.due_is_provisional = deadline.is_provisional
    application.is_stopped = deadline.is_stopped
    application.calendar_version = calendar.version


def _check_terms(entry: ReceiptEntry) -> None:
    if not entry.applicant_kind and terms_on(APPLICANT_KINDS, entry.received_on):
        raise NotAllowed(
            "2019年起收到的申请须登记申请人类型（年度报告表三要按类型统计）。",
            field="applicant_kind",
        )
    lists = (
        ("channel", entry.channel, RECEIPT_CHANNELS),
        ("applicant_kind", entry.applicant_kind, APPLICANT_KINDS),
        ("category", entry.category, CATEGORIES),
    )
    for field, code, terms in lists:
        if not code and field != "channel":
            continue
        try:
            term(terms, code)
        except UnknownTerm as unknown:
            raise NotAllowed(str(unknown), field=field) from None


def refuse_same_again(agency: Agency, entry: ReceiptEntry) -> None:
    """Without a number only the contents can tell a second import from a second application.

    Raises: NotAllowed.
    """
    same = Application.objects.filter(
        agency=agency,
        received_on=entry.received_on,
        channel=entry.channel,
        applicant=entry.applicant,
        content=entry.content,
    ).first()
    if same:
        raise NotAllowed(
            f"同一申请人同日的同一申请已登记为“{same.number}”；如确为另一件，请填写登记编号。",
            field="number",
        )
