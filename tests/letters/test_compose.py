from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.docx import render_docx
from gongkai.documents.fonts import package_fonts
from gongkai.documents.html import render_fragment
from gongkai.documents.model import texts
from gongkai.documents.pdf import render_pdf
from gongkai.law.fees import page_fee
from gongkai.law.regimes import Consulted
from gongkai.law.remedies import Route
from gongkai.letters.compose import WrongLetter, compose
from gongkai.letters.facts import Consultation, Correction, Extension, Fee, Party, Withheld
from tests.letters.build import (
    ANSWERS_2008,
    ANSWERS_2019,
    APPLICANT,
    CASES,
    CO_PRODUCER,
    CONSULTED,
    STEPS_2008,
    STEPS_2019,
    THIRD,
    facts,
    facts_for,
    lines,
    reasons,
)

NOT_HELD = ("2019", "unable_to_provide", "not_existing")
STEPS = [*(("2008", kind) for kind in STEPS_2008), *(("2019", kind) for kind in STEPS_2019)]
ANSWERS = [*(("2008", *row) for row in ANSWERS_2008), *(("2019", *row) for row in ANSWERS_2019)]
FIRST = "应当自收到本答复之日起六十日内先向"


def complete(regime, kind, outcome="", code=None):
    concerning = CO_PRODUCER if kind == "D5c" else CONSULTED
    return facts_for(regime, outcome, code, concerning=concerning)


def whole(letter):
    return "\n".join(texts(letter.document))


@pytest.mark.parametrize(("regime", "kind", "outcome", "code"), CASES)
def test_complete_facts_leave_no_gap(regime, kind, outcome, code):
    letter = compose(kind, complete(regime, kind, outcome, code))
    assert (letter.unfilled, letter.missing, letter.hidden) == ((), (), ())
    text = whole(letter)
    assert "【待填" not in text
    assert "{" not in text
    assert "@" not in text.replace(APPLICANT.email, "")
    assert "。。" not in text
    assert "，。" not in text


# The column of the catalogue: who carries a remedy paragraph among the letters of no outcome.
@pytest.mark.parametrize(("regime", "kind"), STEPS)
def test_only_two_letters_without_an_outcome_carry_a_remedy_paragraph(regime, kind):
    letter = compose(kind, complete(regime, kind))
    has_paragraph = "行政复议" in whole(letter)
    assert has_paragraph == (kind in {"D6", "D21"})
    assert has_paragraph == bool(letter.remedy and letter.remedy.text)
    assert FIRST not in whole(letter)


@pytest.mark.parametrize(("regime", "kind", "outcome", "code"), ANSWERS)
def test_reconsideration_comes_first_only_for_articles_14_to_16_since_2024(
    regime, kind, outcome, code
):
    letter = compose(kind, complete(regime, kind, outcome, code))
    assert letter.remedy is not None
    is_first = regime == "2019" and kind in {"D10", "D11"}
    assert (FIRST in whole(letter)) == is_first
    assert (letter.remedy.route is Route.RECONSIDERATION_FIRST) == is_first
    has_paragraph = (regime, kind) != ("2008", "D2")
    assert ("行政复议" in whole(letter)) == has_paragraph
    assert bool(letter.remedy.articles) == has_paragraph


def test_a_refusal_of_2023_leaves_the_choice():
    known = replace(facts_for("2019", "withheld", "state_secret"), decided_on=date(2023, 12, 31))
    assert FIRST not in whole(compose("D11", known))
    assert "六个月内向白桦县人民法院提起行政诉讼" in whole(compose("D11", known))


def test_one_part_of_articles_14_to_16_puts_reconsideration_first():
    parts = tuple(
        Withheld(what, code, reasons(code, "2019"))
        for what, code in (
            ("批注", "not_government_information"),
            ("报价明细", "third_party"),
        )
    )
    both = compose("D10", facts_for("2019", "partially_disclosed", withheld=parts))
    assert FIRST in whole(both)
    one = compose("D10", facts_for("2019", "partially_disclosed", withheld=parts[:1]))
    assert FIRST not in whole(one)


