"""Addresses of what follows a case: its remedies; the statistics; the end of its keeping."""

from django.urls import path

from gongkai.desk.views import follow_up, retention, statistics

_LIST = "<slug:code>/applications/"

FOLLOW_UP = [
    path("<slug:code>/retention/", retention.retention, name="retention"),
    path(f"{_LIST}statistics/", statistics.statistics, name="case-statistics"),
    path(
        f"{_LIST}<int:pk>/remedies/<slug:register>/<int:remedy>/reopening/",
        follow_up.remedy_reopening,
        name="remedy-reopening",
    ),
]
