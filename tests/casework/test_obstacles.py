"""What forbids signing a decision, each sentence with its article."""

from datetime import date
from typing import Any

import pytest

from gongkai.applications.models import Application, Reply
from gongkai.casework.models import Decision
from gongkai.casework.policies import obstacles
from gongkai.casework.policies.obstacles import questions_of
from gongkai.casework.transitions.findings import DocumentEntry, add_document
from gongkai.catalog.models import DisclosureItem
from tests.build import Town
from tests.casework.build import a_case
from tests.casework.finding_build import (
    NAME,
    ON,
    PRIVACY,
    ROOM,
    THIRD_PARTY,
    contract,
    copied,
    drafted_decision,
    judged,
    listed,
    marked,
    searched,
)
from tests.publication.build import in_state

OLD = date(2018, 2, 5)
INTERNAL = {
    "人事管理、后勤管理、内部工作流程中的哪一类": "后勤管理",
    "对公开与否的权衡": "公开没有公共利益",
}
GIVEN = {"provided_form": "纸质复印件", "provided_way": "随本答复邮寄"}


def answered(decision: Decision, **choices: str) -> Decision:
    """The decision with every question answered: yes, unless said otherwise."""
    decision.checklist = {
        question.key: {"choice": choices.get(question.key, "yes"), "note": "见案卷"}
        for question in questions_of(decision)
    }
    decision.save()
    return decision


def consulted(application: Application, answer: str = "", **values: Any) -> None:
    days = {"answered_on": date(2026, 3, 2)} if answer not in ("", "none") else {}
    application.consultations.create(
        **{
            "who": "third_party",
            "party_name": "永丰农机有限公司",
            "passage": "报价",
            "sent_on": date(2026, 2, 11),
            "answer": answer,
            **days,
            **values,
        }
    )


def withholding(town: Town, on: date = ON, ground: str = "internal_affairs") -> Decision:
    """A refusal of one document, complete but for its checklist."""
    application = a_case(town) if on == ON else a_case(town, on=on)
    reasons = {"internal_affairs": INTERNAL, "third_party": THIRD_PARTY, "privacy": PRIVACY}[ground]
    judged(town, listed(town, application), "withhold", ground, reasons)
    return drafted_decision(town, application, "withheld", ground, reasons=reasons)


def test_a_complete_refusal_can_be_signed(town: Town) -> None:
    assert obstacles(answered(withholding(town))) == []


def test_every_question_blocks_until_it_is_answered(town: Town) -> None:
    decision = withholding(town)

    found = obstacles(decision)

    assert len(found) == len(questions_of(decision)) == 6
    assert all(one.startswith("核对“") for one in found)
    answered(decision, separable="no")
    assert obstacles(decision) == [
        "核对“是否逐份、逐段看过能否区分处理，能公开的部分都已公开？”："
        "请逐段审查；能够区分处理的，改为部分公开。（政府信息公开条例(2019) 第三十七条）"
    ]


def test_a_ground_without_its_facts(town: Town) -> None:
    application = a_case(town)
    judged(town, listed(town, application), "withhold", "internal_affairs")
    decision = drafted_decision(town, application, "withheld", "internal_affairs")

    assert obstacles(answered(decision)) == [
        "理由“属于三类内部事务信息”须写明“人事管理、后勤管理、内部工作流程中的哪一类”"
        "（第十六条第一款、第三十六条第（三）项）。",
        "理由“属于三类内部事务信息”须写明“对公开与否的权衡”（第十六条第一款、第三十六条第（三）项）。",
    ]


@pytest.mark.parametrize(
    ("on", "article"), [(ON, "第三十六条第（四）项"), (OLD, "第二十一条第（三）项")]
)
def test_nothing_is_missing_without_a_search(town: Town, on: date, article: str) -> None:
    application = a_case(town) if on == ON else a_case(town, on=on)
    decision = answered(drafted_decision(town, application, "unable_to_provide", "not_existing"))

    assert obstacles(decision) == [
        f"没有检索记录，不能答复信息不存在（{article}；最高人民法院指导案例101号）。"
    ]
    searched(town, application)
    assert obstacles(decision) == []


