"""Under which type a file is sent."""

from gongkai.catalog.models import Attachment

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "ofd": "application/ofd",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
}


def media_type(attachment: Attachment) -> str:
    """The type under which a file is sent; what browsers would run is none of ours."""
    return media_type_for(attachment.kind)


def media_type_for(kind: str) -> str:
    """The same by the extension alone."""
    return _TYPES.get(kind, "application/octet-stream")
