"""What applicants ask beside their case: a record corrected, the information disclosed to all."""

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.applications.models import Application, RecordCorrection
from gongkai.applications.transitions import record_corrections, suggestions
from gongkai.applications.transitions.record_corrections import RecordDecision
from gongkai.applications.transitions.suggestions import SuggestionDecision
from gongkai.casework.models import ApplicantMessage, Letter
from gongkai.casework.queries import letters_to
from gongkai.casework.transitions import letters, service
from gongkai.casework.transitions.follow_up import register_record_correction
from gongkai.casework.transitions.service import ServiceEntry
from tests.applications.build import received
from tests.applications.record_build import request
from tests.build import Town
from tests.casework.build import furnished, signed
from tests.portal.apply_build import applied, inside, shown


@pytest.fixture
def entered(town: Town) -> tuple[Client, Application]:
    """A browser in which somebody has come in to the application made just now."""
    application, code = applied()
    return inside(application.number, code), application


def page(client: Client, address: str = "/applications/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return shown(answer)


def asked_for(town: Town, client: Client) -> RecordCorrection:
    """Sent from the page of the case, registered by 李经办."""
    client.post("/applications/messages/record/", {"text": "面积应当是8.5亩"})
    today = timezone.localdate()
    message = ApplicantMessage.objects.get()
    return register_record_correction(message.pk, acting=town.acting("li", today))


def answered_online(town: Town, found: RecordCorrection) -> Letter:
    """Decided, told by a letter on the page of the case."""
    today = timezone.localdate()
    li, zhou = (town.acting(who, today) for who in ("li", "zhou"))
    record_corrections.verify(found.pk, verified="不属实", verified_on=today, acting=li)
    decision = RecordDecision(result="accurate", decision="台账与合同一致")
    record_corrections.decide(found.pk, decision, acting=zhou)
    letter = letters.draft_on_record(found.pk, acting=li)
    letters.edit(letter.pk, {}, delivery="online", acting=li)
    letter = signed(town, letter, on=today)
    entry = ServiceEntry(method="online", sent_at=li.at, consent="来信要求网上答复")
    service.serve(letter.pk, entry, acting=li)
    return letter


def test_who_wants_a_record_corrected_is_told_how(town: Town) -> None:
    told = shown(Client().get("/apply/?agency=qingshan"))  # type: ignore[arg-type]
    assert "要求更正与自己有关的记录" in told
    assert "第四十一条" in told


def test_a_correction_is_asked_for_and_followed_on_the_page_of_the_case(
    town: Town, entered: tuple[Client, Application]
) -> None:
    client, application = entered
    assert "要求更正与自身相关的记录" in page(client)
    assert "没有规定办理的期限" in page(client, "/applications/messages/record/")
    found = asked_for(town, client)
    seen = page(client)

    assert f"已登记为{found.number}" in seen
    assert "现在：待审核" in seen
    application.refresh_from_db()
    assert found.earlier == application


def test_its_letter_is_fetched_there_and_by_nobody_else(
    town: Town, entered: tuple[Client, Application]
) -> None:
    furnished(town)
    client, _ = entered
    letter = answered_online(town, asked_for(town, client))
    seen = page(client)
    assert letter.number in seen
    assert "现在：已告知申请人" in seen
    address = f"/applications/letters/{letter.pk}/"
    assert client.post(address).content.startswith(b"%PDF")

    other, code = applied(wanted="另一件")
    assert inside(other.number, code).post(address).status_code == 404


def test_a_request_that_an_officer_ties_to_a_case_is_not_shown_there(
    town: Town, entered: tuple[Client, Application]
) -> None:
    """Only what came from the page itself is known to be of who enters it."""
    furnished(town)
    today = timezone.localdate()
    entry = request(received_on=today, applicant="王小河", earlier=entered[1])
    found = record_corrections.register(town.agency, entry, acting=town.acting("li", today))
    assert found.number not in page(entered[0])
    assert letters_to(entered[1]) == []


def test_disclosure_is_suggested_once_and_its_decision_told_with_the_letter(
    town: Town, entered: tuple[Client, Application]
) -> None:
    client, application = entered
    assert "建议主动公开" in page(client)
    sent = client.post("/applications/messages/suggestion/", {"text": "关系全村"})
    assert sent.status_code == 302
    assert "/messages/suggestion/" not in page(client)
    today = timezone.localdate()
    li = town.acting("li", today)
    found = suggestions.receive(application.pk, suggested_on=today, acting=li)
    assert "本机关正在审核" in page(client)
    entry = SuggestionDecision(is_adopted=False, opinion="只涉及您本人")
    suggestions.decide(found.pk, entry, acting=town.acting("zhou", today))
    assert "只涉及您本人" not in page(client)
    suggestions.notify(found.pk, notified_on=today, acting=li)
    assert "只涉及您本人" in page(client)


def test_what_was_ticked_on_the_form_is_shown(town: Town) -> None:
    application, code = applied(suggests_disclosure="on")
    seen = page(inside(application.number, code))
    assert "您建议主动公开" in seen
    assert "/messages/suggestion/" not in seen


def test_the_old_regulations_offer_no_suggestion(town: Town) -> None:
    application, code = applied()
    client = inside(application.number, code)
    old = received(town)
    Application.objects.filter(pk=application.pk).update(received_on=old.received_on)
    assert "/messages/suggestion/" not in page(client)
    assert client.get("/applications/messages/suggestion/").status_code == 403
