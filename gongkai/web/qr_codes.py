"""An address of this office as a QR code."""

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe


def drawn(address: str) -> SafeString:
    """The address as an SVG element, to stand in a page."""
    return mark_safe(_svg(address, svgns=False).decode())  # noqa: S308 - drawn here, of paths alone


def file(address: str) -> bytes:
    """The address as an SVG file, in UTF-8."""
    return _svg(address, svgns=True)


def _svg(address: str, *, svgns: bool) -> bytes:
    picture = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(picture, kind="svg", scale=4, border=4, light="#fff", xmldecl=False, svgns=svgns)
    return picture.getvalue()
