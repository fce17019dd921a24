"""Reads of the upkeep: what a clean-up must decide, what is to be looked at again."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.applications.likeness import pairs, share
from gongkai.applications.models import Application
from gongkai.catalog.models import DisclosureItem, Guide
from gongkai.catalog.queries import guide_on
from gongkai.upkeep.models import (
    CleanUp,
    CleanUpResult,
    Evaluation,
    SharedAnswer,
    WithheldInformation,
)

_Status = DisclosureItem.Status


def documents(clean_up: CleanUp) -> QuerySet[DisclosureItem]:
    """The documents a round decides on, oldest first.

    Public normative documents that were public when it started and valid, or decided in it.
    """
    valid = Q(status=_Status.PUBLISHED, invalid_on=None)
    return DisclosureItem.objects.filter(
        valid | Q(pk__in=_decided(clean_up)),
        agency=clean_up.agency,
        is_normative_document=True,
        published_on__lte=clean_up.started_on,
    ).order_by("generated_on", "pk")


def undecided(clean_up: CleanUp) -> QuerySet[DisclosureItem]:
    """The documents of a round that have no result yet, oldest first."""
    return documents(clean_up).exclude(pk__in=_decided(clean_up))


def _decided(clean_up: CleanUp) -> QuerySet[CleanUpResult, int]:
    return CleanUpResult.objects.filter(clean_up=clean_up).order_by().values_list("item", flat=True)


def lacks_notice(clean_up: CleanUp) -> bool:
    """Whether the draft of a closed round's public notice was discarded."""
    notice = clean_up.publication
    return notice is not None and notice.status == _Status.DISCARDED


def withheld_due(agency: Agency, *, today: date) -> QuerySet[WithheldInformation]:
    """Withheld information to be evaluated by `today`, or with no day set, the oldest first.

    Also what was to be disclosed and whose draft was discarded.
    """
    due = Q(next_evaluation_on=None) | Q(next_evaluation_on__lte=today)
    withheld = Q(reversed_on=None) | Q(pk__in=_given_up())
    return WithheldInformation.objects.filter(due, withheld, agency=agency).order_by(
        "decided_on", "pk"
    )


def is_given_up(withheld: WithheldInformation) -> bool:
    """Whether it was to be disclosed and the draft for that was discarded."""
    return _given_up().filter(withheld=withheld).exists()


def _given_up() -> QuerySet[Evaluation, int]:
    """What was decided to be disclosed, as a list of rows without a draft that stands."""
    drafted = Evaluation.objects.filter(draft__isnull=False)
    standing = drafted.exclude(draft__status=_Status.DISCARDED)
    return drafted.exclude(withheld__in=standing.values("withheld")).values_list(
        "withheld", flat=True
    )


def content_due(agency: Agency, *, today: date) -> QuerySet[DisclosureItem]:
    """Items of the agency whose content is to be looked at by `today`, the oldest day first."""
    return (
        DisclosureItem.objects.filter(agency=agency, review_on__lte=today)
        .exclude(status__in=(_Status.WITHDRAWN, _Status.MERGED, _Status.DISCARDED))
        .order_by("review_on", "pk")
    )


def guide_faults(agency: Agency, *, today: date) -> list[str]:
    """What the guide in force lacks of 条例 第十二条, and whether it is older than a year."""
    guide = guide_on(today, agency)
    if guide is None:
        return ["还没有公开指南，请在“公开指南”台账中登记。"]
    faults = [f"公开指南没有写明{label}（条例第十二条）。" for label in _missing(guide)]
    if (today - guide.in_force_on).days > 365:
        faults.append(f"公开指南是{guide.in_force_on:%Y-%m-%d}启用的，已超过一年，请核对后更新。")
    return faults


def _missing(guide: Guide) -> list[str]:
    told = [field for field in Guide._meta.concrete_fields if field.name not in _NOT_TOLD]
    return [str(field.verbose_name) for field in told if not str(field.value_from_object(guide))]


_NOT_TOLD = ("id", "agency", "in_force_on")


@dataclass(frozen=True, slots=True)
class Repeated:
    """Applications of several people for the same information, which was disclosed to them."""

    content: str
    applications: list[Application]

    @property
    def applicants(self) -> int:
        """How many different people applied."""
        return len({application.applicant for application in self.applications})


def repeated_applications(agency: Agency, *, since: date) -> list[Repeated]:
    """What two or more applicants were given since a day and is not drafted yet; most asked first.

    Contents count as the same where, within one category, nine tenths of their pairs of
    characters are.

    Source: 政府信息公开条例(2019) 第四十四条.
    """
    answered = (
        Application.objects.filter(
            agency=agency,
            reply__outcome__in=("disclosed", "partially_disclosed"),
            reply__replied_on__gte=since,
        )
        .exclude(shared_answers__in=standing_answers())
        .select_related("reply")
        .order_by("received_on", "pk")
    )
    groups: list[tuple[str, frozenset[str], Repeated]] = []
    for application in answered:
        category, own = application.category, pairs(application.content)
        for its_category, its_pairs, group in groups:
            if category == its_category and share(own, its_pairs) >= 0.9:
                group.applications.append(application)
                break
        else:
            groups.append((category, own, Repeated(application.content, [application])))
    found = [group for _, _, group in groups if group.applicants > 1]
    return sorted(found, key=lambda group: -group.applicants)


def standing_answers() -> QuerySet[SharedAnswer]:
    """Moves into proactive disclosure whose draft nobody has discarded."""
    return SharedAnswer.objects.exclude(draft__status=_Status.DISCARDED)
