"""Addresses of what follows a case: its remedies; the statistics."""

from django.urls import path

from gongkai.desk.views import follow_up, statistics

_LIST = "<slug:code>/applications/"

FOLLOW_UP = [
    path(f"{_LIST}statistics/", statistics.statistics, name="case-statistics"),
    path(
        f"{_LIST}<int:pk>/remedies/<slug:register>/<int:remedy>/reopening/",
        follow_up.remedy_reopening,
        name="remedy-reopening",
    ),
]
