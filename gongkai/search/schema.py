"""The fields of the index, and an item as they hold it."""

import tantivy

from gongkai.search.documents import SearchDocument
from gongkai.search.folding import EDGE, fold, grams
from gongkai.search.frequent import Rows, held
from gongkai.search.language import days_in

# Stands in the name of every index; raise it with any change to this module or to `folding`.
FORMAT = 3
# Depths of the tree at which items are counted.
LEVELS = 6
# Newer items outweigh older ones with the same hits; before this day all are alike.
_FIRST_DAY = 711_766  # 1949-10-01, as an ordinal


def _build() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("item", indexed=True, fast=True)
    builder.add_unsigned_field("digest", fast=True)
    # Pairs of characters, parted by spaces: of title and numbers, and of everything.
    builder.add_text_field("head", tokenizer_name="whitespace")
    builder.add_text_field("text", tokenizer_name="whitespace")
    # The frequent rows of characters of everything.
    builder.add_text_field("row", tokenizer_name="whitespace", index_option="basic")
    # Single characters of title and numbers.
    builder.add_text_field("letter", tokenizer_name="whitespace", index_option="basic")
    # Days, months and years on which the item was made or published, or which it names.
    builder.add_text_field("day", tokenizer_name="raw", index_option="basic")
    # The agency and all above it, to filter by; one agency for each depth, to count.
    builder.add_text_field("agency", tokenizer_name="raw", index_option="basic")
    levels = [f"agency_{level}" for level in range(LEVELS)]
    for facet in ("topic", "genre", "business", "duty", "year", "validity", *levels):
        builder.add_text_field(facet, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("newest", fast=True)
    builder.add_float_field("recency", fast=True)
    builder.add_bytes_field("shown", stored=True)
    return builder.build()


SCHEMA = _build()


def entry(document: SearchDocument, frequent: Rows) -> tantivy.Document:
    """The item as an index keeps it that knows some rows of characters as such."""
    head = _folded(document.title, document.document_number, document.index_number)
    text = folded(document)
    kept = tantivy.Document()
    kept.add_unsigned("item", document.item_id)
    kept.add_unsigned("digest", document.digest)
    kept.add_text("head", " ".join(grams(head)))
    kept.add_text("text", " ".join(grams(text)))
    kept.add_text("row", " ".join(held(text, frequent)))
    kept.add_text("letter", " ".join(sorted(set(head) - {EDGE})))
    for day in _days(document):
        kept.add_text("day", day)
    for level, code in enumerate(document.agencies):
        kept.add_text("agency", code)
        if level < LEVELS:
            kept.add_text(f"agency_{level}", code)
    for facet in ("topic", "genre", "business", "duty", "validity"):
        if code := getattr(document, facet):
            kept.add_text(facet, code)
    kept.add_text("year", str(document.year))
    published = max(document.published_on.toordinal() - _FIRST_DAY, 0)
    kept.add_unsigned("newest", published << 40 | document.item_id)
    # tantivy multiplies the score by log2(2 + value): from 1 to less than 2, one step a day.
    kept.add_float("recency", 2 ** (1 + min(published, 65_535) / 65_536) - 2)
    kept.add_bytes("shown", _shown(document))
    return kept


def folded(document: SearchDocument) -> str:
    """Everything in which the words of a query may stand."""
    numbers = (document.document_number, document.index_number)
    return _folded(document.title, *numbers, document.summary, document.body, *document.attachments)


def _days(document: SearchDocument) -> set[str]:
    days = {document.generated_on.isoformat(), document.published_on.isoformat()}
    for text in (document.title, document.summary, document.body, *document.attachments):
        days |= days_in(text)
    return {day[:length] for day in days for length in (4, 7, 10) if len(day) >= length}


def _folded(*texts: str) -> str:
    return f"{EDGE}{EDGE.join(filter(None, map(fold, texts)))}{EDGE}"


def _shown(document: SearchDocument) -> bytes:
    texts = (document.title, document.summary, document.body, *document.attachments)
    return EDGE.join(text.replace(EDGE, " ") for text in texts).encode(errors="replace")


def shown(kept: tantivy.Document) -> list[str]:
    """Title, summary, body and the attachments' texts of an entry."""
    content: bytes = kept["shown"][0]
    return content.decode().split(EDGE)
