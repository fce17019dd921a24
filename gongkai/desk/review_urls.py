"""Addresses for reading and reviewing items, for several at once, and for deputies."""

from django.urls import path

from gongkai.desk.views import bulk, deputies, reading

_ITEMS = "<slug:code>/items/"
_ITEM = f"{_ITEMS}<int:pk>/"

REVIEWING = [
    path(f"{_ITEMS}bulk/", bulk.bulk, name="items-bulk"),
    path(f"{_ITEMS}bulk/classification/", bulk.classification, name="items-bulk-classification"),
    path(f"{_ITEMS}bulk/release/", bulk.release, name="items-bulk-release"),
    path(f"{_ITEM}reading/", reading.reading, name="item-reading"),
    path(f"{_ITEM}history/", reading.history, name="item-history"),
    path(f"{_ITEM}check/", reading.check, name="item-check"),
    path(f"{_ITEM}masks/", reading.masks, name="item-masks"),
    path(
        f"{_ITEM}findings/<int:finding>/decision/", reading.decision, name="item-finding-decision"
    ),
    path(f"{_ITEM}comments/", reading.comments, name="item-comments"),
    path(
        f"{_ITEM}comments/<int:comment>/resolution/",
        reading.resolution,
        name="item-comment-resolution",
    ),
    path("<slug:code>/deputies/", deputies.deputies, name="deputies"),
    path("<slug:code>/deputies/<int:pk>/ending/", deputies.ending, name="deputy-ending"),
]
