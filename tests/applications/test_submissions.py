"""Applications come in by any channel; the day that counts registers them."""

from datetime import date, datetime
from typing import Any

import pytest

from gongkai.accounts.queries import public_account
from gongkai.accounts.refusals import NotAllowed
from gongkai.applications import codes, queries
from gongkai.applications.models import Application, Identity, Submission
from gongkai.applications.queries import submissions as found
from gongkai.applications.transitions import query_codes, submissions
from gongkai.applications.transitions.submissions import SubmissionEntry
from gongkai.audit.acting import Acting
from gongkai.audit.models import Entry
from gongkai.calendars.queries import calendar
from gongkai.catalog import files
from tests.applications.build import MONDAY, MONDAY_DUE, entries_on
from tests.build import SHANGHAI, Town

CODE = "ABCD-EFGH-JKLM-NPQR"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"
    b":~\x9bU\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)


def _entry(**values: Any) -> SubmissionEntry:
    entry = {
        "channel": "in_person",
        "submitted_on": MONDAY,
        "applicant_kind": "natural_person",
        "applicant": "陈申请",
        "content": "2024年宅基地审核结果",
        "id_number": "110101199001011237",
        "phone": "138 0000 0001",
    }
    return SubmissionEntry(**entry | values)


def _take(town: Town, *, on: date = MONDAY, code: str = "", **values: Any) -> Submission:
    return submissions.take(town.agency, _entry(**values), code=code, acting=town.acting("li", on))


def _online(town: Town, *, on: date = MONDAY, **values: Any) -> Submission:
    at = datetime(on.year, on.month, on.day, 22, 30, tzinfo=SHANGHAI)
    entry = _entry(channel="online", submitted_on=None, **values)
    return submissions.submit_online(town.agency, entry, code=CODE, at=at, calendar=calendar())


def test_at_the_counter(town: Town) -> None:
    submission = _take(town)
    application = submission.application
    assert application is not None
    application.refresh_from_db()

    assert (application.received_on, application.due_on) == (MONDAY, MONDAY_DUE)
    assert application.number == "依申请〔2025〕0001"
    assert submission.identity.id_number.masked == "**************1237"
    assert submission.taken_by == town.users["li"]
    assert entries_on(application) == ["application.receive"]


@pytest.mark.parametrize(
    ("channel", "days", "received_on"),
    [
        ("letter", {"signed_on": MONDAY}, MONDAY),
        ("letter", {"arrived_on": date(2025, 9, 12), "confirmed_on": MONDAY}, MONDAY),
        ("letter", {"arrived_on": MONDAY}, None),
        ("fax", {"arrived_on": MONDAY}, None),
        ("email", {"arrived_on": date(2025, 9, 12), "confirmed_on": MONDAY}, MONDAY),
    ],
)
def test_the_day_that_counts(
    town: Town, channel: str, days: dict[str, date], received_on: date | None
) -> None:
    why = "电话无人接听" if received_on and len(days) > 1 else ""
    submission = _take(town, channel=channel, submitted_on=None, late_reason=why, **days)
    application = submission.application

    assert (application.received_on if application else None) == received_on


def test_a_code_is_given_out_with_a_number_and_voids_the_one_before(town: Town) -> None:
    waits = _take(town, channel="letter", submitted_on=None, arrived_on=MONDAY, code=CODE)
    li = town.acting("li", MONDAY)
    with pytest.raises(NotAllowed, match="还没有登记编号"):
        query_codes.reissue(waits.pk, code=codes.new_code(), acting=li)
    application = submissions.confirm(waits.pk, confirmed_on=MONDAY, acting=li).application
    assert application is not None
    assert found.by_number_and_code(application.number, CODE) is None

    first, second = codes.new_code(), codes.new_code()
    for code in (first, second, second):
        query_codes.reissue(waits.pk, code=code, acting=li)

    assert found.by_number_and_code(application.number, first) is None
    assert found.by_number_and_code(application.number, second) == application
    issued = Entry.objects.filter(action="submission.reissue_code", subject_id=waits.pk)
    assert [entry.data for entry in issued.order_by("pk")] == [
        {"had_one": False},
        {"had_one": True},
    ]
    for person in ("zhao", "wang"):
        with pytest.raises(NotAllowed, match="权限"):
            query_codes.reissue(waits.pk, code=first, acting=town.acting(person, MONDAY))


