"""The questions before signing: complete, dated, with their sources."""

from datetime import date

import pytest

from gongkai.casework.checklists.loader import QUESTIONS, Question, questions_for, unsettled
from gongkai.law.outcomes import OUTCOMES

REFUSALS = {"withheld", "partially_disclosed", "unable_to_provide", "not_processed"}


def keys(
    outcome: str, *grounds: str, regime: str = "2019", on: date = date(2026, 3, 3)
) -> list[str]:
    return [one.key for one in questions_for(outcome, grounds, regime=regime, on=on)]


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda one: f"{one.regime}-{one.code}")
def test_every_refusal_and_no_other_outcome_is_questioned(outcome: object) -> None:
    code, regime = outcome.code, outcome.regime  # type: ignore[attr-defined]
    grounds = [one.code for one in outcome.grounds]  # type: ignore[attr-defined]
    if code in REFUSALS:
        # The three that every refusal raises, and at least one of its own ground.
        assert all(len(keys(code, ground, regime=regime)) >= 4 for ground in grounds)
    else:
        assert keys(code, *grounds, regime=regime) == []


@pytest.mark.parametrize(
    ("outcome", "ground", "key", "article"),
    [
        ("withheld", "third_party", "third_party_asked", "第三十二条"),
        ("withheld", "third_party", "objection_weighed", "第三十二条"),
        ("withheld", "third_party", "public_interest", "第十五条"),
        ("withheld", "internal_affairs", "may_weighed", "第十六条"),
        ("withheld", "process_info", "may_weighed", "第十六条"),
        ("withheld", "enforcement_file", "no_duty_to_disclose", "第十六条第二款"),
        ("withheld", "state_secret", "classified_by_law", "保守国家秘密法"),
        ("withheld", "state_secret", "separable", "第三十七条"),
        ("withheld", "special_query", "special_rule_by_law", "第三十六条第（七）项"),
        ("unable_to_provide", "not_existing", "searched_everywhere", "指导案例101号"),
        ("unable_to_provide", "not_responsible", "other_agency_named", "第三十六条第（五）项"),
        ("not_processed", "abusive_refused", "reasons_asked_first", "第三十五条"),
        ("not_processed", "duplicate", "same_applicant_same_content", "第三十六条第（六）项"),
    ],
)
def test_the_known_failures_are_asked_about(
    outcome: str, ground: str, key: str, article: str
) -> None:
    asked = questions_for(outcome, [ground], regime="2019", on=date(2026, 3, 3))
    found = {one.key: one for one in asked}
    assert article in found[key].source


def test_a_question_holds_for_its_time() -> None:
    def source(on: date) -> str:
        found = questions_for("withheld", ["state_secret"], regime="2019", on=on)
        (one,) = [one for one in found if one.key == "secret_in_force"]
        return one.source

    assert "(2010) 第十九条" in source(date(2024, 4, 30))
    assert "(2024) 第二十四条" in source(date(2024, 5, 1))


def test_the_grounds_of_documents_raise_their_questions_too() -> None:
    assert "may_weighed" not in keys("partially_disclosed", "third_party")
    assert "may_weighed" in keys("partially_disclosed", "third_party", "internal_affairs")


def test_the_data_is_whole() -> None:
    for question in QUESTIONS:
        assert question.text.endswith("？"), question.key
        assert question.remedy.endswith("。"), question.key
        assert question.source, question.key
    undated = [(one.regime, one.key) for one in QUESTIONS if not one.in_force]
    assert len(undated) == len(set(undated))


def test_only_yes_or_a_reasoned_not_applicable_settles() -> None:
    strict = Question(
        key="a", regime="2019", text="？", source="条例", remedy="请办。", outcomes=("withheld",)
    )
    loose = Question(
        key="b",
        regime="2019",
        text="？",
        source="条例",
        remedy="请办。",
        outcomes=("withheld",),
        may_not_apply=True,
    )

    def left(a: str, b: str) -> list[str]:
        given = {"a": {"choice": a}, "b": {"choice": b}}
        return [sentence for _, sentence in unsettled([strict, loose], given)]

    assert left("yes", "na") == []
    assert left("no", "yes") == ["请办。"]
    assert left("na", "yes") == ["请在签发前核对中回答。"]
    assert left("", "no") == ["请在签发前核对中回答。", "请办。"]
