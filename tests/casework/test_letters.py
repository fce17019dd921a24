"""A letter from its draft to its signature, as real documents."""

from collections.abc import Callable
from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application, Consultation, Correction
from gongkai.casework.models import Letter, LetterReview, RemedySetting
from gongkai.casework.transitions import letters
from tests.build import Town
from tests.casework.build import (
    SIGNED,
    a_case,
    actions_on,
    again,
    an_answer,
    decided,
    docx_text,
    drafted,
    furnished,
    not_found,
    pdf_text,
    reviewed,
    signed,
)

State = Letter.State
REMEDY = (
    "如不服本答复，可以自收到本答复之日起六十日内向清水县人民政府申请行政复议，"
    "或者自收到本答复之日起六个月内向清水县人民法院提起行政诉讼。"
)


@pytest.fixture
def office(town: Town) -> Town:
    return furnished(town)


def _correction(application: Application) -> Correction:
    return Correction.objects.create(
        application=application,
        unclear="没有写明所需台账的村组",
        items="所需台账的村组\n所需台账的年度",
        guidance="“柳树村3组2015年土地承包台账”",
        working_days=15,
    )


def test_an_answer_is_signed_with_its_number_and_its_remedy(office: Town) -> None:
    letter = an_answer(office)

    assert letter.state == State.SIGNED
    assert letter.number == "青镇公开复〔2026〕1号"
    for text in (pdf_text(letter), docx_text(letter)):
        assert "青镇公开复〔2026〕1号" in text
        assert REMEDY in text
        assert "陈晓雨：" in text
        assert "经检索本机关档案室纸质档案（逐卷查阅）、电子公文系统（关键词：台账）" in text
        assert "2026年3月10日" in text
    assert REMEDY in letter.html
    assert actions_on(letter) == [
        "letter.draft",
        "letter.submit",
        "letter.review_secrecy",
        "letter.review_legal",
        "letter.sign_decision",
    ]


def test_a_request_to_correct_carries_no_remedy(office: Town) -> None:
    application = a_case(office)
    correction = _correction(application)
    letter = signed(office, drafted(office, application, "D2", correction.pk), by="zhou")

    assert letter.number == "青镇公开补〔2026〕1号"
    text = pdf_text(letter)
    assert "所需台账的年度" in text
    assert "复议" not in text
    assert "诉讼" not in text


def test_a_receipt_needs_no_review(office: Town) -> None:
    letter = drafted(office, a_case(office), "D1")

    found = letters.sign(letter.pk, acting=office.acting("li", SIGNED))

    assert found.number == "青镇公开受〔2026〕1号"
    assert "当面提交的，以提交之日为收到申请之日" in pdf_text(found)
    assert "复议" not in docx_text(found)


def test_the_2007_regulations_speak_in_their_own_words(office: Town) -> None:
    on = date(2018, 2, 26)
    application = a_case(office, on=date(2018, 2, 5))
    decision = not_found(office, application)
    letter = letters.draft(
        application.pk, "D12", concerns=decision.pk, acting=office.acting("li", on)
    )
    text = pdf_text(signed(office, letter, on=on))

    assert "青镇公开复〔2018〕1号" in text
    assert "第二十一条第（三）项" in text
    assert REMEDY in text


def test_numbers_follow_each_other_in_each_series(office: Town) -> None:
    first, second = an_answer(office), an_answer(office, content="另一件")
    application = a_case(office, content="第三件")
    third = drafted(office, application, "D2", _correction(application).pk)

    assert (first.number, second.number) == ("青镇公开复〔2026〕1号", "青镇公开复〔2026〕2号")
    assert signed(office, third, by="zhou").number == "青镇公开补〔2026〕1号"