def test_it_waits_for_the_confirmation(town: Town) -> None:
    submission = _take(town, channel="letter", submitted_on=None, arrived_on=MONDAY)
    assert list(found.waiting(town.users["li"])) == [submission]
    day = date(2025, 9, 17)
    with pytest.raises(NotAllowed, match="先后颠倒"):
        submissions.confirm(
            submission.pk, confirmed_on=date(2025, 9, 12), acting=town.acting("li", day)
        )
    with pytest.raises(NotAllowed, match="今天之后"):
        submissions.confirm(
            submission.pk, confirmed_on=date(2025, 9, 18), acting=town.acting("li", day)
        )
    with pytest.raises(NotAllowed, match="权限"):
        submissions.confirm(submission.pk, confirmed_on=day, acting=town.acting("wang", day))
    with pytest.raises(NotAllowed, match="请写明当日没有确认的原因") as refusal:
        submissions.confirm(submission.pk, confirmed_on=day, acting=town.acting("li", day))
    assert refusal.value.field == "late_reason"
    submissions.confirm(
        submission.pk,
        confirmed_on=day,
        late_reason="电话两天无人接听",
        number="信2025-7",
        acting=town.acting("li", day),
    )
    submission.refresh_from_db()

    assert submission.application is not None
    assert submission.application.received_on == day
    assert submission.application.number == "信2025-7"
    assert submission.late_reason == "电话两天无人接听"
    assert list(found.waiting(town.users["li"])) == []
    with pytest.raises(NotAllowed, match="已登记为信2025-7"):
        submissions.confirm(submission.pk, confirmed_on=day, acting=town.acting("li", day))


def test_the_rule_of_its_own_time(town: Town) -> None:
    """国办公开办函〔2015〕207号: an e-mail counts from its arrival in the mail system."""
    day = date(2018, 2, 5)
    submission = _take(
        town, on=day, channel="email", submitted_on=None, arrived_on=day, purpose="科研"
    )

    assert submission.application is not None
    assert submission.application.due_on == date(2018, 3, 1)
    assert submission.purpose == "科研"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"submitted_on": None}, "请填写收到申请的日期"),
        ({"submitted_on": date(2025, 9, 16)}, "今天之后"),
        ({"channel": "pigeon"}, "渠道"),
        ({"applicant_kind": ""}, "申请人类型"),
        ({"purpose": "科研"}, "不再要求说明用途"),
        ({"content": ""}, "不能为空"),
        (
            {
                "channel": "letter",
                "submitted_on": None,
                "arrived_on": MONDAY,
                "confirmed_on": date(2025, 9, 1),
            },
            "先后颠倒",
        ),
    ],
)
def test_not_taken(town: Town, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        _take(town, **values)

    assert not Submission.objects.exists()
    assert not Application.objects.exists()


def test_only_the_desk_takes(town: Town) -> None:
    for name in ("sun", "wang", "zheng", "admin"):
        with pytest.raises(NotAllowed, match="权限"):
            submissions.take(town.agency, _entry(), acting=town.acting(name, MONDAY))


def test_the_log_holds_nothing_personal(town: Town) -> None:
    _take(town, code=CODE)
    text = str(list(Entry.objects.values_list("data", flat=True)))

    assert "陈**" in text
    for secret in ("陈申请", "110101199001011237", "13800000001", "138 0000 0001", CODE):
        assert secret not in text


def test_online_it_is_confirmed_at_once(town: Town) -> None:
    submission = _online(town)
    assert submission.application is not None

    assert submission.application.received_on == MONDAY
    assert submission.confirmed_on == MONDAY
    entry = Entry.objects.get(action="submission.submit")
    assert entry.by == public_account()
    assert found.by_number_and_code("依申请〔2025〕0001", "abcd efgh jklm npqr") == (
        submission.application
    )


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("依申请〔2025〕0001", "ABCD-EFGH-JKLM-NPQS"),
        ("依申请〔2025〕0002", CODE),
        ("依申请〔2025〕0001", ""),
        ("", ""),
    ],
)
def test_number_and_code_must_both_be_right(
    town: Town, number: str, code: str, django_assert_num_queries: Any
) -> None:
    _online(town)
    _take(town, number="无码")
    with django_assert_num_queries(1):
        assert found.by_number_and_code(number, code) is None


