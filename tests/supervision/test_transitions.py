"""Complaints and inspections."""

from datetime import date
from typing import Any

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit.models import Entry
from gongkai.supervision import queries
from gongkai.supervision.ledgers import COMPLAINTS, INSPECTIONS
from gongkai.supervision.models import Complaint, Inspection, InspectionFinding
from gongkai.supervision.transitions import (
    ComplaintEntry,
    InspectionEntry,
    amend_complaint,
    amend_inspection,
    make_inspection,
    receive_complaint,
)
from gongkai.web.paging import page_of
from tests.applications.build import received
from tests.build import Town

TODAY = date(2018, 3, 1)


def _complaint(**values: Any) -> ComplaintEntry:
    entry: dict[str, Any] = {
        "number": "诉1",
        "kind": "appeal",
        "received_on": date(2017, 6, 1),
        "subject": "未按期公开低保名单",
    }
    return ComplaintEntry(**entry | values)


def _inspection(**values: Any) -> InspectionEntry:
    entry: dict[str, Any] = {
        "inspected_on": date(2017, 9, 5),
        "inspector": "清水县人民政府办公室",
        "subject": "公开栏更新情况",
    }
    return InspectionEntry(**entry | values)


def _received(town: Town, **values: Any) -> Complaint:
    return receive_complaint(town.agency, _complaint(**values), acting=town.acting("li"))


def _made(town: Town, name: str = "li", **values: Any) -> InspectionFinding:
    return make_inspection(town.agency, _inspection(**values), acting=town.acting(name))


def test_a_complaint_about_a_case(town: Town) -> None:
    application = received(town, on=date(2017, 5, 2))
    complaint = _received(town, application=application.number)
    assert complaint.application == application
    assert COMPLAINTS.read(complaint) == _complaint(application=application.number)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"application": "没有这一件"}, "没有"),
        ({"application": "申1", "received_on": date(2017, 5, 1)}, "早于收到申请的日期"),
    ],
)
def test_a_complaint_about_a_case_that_cannot_be(
    town: Town, values: dict[str, Any], sentence: str
) -> None:
    received(town, number="申1", on=date(2017, 5, 2))
    with pytest.raises(NotAllowed, match=sentence):
        _received(town, **values)


HANDLED = {"handled_on": date(2017, 6, 12), "handling": "已补充公开"}


def test_a_complaint(town: Town) -> None:
    before = Entry.objects.count()
    complaint = _received(town)
    assert COMPLAINTS.read(complaint) == _complaint()
    assert Entry.objects.count() == before + 1

    entry = _complaint(**HANDLED)
    amend_complaint(complaint.pk, entry, reason="办结", acting=town.acting("li"))
    complaint.refresh_from_db()

    assert COMPLAINTS.read(complaint) == entry
    assert Entry.objects.count() == before + 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"received_on": date(2018, 3, 2)}, "今天之后"),
        ({"handled_on": date(2018, 3, 2)}, "今天之后"),
        ({"handled_on": date(2017, 5, 31)}, "不能早于"),
        ({"handling": "已补充公开"}, "请填写办结日期"),
    ],
)
def test_a_complaint_refused(town: Town, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        _received(town, **values)
    assert not Complaint.objects.exists()


def test_a_complaint_number_stands_once(town: Town) -> None:
    _received(town)
    with pytest.raises(NotAllowed, match="登记编号"):
        _received(town)


def test_findings_join_their_inspection(town: Town) -> None:
    before = Entry.objects.count()
    first = _made(town, finding="公开栏缺第三季度", needs_correction=True)
    second = _made(town, finding="目录未更新")

    assert first.inspection == second.inspection
    assert Inspection.objects.count() == 1
    assert Entry.objects.count() == before + 2
    expected = _inspection(finding="公开栏缺第三季度", needs_correction=True)
    assert INSPECTIONS.read(first) == expected


def test_an_inspection_that_found_nothing(town: Town) -> None:
    finding = _made(town)

    assert str(finding) == "未发现问题"
    assert INSPECTIONS.read(finding) == _inspection()
    with pytest.raises(NotAllowed, match="登记为未发现问题"):
        _made(town, finding="目录未更新")
    with pytest.raises(NotAllowed, match="已登记过"):
        _made(town)


def test_nothing_beside_something(town: Town) -> None:
    _made(town, finding="目录未更新")
    with pytest.raises(NotAllowed, match="有发现的情况"):
        _made(town)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"inspected_on": date(2018, 3, 2)}, "今天之后"),
        (
            {"finding": "缺", "needs_correction": True, "corrected_on": date(2017, 9, 4)},
            "整改完成日期须",
        ),
        (
            {"finding": "缺", "needs_correction": True, "corrected_on": date(2018, 3, 2)},
            "整改完成日期须",
        ),
        ({"finding": "缺", "corrected_on": date(2017, 9, 8)}, "须标明需要整改"),
        ({"needs_correction": True}, "须写明发现的情况"),
    ],
)
def test_an_inspection_refused(town: Town, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        _made(town, **values)
    assert not Inspection.objects.exists()


def test_a_finding_is_put_right(town: Town) -> None:
    finding = _made(town, finding="公开栏缺第三季度", needs_correction=True)

    entry = _inspection(
        inspected_on=date(2017, 9, 6),
        finding="公开栏缺第三季度",
        needs_correction=True,
        corrected_on=date(2017, 9, 20),
    )
    before = Entry.objects.count()
    amend_inspection(finding.pk, entry, reason="已整改", acting=town.acting("li"))
    finding = queries.rows_of(town.agency).get()

    assert INSPECTIONS.read(finding) == entry
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("pk").data["changes"] == {
        "inspected_on": ["2017-09-05", "2017-09-06"],
        "corrected_on": [None, "2017-09-20"],
    }


def test_amending_needs_a_change_and_a_reason(town: Town) -> None:
    finding = _made(town)
    with pytest.raises(NotAllowed, match="没有改动"):
        amend_inspection(finding.pk, _inspection(), reason="错", acting=town.acting("li"))
    entry = _inspection(subject="别的")
    with pytest.raises(NotAllowed, match="原因"):
        amend_inspection(finding.pk, entry, reason="", acting=town.acting("li"))


@pytest.mark.parametrize("name", ["zhao", "admin", "wang"])
def test_who_may_not(town: Town, name: str) -> None:
    complaint, finding, acting = _received(town), _made(town), town.acting(name)
    with pytest.raises(NotAllowed, match="权限"):
        receive_complaint(town.agency, _complaint(number="诉2"), acting=acting)
    with pytest.raises(NotAllowed, match="权限"):
        amend_complaint(complaint.pk, _complaint(**HANDLED), reason="办结", acting=acting)
    with pytest.raises(NotAllowed, match="权限"):
        _made(town, name, subject="别的")
    with pytest.raises(NotAllowed, match="权限"):
        amend_inspection(finding.pk, _inspection(subject="别的"), reason="错", acting=acting)


def test_the_supervisor_from_above_inspects(town: Town) -> None:
    assert _made(town, "zheng", finding="目录未更新").pk


def test_the_ledger_pages_by_the_day_of_the_inspection(town: Town) -> None:
    _made(town)
    _made(town, inspected_on=date(2017, 11, 1), finding="目录未更新")
    first = page_of(queries.rows_of(town.agency), day="inspected_on", size=1)
    second = page_of(queries.rows_of(town.agency), day="inspected_on", after=first.next_key, size=1)

    assert [str(row) for row in first.rows + second.rows] == ["目录未更新", "未发现问题"]
    assert second.next_key == ""