def test_the_third_party_stays_out_of_the_applicants_letter(office: Town) -> None:
    application = a_case(office)
    Consultation.objects.create(
        application=application,
        who="third_party",
        party_name="永丰农机有限公司",
        phone="0431-5550188",
        address="清水县建设街9号",
        passage="采购合同的报价明细",
        sent_on=date(2026, 2, 11),
        answered_on=date(2026, 3, 2),
        answer="object_with_reason",
        reasons="属于商业秘密",
    )
    facts = {
        "涉及商业秘密或者个人隐私等的内容": "永丰农机有限公司（电话0431-5550188）的报价",
        "征求第三方意见的结果": "第三方不同意公开，理由合理",
        "不公开对公共利益没有重大影响的理由": "不涉及公共利益",
    }
    application.found_documents.create(
        position=1, title="采购合同", judgement="withhold", ground="third_party", reasons=facts
    )
    decision = decided(office, application, "withheld", "third_party", reasons=facts)
    letter = drafted(office, application, "D11", decision.pk)
    letters.edit(
        letter.pk,
        {"reasons": "永丰农机有限公司住清水县建设街9号，其报价属于商业秘密，第三方不同意公开。"},
        acting=office.acting("li", SIGNED),
    )
    found = signed(office, letter)

    for text in (pdf_text(found), docx_text(found), "".join(found.html.split())):
        assert "永丰" not in text
        assert "5550188" not in text
        assert "建设街9号" not in text
        assert "〔隐去〕" in text
        assert "应当自收到本答复之日起六十日内先向清水县人民政府申请行政复议" in text


def test_the_applicant_stays_out_of_the_third_partys_letter(office: Town) -> None:
    application = a_case(office)
    asked = Consultation.objects.create(
        application=application,
        who="third_party",
        party_name="永丰农机有限公司",
        passage="采购合同的报价明细",
    )
    letter = drafted(office, application, "D5", asked.pk)
    letters.edit(
        letter.pk,
        {},
        particulars={"summary": "陈晓雨申请的农机采购合同"},
        acting=office.acting("li", SIGNED),
    )
    text = pdf_text(signed(office, letter, by="zhou"))

    assert "永丰农机有限公司：" in text
    assert "陈晓雨" not in text
    assert "15个工作日" in text
    assert "复议" not in text


def test_what_is_missing_stands_against_the_signature(office: Town) -> None:
    application = a_case(office)
    decision = decided(office, application, "unable_to_provide", "not_existing")
    letter = drafted(office, application, "D12", decision.pk)

    with pytest.raises(NotAllowed, match="检索的范围"):
        letters.submit(letter.pk, acting=office.acting("li", SIGNED))
    with pytest.raises(NotAllowed, match=r"检索的范围.*还没有通过保密审查.*还没有通过合法性审查"):
        letters.sign(letter.pk, acting=office.acting("zhao", SIGNED))
    assert again(letter).number == ""
    assert actions_on(letter) == ["letter.draft"]


def test_an_agency_without_a_court_signs_no_answer(office: Town) -> None:
    RemedySetting.objects.all().delete()
    application = a_case(office)
    letter = drafted(office, application, "D12", not_found(office, application).pk)

    with pytest.raises(NotAllowed, match="应当写明1个行政复议机关"):
        letters.sign(letter.pk, acting=office.acting("zhao", SIGNED))


def test_without_a_rule_there_is_no_number(office: Town) -> None:
    office.agency.numberings.all().delete()
    letter = drafted(office, a_case(office), "D1")

    with pytest.raises(NotAllowed, match="文号规则"):
        letters.sign(letter.pk, acting=office.acting("li", SIGNED))
    assert again(letter).state == State.DRAFT
    assert office.agency.series_years.count() == 0


def test_a_changed_text_is_reviewed_anew(office: Town) -> None:
    application = a_case(office)
    letter = reviewed(
        office, drafted(office, application, "D12", not_found(office, application).pk)
    )
    letters.edit(letter.pk, {"search": "经检索，没有找到。"}, acting=office.acting("li", SIGNED))

    assert again(letter).state == State.DRAFT
    with pytest.raises(NotAllowed, match="还没有通过保密审查（文字修改后须重新审查）"):
        letters.sign(letter.pk, acting=office.acting("zhao", SIGNED))

    found = signed(office, letter)
    assert "经检索，没有找到。" in pdf_text(found)