def test_a_letter_delivered_online_names_the_channel_for_reconsideration():
    letter = compose("D12", facts_for(*NOT_HELD, is_delivered_online=True))
    assert "行政复议申请网上渠道：https://fuyi.example.gov.cn" in whole(letter)


def test_the_history_of_a_case_is_told_without_names():
    known = facts_for(
        *NOT_HELD,
        correction=Correction(asked_on=date(2026, 2, 10), corrected_on=date(2026, 2, 24)),
        consultations=(CONSULTED, CO_PRODUCER),
        extension=Extension("案情复杂", 20, date(2026, 4, 27), date(2026, 3, 20)),
        fee=Fee(charge=page_fee(80, on=date(2026, 2, 9)), paid_on=date(2026, 3, 2)),
    )
    letter = compose("D12", known)
    assert lines(letter.document)[4] == (
        "因申请内容不明确，本机关于2026年2月10日要求您补正，您于2026年2月24日补正。"
        "因申请公开的政府信息涉及第三方的合法权益，本机关于2026年2月11日书面征求了第三方的意见。"
        "本机关于2026年2月12日书面征求了其他机关的意见。"
        "经本机关政府信息公开工作机构负责人同意，"
        "本机关于2026年3月20日告知您答复期限延长至2026年4月27日。"
        "您于2026年3月2日缴纳了信息处理费500元。"
    )


def test_marked_fields_show_their_text_and_take_another():
    letter = compose("D12", facts_for(*NOT_HELD))
    (field,) = letter.fields
    assert (field.key, field.label) == ("search", "检索的经过")
    assert field.text == lines(letter.document)[4]
    edited = compose("D12", facts_for(*NOT_HELD), edits={"search": "第一段{request}。\n第二段。"})
    assert lines(edited.document)[4:6] == ["第一段{request}。", "第二段。"]
    assert edited.fields[0].text == "第一段{request}。\n第二段。"


def test_an_edit_does_not_replace_a_fact_the_law_wants():
    known = facts_for("2019", "withheld", "law_prohibits", reasons={})
    letter = compose("D11", known, edits={"reasons": "经审查，属于不予公开的情形。"})
    assert letter.unfilled == ()
    assert letter.missing == (
        "请填写“禁止公开的法律或者行政法规名称和条款（地方性法规、规章不足以为据）”。",
    )


def test_a_field_is_not_emptied():
    letter = compose("D12", facts_for(*NOT_HELD), edits={"search": " \n "})
    assert letter.unfilled == ("检索的经过",)
    assert letter.missing == ("请填写“检索的经过”。",)


@pytest.mark.parametrize("key", ["", "remedy", "reasons"])
def test_only_marked_fields_are_edited(key):
    with pytest.raises(WrongLetter, match="请只修改标明的部分"):
        compose("D12", facts_for(*NOT_HELD), edits={key: "可以起诉。"})


@pytest.mark.parametrize(
    ("kind", "outcome", "code"),
    [
        ("D12", "withheld", "state_secret"),
        ("D12", "unable_to_provide", "not_responsible"),
        ("D12", "unable_to_provide", None),
        ("D9", "", None),
    ],
)
def test_a_letter_states_its_own_outcome_only(kind, outcome, code):
    with pytest.raises(WrongLetter, match="请改用相应的文书"):
        compose(kind, facts_for("2019", outcome, code))


def test_a_part_is_only_withheld_on_a_ground_for_parts():
    known = facts_for("2019", "partially_disclosed", withheld=(Withheld("附件", "duplicate"),))
    with pytest.raises(WrongLetter, match="不能陈述这一理由：重复申请"):
        compose("D10", known)


