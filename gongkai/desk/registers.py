"""All ledgers, in the order in which a workbook must be written into the records."""

from gongkai.agencies import ledgers as agencies
from gongkai.ledgers.ledger import AnyLedger

# A room's ledgers follow those they refer to: people before the leading group,
# items before their releases, applications before their fees.
LEDGERS: tuple[AnyLedger, ...] = (*agencies.ALL,)

BY_KEY: dict[str, AnyLedger] = {ledger.key: ledger for ledger in LEDGERS}
BY_MODEL: dict[str, AnyLedger] = {ledger.model._meta.label_lower: ledger for ledger in LEDGERS}
