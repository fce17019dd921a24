"""How many people review an item, one after another, and which of them it waits for."""

from datetime import date

from gongkai.agencies.models import Agency
from gongkai.audit import log
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.publication.models import ReviewScheme, SecrecyReview

WORDS = {1: "一审", 2: "二审", 3: "三审"}


def levels_on(day: date, agency: Agency) -> int:
    """How many levels of review the agency has on `day`; one where it has said nothing."""
    scheme = _scheme_on(day, agency)
    return scheme.levels if scheme else 1


def is_approver_apart(day: date, agency: Agency) -> bool:
    """Whether the agency chose on `day` that who approves has reviewed on no level."""
    scheme = _scheme_on(day, agency)
    return bool(scheme and scheme.approver_apart)


def _scheme_on(day: date, agency: Agency) -> ReviewScheme | None:
    return ReviewScheme.objects.filter(agency=agency, since__lte=day).order_by("since").last()


def submission_of(item: DisclosureItem) -> int:
    """How often the item was submitted: each submission is reviewed anew on every level."""
    return log.history(item).filter(action=Action.ITEM_SUBMIT).count()


def standing_reviews(item: DisclosureItem) -> list[SecrecyReview]:
    """The reviews of the last submission that let the text pass, by level."""
    return list(
        item.secrecy_reviews.filter(
            submission=submission_of(item), conclusion=SecrecyReview.Conclusion.MAY_DISCLOSE
        )
        .select_related("reviewer", "on_behalf_of")
        .order_by("level")
    )


def levels_needed(item: DisclosureItem, standing: list[SecrecyReview], *, today: date) -> int:
    """How many levels this submission goes through: those of the day it passed the first."""
    return levels_on(standing[0].reviewed_on if standing else today, item.agency)


def waiting_level(item: DisclosureItem, *, today: date) -> str:
    """Which level an item in review waits for: "二审（共3级）"; empty with a single level."""
    if item.status != DisclosureItem.Status.IN_REVIEW:
        return ""
    standing = standing_reviews(item)
    needed = levels_needed(item, standing, today=today)
    return f"{WORDS[len(standing) + 1]}（共{needed}级）" if needed > 1 else ""