def test_facts_that_change_under_a_review_make_it_stale(office: Town) -> None:
    application = a_case(office)
    letter = reviewed(
        office, drafted(office, application, "D12", not_found(office, application).pk)
    )
    application.searches.update(result="只找到2016年的台账")

    with pytest.raises(NotAllowed, match="还没有通过保密审查"):
        letters.sign(letter.pk, acting=office.acting("zhao", SIGNED))


def test_only_marked_fields_are_edited(office: Town) -> None:
    application = a_case(office)
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    acting = office.acting("li", SIGNED)

    with pytest.raises(NotAllowed, match="没有可以修改的“remedy”"):
        letters.edit(letter.pk, {"remedy": "不得起诉"}, acting=acting)
    with pytest.raises(NotAllowed, match="没有改动"):
        letters.edit(letter.pk, {}, acting=acting)
    with pytest.raises(NotAllowed, match="没有这些事实"):
        letters.edit(letter.pk, {}, particulars={"summary": "台账"}, acting=acting)


def test_an_emptied_field_reads_as_usual_again(office: Town) -> None:
    application = a_case(office)
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    acting = office.acting("li", SIGNED)
    letters.edit(letter.pk, {"search": "另一种说法。"}, acting=acting)

    assert letters.edit(letter.pk, {"search": ""}, acting=acting).edits == {}


def test_who_wrote_a_letter_does_not_review_it(office: Town) -> None:
    application = a_case(office)
    decision = not_found(office, application)
    letter = letters.draft(
        application.pk, "D12", concerns=decision.pk, acting=office.acting("zhou", SIGNED)
    )
    letters.submit(letter.pk, acting=office.acting("li", SIGNED))

    with pytest.raises(NotAllowed, match="起草或者修改过这份文书的人不能审查"):
        letters.review(letter.pk, "legal", result="pass", acting=office.acting("zhou", SIGNED))


@pytest.mark.parametrize(
    ("kind", "who"), [("secrecy", "zhou"), ("legal", "sun"), ("secrecy", "li"), ("legal", "zhao")]
)
def test_each_review_has_its_reviewer(office: Town, kind: str, who: str) -> None:
    application = a_case(office)
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    letters.submit(letter.pk, acting=office.acting("li", SIGNED))

    with pytest.raises(NotAllowed, match="没有“文书"):
        letters.review(letter.pk, kind, result="pass", acting=office.acting(who, SIGNED))


def test_a_returned_letter_goes_round_again(office: Town) -> None:
    application = a_case(office)
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    letters.submit(letter.pk, acting=office.acting("li", SIGNED))
    sun = office.acting("sun", SIGNED)

    with pytest.raises(NotAllowed, match="请写明要修改什么"):
        letters.review(letter.pk, "secrecy", result="return", acting=sun)
    letters.review(letter.pk, "secrecy", result="return", opinion="写明村组", acting=sun)

    assert again(letter).state == State.RETURNED
    assert signed(office, letter).state == State.SIGNED
    assert LetterReview.objects.filter(letter=letter).count() == 3


def test_procedure_letters_and_answers_have_their_signers(office: Town) -> None:
    application = a_case(office)
    correction = _correction(application)
    step = reviewed(office, drafted(office, application, "D2", correction.pk))
    answer = reviewed(
        office, drafted(office, application, "D12", not_found(office, application).pk)
    )

    with pytest.raises(NotAllowed, match="公开工作机构负责人办理"):
        letters.sign(step.pk, acting=office.acting("zhao", SIGNED))
    with pytest.raises(NotAllowed, match="分管领导办理"):
        letters.sign(answer.pk, acting=office.acting("zhou", SIGNED))


