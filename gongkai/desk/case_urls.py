"""Addresses of cases: the list, the registration, one case with its steps."""

from django.urls import path

from gongkai.desk.views import (
    applicant_messages,
    applications,
    cases,
    protected,
    query_codes,
    registration,
)

_LIST = "<slug:code>/applications/"
_CASE = f"{_LIST}<int:pk>/"
_WAITING = f"{_LIST}submissions/<int:pk>/"

CASES = [
    path(_LIST, applications.applications, name="applications"),
    path(f"{_LIST}new/", registration.registration, name="registration"),
    path(_WAITING, registration.confirmation, name="submission"),
    path(f"{_WAITING}files/<int:file>/", cases.submission_file, name="submission-file"),
    path(
        f"{_LIST}protected/<slug:kind>/<int:pk>/<slug:field>/",
        protected.value,
        name="protected-value",
    ),
    path(_CASE, cases.case, name="application"),
    path(f"{_CASE}files/<int:file>/", cases.file, name="application-file"),
    path(f"{_CASE}query-code/", query_codes.query_code, name="query-code"),
    path(f"{_CASE}messages/<int:message>/", applicant_messages.message, name="applicant-message"),
    path(
        f"{_CASE}messages/<int:message>/file/",
        applicant_messages.file,
        name="applicant-message-file",
    ),
    path(
        f"{_CASE}messages/<int:message>/record-correction/",
        applicant_messages.record_correction,
        name="applicant-message-record",
    ),
    path(
        f"{_CASE}messages/<int:message>/complaint/",
        applicant_messages.complaint,
        name="applicant-message-complaint",
    ),
    path(f"{_CASE}steps/<slug:key>/", cases.step, name="application-step"),
    path(f"{_CASE}steps/<slug:key>/<int:record>/", cases.step, name="consultation-step"),
]
