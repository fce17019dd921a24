"""The stable addresses of what is public, as readers keep them."""

from urllib.parse import quote


def item_address(index_number: str) -> str:
    """Where an item stands for ever."""
    return f"/items/{quote(index_number)}/"


def attachment_address(index_number: str, position: int, filename: str) -> str:
    """Where the public copy of an attachment is downloaded."""
    return f"{item_address(index_number)}attachments/{position}/{quote(filename)}"
