"""Each fact that a letter needs is named while it is missing."""

from dataclasses import replace

import pytest

from gongkai.law.grounds import ground
from gongkai.law.remedies import RemedyNames
from gongkai.letters.compose import compose
from gongkai.letters.facts import (
    Agency,
    Assistance,
    Consultation,
    Correction,
    EarlierAnswer,
    Extension,
    Fee,
    Justification,
    OtherAgency,
    Party,
    Provision,
    RecordCorrection,
    SearchedPlace,
    SearchRecord,
    Service,
    Suggestion,
    Withheld,
)
from gongkai.letters.loader import GROUND_TEXTS
from tests.letters.build import AGENCY, ANSWERS_2008, ANSWERS_2019, CONSULTED, facts_for, reasons

NOT_HELD = ("unable_to_provide", "not_existing")
PARTIAL = ("partially_disclosed", None)
NO_ANSWER = ("", None)


@pytest.mark.parametrize(
    ("kind", "outcome", "changes", "missing"),
    [
        ("D1", NO_ANSWER, {"applicant": Party()}, {"申请人姓名或者名称"}),
        ("D1", NO_ANSWER, {"case_number": ""}, {"登记编号"}),
        ("D1", NO_ANSWER, {"request": " \n"}, {"申请公开的内容"}),
        ("D1", NO_ANSWER, {"channel": ""}, {"提出申请的渠道"}),
        ("D1", NO_ANSWER, {"first_due_on": None}, {"收到申请时的答复期限"}),
        ("D1", NO_ANSWER, {"decided_on": None}, {"成文日期"}),
        (
            "D1",
            NO_ANSWER,
            {"agency": Agency(AGENCY.name, AGENCY.kind)},
            {"机关联系地址", "机关联系电话"},
        ),
        (
            "D2",
            NO_ANSWER,
            {"correction": Correction()},
            {"不明确之处", "应当补正的内容", "补正的指导和示例", "补正期限"},
        ),
        (
            "D3",
            NO_ANSWER,
            {"justification": Justification()},
            {"申请的数量和频次", "说明理由的期限"},
        ),
        (
            "D3b",
            NO_ANSWER,
            {"justification": Justification()},
            {"申请的数量和频次", "申请人说明的理由", "确定的延迟答复日期"},
        ),
        (
            "D4",
            NO_ANSWER,
            {"extension": Extension()},
            {"延期的理由", "延长的期限", "延期后的答复期限"},
        ),
        ("D5", NO_ANSWER, {"summary": ""}, {"申请内容的概括（不含申请人信息）"}),
        (
            "D5",
            NO_ANSWER,
            {"concerning": Consultation()},
            {"被征求意见方的名称", "涉及该方的内容"},
        ),
        (
            "D5b",
            NO_ANSWER,
            {"concerning": replace(CONSULTED, sent_on=None)},
            {"发出征求意见书的日期"},
        ),
        (
            "D6",
            NO_ANSWER,
            {"concerning": Consultation()},
            {
                "被征求意见方的名称",
                "发出征求意见书的日期",
                "该方的意见",
                "决定公开的理由",
                "涉及该方的内容",
                "公开的日期",
            },
        ),
        (
            "D7",
            NO_ANSWER,
            {"fee": Fee()},
            {
                "收费的依据事实",
                "收费方式",
                "收费标准的条款",
                "收费的计算",
                "收费数额",
                "缴纳方式",
            },
        ),
        ("D8", ("already_public", None), {"provision": Provision()}, {"获取的方式、途径"}),
        (
            "D9",
            ("disclosed", None),
            {"provision": Provision()},
            {"提供信息的形式", "获取的方式和时间"},
        ),
        ("D10", PARTIAL, {"given": ()}, {"予以公开的内容"}),
        (
            "D12",
            NOT_HELD,
            {"search": SearchRecord()},
            {
                "检索的范围（系统、档案、单位、人员）",
                "检索的方法（关键词、时间）",
                "检索结果",
            },
        ),
        (
            "D12",
            NOT_HELD,
            {"search": SearchRecord((SearchedPlace("档案室", ""),), (), "未检索到")},
            {"检索的方法（关键词、时间）"},
        ),
        (
            "D14",
            ("not_processed", "duplicate"),
            {"earlier": EarlierAnswer("青镇公开复〔2025〕40号")},
            {"先前答复的文号和日期"},
        ),
        (
            "D20",
            ("other_handling", "fee_unpaid"),
            {"fee": Fee()},
            {"收费通知的送达日期", "缴费期限届满的日期"},
        ),
        ("D21", NO_ANSWER, {"record": RecordCorrection()}, {"审核的事实", "更正申请的处理结果"}),
        ("D22", NO_ANSWER, {"suggestion": Suggestion()}, {"审核意见", "提出建议的日期"}),
        (
            "D23",
            NO_ANSWER,
            {"assistance": Assistance()},
            {"协办单位", "协办的问题", "反馈的期限"},
        ),
        ("D24", NO_ANSWER, {"service": Service()}, {"受送达人", "送达文书名称", "送达方式"}),
    ],
)
def test_what_is_missing_is_named(kind, outcome, changes, missing):
    letter = compose(kind, facts_for("2019", *outcome, **changes))
    assert set(letter.missing) == {f"请填写“{label}”。" for label in missing}


