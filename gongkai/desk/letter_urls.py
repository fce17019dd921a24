"""Addresses of letters, below the case or the request to correct a record they are about."""

from django.urls import URLPattern, path

from gongkai.desk.views import letter_service, letter_texts, letters

_CASE = "<slug:code>/applications/<int:pk>/letters/"
_RECORD = "<slug:code>/record-corrections/<int:record>/letters/"


def _pages(below: str, before: str = "") -> list[URLPattern]:
    """The pages of one letter; `before` tells the names of the two kinds of addresses apart."""
    letter = f"{below}<int:letter>/"
    service = f"{letter}services/<int:service>/"
    return [
        path(letter, letters.letter, name=f"{before}letter"),
        path(f"{letter}submission/", letters.submission, name=f"{before}letter-submission"),
        path(f"{letter}reviews/<slug:kind>/", letters.review, name=f"{before}letter-review"),
        path(f"{letter}signature/", letters.signature, name=f"{before}letter-signature"),
        path(f"{letter}void/", letters.void, name=f"{before}letter-void"),
        path(f"{letter}files/<slug:kind>/", letters.download, name=f"{before}letter-file"),
        path(f"{letter}service/", letter_service.service, name=f"{before}letter-service"),
        path(f"{service}receipt/", letter_service.receipt, name=f"{before}letter-receipt"),
        path(f"{service}return/", letter_service.return_, name=f"{before}letter-return"),
        path(f"{service}record/", letter_service.record, name=f"{before}letter-record"),
    ]


LETTERS = [
    path("<slug:code>/letter-texts/", letter_texts.letter_texts, name="wording-texts"),
    path(f"{_CASE}start/", letters.start, name="letter-start"),
    path(f"{_CASE}registration/", letters.registration, name="letter-registration"),
    *_pages(_CASE),
]
RECORD_LETTERS = _pages(_RECORD, "record-")
