"""Addresses of drafts and their files, below an agency's `items/`."""

from django.urls import path

from gongkai.desk.views import attachments, draft_uploads, drafts

_ITEMS = "<slug:code>/items/"
_ITEM = f"{_ITEMS}<int:pk>/"
_FILE = f"{_ITEM}attachments/<int:file>/"

DRAFTS = [
    path(f"{_ITEMS}draft/", drafts.draft, name="item-draft"),
    path(f"{_ITEMS}draft/autosave/", drafts.autosave, name="item-draft-autosave"),
    path(f"{_ITEMS}upload/", draft_uploads.upload, name="item-upload"),
    path(
        f"{_ITEMS}uploads/<int:pk>/confirmation/",
        draft_uploads.confirmation,
        name="item-upload-confirmation",
    ),
    path(f"{_ITEMS}uploads/<int:pk>/discard/", draft_uploads.discard, name="item-upload-discard"),
    path(f"{_ITEM}revision/", drafts.revision, name="item-revision"),
    path(f"{_ITEM}autosave/", drafts.autosave, name="item-autosave"),
    path(f"{_ITEM}attachments/", attachments.attachments, name="item-attachments"),
    path(f"{_FILE}release/", attachments.release, name="item-attachment-release"),
    path(f"{_FILE}position/", attachments.position, name="item-attachment-position"),
    path(f"{_FILE}removal/", attachments.removal, name="item-attachment-removal"),
    path(f"{_FILE}original/", attachments.original, name="item-attachment-original"),
    path(f"{_FILE}copy/", attachments.copy, name="item-attachment-copy"),
    path(f"{_FILE}pages/<int:number>/", attachments.page, name="item-attachment-page"),
]
