"""What the index knows of one item."""

import hashlib
from dataclasses import astuple, dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """A published item as it is searched, counted and shown.

    `agencies` are the codes from the top of the tree down to the item's own agency, so that
    filtering by an agency finds all below it. Categories are codes, "" where none is given.
    """

    item_id: int
    agencies: tuple[str, ...]
    title: str
    generated_on: date
    published_on: date
    year: int
    summary: str = ""
    body: str = ""
    attachments: tuple[str, ...] = ()
    document_number: str = ""
    index_number: str = ""
    topic: str = ""
    genre: str = ""
    business: str = ""
    duty: str = ""
    validity: str = ""

    @property
    def digest(self) -> int:
        """A number that differs where anything differs, to compare index and database."""
        content = hashlib.sha256(repr(astuple(self)).encode(errors="replace"))
        return int.from_bytes(content.digest()[:8], "big")
