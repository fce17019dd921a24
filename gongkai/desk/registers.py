"""All ledgers, in the order in which a workbook must be written into the records."""

from gongkai.accounts.models import User
from gongkai.agencies import ledgers as agencies
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.applications import ledgers as applications
from gongkai.casework import ledgers as casework
from gongkai.catalog import ledgers as catalog
from gongkai.channels import ledgers as channels
from gongkai.fees import ledgers as fees
from gongkai.ledgers.ledger import AnyLedger
from gongkai.publication import ledgers as publication
from gongkai.reading_rooms import ledgers as reading_rooms
from gongkai.remedies import ledgers as remedies
from gongkai.reports import ledgers as reports
from gongkai.supervision import ledgers as supervision
from gongkai.upkeep import ledgers as upkeep

# A room's ledgers follow those they refer to: people before the leading group,
# items before their releases, applications before their fees.
LEDGERS: tuple[AnyLedger, ...] = (
    *agencies.ALL,
    *catalog.ALL,
    channels.CHANNELS,
    channels.DISCLOSURE_COLUMNS,
    *publication.ALL,
    channels.RELEASES,
    channels.OCCASIONS,
    *reading_rooms.ALL,
    *applications.ALL,
    *fees.ALL,
    *remedies.ALL,
    *supervision.ALL,
    *upkeep.ALL,
    *reports.ALL,
    *casework.ALL,
)

BY_KEY: dict[str, AnyLedger] = {ledger.key: ledger for ledger in LEDGERS}
BY_MODEL: dict[str, AnyLedger] = {ledger.model._meta.label_lower: ledger for ledger in LEDGERS}


def may_open(user: User, ledger: AnyLedger, agency: Agency) -> bool:
    """Whether the person may see a ledger of the agency."""
    return policies.may_open(user, ledger.model._meta.app_label, ledger.entering, agency)
