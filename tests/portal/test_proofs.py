"""What is kept of a proof of identity."""

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.portal.proofs import LARGEST, proof_of
from tests.intake.build import AUTHOR, EDITOR, signed_jpeg, signed_png


@pytest.mark.parametrize(
    ("content", "media_type"), [(signed_jpeg(), "image/jpeg"), (signed_png(), "image/png")]
)
def test_a_picture_says_no_more_who_took_it(content: bytes, media_type: str) -> None:
    proof = proof_of(content)
    assert proof.media_type == media_type
    assert AUTHOR.encode() in content
    assert AUTHOR.encode() not in proof.content
    assert EDITOR.encode() not in proof.content
    assert proof_of(proof.content).content == proof.content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空的"),
        (b"x" * (LARGEST + 1), "5MB"),
        ("文字".encode(), "照片"),
        (b"<html>", "网页"),
        (signed_jpeg() + b"PK", "末尾"),
    ],
)
def test_what_will_not_do_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        proof_of(content)
