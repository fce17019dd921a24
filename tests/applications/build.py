"""Builders of applications."""

from dataclasses import replace
from datetime import date
from typing import Any

from gongkai.accounts.permissions import Role
from gongkai.agencies.models import Agency, RoleGrant
from gongkai.applications.models import (
    Application,
    Consultation,
    Correction,
    FeeNotice,
    Justification,
)
from gongkai.applications.transitions import (
    consultations,
    corrections,
    fee_notices,
    justifications,
)
from gongkai.applications.transitions.answer import answer
from gongkai.applications.transitions.consultations import ConsultationEntry
from gongkai.applications.transitions.corrections import CorrectionEntry
from gongkai.applications.transitions.fee_notices import FeeNoticeEntry
from gongkai.applications.transitions.justifications import JustificationEntry
from gongkai.applications.transitions.receipt import ReceiptEntry, receive
from gongkai.applications.transitions.register import ApplicationEntry
from gongkai.audit.acting import Acting
from gongkai.audit.models import Entry
from gongkai.law.calendar import base_calendar
from tests.build import Town

RECEIVED = date(2018, 2, 5)
# 15 working days over Spring Festival 2018, counted in the law tests' first example.
DUE = date(2018, 3, 1)


def receipt(**values: Any) -> ReceiptEntry:
    """A letter that came in before Spring Festival 2018."""
    entry = {
        "received_on": RECEIVED,
        "channel": "letter",
        "applicant": "陈申请",
        "content": "2017年宅基地审核结果",
    }
    return ReceiptEntry(**entry | values)


def row(**values: Any) -> ApplicationEntry:
    """The same as a row of the ledger."""
    entry = {
        "number": "旧2018-1",
        "received_on": RECEIVED,
        "channel": "letter",
        "applicant": "陈申请",
        "content": "2017年宅基地审核结果",
    }
    return ApplicationEntry(**entry | values)


def received(town: Town, *, on: date = RECEIVED, **values: Any) -> Application:
    """An application 李经办 registered on the day it came in."""
    entry = receipt(received_on=on, **values)
    return receive(town.agency, entry, acting=town.acting("li", on))


def with_desk(town: Town, *agencies: Agency) -> None:
    """Let agencies receive applications: each has a disclosure office, where 王邻县 works."""
    for agency in agencies:
        agency.offices.create(
            name="政务公开办公室", is_disclosure_office=True, since=date(2008, 5, 1)
        )
        grant = {"user": town.users["wang"], "role": Role.SPECIALIST}
        RoleGrant.objects.get_or_create(agency=agency, **grant)


def as_known(acting: Acting) -> Acting:
    """The same act with the calendar as everybody knew it on its day."""
    return replace(acting, calendar=base_calendar().as_known_on(acting.today))


def entries_on(application: Application) -> list[str]:
    """Actions in the audit log of one application, oldest first."""
    found = Entry.objects.filter(subject_type="applications.application", subject_id=application.pk)
    return list(found.order_by("pk").values_list("action", flat=True))


# A case of the regime of 2019: deadlines.md example 4, over National Day 2025.
MONDAY = date(2025, 9, 15)
MONDAY_DUE = date(2025, 10, 17)

CORRECTION = CorrectionEntry(unclear="没有说明年度", items="请写明所需信息的年度", working_days=10)
THIRD_PARTY = ConsultationEntry(
    who="third_party", party_name="青山石材厂", phone="13800000001", passage="开采合同第三条"
)
REASONS = JustificationEntry(counts="本月已申请45件", working_days=10)
BY_PAGE = FeeNoticeEntry(
    method="per_page", why="申请内容涉及1000余页", quantity=80, payment="银行转账"
)


def case(town: Town, **values: Any) -> Application:
    """An application of the regime of 2019 that 李经办 registered."""
    return received(town, on=MONDAY, **{"applicant_kind": "natural_person"} | values)


def answered(town: Town, application: Application, on: date) -> None:
    """李经办 discloses what was asked for."""
    answer(
        application.pk,
        outcome="disclosed",
        ground="",
        replied_on=on,
        number="",
        acting=town.acting("li", on),
    )


def corrected_from(town: Town, application: Application) -> Correction:
    """The applicant was asked on 17 September and received it on the 19th: until 10 October."""
    correction = corrections.prepare(
        application.pk, CORRECTION, acting=town.acting("li", date(2025, 9, 16))
    )
    return corrections.ask(
        correction.pk,
        asked_on=date(2025, 9, 17),
        served_on=date(2025, 9, 19),
        acting=town.acting("li", date(2025, 9, 19)),
    )


def consulted(
    town: Town, application: Application, entry: ConsultationEntry = THIRD_PARTY
) -> Consultation:
    """Asked on 22 September, received on the 24th: fifteen working days end on 21 October."""
    consultation = consultations.prepare(
        application.pk, entry, acting=town.acting("li", date(2025, 9, 19))
    )
    return consultations.send(
        consultation.pk,
        sent_on=date(2025, 9, 22),
        served_on=date(2025, 9, 24),
        acting=town.acting("li", date(2025, 9, 24)),
    )


def charged(town: Town, application: Application) -> FeeNotice:
    """Told and received on 26 September: to be paid by 30 October (deadlines.md example 5)."""
    notice = fee_notices.prepare(
        application.pk, BY_PAGE, acting=town.acting("zhou", date(2025, 9, 24))
    )
    day = date(2025, 9, 26)
    return fee_notices.notify(
        notice.pk, notified_on=day, served_on=day, acting=town.acting("li", day)
    )


def reasons_asked(town: Town, application: Application) -> Justification:
    """Asked on 17 September; ten working days end on 30 September."""
    day = date(2025, 9, 17)
    justification = justifications.prepare(application.pk, REASONS, acting=town.acting("li", day))
    return justifications.ask(justification.pk, asked_on=day, acting=town.acting("li", day))
