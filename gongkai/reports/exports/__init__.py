"""A report as a file, in five formats."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongkai.documents.docx import render_docx
from gongkai.documents.html import render_page
from gongkai.documents.pdf import render_pdf
from gongkai.reports.exports.workbook import workbook
from gongkai.reports.frozen import Snapshot


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file."""

    label: str
    content_type: str
    render: Callable[[Snapshot], bytes]


def _html(snapshot: Snapshot) -> bytes:
    return render_page(snapshot.document).encode()


def _docx(snapshot: Snapshot) -> bytes:
    return render_docx(snapshot.document)


def _pdf(snapshot: Snapshot) -> bytes:
    return render_pdf(snapshot.document)


def _json(snapshot: Snapshot) -> bytes:
    return (json.dumps(snapshot.data, ensure_ascii=False, indent=1) + "\n").encode()


# By the ending of the file's name.
FORMATS: Mapping[str, Format] = {
    "html": Format("网页", "text/html; charset=utf-8", _html),
    "docx": Format(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _docx,
    ),
    "pdf": Format("PDF", "application/pdf", _pdf),
    "xlsx": Format(
        "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook
    ),
    "json": Format("JSON", "application/json", _json),
}
