import struct
import zlib

import pytest

from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind, recognise
from gongkai.redaction.images import redact_image
from gongkai.redaction.model import Mark, Passage
from tests.redaction import build


def grey_png(width, height, *extra):
    """A picture whose shade grows from left to right."""
    rows = b"".join(b"\0" + bytes(range(width)) for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + build.chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + b"".join(extra)
        + build.chunk(b"IDAT", zlib.compress(rows))
        + build.chunk(b"IEND", b"")
    )


def pixels(content):
    """Rows of a PNG without filters; of coloured pixels the first part."""
    width, height, _, colour = struct.unpack_from(">IIBB", content, 16)
    assert recognise(content, "").kind is FileKind.PNG
    start = content.index(b"IDAT") + 4
    data = zlib.decompressobj().decompress(content[start:])
    step = 3 if colour == 2 else 1
    stride = width * step + 1
    assert {data[row * stride] for row in range(height)} == {0}
    return [data[row * stride + 1 : (row + 1) * stride : step] for row in range(height)]


def test_an_area_of_a_scan_is_black_and_the_rest_stays():
    secret = build.chunk(b"tEXt", b"Author\0Zhang Weimin")
    source = grey_png(200, 60, secret)
    result = redact_image(source, (build.at(1, 50, 10, 150, 40),))
    rows = pixels(result.content)
    assert (len(rows), len(rows[0])) == (60, 200)
    # The shades of the article are light; those of the source there were 50 to 149.
    for number, row in enumerate(rows):
        inside = number in range(10, 40)
        for column, shade in enumerate(row):
            if inside and 140 <= column < 150:
                assert shade == 0
            elif not (inside and 50 <= column < 150):
                assert abs(shade - column) <= 9
    assert b"Weimin" not in result.content
    assert result.report.pictures == 1


@pytest.mark.parametrize(("turned", "corner"), [(0, (0, 0)), (3, (1, 1)), (6, (1, 0))])
def test_a_photo_is_marked_as_it_is_seen_upright(turned, corner):
    source = build.solid_jpeg(64, 32, 100, turned=turned)
    across, down = (32, 64) if turned == 6 else (64, 32)
    rows = pixels(redact_image(source, (build.at(1, 14, 14, 18, 18),)).content)
    assert (len(rows[0]), len(rows)) == (across, down)
    for x, y in ((2, 2), (across - 3, 2), (2, down - 3), (across - 3, down - 3)):
        dark = (x > across / 2, y > down / 2) == tuple(map(bool, corner))
        assert abs(rows[y][x] - (100 if dark else 255)) <= 9, (x, y)
    assert {shade for row in rows[14:18] for shade in row[14:18]} == {0}


def test_marks_that_do_not_belong_there_are_refused():
    for mark, sentence in (
        (build.at(2, 0, 0, 1, 1), "图片以外"),
        (build.at(1, 5, 5, 9, 9), "图片以外"),
        (Mark((Passage("a", 0, 0, 1),), "third_party"), "不属于这一类文件"),
    ):
        with pytest.raises(Refused, match=sentence):
            redact_image(build.png(), (mark,))
    with pytest.raises(Refused, match="只能处理 png 和 jpg"):
        redact_image(build.pdf("甲"), (build.at(1, 0, 0, 1, 1),))


def test_a_picture_too_large_or_damaged_is_refused():
    large = build.png().replace(struct.pack(">II", 1, 1), struct.pack(">II", 9000, 9000), 1)
    with pytest.raises(Refused, match="图片过大"):
        redact_image(large, (build.at(1, 0, 0, 1, 1),))
    damaged = grey_png(20, 20).replace(b"IDAT", b"IDAX")
    with pytest.raises(Refused, match="损坏"):
        redact_image(damaged, (build.at(1, 0, 0, 1, 1),))
