"""Items of the demonstration in the states that a ledger of what is public cannot hold.

All of it is fictional and of January 2018, so that the figures of 2017 stay those of the report;
what is under way was begun on the day it is loaded, or it would be overdue by years.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from gongkai.accounts.models import User
from gongkai.agencies.models import Agency
from gongkai.audit.acting import Acting
from gongkai.calendars.queries import calendar
from gongkai.catalog.models import DisclosureItem, ItemLink
from gongkai.channels.transitions import own_site
from gongkai.publication import incoming
from gongkai.publication.ledgers import content_of
from gongkai.publication.transitions import (
    attachments,
    drafting,
    linking,
    publishing,
    revising,
    signing,
    validity,
)
from gongkai.publication.transitions.content import ItemContent

_ZONE = ZoneInfo("Asia/Shanghai")
_ROOM = 1024 * 1024
_BASIS = "逐项审查，不涉及国家秘密、商业秘密和个人隐私，可以公开"

_FIREWORKS = ItemContent(
    title="关于2018年春节期间燃放烟花爆竹的通告",
    document_number="新合政告〔2018〕1号",
    generated_on=date(2017, 12, 27),
    summary="春节期间禁止和限制燃放烟花爆竹的地点和时间。",
    body="<p>在加油站、粮库、学校和林地周围一百米内禁止燃放烟花爆竹。</p>"
    "<p>本通告自公布之日起施行，至2018年1月31日止。</p>",
    topic_category="security_justice",
    genre_category="public_notice",
)
_HEATING = ItemContent(
    title="冬季取暖用煤供应点和监督办法",
    generated_on=date(2017, 12, 27),
    summary="全镇取暖用煤供应点、限价和监督办法。",
    body="<h2>一、供应点</h2><table><thead><tr><th>供应点</th><th>每吨限价（元）</th></tr></thead>"
    "<tbody><tr><td>集镇煤场</td><td>620</td></tr><tr><td>东岭煤场</td><td>640</td></tr></tbody>"
    "</table><h2>二、监督</h2><p>高于限价销售的，可以到镇便民服务大厅反映。</p>",
    topic_category="commerce_tourism",
    genre_category="announcement",
)
_MISTAKEN = ItemContent(
    title="2017年第四季度临时救助发放情况公示",
    generated_on=date(2017, 12, 28),
    summary="第四季度临时救助的户数和金额。",
    body="<p>第四季度临时救助16户，发放救助金3.2万元。</p>",
    topic_category="civil_relief",
    genre_category="announcement",
)
_PLOUGHING = ItemContent(
    title="新合镇2018年春耕备耕工作安排",
    generated_on=date(2017, 12, 29),
    summary="春耕以前种子、化肥和农机的准备。",
    body="<p>一月底前完成种子、化肥需求摸底。</p>",
    topic_category="agriculture_water",
    genre_category="notice",
)
_HOUSES = ItemContent(
    title="2018年农村危房改造申报条件告知",
    generated_on=date(2017, 12, 29),
    summary="申报条件、材料和办理时限。",
    body="<p>申报人到村民委员会领取申报表。</p>",
    topic_category="construction_environment",
    genre_category="notice",
)
_INTERPRETATION = "2017年玉米生产者补贴政策解读"
_INTERPRETED = "2017年玉米生产者补贴面积核实公示"

_As = Callable[[str, int], Acting]


def enter(agency: Agency, users: Mapping[str, User], *, at: datetime) -> None:
    """A draft, a text in review, an edition, an expired document, a tombstone and a link.

    `at` is when the demonstration is loaded.

    Raises: NotAllowed.
    """

    def on(name: str, day: int) -> Acting:
        at = datetime(2018, 1, day, 9, 30, tzinfo=_ZONE)
        return Acting(by=users[name], at=at, calendar=calendar())

    expired = _published(agency, _FIREWORKS, on, day=3)
    validity.repeal(
        expired.pk,
        validity=DisclosureItem.Validity.EXPIRED,
        invalid_on=date(2018, 1, 31),
        reason="通告规定的期限届满",
        acting=on("zhuanye", 31),
    )
    _revised(_published(agency, _HEATING, on, day=4, file="供应点.csv"), on)
    mistaken = _published(agency, _MISTAKEN, on, day=5)
    publishing.withdraw(mistaken.pk, reason="金额有误，核实后重新公开", acting=on("zhuanye", 8))
    _under_way(
        _published(agency, _PLOUGHING, on, day=9),
        _published(agency, _HOUSES, on, day=10),
        acting=Acting(by=users["zhuanye"], at=at, calendar=calendar()),
    )
    source, target = (
        DisclosureItem.objects.get(agency=agency, title=title)
        for title in (_INTERPRETATION, _INTERPRETED)
    )
    linking.link(
        source.pk,
        target_id=target.pk,
        kind=ItemLink.Kind.INTERPRETS,
        effective_on=None,
        acting=on("zhuanye", 10),
    )


def _published(
    agency: Agency, content: ItemContent, on: _As, *, day: int, file: str = ""
) -> DisclosureItem:
    item = drafting.draft(agency, content, acting=on("zhuanye", day))
    if file:
        _attach(item, file, on("zhuanye", day))
    return _signed(item, on, day=day)


def _signed(item: DisclosureItem, on: _As, *, day: int) -> DisclosureItem:
    drafting.submit(item.pk, acting=on("zhuanye", day))
    signing.review(item.pk, conclusion="may_disclose", basis=_BASIS, acting=on("baomi", day))
    signing.approve(item.pk, remarks="同意公开", acting=on("lingdao", day))
    return own_site.publish(item.pk, acting=on("zhuanye", day))


def _revised(item: DisclosureItem, on: _As) -> None:
    note = "集镇煤场限价由每吨620元调整为600元"
    revision = revising.begin_revision(item.pk, change_note=note, acting=on("zhuanye", 11))
    content = content_of(revision)
    changed = replace(content, body=revision.body.replace("620", "600"))
    drafting.revise(revision.pk, changed, acting=on("zhuanye", 11))
    _signed(revision, on, day=12)


def _under_way(ploughing: DisclosureItem, houses: DisclosureItem, *, acting: Acting) -> None:
    """A revision that is drafted still, with a file, and one in which something was found."""
    draft = revising.begin_revision(ploughing.pk, change_note="附上物资需求表", acting=acting)
    _attach(draft, "备耕物资需求表.csv", acting)
    waits = revising.begin_revision(houses.pk, change_note="补充咨询电话", acting=acting)
    body = f"{waits.body}<p>镇社会事务办公室电话：0435-4222000。</p>"
    drafting.revise(waits.pk, replace(content_of(waits), body=body), acting=acting)
    drafting.submit(waits.pk, acting=acting)


def _attach(item: DisclosureItem, name: str, acting: Acting) -> None:
    content = "名称,数量\n玉米种子,12吨\n化肥,40吨\n"
    if name.startswith("供应点"):
        content = "供应点,位置\n集镇煤场,集镇北街\n东岭煤场,东岭村口\n"
    file = incoming.checked(content.encode(), name)
    attachments.attach(item.pk, file, most_bytes=_ROOM, acting=acting)
