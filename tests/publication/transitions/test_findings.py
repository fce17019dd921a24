"""Nothing found in a text goes out undecided; what was decided is remembered."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem
from gongkai.publication import queries
from gongkai.publication.ledgers import content_of
from gongkai.publication.models import Finding
from gongkai.publication.transitions import drafting, findings, publishing, signing
from tests.build import Town
from tests.publication.build import (
    GONE,
    Status,
    content,
    drafted,
    every_state_but,
    fresh,
    in_state,
    submitted,
)
from tests.publication.review_build import (
    MOBILE,
    PHONE,
    decide_all,
    draft_with_findings,
    finding,
    with_findings,
)


def passes(town: Town, item: DisclosureItem) -> None:
    signing.review(item.pk, conclusion="may_disclose", basis="不涉密", acting=town.acting("sun"))


def test_submitting_keeps_what_was_found_with_its_place(town: Town) -> None:
    item = with_findings(town, title="关于王某（13912345678）的答复")
    found = [(one.place, one.excerpt, one.kind) for one in queries.findings_of(item)]
    assert found == [
        ("body", MOBILE, "mobile"),
        ("body", PHONE, "phone"),
        ("title", "13912345678", "mobile"),
    ]
    mobile = finding(item, MOBILE)
    # 联系人张某，手机 is eight characters.
    assert (mobile.start, mobile.end) == (8, 19)
    assert mobile.context == f"联系人张某，手机{MOBILE}。"
    assert mobile.found.suggestion == "［手机号码已隐去］"
    assert "个人信息保护法" in mobile.found.basis


def test_a_draft_is_checked_on_demand(town: Town) -> None:
    item = draft_with_findings(town)
    assert len(findings.check(item.pk, acting=town.acting("qian"))) == 2
    assert len(findings.check(item.pk, acting=town.acting("li"))) == 2
    assert item.findings.count() == 2
    entry = log.history(item).first()
    assert entry is not None
    assert (entry.action, entry.data["findings"]) == ("item.scan", 2)


@pytest.mark.parametrize("state", [Status.PUBLISHED, *GONE])
def test_what_was_public_is_not_checked(town: Town, state: Status) -> None:
    with pytest.raises(NotAllowed, match="尚未公开"):
        findings.check(in_state(town, state).pk, acting=town.acting("li"))


@pytest.mark.parametrize("person", ["zhao", "wu", "wang", "admin"])
def test_who_does_not_write_or_review_does_not_check(town: Town, person: str) -> None:
    with pytest.raises(NotAllowed, match="检查稿件"):
        findings.check(drafted(town).pk, acting=town.acting(person))


def test_a_decision_is_recorded_with_its_basis(town: Town) -> None:
    item = with_findings(town)
    entries = Entry.objects.count()
    decided = findings.decide(
        finding(item, PHONE).pk, decision="keep", basis="机关办公电话", acting=town.acting("sun")
    )
    assert (decided.decision, decided.decision_basis) == ("keep", "机关办公电话")
    assert (decided.decided_by, decided.decided_on) == (town.people["sun"], date(2018, 3, 1))
    assert Entry.objects.count() == entries + 1


@pytest.mark.parametrize(
    ("decision", "basis", "sentence"), [("keep", " ", "依据"), ("", "机关电话", "处理决定")]
)
def test_a_decision_says_what_and_why(town: Town, decision: str, basis: str, sentence: str) -> None:
    one = finding(with_findings(town), PHONE)
    with pytest.raises(NotAllowed, match=sentence):
        findings.decide(one.pk, decision=decision, basis=basis, acting=town.acting("sun"))


@pytest.mark.parametrize("person", ["li", "zhao", "qian", "wu", "admin", "wang"])
def test_only_a_secrecy_reviewer_decides(town: Town, person: str) -> None:
    one = finding(with_findings(town), PHONE)
    with pytest.raises(NotAllowed, match="保密审查员"):
        findings.decide(one.pk, decision="keep", basis="机关电话", acting=town.acting(person))


@pytest.mark.parametrize(
    "state", every_state_but(Status.IN_REVIEW, Status.REVIEWED, Status.APPROVED)
)
def test_findings_are_decided_between_submission_and_publication(town: Town, state: Status) -> None:
    item = in_state(town, state)
    one = Finding.objects.create(
        item=item,
        text_digest=queries.text_digest(item),
        place="title",
        start=0,
        end=2,
        kind="phone",
        severity="low",
        excerpt="青山",
    )
    with pytest.raises(NotAllowed, match="逐项决定"):
        findings.decide(one.pk, decision="keep", basis="机关电话", acting=town.acting("sun"))


def test_a_finding_of_an_earlier_text_is_not_decided(town: Town) -> None:
    item = with_findings(town)
    earlier = finding(item, PHONE)
    changed = replace(content_of(item), body="<p>请来人办理。</p>")
    drafting.revise(item.pk, changed, acting=town.acting("li"))
    drafting.submit(item.pk, acting=town.acting("li"))
    with pytest.raises(NotAllowed, match="已经修改"):
        findings.decide(earlier.pk, decision="keep", basis="电话", acting=town.acting("sun"))


def test_a_review_does_not_let_an_undecided_finding_pass(town: Town) -> None:
    item = with_findings(town)
    with pytest.raises(NotAllowed, match="还有2处"):
        passes(town, item)
    findings.decide(
        finding(item, PHONE).pk, decision="keep", basis="机关电话", acting=town.acting("sun")
    )
    with pytest.raises(NotAllowed, match="还有1处"):
        passes(town, item)


@pytest.mark.parametrize("decision", ["mask", "remove"])
def test_what_is_to_be_hidden_does_not_pass(town: Town, decision: str) -> None:
    item = with_findings(town)
    decide_all(town, item, decision)
    with pytest.raises(NotAllowed, match="有2处决定须遮盖或删除"):
        passes(town, item)
    signing.review(
        item.pk, conclusion="may_not_disclose", basis="含手机号码", acting=town.acting("sun")
    )
    assert fresh(item).status == Status.RETURNED


def test_what_nobody_has_looked_at_does_not_pass(town: Town) -> None:
    item = submitted(town)
    # A text that came into the row past the transitions.
    DisclosureItem.objects.filter(pk=item.pk).update(summary=f"联系手机{MOBILE}")
    with pytest.raises(NotAllowed, match="检查稿件"):
        passes(town, item)


@pytest.mark.parametrize("step", ["approve", "publish"])
def test_a_decision_taken_back_stops_the_next_steps(town: Town, step: str) -> None:
    item = with_findings(town)
    decide_all(town, item)
    passes(town, item)
    if step == "publish":
        signing.approve(item.pk, remarks="同意", acting=town.acting("zhao"))
    findings.decide(
        finding(item, MOBILE).pk, decision="mask", basis="是个人手机", acting=town.acting("sun")
    )
    steps = {
        "approve": lambda: signing.approve(item.pk, remarks="同意", acting=town.acting("zhao")),
        "publish": lambda: publishing.publish(item.pk, acting=town.acting("li")),
    }
    with pytest.raises(NotAllowed, match="须遮盖或删除"):
        steps[step]()


def test_decided_findings_let_the_text_go_its_way(town: Town) -> None:
    item = with_findings(town)
    decide_all(town, item)
    passes(town, item)
    signing.approve(item.pk, remarks="同意", acting=town.acting("zhao"))
    assert publishing.publish(item.pk, acting=town.acting("li")).status == Status.PUBLISHED


def test_a_decision_carries_over_to_the_next_text(town: Town) -> None:
    item = with_findings(town)
    findings.decide(
        finding(item, PHONE).pk, decision="keep", basis="机关电话", acting=town.acting("sun")
    )
    signing.send_back(item.pk, corrections="隐去手机", acting=town.acting("sun"))
    body = f"<p>联系人张某。</p><p>办公室（一楼）电话：{PHONE}</p>"
    drafting.revise(item.pk, replace(content_of(item), body=body), acting=town.acting("li"))
    drafting.submit(item.pk, acting=town.acting("li"))

    (carried,) = queries.findings_of(fresh(item))
    assert (carried.decision, carried.decision_basis) == ("keep", "机关电话")
    assert carried.decided_by == town.people["sun"]
    passes(town, item)


def test_a_decision_on_a_word_does_not_carry_over_to_another_sentence(town: Town) -> None:
    item = submitted(town, body="<p>本办法废止后，原内部资料可以公开。</p>")
    decide_all(town, item)
    assert [one.excerpt for one in queries.findings_of(item)] == ["内部资料"]
    body = "<p>内部资料</p>"
    drafting.revise(item.pk, replace(content_of(item), body=body), acting=town.acting("li"))
    drafting.submit(item.pk, acting=town.acting("li"))
    assert {one.decision for one in queries.findings_of(fresh(item))} == {""}


def test_masking_puts_the_suggestion_and_makes_a_draft(town: Town) -> None:
    item = with_findings(town)
    entries = Entry.objects.count()
    masked = findings.mask(
        item.pk, finding_ids=[finding(item, MOBILE).pk], acting=town.acting("li")
    )
    assert masked.status == Status.DRAFT
    assert "手机［手机号码已隐去］。" in masked.body
    assert PHONE in masked.body
    assert [one.excerpt for one in queries.findings_of(masked)] == [PHONE]
    assert Entry.objects.count() == entries + 1


def test_masking_several_at_once_in_every_place(town: Town) -> None:
    item = drafted(town, title=f"答复（{MOBILE}）", summary=f"电话{MOBILE}、{PHONE}。")
    found = findings.check(item.pk, acting=town.acting("li"))
    masked = findings.mask(item.pk, finding_ids=[one.pk for one in found], acting=town.acting("li"))
    assert masked.title == "答复（［手机号码已隐去］）"
    assert masked.summary == "电话［手机号码已隐去］、［电话号码已隐去］。"


def test_what_is_to_be_removed_leaves_nothing(town: Town) -> None:
    item = with_findings(town)
    decide_all(town, item, "remove")
    signing.send_back(item.pk, corrections="删去号码", acting=town.acting("sun"))
    masked = findings.mask(
        item.pk, finding_ids=[finding(item, MOBILE).pk], acting=town.acting("li")
    )
    assert "手机。" in masked.body


def test_masking_refuses_a_text_that_was_changed_meanwhile(town: Town) -> None:
    item = with_findings(town)
    earlier = finding(item, MOBILE).pk
    drafting.revise(item.pk, content(body="<p>没有号码。</p>"), acting=town.acting("li"))
    with pytest.raises(NotAllowed, match="重新检查"):
        findings.mask(item.pk, finding_ids=[earlier], acting=town.acting("li"))


def test_masking_refuses_what_only_a_person_can_decide(town: Town) -> None:
    item = submitted(town, body="<p>内部资料</p>")
    mark = finding(item, "内部资料")
    with pytest.raises(NotAllowed, match="人工判断"):
        findings.mask(item.pk, finding_ids=[mark.pk], acting=town.acting("li"))


@pytest.mark.parametrize("person", ["sun", "zhao", "wu", "wang", "admin"])
def test_only_who_writes_masks(town: Town, person: str) -> None:
    item = with_findings(town)
    ids = [finding(item, MOBILE).pk]
    with pytest.raises(NotAllowed, match="修改稿件"):
        findings.mask(item.pk, finding_ids=ids, acting=town.acting(person))
