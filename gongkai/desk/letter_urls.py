"""Addresses of a case's letters, below its application."""

from django.urls import path

from gongkai.desk.views import letter_service, letters

_LETTERS = "<slug:code>/applications/<int:pk>/letters/"
_LETTER = f"{_LETTERS}<int:letter>/"
_SERVICE = f"{_LETTER}services/<int:service>/"

LETTERS = [
    path(f"{_LETTERS}start/", letters.start, name="letter-start"),
    path(f"{_LETTERS}registration/", letters.registration, name="letter-registration"),
    path(_LETTER, letters.letter, name="letter"),
    path(f"{_LETTER}submission/", letters.submission, name="letter-submission"),
    path(f"{_LETTER}reviews/<slug:kind>/", letters.review, name="letter-review"),
    path(f"{_LETTER}signature/", letters.signature, name="letter-signature"),
    path(f"{_LETTER}void/", letters.void, name="letter-void"),
    path(f"{_LETTER}files/<slug:kind>/", letters.download, name="letter-file"),
    path(f"{_LETTER}service/", letter_service.service, name="letter-service"),
    path(f"{_SERVICE}receipt/", letter_service.receipt, name="letter-receipt"),
    path(f"{_SERVICE}return/", letter_service.return_, name="letter-return"),
    path(f"{_SERVICE}record/", letter_service.record, name="letter-record"),
]
