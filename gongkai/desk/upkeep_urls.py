"""Addresses of the person's day and of the upkeep of an agency."""

from django.urls import path

from gongkai.desk.views import clean_ups, item_links, today, upkeep

_CODE = "<slug:code>/"
_ROUND = f"{_CODE}clean-ups/<int:year>/"

UPKEEP = [
    path(f"{_CODE}today/", today.today, name="today"),
    path(f"{_CODE}upkeep/", upkeep.upkeep, name="upkeep"),
    path(f"{_CODE}clean-ups/", clean_ups.start, name="clean-ups"),
    path(_ROUND, clean_ups.clean_up, name="clean-up"),
    path(f"{_ROUND}documents/<int:pk>/", clean_ups.result, name="clean-up-result"),
    path(f"{_ROUND}closure/", clean_ups.closure, name="clean-up-closure"),
    path(f"{_CODE}withheld/<int:pk>/evaluation/", upkeep.evaluation, name="withheld-evaluation"),
    path(f"{_CODE}shared-answers/", upkeep.shared_answer, name="shared-answers"),
    path(f"{_CODE}items/<int:pk>/links/", item_links.links, name="item-links"),
    path(
        f"{_CODE}items/<int:pk>/links/<int:link_pk>/removal/",
        item_links.removal,
        name="item-link-removal",
    ),
]