def test_a_suggestion_that_is_not_followed():
    known = facts(suggestion=replace(facts().suggestion, publish_on=None))
    assert "本机关决定不将该政府信息纳入主动公开的范围。" in whole(compose("D22", known))


def test_quotation_marks_within_quotation_marks_are_single():
    letter = compose("D12", facts_for(*NOT_HELD, request="“十四五”规划\n的文本。"))
    assert "申请公开“‘十四五’规划 的文本”。" in whole(letter)


@pytest.mark.parametrize("begins", ["申请公开", "申请公开：", "请求获取", "要求公开 "])
def test_what_is_asked_for_is_not_said_twice(begins):
    known = facts_for(*NOT_HELD, request=f"{begins}2025年低保名单")
    assert "申请公开“2025年低保名单”。" in whole(compose("D12", known))


def test_a_receipt_repeats_the_application_word_by_word():
    known = facts(request="申请公开2025年低保名单")
    assert "申请公开的内容登记为：“申请公开2025年低保名单”。" in whole(compose("D1", known))


@pytest.mark.parametrize(
    ("grounds", "words"),
    [
        (("third_party",), "含有不应当公开的内容"),
        (("not_government_information",), "含有不属于政府信息的内容"),
        (("not_government_information", "third_party"), "含有不应当公开和不属于政府信息的内容"),
    ],
)
def test_a_partial_answer_names_only_what_is_separated(grounds, words):
    parts = tuple(Withheld("附表", one, reasons(one, "2019")) for one in grounds)
    assert words in whole(compose("D10", facts_for("2019", "partially_disclosed", withheld=parts)))


# Nothing of one side reaches the other.

PRIVATE_APPLICANT = ("陈晓雨", "13900005550", "青石镇柳树村3组12号", "chen@example.com")
PRIVATE_THIRD = ("白桦县永丰农机有限公司", "0431-5550188", "白桦县建设街9号", "yf@example.com")


def gossip(*names):
    return "、".join(names) + "的说明"


@pytest.mark.parametrize(("regime", "kind", "outcome", "code"), CASES)
def test_letters_keep_the_sides_apart(regime, kind, outcome, code):
    said = gossip(*PRIVATE_APPLICANT, *PRIVATE_THIRD)
    known = complete(regime, kind, outcome, code)
    concerning = replace(known.concerning, passage=said, override=said)
    known = replace(
        known,
        summary=said,
        concerning=concerning,
        consultations=(CONSULTED,),
        reasons=dict.fromkeys(known.reasons, said),
        search=replace(known.search, result=said),
        withheld=tuple(
            replace(part, what=said, reasons=dict.fromkeys(part.reasons, said))
            for part in known.withheld
        ),
        attachments=(said,),
        extension=replace(known.extension, reason=said),
        assistance=replace(known.assistance, question=said),
    )
    letter = compose(kind, known)
    to = letter.text.to
    shown = whole(letter)
    if to == "applicant":
        assert not any(one in shown for one in PRIVATE_THIRD)
    elif to != "file":
        assert not any(one in shown for one in PRIVATE_APPLICANT)
    if to in ("co_producer", "unit"):
        assert not any(one in shown for one in PRIVATE_THIRD)
    if to != "file":
        assert letter.hidden


def test_an_edit_cannot_tell_it_either():
    edits = {"search": f"经向{THIRD.name}（{THIRD.phone}）核实，没有。"}
    letter = compose("D12", facts_for(*NOT_HELD, consultations=(CONSULTED,)), edits=edits)
    assert lines(letter.document)[5] == "经向〔隐去〕（〔隐去〕）核实，没有。"
    assert letter.hidden == ("检索的经过",)


def test_the_applicants_own_words_come_back_as_they_were():
    request = f"{THIRD.name}的合同"
    letter = compose("D12", facts_for(*NOT_HELD, request=request, consultations=(CONSULTED,)))
    assert f"申请公开“{request}”" in whole(letter)
    assert letter.hidden == ()


