"""The disclosure guide, the catalog's columns, and the items of the catalog."""

from gongkai.catalog.models.frame import (
    CatalogColumn,
    Guide,
    IndexNumberScheme,
    IndexNumberSeries,
)
from gongkai.catalog.models.items import DisclosureItem

__all__ = [
    "CatalogColumn",
    "DisclosureItem",
    "Guide",
    "IndexNumberScheme",
    "IndexNumberSeries",
]
