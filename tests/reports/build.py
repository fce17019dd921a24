"""A small year of records, written straight into the database and counted by hand."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from gongkai.agencies.models import (
    Agency,
    LeadingGroupMember,
    Meeting,
    Office,
    Officer,
    Person,
    SupportingRule,
    SupportingRuleVersion,
    Training,
)
from gongkai.applications.models import Application, Extension, Reply
from gongkai.catalog.models import DisclosureItem
from gongkai.channels.models import Channel, DisclosureColumn, Occasion, Release
from gongkai.law.calendar import base_calendar
from gongkai.law.report_forms import CellRef, FigureValue, parse_ref
from gongkai.publication.models import Approval, SecrecyReview, Withdrawal
from gongkai.reading_rooms.models import Holding, Loan, ReadingRoom, VisitCount
from gongkai.reports.figures import Figure, Scope, compute
from gongkai.reports.models import NilReturn
from tests.build import Town

_serial = count(1)


def scope(agency: Agency, year: int) -> Scope:
    return Scope(Agency.objects.filter(pk=agency.pk), year, base_calendar())


def figures(agency: Agency, year: int, *keys: str) -> dict[str, Figure]:
    found = compute(scope(agency, year), map(parse_ref, keys))
    return {str(ref): figure for ref, figure in found.items()}


def values(agency: Agency, year: int, *keys: str) -> dict[str, Any]:
    """Numbers, or the word for why there is none."""
    return {
        key: getattr(figure.value, "value", None)
        for key, figure in figures(agency, year, *keys).items()
    }


def value(agency: Agency, year: int, key: str) -> FigureValue:
    ref: CellRef = parse_ref(key)
    return compute(scope(agency, year), [ref])[ref].value


def nil(agency: Agency, year: int, *ledgers: str) -> None:
    for ledger in ledgers:
        NilReturn.objects.create(
            agency=agency, year=year, ledger=ledger, stated_on=date(year + 1, 1, 5)
        )


def item(agency: Agency, published_on: date, **fields: Any) -> DisclosureItem:
    number = next(_serial)
    given = {
        "title": f"信息{number}",
        "status": "published",
        "index_number": f"X-{number}",
        "generated_on": published_on,
        "drafted_on": published_on,
        "drafter": Person.objects.filter(agency=agency).order_by("pk")[0],
        "business_category": "other",
    }
    made = DisclosureItem.objects.create(agency=agency, published_on=published_on, **given | fields)
    SecrecyReview.objects.create(
        item=made,
        reviewer=made.drafter,
        reviewed_on=published_on,
        conclusion="may_disclose",
        basis="保密法",
        text_digest="x",
    )
    Approval.objects.create(
        item=made, approver=made.drafter, approved_on=published_on, text_digest="x"
    )
    return made


def withdraw(withdrawn: DisclosureItem, on: date) -> None:
    withdrawn.status = "withdrawn"
    withdrawn.save()
    Withdrawal.objects.create(
        item=withdrawn, withdrawn_by=withdrawn.drafter, withdrawn_on=on, reason="内容有误"
    )


def channel(agency: Agency, kind: str) -> Channel:
    return Channel.objects.get_or_create(
        agency=agency, kind=kind, name=f"{kind}渠道", since=date(2010, 1, 1)
    )[0]


def release(released: DisclosureItem, kind: str, on: date) -> None:
    Release.objects.create(item=released, channel=channel(released.agency, kind), released_on=on)


def application(
    agency: Agency,
    received_on: date,
    replied_on: date | None = None,
    outcome: str = "disclosed",
    ground: str = "",
    **fields: Any,
) -> Application:
    given = {
        "number": f"申请{next(_serial)}",
        "channel": "online",
        "applicant": "陈申请",
        "content": "补贴",
        "status": "answered" if replied_on else "in_hand",
        "due_on": received_on + timedelta(days=28),
        "calendar_version": "x",
    }
    made = Application.objects.create(agency=agency, received_on=received_on, **given | fields)
    if replied_on:
        Reply.objects.create(
            application=made,
            outcome=outcome,
            ground=ground,
            replied_on=replied_on,
            due_on=made.due_on,
        )
    return made


def extended(made: Application) -> Application:
    Extension.objects.create(
        application=made,
        working_days=10,
        approved_by=Person.objects.filter(agency=made.agency).order_by("pk")[0],
        notified_on=made.received_on,
    )
    return made


def organisation(town: Town) -> None:
    """A leading group of 1, 1 and 2, a specialist and a part-time officer, two rules."""
    long_ago, people = date(2016, 1, 1), town.people
    for name, position in (("zhao", "head"), ("zhou", "deputy"), ("li", "member")):
        LeadingGroupMember.objects.create(person=people[name], position=position, since=long_ago)
    LeadingGroupMember.objects.create(
        person=people["sun"], position="member", since=date(2017, 3, 1)
    )
    LeadingGroupMember.objects.create(
        person=people["wu"], position="member", since=long_ago, until=date(2017, 2, 28)
    )
    Officer.objects.create(person=people["li"], kind="specialist", since=long_ago)
    Officer.objects.create(
        person=people["qian"], kind="part_time", unit="东山村支部", since=long_ago
    )
    Office.objects.create(
        agency=town.agency, name="党政办公室", is_disclosure_office=True, since=long_ago
    )
    for title, repealed in (("考核办法", None), ("评议办法", None), ("旧办法", date(2017, 6, 1))):
        rule = SupportingRule.objects.create(agency=town.agency, title=title, repealed_on=repealed)
        SupportingRuleVersion.objects.create(rule=rule, number=1, in_force_on=long_ago)
    SupportingRuleVersion.objects.create(
        rule=SupportingRule.objects.get(title="考核办法"), number=2, in_force_on=date(2017, 5, 1)
    )
    Meeting.objects.create(
        agency=town.agency, held_on=date(2017, 3, 12), subject="工作会议", scope="whole"
    )
    for day, people_there in ((date(2017, 4, 1), 10), (date(2017, 9, 1), 12)):
        Training.objects.create(
            agency=town.agency, held_on=day, subject="条例", participants=people_there
        )


def disclosure(town: Town) -> list[DisclosureItem]:
    """Six public items of 2017, three on the portal and three on WeChat; one more withdrawn."""
    agency = town.agency
    made = [
        item(agency, date(2017, 2, 1), business_category="policy", is_normative_document=True,
             concern_category="normative"),
        item(agency, date(2017, 3, 1), business_category="policy"),
        item(agency, date(2017, 4, 5), business_category="plans", concern_category="plans"),
        item(agency, date(2017, 5, 2), business_category="business"),
        item(agency, date(2017, 6, 1), business_category="business"),
        item(agency, date(2017, 7, 3), business_category="other"),
    ]  # fmt: skip
    for place, one in enumerate(made):
        release(one, "portal" if place < 3 else "wechat", one.published_on)
    release(made[0], "wechat", date(2018, 1, 8))  # of the next year
    withdraw(item(agency, date(2017, 8, 1)), date(2017, 8, 9))
    item(agency, date(2016, 12, 30))
    DisclosureColumn.objects.create(
        channel=channel(agency, "portal"), name="政务公开", since=date(2015, 1, 1)
    )
    return made


def rooms(town: Town) -> None:
    """Two rooms, one electronic, and one closed in 2016; three holdings, 15 visitors, a loan."""
    agency = town.agency
    hall = ReadingRoom.objects.create(
        agency=agency, name="便民大厅", place="一楼", has_electronic=True, since=date(2012, 1, 1)
    )
    ReadingRoom.objects.create(agency=agency, name="文化站", place="二楼", since=date(2012, 1, 1))
    closed = ReadingRoom.objects.create(
        agency=agency, name="旧址", place="旧楼", since=date(2010, 1, 1), until=date(2016, 6, 30)
    )
    for room, title, medium in (
        (hall, "甲", "paper"),
        (hall, "甲", "electronic"),
        (hall, "乙", "electronic"),
        (closed, "丙", "paper"),
    ):
        Holding.objects.create(room=room, title=title, medium=medium, delivered_on=date(2015, 1, 1))
    for day, visitors in ((date(2017, 6, 30), 10), (date(2017, 12, 31), 5)):
        VisitCount.objects.create(
            room=hall, since=day.replace(day=1), counted_on=day, visitors=visitors
        )
    Loan.objects.create(room=hall, serial="1", title="甲", lent_on=date(2017, 5, 1))


def applications_2017(town: Town) -> list[Application]:
    """Four received: two online, one in person, one by letter; one refused, one open."""
    agency = town.agency
    return [
        application(agency, date(2017, 2, 6), date(2017, 2, 20), category="policy"),
        application(agency, date(2017, 3, 6), date(2017, 3, 10), channel="in_person"),
        application(
            agency,
            date(2017, 4, 6),
            date(2017, 4, 20),
            "unable_to_provide",
            "not_existing",
            channel="letter",
        ),
        application(agency, date(2017, 12, 25), date(2018, 1, 5)),
    ]


def small_year(town: Town) -> None:
    """2017 of 青山镇, with nil returns for what did not happen."""
    organisation(town)
    disclosure(town)
    rooms(town)
    applications_2017(town)
    for quarter in (3, 6, 9, 12):
        Occasion.objects.create(
            agency=town.agency, kind="bulletin", held_on=date(2017, quarter, 1), title="板报"
        )
    nil(town.agency, 2017, "fees", "reconsiderations", "lawsuits", "complaints")
