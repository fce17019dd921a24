"""A signed letter is mailed, with what it gives and nothing personal."""

from datetime import datetime
from typing import Any

import pytest
from django.core import mail

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, Identity, Submission
from gongkai.audit.models import Entry
from gongkai.casework.models import Service
from gongkai.casework.transitions import letters, service
from gongkai.catalog import files
from tests.build import SHANGHAI, Town
from tests.casework.build import (
    POSTED,
    RECEIVED,
    SIGNED,
    a_case,
    decided,
    drafted,
    furnished,
    not_found,
    signed,
)


@pytest.fixture
def office(town: Town) -> Town:
    return furnished(town)


def _with_email(application: Application, address: str) -> None:
    submission = Submission.objects.create(
        agency=application.agency,
        application=application,
        channel="in_person",
        submitted_on=RECEIVED,
        applicant=application.applicant,
        content=application.content,
        delivery="电子邮件",
        came_at=datetime(2026, 2, 9, 10, tzinfo=SHANGHAI),
    )
    Identity.objects.create(submission=submission, email=address)


def test_a_mail_carries_the_letter_and_nothing_personal(office: Town) -> None:
    application = a_case(office)
    _with_email(application, "chen@example.com")
    letter = signed(office, drafted(office, application, "D12", not_found(office, application).pk))
    assert letter.delivery == "email"

    served = service.serve_by_email(letter.pk, acting=office.acting("li", POSTED))

    (sent,) = mail.outbox
    assert sent.to == ["chen@example.com"]
    assert sent.subject == "青山镇人民政府文书送达：青镇公开复〔2026〕1号"
    assert "陈晓雨" not in sent.subject + str(sent.body)
    ((name, content, kind),) = sent.attachments
    assert (name, kind) == ("青镇公开复〔2026〕1号.pdf", "application/pdf")
    assert content.startswith(b"%PDF")
    assert served.served_on == POSTED
    opened = Entry.objects.get(action="personal_data.open")
    assert opened.data["reason"] == "电子邮件送达青镇公开复〔2026〕1号"


def test_without_an_address_nothing_is_mailed(office: Town) -> None:
    application = a_case(office)
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    letters.edit(letter.pk, {}, delivery="email", acting=office.acting("li", SIGNED))
    letter = signed(office, letter)

    with pytest.raises(NotAllowed, match="电子送达须经对方同意"):
        service.serve_by_email(letter.pk, acting=office.acting("li", POSTED))
    agreed = "2026-03-10电话同意"
    with pytest.raises(NotAllowed, match="没有登记对方的电子邮箱"):
        service.serve_by_email(letter.pk, consent=agreed, acting=office.acting("li", POSTED))
    assert mail.outbox == []
    assert Service.objects.count() == 0


def test_a_mail_that_fails_is_no_service(office: Town, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    application = a_case(office)
    _with_email(application, "chen@example.com")
    letter = signed(office, drafted(office, application, "D12", not_found(office, application).pk))

    with pytest.raises(OSError, match="refused"):
        service.serve_by_email(letter.pk, acting=office.acting("li", POSTED))
    assert Service.objects.count() == 0
    assert Application.objects.get(pk=application.pk).status == Application.Status.IN_HAND


def test_what_is_disclosed_goes_along_by_mail(office: Town) -> None:
    application = a_case(office)
    _with_email(application, "chen@example.com")
    application.found_documents.create(
        position=1,
        title="2015年土地承包台账",
        judgement="give",
        kind="pdf",
        original=files.keep("originals", b"%PDF-1.7 original", "pdf"),
        released=files.keep("released", b"%PDF-1.7 copy", "pdf"),
        sha256="0" * 64,
        page_count=3,
    )
    decision = decided(
        office,
        application,
        "disclosed",
        provided_form="电子文档",
        provided_way="随本答复书一并发送",
    )
    letter = signed(office, drafted(office, application, "D9", decision.pk))
    assert "附件：2015年土地承包台账" in letter.html
    assert "（共3页）" in letter.html

    service.serve_by_email(letter.pk, acting=office.acting("li", POSTED))
    _, (name, content, _kind) = mail.outbox[0].attachments
    assert (name, content) == ("2015年土地承包台账.pdf", b"%PDF-1.7 copy")
