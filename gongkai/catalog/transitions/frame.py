"""The catalog's columns and the editions of the disclosure guide."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies
from gongkai.agencies.models import Agency
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog import queries
from gongkai.catalog.models import CatalogColumn, Guide
from gongkai.ledgers import records
from gongkai.web.page_cache import purge


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogColumnEntry:
    """A column of the catalog; `parent` is the title of the column above."""

    title: str
    parent: str = ""
    position: int = 0
    since: date
    until: date | None = None


@transaction.atomic
def add_column(agency: Agency, entry: CatalogColumnEntry, *, acting: Acting) -> CatalogColumn:
    """Add a column to the catalog.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第十二条 (2007: 第十九条).
    """
    policies.permit(acting.by, Action.CATALOG_COLUMN_ADD, agency)
    purge("offices", f"agency:{agency.code}")
    column = CatalogColumn(agency=agency, **_column_values(agency, entry))
    return records.enter(column, action=Action.CATALOG_COLUMN_ADD, acting=acting)


@transaction.atomic
def amend_column(
    column_id: int, entry: CatalogColumnEntry, *, reason: str, acting: Acting
) -> CatalogColumn:
    """Correct a column, or put it elsewhere in the tree.

    Raises: NotAllowed.
    """
    column = (
        CatalogColumn.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=column_id)
    )
    policies.permit(acting.by, Action.CATALOG_COLUMN_AMEND, column.agency)
    purge("offices", f"agency:{column.agency.code}")
    # Two columns put under each other at once would make a ring.
    list(CatalogColumn.objects.select_for_update().filter(agency=column.agency))
    values = _column_values(column.agency, entry)
    _refuse_ring(column, entry)
    return records.amend(
        column, values, reason=reason, action=Action.CATALOG_COLUMN_AMEND, acting=acting
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideEntry:
    """An edition of the guide, with what the Regulations say it must tell."""

    in_force_on: date
    classification: str
    arrangement: str
    how_to_obtain: str
    office_name: str
    address: str
    opening_hours: str
    phone: str
    fax: str = ""
    internet_contact: str = ""


@transaction.atomic
def issue_guide(agency: Agency, entry: GuideEntry, *, acting: Acting) -> Guide:
    """Issue an edition of the guide; earlier editions stay on record.

    Raises: NotAllowed.
    Source: 政府信息公开条例 第十二条第二款 (2007: 第十九条第二款).
    """
    policies.permit(acting.by, Action.GUIDE_ISSUE, agency)
    purge("offices", f"agency:{agency.code}")
    guide = Guide(agency=agency, **asdict(entry))
    return records.enter(guide, action=Action.GUIDE_ISSUE, acting=acting)


@transaction.atomic
def amend_guide(guide_id: int, entry: GuideEntry, *, reason: str, acting: Acting) -> Guide:
    """Correct an edition of the guide.

    Raises: NotAllowed.
    """
    guide = Guide.objects.select_for_update(of=("self",)).select_related("agency").get(pk=guide_id)
    policies.permit(acting.by, Action.GUIDE_AMEND, guide.agency)
    purge("offices", f"agency:{guide.agency.code}")
    return records.amend(
        guide, asdict(entry), reason=reason, action=Action.GUIDE_AMEND, acting=acting
    )


def _column_values(agency: Agency, entry: CatalogColumnEntry) -> dict[str, object]:
    parent = queries.column_named(agency, entry.parent, field="parent")
    if parent and entry.since < parent.since:
        raise NotAllowed(
            f"启用日期不能早于上级栏目“{parent}”的启用日期{parent.since:%Y-%m-%d}。",
            field="since",
        )
    return {
        "title": entry.title,
        "parent": parent,
        "position": entry.position,
        "since": entry.since,
        "until": entry.until,
    }


def _refuse_ring(column: CatalogColumn, entry: CatalogColumnEntry) -> None:
    above = queries.column_named(column.agency, entry.parent, field="parent")
    while above:
        if above == column:
            raise NotAllowed("上级栏目不能是该栏目自己或者它的下级栏目。", field="parent")
        above = above.parent