def test_one_third_party_does_not_learn_of_another():
    other = Consultation(Consulted.THIRD_PARTY, Party("李建国", "13900005551"))
    known = facts(
        consultations=(CONSULTED, other), summary="李建国（电话13900005551）与永丰公司的合同"
    )
    letter = compose("D5", known)
    assert "申请公开的内容为：〔隐去〕（电话〔隐去〕）与永丰公司的合同。" in whole(letter)
    assert letter.hidden == ("申请内容的概括（不含申请人信息）",)


def test_the_name_of_the_agency_stays():
    party = replace(CONSULTED, party=Party("青石镇"))
    letter = compose("D12", facts_for(*NOT_HELD, consultations=(party,)))
    assert lines(letter.document)[0].startswith("青石镇人民政府")
    assert letter.hidden == ()


HOSTILE = st.text(max_size=30) | st.sampled_from(
    (
        *("{applicant}", "{nothing}", "@ground", "{", "}", "?", "!x:", "【待填：日期】", "。"),
        *("<b>&amp;</b>", "#panic()", "\\1\\g<0>", "%s{0}", "\x00\x0b\ud800", "{{ 1 }}"),
    )
)


@settings(max_examples=60, deadline=None)
@given(case=st.sampled_from(CASES), text=HOSTILE, other=HOSTILE)
def test_no_text_of_a_case_breaks_a_letter(case, text, other):
    regime, kind, outcome, code = case
    known = complete(regime, kind, outcome, code)
    hostile = replace(
        known,
        request=text,
        summary=other,
        case_number=other,
        number=text,
        applicant=Party(text, other, text, other),
        reasons=dict.fromkeys(known.reasons, text),
        attachments=(text, other),
        given=(text, other),
        consultations=(replace(CONSULTED, party=Party(other, text)),),
        concerning=replace(known.concerning, party=Party(other), passage=text, answer=other),
        correction=replace(known.correction, items=(text,), unclear=other),
        withheld=tuple(replace(part, what=text) for part in known.withheld),
    )
    letter = compose(kind, hostile)
    assert bool(letter.unfilled) <= bool(letter.missing)
    html = render_fragment(letter.document)
    assert "<b>" not in html
    assert html.count("<h1>") == 1


@settings(max_examples=8, deadline=None)
@given(text=HOSTILE)
def test_no_text_of_a_case_is_markup_in_a_file(text):
    known = facts_for(*NOT_HELD, request=text, applicant=Party(text), attachments=(text,))
    document = compose("D12", known).document
    assert render_pdf(document, fonts=package_fonts()).startswith(b"%PDF")
    assert render_docx(document, fonts=package_fonts()).startswith(b"PK")


def test_a_corrected_application_is_quoted_as_it_came_and_as_corrected():
    corrected = Correction(corrected_on=date(2026, 2, 24), content="申请公开柳树村3组2015年台账")
    known = facts_for("2019", "withheld", "third_party", correction=corrected)
    letter = compose("D11", known)
    text = whole(letter)
    assert "收到您提交的政府信息公开申请，申请公开“柳树村2015年土地承包台账”。" in text
    assert "您于2026年2月24日将申请内容补正为“申请公开柳树村3组2015年台账”。" in text
    assert "您申请公开的“柳树村3组2015年台账”" in text


def test_a_term_over_a_year_without_a_notice_says_so():
    known = facts_for(*NOT_HELD[:1], unannounced=(2027,))
    assert "2027年的放假安排尚未公布，上述期限按周休日和法定节日暂定" in whole(compose("D1", known))
    extension = Extension("档案较多", 20, date(2027, 1, 8), unannounced=(2027,))
    told = facts_for(*NOT_HELD[:1], extension=extension)
    assert "2027年的放假安排尚未公布" in whole(compose("D4", told))
    assert "尚未公布" not in whole(compose("D4", facts_for(*NOT_HELD[:1])))
