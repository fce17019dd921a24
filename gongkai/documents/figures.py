"""Links from a figure in a document to the records it was counted from."""

from dataclasses import dataclass

SAFE_STARTS = ("https://", "http://", "/", "#", "?")


def checked_href(href: str) -> str:
    """Return `href`, which may stand in a link.

    Raises: ValueError for any other scheme, such as `javascript:`.
    """
    if href.startswith(SAFE_STARTS):
        return href
    raise ValueError(f"链接地址“{href}”不能使用。")


def is_absolute(href: str) -> bool:
    """Whether `href` still leads somewhere once the file has left the site."""
    return href.startswith(("https://", "http://"))


@dataclass(frozen=True, slots=True)
class FigureLink:
    """What a figure counts: its key in the dictionary of figures, in words, and its records."""

    key: str
    label: str
    href: str

    def __post_init__(self) -> None:
        checked_href(self.href)