def test_what_was_found_exists(town: Town) -> None:
    application = a_case(town)
    searched(town, application)
    judged(town, listed(town, application), "give")
    decision = answered(drafted_decision(town, application, "unable_to_provide", "not_existing"))

    assert obstacles(decision) == [
        "清单中有检索到的文件，不能答复信息不存在，请核对（第三十六条第（四）项）。"
    ]


def test_documents_undecided_and_copies_not_made(town: Town) -> None:
    application = a_case(town)
    given = judged(town, listed(town, application, "甲", contract()), "give")
    listed(town, application, "乙")
    decision = drafted_decision(town, application, "disclosed")

    assert obstacles(decision) == [
        "请写明提供信息的形式和途径（第三十六条第（二）项、第四十条）。",
        "“甲”还没有生成提供件（第三十七条）。",
        "“乙”还没有处理意见（第三十六条）。",
    ]
    copied(town, given)


@pytest.mark.parametrize(
    ("outcome", "ground", "judgements", "expected"),
    [
        ("disclosed", "", ("give", "withhold"), "清单中有不予公开的内容，办理结果不能是“予以公开”"),
        ("already_public", "", ("give",), "清单中有还没有主动公开的文件"),
        ("withheld", "internal_affairs", ("give", "withhold"), "清单中有可以公开的内容"),
        ("withheld", "internal_affairs", (), "请在清单中列明不予公开的文件"),
        ("partially_disclosed", "internal_affairs", ("withhold",), "部分公开须在清单中分别列明"),
        ("partially_disclosed", "internal_affairs", ("give",), "部分公开须在清单中分别列明"),
    ],
)
def test_an_outcome_that_says_otherwise_than_the_list(
    town: Town, outcome: str, ground: str, judgements: tuple[str, ...], expected: str
) -> None:
    application = a_case(town)
    for number, judgement in enumerate(judgements):
        kept = judgement == "withhold"
        judged(
            town,
            listed(town, application, f"文件{number}"),
            judgement,
            "internal_affairs" if kept else "",
            INTERNAL if kept else {},
        )
    reasons = INTERNAL if outcome == "withheld" else {}
    decision = drafted_decision(
        town, application, outcome, ground, reasons=reasons, public_at="公开目录", **GIVEN
    )

    found = obstacles(answered(decision))

    assert len(found) == 1
    assert found[0].startswith(expected)


def test_a_partial_answer_states_each_ground_in_its_document(town: Town) -> None:
    application = a_case(town)
    document = judged(town, listed(town, application, "甲", contract()), "partly", "third_party")
    marked(town, document, NAME)
    copied(town, document)
    decision = drafted_decision(town, application, "partially_disclosed", "third_party", **GIVEN)

    assert [one[:24] for one in obstacles(answered(decision))] == [
        "“甲”的理由“保护第三方合法权益”须写明“涉及商"[:24],
        "“甲”的理由“保护第三方合法权益”须写明“征求第"[:24],
        "“甲”的理由“保护第三方合法权益”须写明“不公开"[:24],
    ]


def test_what_is_public_no_more(town: Town) -> None:
    application = a_case(town)
    item = in_state(town, DisclosureItem.Status.PUBLISHED)
    entry = DocumentEntry(item_id=item.pk)
    add_document(application.pk, entry, most_bytes=ROOM, acting=town.acting("li", ON))
    decision = drafted_decision(town, application, "already_public", public_at="公开目录")
    assert obstacles(decision) == []

    DisclosureItem.objects.filter(pk=item.pk).update(status=DisclosureItem.Status.WITHDRAWN)

    assert len(obstacles(decision)) == 1
    assert "已不再公开" in obstacles(decision)[0]


def test_a_third_party_is_asked_before_its_rights_are_the_ground(town: Town) -> None:
    decision = answered(withholding(town, ground="third_party"))

    assert obstacles(decision) == [
        "以第三方合法权益为由不予公开，应当先书面征求第三方意见（第三十二条）。"
    ]
    consulted(decision.application, "agree")
    assert obstacles(decision) == [
        "第三方已同意公开，不能再以第三方合法权益为由不予公开（第十五条）。"
    ]


@pytest.mark.parametrize("answer", ["object_with_reason", "object_without_reason", "none"])
def test_an_asked_third_party_lets_the_agency_withhold(town: Town, answer: str) -> None:
    decision = answered(withholding(town, ground="third_party"))
    consulted(decision.application, answer)

    assert obstacles(decision) == []


