"""The code in a page and the code as a file are the same drawing."""

import re

from gongkai.web import qr_codes

ADDRESS = "https://gongkai.example/items/xinhe/2017-00018/"


def test_stands_in_a_page_without_a_declaration() -> None:
    assert qr_codes.drawn(ADDRESS).startswith("<svg ")
    assert "xmlns" not in qr_codes.drawn(ADDRESS)


def test_a_file_names_its_namespace() -> None:
    assert b'xmlns="http://www.w3.org/2000/svg"' in qr_codes.file(ADDRESS)


def test_both_draw_the_same_paths() -> None:
    paths = re.findall(r'd="([^"]+)"', qr_codes.file(ADDRESS).decode())
    assert paths == re.findall(r'd="([^"]+)"', qr_codes.drawn(ADDRESS))


def test_another_address_is_another_drawing() -> None:
    assert qr_codes.drawn(ADDRESS) != qr_codes.drawn(ADDRESS + "?")
