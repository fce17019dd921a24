"""Index numbers (索引号): how an agency forms them, and the next one of a year."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog import queries
from gongkai.catalog.models import DisclosureItem, IndexNumberScheme, IndexNumberSeries
from gongkai.ledgers import records
from gongkai.web.prepared import Prepared

DEFAULT_TEMPLATE = "{机构代码}/{年}-{序号}"
DEFAULT_WIDTH = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeEntry:
    """How index numbers are formed from a day on."""

    template: str
    serial_width: int
    since: date


@transaction.atomic
def adopt_scheme(agency: Agency, entry: SchemeEntry, *, acting: Acting) -> IndexNumberScheme:
    """Say how the agency's index numbers are formed from a day on; issued numbers stay.

    Raises: NotAllowed.
    """
    policies.permit(acting.by, Action.INDEX_SCHEME_ADOPT, agency)
    _refuse_unfit(entry)
    scheme = IndexNumberScheme(agency=agency, **asdict(entry))
    return records.enter(scheme, action=Action.INDEX_SCHEME_ADOPT, acting=acting)


@transaction.atomic
def amend_scheme(
    scheme_id: int, entry: SchemeEntry, *, reason: str, acting: Acting
) -> IndexNumberScheme:
    """Correct a scheme; issued numbers stay.

    Raises: NotAllowed.
    """
    scheme = (
        IndexNumberScheme.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=scheme_id)
    )
    policies.permit(acting.by, Action.INDEX_SCHEME_AMEND, scheme.agency)
    _refuse_unfit(entry)
    return records.amend(
        scheme, asdict(entry), reason=reason, action=Action.INDEX_SCHEME_AMEND, acting=acting
    )


def issue(agency: Agency, *, on: date) -> str:
    """The next index number of the agency in the year of `on`; part of the act of publishing.

    The series is locked until the end of the transaction, so two items never get one
    number; a number that an older catalog already used is passed over.
    """
    series, _ = IndexNumberSeries.objects.select_for_update().get_or_create(
        agency=agency, year=on.year
    )
    scheme = queries.index_number_scheme_on(on, agency)
    template, width = (
        (scheme.template, scheme.serial_width) if scheme else (DEFAULT_TEMPLATE, DEFAULT_WIDTH)
    )
    code = agency.organization_code or agency.code
    while True:
        series.last_serial += 1
        number = _filled(template, code=code, day=on, serial=f"{series.last_serial:0{width}}")
        if not is_taken(number):
            break
    series.save(update_fields=["last_serial"])
    return number


_BEARERS = Prepared(
    lambda number: DisclosureItem.objects.filter(index_number=number).values_list("pk"), "#"
)


def is_taken(number: str) -> bool:
    """Whether any item of any agency has, or ever had, this index number."""
    return _BEARERS.first(number) is not None


def _filled(template: str, *, code: str, day: date, serial: str) -> str:
    marks = {
        "{机构代码}": code,
        "{年}": f"{day:%Y}",
        "{月}": f"{day:%m}",
        "{序号}": serial,
    }
    for mark, text in marks.items():
        template = template.replace(mark, text)
    return template


def _refuse_unfit(entry: SchemeEntry) -> None:
    if "{年}" not in entry.template or "{序号}" not in entry.template:
        raise NotAllowed(
            f"索引号规则须含{{年}}和{{序号}}，例如 {DEFAULT_TEMPLATE}。", field="template"
        )
    if not 1 <= entry.serial_width <= 9:
        raise NotAllowed("序号位数应在1到9之间。", field="serial_width")
