"""Any sequence of acts, by anybody: nothing is public that was not signed as it stands."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gongkai.accounts.permissions import Role
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.transitions import agency as agencies
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem
from gongkai.publication import queries, scanning
from gongkai.publication.transitions import drafting, findings, publishing, scheduling, signing
from tests.build import SHANGHAI, Town
from tests.publication.build import Status, content, drafted, fresh
from tests.publication.review_build import BODY, another, levels

CLEAN = "<p>请各村按时完成春耕生产。</p>"
NOON = datetime(2018, 3, 1, 12, tzinfo=SHANGHAI)
# li drafts and, as may happen in a small office, reviews and leads as well.
PEOPLE = ("li", "qian", "sun", "he", "zhao")
Act = Callable[[Town, DisclosureItem, str], object]


def decide(decision: str) -> Act:
    def act(town: Town, item: DisclosureItem, person: str) -> None:
        for one in (
            queries.findings_of(item)[:1] if decision == "mask" else queries.findings_of(item)
        ):
            findings.decide(one.pk, decision=decision, basis="依据", acting=town.acting(person))

    return act


def masked(town: Town, item: DisclosureItem, person: str) -> None:
    ids = [one.pk for one in queries.findings_of(item)]
    findings.mask(item.pk, finding_ids=ids, acting=town.acting(person))


def approve(at: datetime | None) -> Act:
    return lambda town, item, person: signing.approve(
        item.pk, remarks="同意", publish_at=at, acting=town.acting(person)
    )


def review(conclusion: str) -> Act:
    return lambda town, item, person: signing.review(
        item.pk, conclusion=conclusion, basis="核对", acting=town.acting(person)
    )


def revise(body: str) -> Act:
    return lambda town, item, person: drafting.revise(
        item.pk, content(body=body), acting=town.acting(person)
    )


ACTS: dict[str, Act] = {
    "revise": revise(BODY),
    "clean": revise(CLEAN),
    "submit": lambda town, item, person: drafting.submit(item.pk, acting=town.acting(person)),
    "check": lambda town, item, person: findings.check(item.pk, acting=town.acting(person)),
    "keep": decide("keep"),
    "forbid": decide("mask"),
    "mask": masked,
    "pass": review("may_disclose"),
    "refuse": review("may_not_disclose"),
    "refer": review("refer"),
    "approve": approve(None),
    "schedule": approve(NOON),
    "return": lambda town, item, person: signing.send_back(
        item.pk, corrections="请改", acting=town.acting(person)
    ),
    "unschedule": lambda town, item, person: scheduling.unschedule(
        item.pk, acting=town.acting(person)
    ),
    "publish": lambda town, item, person: publishing.publish(item.pk, acting=town.acting(person)),
    "noon": lambda town, item, person: scheduling.publish_due(NOON + timedelta(minutes=1)),
}
WAY = [
    ("submit", "li"),
    ("keep", "sun"),
    ("pass", "sun"),
    ("pass", "he"),
    ("approve", "zhao"),
    ("publish", "li"),
]
STEPS = st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(PEOPLE))
# Random acts alone hardly ever come far: the right way, with anything in between.
WAYS = st.lists(st.lists(STEPS, max_size=2), min_size=len(WAY), max_size=len(WAY)).map(
    lambda noise: [
        step for right, others in zip(WAY, noise, strict=True) for step in (right, *others)
    ]
)


def refuse_unsigned(town: Town, item: DisclosureItem) -> None:
    """What must be so of every public item, read from its documents alone."""
    digest = queries.text_digest(item)
    writers = set(
        Entry.objects.filter(
            subject_type="catalog.disclosureitem",
            subject_id=item.pk,
            action__in=("item.draft", "item.revise"),
        ).values_list("by", flat=True)
    )
    last = item.secrecy_reviews.order_by("pk").last()
    assert last is not None
    reviews = list(
        item.secrecy_reviews.filter(submission=last.submission).exclude(conclusion="refer")
    )
    assert {one.level: one.conclusion for one in reviews} == {1: "may_disclose", 2: "may_disclose"}
    assert {one.text_digest for one in reviews} == {digest}
    reviewers = {one.reviewer.user_id for one in reviews}
    assert len(reviewers) == 2
    approval = item.approvals.order_by("pk").last()
    assert approval is not None
    assert approval.text_digest == digest
    assert not writers & {*reviewers, approval.approver.user_id}
    found = {(one.place, one.start, one.end): one.decision for one in queries.findings_of(item)}
    assert set(found.values()) <= {"keep"}
    assert {hit.key for hit in scanning.hits(item)} == set(found)


@pytest.fixture
def office(town: Town) -> Town:
    """Two levels of review, and a drafter with every temptation."""
    another(town, "he", "何审查", Role.SECRECY_REVIEWER)
    for name in ("li", "qian"):
        for role in (Role.SECRECY_REVIEWER, Role.LEADER, Role.SPECIALIST):
            if (name, role) != ("li", Role.SPECIALIST):
                acting = town.acting("admin")
                agencies.grant(town.agency, user=town.users[name], role=role, acting=acting)
    levels(town, 2)
    return town


def walk(town: Town, steps: list[tuple[str, str]]) -> str:
    """The state at the end; after each step what is public is signed."""
    with transaction.atomic():
        item = drafted(town, body=BODY)
        for name, person in steps:
            try:
                ACTS[name](town, fresh(item), person)
            except NotAllowed:
                continue
            if fresh(item).status == Status.PUBLISHED:
                refuse_unsigned(town, fresh(item))
        status = fresh(item).status
        transaction.set_rollback(True)
    return status


def test_the_right_way_leads_to_the_public(office: Town) -> None:
    assert walk(office, WAY) == Status.PUBLISHED
    timed = [*WAY[:4], ("schedule", "zhao"), ("noon", "li")]
    assert walk(office, timed) == Status.PUBLISHED


@pytest.mark.parametrize("missing", range(len(WAY)))
def test_no_step_can_be_left_out(office: Town, missing: int) -> None:
    assert walk(office, WAY[:missing] + WAY[missing + 1 :]) != Status.PUBLISHED


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(WAYS | st.lists(STEPS, max_size=12))
@example(WAY)
def test_no_sequence_publishes_what_is_not_signed(
    office: Town, steps: list[tuple[str, str]]
) -> None:
    walk(office, steps)
