"""Addresses of requests to correct a record about oneself."""

from django.urls import path

from gongkai.desk.letter_urls import RECORD_LETTERS
from gongkai.desk.views import record_corrections as views

_LIST = "<slug:code>/record-corrections/"
_RECORD = f"{_LIST}<int:record>/"

RECORDS = [
    path(_LIST, views.record_corrections, name="record-corrections"),
    path(f"{_LIST}new/", views.registration, name="record-registration"),
    path(_RECORD, views.record_correction, name="record-correction"),
    path(f"{_RECORD}evidence/", views.evidence, name="record-evidence"),
    path(f"{_RECORD}files/<int:file>/", views.file, name="record-file"),
    *(
        path(f"{_RECORD}{noun}/", views.step, {"noun": noun}, name=f"record-{noun}")
        for noun in views.STEPS
    ),
    path(f"{_RECORD}letters/start/", views.letter, name="record-letter-start"),
    *RECORD_LETTERS,
]
