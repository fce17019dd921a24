"""Files by their content, and pictures of pages."""

import struct

from django.core.files.storage import default_storage

from gongkai.catalog import files, previews
from tests.build import Town
from tests.publication.attachment_build import attached, plan, source
from tests.publication.build import drafted


def test_a_content_is_kept_once(db: None) -> None:
    name = files.keep("originals", b"abc", "txt")
    # sha256 of "abc", as FIPS 180-4 gives it
    assert name == (
        "originals/ba/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.txt"
    )
    assert files.keep("originals", b"abc", "txt") == name
    assert files.read(name) == b"abc"
    assert files.keep("released", b"abc", "txt").startswith("released/ba/")


def test_pages_of_a_released_pdf(town: Town) -> None:
    one = attached(town, drafted(town), "计划.pdf", plan())
    first, second = previews.preview(one, 1), previews.preview(one, 2)
    assert first is not None
    assert first.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", first[16:24])
    assert width == 900
    assert 1270 <= height <= 1275  # A4: 900 × 297 / 210
    assert second != first
    assert default_storage.exists(f"previews/{one.sha256[:2]}/{one.sha256}-1.png")
    assert previews.preview(one, 1) == first


def test_no_other_page_has_a_picture(town: Town) -> None:
    item = drafted(town)
    one = attached(town, item, "计划.pdf", plan())
    assert previews.preview(one, 0) is previews.preview(one, 3) is None
    assert previews.preview(attached(town, item), 1) is None
    assert previews.preview(source(town, item), 1) is None
