"""What the tests of review share: texts with something in them, more people who review."""

from datetime import date
from typing import Any

from gongkai.accounts.permissions import Role
from gongkai.accounts.transitions import open_account
from gongkai.agencies.transitions import agency as agencies
from gongkai.agencies.transitions import deputies, people
from gongkai.catalog.models import DisclosureItem
from gongkai.publication import queries
from gongkai.publication.models import Finding
from gongkai.publication.transitions import findings, schemes
from tests.build import PASSWORD, TODAY, Town
from tests.publication.build import drafted, submitted

# A mobile of a person, and the phone of the office: 手机 is to be hidden, 电话 may stay.
MOBILE = "13800138000"
PHONE = "0439-4222333"
BODY = f"<p>联系人张某，手机{MOBILE}。</p><p>镇政府办公室电话：{PHONE}</p>"


def with_findings(town: Town, **changes: Any) -> DisclosureItem:
    """An item in review in which a mobile number and an office's number stand."""
    return submitted(town, **({"body": BODY} | changes))


def draft_with_findings(town: Town) -> DisclosureItem:
    """The same before it was submitted."""
    return drafted(town, body=BODY)


def finding(item: DisclosureItem, excerpt: str) -> Finding:
    """The one finding of the present text that is just this."""
    (found,) = (one for one in queries.findings_of(item) if one.excerpt == excerpt)
    return found


def decide_all(town: Town, item: DisclosureItem, decision: str = "keep") -> None:
    """Sun decides every finding of the text alike."""
    for one in queries.findings_of(item):
        findings.decide(one.pk, decision=decision, basis="机关电话", acting=town.acting("sun"))


def another(town: Town, name: str, full_name: str, role: Role) -> None:
    """One more person of the township, with an account and a role."""
    admin = town.acting("admin")
    user = open_account(username=name, full_name=full_name, password=PASSWORD, acting=admin)
    agencies.grant(town.agency, user=user, role=role, acting=admin)
    post = people.enter_person(
        town.agency,
        people.PersonEntry(name=full_name, title="工作人员", since=date(2010, 1, 1)),
        acting=town.acting("li"),
    )
    people.link_account(post.person_id, user=user, acting=admin)
    town.users[name] = user
    town.people[name] = post.person


def levels(town: Town, number: int, *, since: date = date(2018, 1, 1)) -> None:
    """From a day on the township reviews on so many levels."""
    entry = schemes.ReviewSchemeEntry(levels=number, since=since)
    schemes.adopt_review_scheme(town.agency, entry, acting=town.acting("admin"))


def deputy(
    town: Town,
    person: str,
    stand_in: str,
    role: Role,
    *,
    since: date = TODAY,
    until: date = date(2018, 3, 9),
) -> int:
    """One of the people does another's duty for some days; the number of the row."""
    entry = deputies.DeputyEntry(
        person=town.people[person].name,
        deputy=town.people[stand_in].name,
        roles=(role,),
        since=since,
        until=until,
        reason="外出学习",
    )
    return deputies.appoint_deputy(town.agency, entry, acting=town.acting("admin")).pk
