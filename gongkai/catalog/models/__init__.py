"""The disclosure guide, the catalog's columns, and the items of the catalog."""

from gongkai.catalog.models.attachments import Attachment
from gongkai.catalog.models.counts import CountedItem, FacetCount
from gongkai.catalog.models.editions import Edition
from gongkai.catalog.models.frame import (
    CatalogColumn,
    Guide,
    IndexNumberScheme,
    IndexNumberSeries,
)
from gongkai.catalog.models.items import DisclosureItem
from gongkai.catalog.models.links import ItemLink

__all__ = [
    "Attachment",
    "CatalogColumn",
    "CountedItem",
    "DisclosureItem",
    "Edition",
    "FacetCount",
    "Guide",
    "IndexNumberScheme",
    "IndexNumberSeries",
    "ItemLink",
]