def test_a_void_number_stays_used(office: Town) -> None:
    first = an_answer(office)
    letters.void(first.pk, reason="检索范围写错", acting=office.acting("zhao", SIGNED))
    again_drafted = drafted(office, first.application, "D12", first.concerns)

    assert again(first).state == State.VOIDED
    assert again(first).number == "青镇公开复〔2026〕1号"
    assert signed(office, again_drafted).number == "青镇公开复〔2026〕2号"
    assert actions_on(first)[-1] == "letter.void"


def test_voiding_asks_for_a_reason_and_a_signer(office: Town) -> None:
    letter = an_answer(office)

    with pytest.raises(NotAllowed, match="作废的原因"):
        letters.void(letter.pk, reason=" ", acting=office.acting("zhao", SIGNED))
    with pytest.raises(NotAllowed, match="签发答复文书"):
        letters.void(letter.pk, reason="写错", acting=office.acting("li", SIGNED))


@pytest.mark.parametrize("state", State.values)
def test_every_step_refuses_the_wrong_state(office: Town, state: str) -> None:
    application = a_case(office)
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    Letter.objects.filter(pk=letter.pk).update(state=state)
    open_states = {"draft", "in_review", "returned"}
    li, zhou, zhao = (office.acting(who, SIGNED) for who in ("li", "zhou", "zhao"))
    steps: list[tuple[set[str], Callable[[], object]]] = [
        (open_states, lambda: letters.edit(letter.pk, {"search": "改过。"}, acting=li)),
        ({"draft", "returned"}, lambda: letters.submit(letter.pk, acting=li)),
        ({"in_review"}, lambda: letters.review(letter.pk, "legal", result="pass", acting=zhou)),
        (open_states | {"signed"}, lambda: letters.void(letter.pk, reason="写错", acting=zhao)),
    ]
    for allowed, step in steps:
        Letter.objects.filter(pk=letter.pk).update(state=state)
        before = len(actions_on(letter))
        if state in allowed:
            step()
            assert len(actions_on(letter)) == before + 1
        else:
            with pytest.raises(NotAllowed):
                step()
            assert len(actions_on(letter)) == before


def test_one_letter_for_each_step(office: Town) -> None:
    application = a_case(office)
    decision = not_found(office, application)
    drafted(office, application, "D12", decision.pk)

    with pytest.raises(NotAllowed, match="已经起草"):
        drafted(office, application, "D12", decision.pk)
    with pytest.raises(NotAllowed, match="没有与这种文书相符的办理决定"):
        drafted(office, application, "D11", decision.pk)
    with pytest.raises(NotAllowed, match="还没有准备补正"):
        drafted(office, application, "D2")
    with pytest.raises(NotAllowed, match="没有这种文书"):
        drafted(office, application, "D99")


def test_nobody_else_drafts(office: Town) -> None:
    application = a_case(office)
    for person in ("zhao", "sun", "qian", "wu", "admin", "wang", "zheng"):
        with pytest.raises(NotAllowed, match="没有“起草文书”的权限"):
            letters.draft(application.pk, "D1", acting=office.acting(person, SIGNED))
    assert application.letters.count() == 0


def test_a_letter_on_line_names_its_channel(office: Town) -> None:
    application = a_case(office)
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    letters.edit(letter.pk, {}, delivery="online", acting=office.acting("li", SIGNED))

    assert "行政复议申请网上渠道：https://fuyi.example.gov.cn" in pdf_text(signed(office, letter))


def test_a_gap_in_the_officers_own_words_stands_against_the_signature(office: Town) -> None:
    application = a_case(office)
    letter = drafted(office, application, "D12", not_found(office, application).pk)
    letters.edit(
        letter.pk, {"search": "经检索【待填：检索的范围】。"}, acting=office.acting("li", SIGNED)
    )
    reviewed(office, letter)

    with pytest.raises(NotAllowed, match="改写的文字中还有“【待填：”"):
        letters.sign(letter.pk, acting=office.acting("zhao", SIGNED))