def test_two_people_may_send_the_same_text_online(town: Town) -> None:
    _online(town)
    _online(town)

    assert Application.objects.count() == 2


def test_online_needs_a_way_to_answer_and_a_long_code(town: Town) -> None:
    at = datetime(2025, 9, 15, 9, tzinfo=SHANGHAI)
    with pytest.raises(NotAllowed, match="联系方式"):
        _online(town, phone="")
    with pytest.raises(NotAllowed, match="查询码"):
        submissions.submit_online(town.agency, _entry(), code="1234", at=at, calendar=calendar())


def test_codes_are_long_and_read_in_any_spelling() -> None:
    code = codes.new_code()

    assert len(codes.plain(code)) == codes.LENGTH
    assert codes.digest(code) == codes.digest(code.lower().replace("-", " "))
    assert codes.new_code() != code


def test_files_and_proof(town: Town) -> None:
    submission = _take(town)
    acting = town.acting("li", MONDAY)
    file = submissions.attach(submission.pk, filename="扫描.png", content=PNG, acting=acting)
    proof = submissions.keep_proof(
        submission.pk, media_type="image/png", content=PNG, acting=acting
    )

    assert (file.filename, file.kind, file.size) == ("扫描.png", "png", len(PNG))
    file.refresh_from_db()
    assert files.read_protected(file) == PNG
    assert PNG not in files.read(str(file.original))
    assert str(proof.content) == "［受保护］"
    with pytest.raises(NotAllowed, match="已经保存"):
        submissions.keep_proof(submission.pk, media_type="image/png", content=PNG, acting=acting)
    with pytest.raises(NotAllowed, match="空的"):
        submissions.attach(submission.pk, filename="a.pdf", content=b"", acting=acting)
    with pytest.raises(NotAllowed, match="权限"):
        submissions.attach(
            submission.pk, filename="a.png", content=PNG, acting=town.acting("wang", MONDAY)
        )


def test_a_proof_is_a_picture_or_a_pdf(town: Town) -> None:
    submission = _take(town)
    acting = town.acting("li", MONDAY)
    for media_type, content, sentence in (
        ("image/jpeg", PNG, "jpg、png"),
        ("text/plain", "我".encode(), "jpg、png"),
        ("image/png", b"\x00" * 9, "认不出|文字以外|jpg"),
        ("image/png", b"x" * (5 * 1024 * 1024 + 1), "5MB"),
    ):
        with pytest.raises(NotAllowed, match=sentence):
            submissions.keep_proof(
                submission.pk, media_type=media_type, content=content, acting=acting
            )


def test_the_applicant_adds_to_what_came_online_only(town: Town) -> None:
    at = datetime(2025, 9, 15, 9, tzinfo=SHANGHAI)
    acting = Acting(by=public_account(), at=at, calendar=calendar())
    theirs, counter = _online(town), _take(town, number="窗口")
    submissions.keep_proof(theirs.pk, media_type="image/png", content=PNG, acting=acting)
    with pytest.raises(NotAllowed, match="权限"):
        submissions.keep_proof(counter.pk, media_type="image/png", content=PNG, acting=acting)


def test_known_again_by_number_or_telephone(town: Town) -> None:
    first = _take(town, number="甲")
    second = _take(town, number="乙", id_number="", applicant="陈某某")
    _take(town, number="丙", id_number="", phone="13900000002")

    known = queries.applicants_known
    assert list(known(town.agency, id_number="110101199001011237")) == [first]
    assert list(known(town.agency, phone="13800000001")) == [second, first]
    assert list(known(town.agency)) == []
    assert list(known(town.neighbour, phone="13800000001")) == []
    assert first.application is not None
    same = queries.same_applicant(first.application)
    assert [one.number for one in same] == ["乙"]


def test_without_an_identity_nothing_is_kept(town: Town) -> None:
    _take(town, id_number="", phone="")

    assert not Identity.objects.exists()
