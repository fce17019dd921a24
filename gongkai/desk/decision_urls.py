"""Addresses of what was searched, found and decided, below a case."""

from django.urls import path

from gongkai.desk.views import case_documents, decisions, redaction

_CASE = "<slug:code>/applications/<int:pk>/"
_DOCUMENTS = f"{_CASE}documents/"
_DOCUMENT = f"{_DOCUMENTS}<int:document>/"

DECISIONS = [
    path(f"{_CASE}searches/", case_documents.searches, name="case-searches"),
    path(_DOCUMENTS, case_documents.documents, name="found-documents"),
    path(_DOCUMENT, case_documents.document, name="found-document"),
    path(f"{_DOCUMENT}description/", case_documents.description, name="found-document-description"),
    path(f"{_DOCUMENT}position/", case_documents.position, name="found-document-position"),
    path(f"{_DOCUMENT}removal/", case_documents.removal, name="found-document-removal"),
    path(f"{_DOCUMENT}redaction/", redaction.redaction, name="found-document-redaction"),
    path(f"{_DOCUMENT}marks/<int:mark>/removal/", redaction.unmarking, name="found-document-mark"),
    path(f"{_DOCUMENT}copy/", redaction.copy, name="found-document-copy"),
    path(f"{_DOCUMENT}files/<slug:kind>/", redaction.download, name="found-document-file"),
    path(
        f"{_DOCUMENT}files/<slug:kind>/pages/<int:number>/",
        redaction.page,
        name="found-document-page",
    ),
    path(f"{_CASE}decision/", decisions.decision, name="case-decision"),
    path(f"{_CASE}decision/checklist/", decisions.checklist, name="case-checklist"),
]
