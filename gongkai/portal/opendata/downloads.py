"""Everything public to take away: as a table, as one document, as one archive with all files.

Sent while it is read, some items at a time, so that the size of the catalog does not matter.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from gongkai.catalog import visibility
from gongkai.portal.opendata import records
from gongkai.portal.opendata.records import Absolute
from gongkai.portal.opendata.schema import as_json
from gongkai.portal.opendata.shapes import ItemShape

# A table program would take such a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BYTES_AT_ONCE = 65_536


@login_not_required
@require_safe
def catalog_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The catalog, a line for each item."""
    lines = _csv_lines(request.build_absolute_uri)
    return _download(lines, "text/csv; charset=utf-8", "catalog.csv")


@login_not_required
@require_safe
def catalog_json(request: HttpRequest) -> StreamingHttpResponse:
    """The agencies, and the items with their texts, editions, links and addresses of files."""
    parts = _json_parts(request.build_absolute_uri)
    return _download(parts, "application/json", "catalog.json")


@login_not_required
@require_safe
def everything_zip(request: HttpRequest) -> StreamingHttpResponse:
    """Both of the above, and every file."""
    parts = _zip_parts(request.build_absolute_uri)
    return _download(parts, "application/zip", "everything.zip")


def _download(
    parts: Iterable[str] | Iterable[bytes], content_type: str, filename: str
) -> StreamingHttpResponse:
    response = StreamingHttpResponse(parts, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _csv_lines(absolute: Absolute) -> Iterator[str]:
    names = [one.name for one in fields(ItemShape)]
    # Table programs know UTF-8 by this mark alone.
    yield "\ufeff"
    yield _csv_line(names)
    for batch in records.batches():
        for item in batch:
            shape = records.item_shape(item, absolute)
            yield _csv_line(_cell(getattr(shape, name)) for name in names)


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    text = "" if value is None else str(getattr(value, "label", value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _json_parts(absolute: Absolute) -> Iterator[str]:
    agencies = [asdict(shape) for shape in records.agency_shapes()]
    told = json.dumps(agencies, ensure_ascii=False, default=date.isoformat)
    yield f'{{"agencies": {told},\n"items": ['
    comma = "\n"
    for batch in records.batches():
        for shape in records.whole_shapes(batch, absolute):
            yield f"{comma}{as_json(shape)}"
            comma = ",\n"
    yield "\n]}\n"


class _Outlet(io.RawIOBase):
    """Takes what the archive writes and gives it on."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._written.append(bytes(content))
        return len(content)

    def taken(self) -> bytes:
        content, self._written = b"".join(self._written), []
        return content


def _zip_parts(absolute: Absolute) -> Iterator[bytes]:
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, parts in (
            ("catalog.csv", _csv_lines(absolute)),
            ("catalog.json", _json_parts(absolute)),
        ):
            with archive.open(name, "w") as member:
                for part in parts:
                    member.write(part.encode())
                    yield outlet.taken()
        for name, stored in _files():
            with archive.open(name, "w") as member, default_storage.open(stored) as file:
                while content := file.read(_BYTES_AT_ONCE):
                    member.write(content)
                    yield outlet.taken()
    yield outlet.taken()


def _files() -> Iterator[tuple[str, str]]:
    """The name in the archive and in the storage of every public file."""
    for batch in records.batches():
        attachments = visibility.public_attachments().filter(item__in=batch)
        for one in attachments.select_related("item").order_by("item_id", "position"):
            folder = (one.item.index_number or "").replace("/", "_")
            yield f"attachments/{folder}/{one.position}-{one.filename}", one.released.name or ""
