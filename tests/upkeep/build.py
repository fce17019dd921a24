"""Normative documents, a clean-up of them, withheld information, answers given twice."""

from datetime import date
from typing import Any

from gongkai.applications.models import Application
from gongkai.applications.transitions.answer import answer
from gongkai.catalog.models import DisclosureItem
from gongkai.upkeep.models import CleanUp, WithheldInformation
from gongkai.upkeep.transitions import clean_up, withheld
from tests.applications.build import received
from tests.build import Town
from tests.publication.build import published, registered_item

WITHHELD = withheld.WithheldEntry(
    title="青山水库除险加固方案",
    ground="process_info",
    decided_on=date(2017, 6, 1),
    next_evaluation_on=date(2018, 2, 1),
    application_number="依申请〔2017〕0003",
)


def document(town: Town, title: str, **changes: Any) -> DisclosureItem:
    """A normative document of 2017 in force."""
    return registered_item(
        town, title=title, document_number=title[:20], is_normative_document=True, **changes
    )


def round_of(town: Town, *titles: str) -> tuple[CleanUp, list[DisclosureItem]]:
    """The clean-up of 2018 with these documents, none decided."""
    documents = [document(town, title) for title in titles]
    return clean_up.start(town.agency, year=2018, acting=town.acting("li")), documents


def withheld_item(town: Town) -> WithheldInformation:
    """Information that was to be evaluated a month ago."""
    return withheld.enter(town.agency, WITHHELD, acting=town.acting("li"))


def asked_twice(town: Town) -> list[Application]:
    """Two people were given the same, in slightly other words."""
    contents = ("青山镇2017年低保户名单及补助标准", "青山镇 2017年低保户名单，及补助标准。")
    return [
        answered(town, content=content, applicant=applicant)
        for content, applicant in zip(contents, ("陈一", "陈二"), strict=True)
    ]


def answered(town: Town, outcome: str = "disclosed", **values: Any) -> Application:
    """An application 李经办 answered."""
    application = received(town, **values)
    answer(
        application.pk,
        outcome=outcome,
        ground="" if outcome == "disclosed" else "privacy",
        replied_on=date(2018, 2, 12),
        number="",
        acting=town.acting("li"),
    )
    return application


# Addresses of the desk that need such a record.
UPKEEP_RECORDS = (
    "clean-up",
    "clean-up-result",
    "clean-up-closure",
    "withheld-evaluation",
    "item-link-removal",
)


def upkeep_records(town: Town, name: str) -> dict[str, Any]:
    """What stands in the address after the agency's code."""
    if name == "withheld-evaluation":
        return {"pk": withheld_item(town).pk}
    if name == "item-link-removal":
        return {"pk": published(town).pk, "link_pk": 1}
    found, documents = round_of(town, "青山镇殡葬管理办法")
    more = {"pk": documents[0].pk} if name == "clean-up-result" else {}
    return {"year": found.year, **more}