@pytest.mark.parametrize("regime", ["2008", "2019"])
def test_every_fact_the_law_wants_for_a_ground_is_named(regime):
    """The texts of the reasons, one left out at a time."""
    answers = ANSWERS_2008 if regime == "2008" else ANSWERS_2019
    asked = 0
    for kind, outcome, code in answers:
        if code is None:
            continue
        text = GROUND_TEXTS[code, regime]
        for label in ground(code, regime=regime).letter_facts:
            known = {one: value for one, value in reasons(code, regime).items() if one != label}
            letter = compose(kind, facts_for(regime, outcome, code, reasons=known))
            held_elsewhere = label in HELD_ELSEWHERE
            is_needed = text.facts[label] not in text.optional and not held_elsewhere
            assert (f"请填写“{label}”。" in letter.missing) is is_needed, (kind, label)
            asked += is_needed
    # 19 for the refusals and 3 more; 17 for the refusals and 11 more
    assert asked == {"2008": 22, "2019": 28}[regime]


# Facts that are days, numbers or lists of the case, not texts of the reasons.
HELD_ELSEWHERE = {
    "检索的范围、方法和结果",
    "检索的范围（系统、档案、单位、人员）",
    "检索的方法（关键词、时间）",
    "检索结果",
    "能够确定的公开机关的名称和联系方式",
    "不明确之处",
    "应当更改、补充的内容",
    "先前答复的文号和日期",
    "申请的数量和频次",
    "申请人说明的理由",
    "补正告知书的送达日期",
    "补正期限届满的日期",
    "收费通知的送达日期",
    "缴费期限届满的日期",
}


def test_what_is_missing_of_a_withheld_part_names_the_part():
    known = reasons("third_party", "2019") | {"征求第三方意见的结果": ""}
    part = Withheld("报价明细", "third_party", known)
    letter = compose("D10", facts_for("2019", *PARTIAL, withheld=(part,)))
    assert letter.missing == ("请填写“报价明细”的“征求第三方意见的结果”。",)
    assert letter.unfilled == ("征求第三方意见的结果",)


def test_a_partial_disclosure_withholds_something():
    letter = compose("D10", facts_for("2019", *PARTIAL, withheld=()))
    assert letter.missing == (
        "请填写“不予公开的内容和理由”。",
        "请填写不予公开的内容和理由，救济途径由理由决定。",
    )


def test_what_may_stay_unknown_is_not_missed():
    letter = compose(
        "D13",
        facts_for("2019", "unable_to_provide", "not_responsible", other_agency=OtherAgency()),
    )
    assert letter.missing == ()
    assert not any("负责公开该政府信息的机关" in text for text in texts_of(letter))


def test_a_remedy_that_cannot_be_named_is_missing():
    facts = facts_for("2019", *NOT_HELD, remedy=RemedyNames((), ""))
    letter = compose("D12", facts)
    assert letter.remedy is None
    assert letter.unfilled == ("救济途径",)
    (message,) = letter.missing
    assert message.startswith("救济途径不完整：应当写明1个行政复议机关")


@pytest.mark.parametrize(("kind", "outcome"), [("D12", NOT_HELD), ("D21", NO_ANSWER)])
def test_without_a_day_there_is_no_remedy_paragraph_yet(kind, outcome):
    letter = compose(kind, facts_for("2019", *outcome, decided_on=None))
    assert letter.missing == ("请填写“成文日期”，救济途径由日期决定。", "请填写“成文日期”。")


def texts_of(letter):
    return [run.text for block in letter.document.blocks for run in block.runs]