def test_open_consultations(town: Town) -> None:
    decision = answered(withholding(town))
    consulted(decision.application)
    consulted(decision.application, who="co_producer", party_name="县农业局", sent_on=None)

    # Consultations have no numbers of their own that tell which came first.
    assert set(obstacles(decision)) == {
        "第三方“永丰农机有限公司”还没有答复；期满没有答复的，请登记逾期未答复（第三十二条）。",
        "给共同制作机关“县农业局”的征求意见书还没有发出（第三十四条）。",
    }


def _giving(town: Town, on: date) -> Decision:
    application = a_case(town) if on == ON else a_case(town, on=on)
    judged(town, listed(town, application), "give")
    return drafted_decision(town, application, "disclosed", **GIVEN)


@pytest.mark.parametrize(
    ("on", "answer", "article"),
    [
        (ON, "object_with_reason", "政府信息公开条例(2019) 第三十二条"),
        (ON, "object_without_reason", ""),
        (ON, "none", ""),
        (ON, "agree", ""),
        # Under the Regulations of 2007 a refusal is a veto, and silence is no consent.
        (OLD, "object_with_reason", "政府信息公开条例(2007) 第二十三条"),
        (OLD, "object_without_reason", "政府信息公开条例(2007) 第二十三条"),
        (OLD, "none", "政府信息公开条例(2007) 第二十三条"),
        (OLD, "agree", ""),
    ],
)
def test_who_can_keep_something_from_being_given(
    town: Town, on: date, answer: str, article: str
) -> None:
    decision = _giving(town, on)
    consulted(decision.application, answer)

    found = obstacles(decision)

    assert [article in one for one in found] == ([True] if article else [])
    decision.application.consultations.update(override="关系到农产品安全的重大公共利益")
    assert obstacles(decision) == []


def test_the_silence_of_a_co_producer_is_consent(town: Town) -> None:
    decision = _giving(town, ON)
    consulted(decision.application, "none", who="co_producer")

    assert obstacles(decision) == []


def test_the_old_regime_names_its_own_articles(town: Town) -> None:
    decision = answered(withholding(town, OLD, "privacy"))

    assert obstacles(decision) == [
        "以第三方合法权益为由不予公开，应当先书面征求第三方意见（第二十三条）。"
    ]
    consulted(decision.application, "object_without_reason")
    assert obstacles(decision) == []


def test_grounds_that_rest_on_a_step(town: Town) -> None:
    application = a_case(town)

    def refusal(outcome: str, ground: str, **reasons: str) -> list[str]:
        Decision.objects.all().delete()
        return obstacles(
            answered(drafted_decision(town, application, outcome, ground, reasons=reasons))
        )

    assert (
        refusal("unable_to_provide", "unclear", 仍不明确之处="年份")
        == [
            "没有补正后的申请，不能以补正后仍不明确为由答复，请先告知补正（第三十条）。",
            "理由“补正后申请内容仍不明确”须写明“补正的经过”（第三十条）。",
        ][::-1]
    )
    assert refusal("not_processed", "abusive_refused", 理由不合理的依据="与请求无关") == [
        "还没有要求申请人说明理由，不能以大量反复申请为由不予处理（第三十五条）。"
    ]
    assert refusal("not_processed", "duplicate") == [
        "请选定先前已答复的申请（第三十六条第（六）项）。"
    ]
    assert refusal("other_handling", "uncorrected") == [
        "没有登记逾期未补正，不能以此结案（第三十条）。"
    ]
    assert refusal("other_handling", "fee_unpaid") == [
        "没有登记逾期未缴费，不能以此结案（第四十二条；国办函〔2020〕109号第六条）。"
    ]


def test_an_earlier_answer_to_somebody_else_is_none(town: Town) -> None:
    another = a_case(town, on=date(2025, 3, 4), applicant="刘小满")
    Reply.objects.create(application=another, outcome="disclosed", replied_on=date(2025, 3, 20))
    decision = drafted_decision(
        town, a_case(town), "not_processed", "duplicate", earlier_id=another.pk
    )

    assert obstacles(answered(decision)) == [
        f"{another.number}不是同一申请人提出的，不能以重复申请为由不予处理（第三十六条第（六）项）。"
    ]
