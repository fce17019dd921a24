"""The outcomes of both regimes, the pairs they form, and the words ledgers use for them."""

from datetime import date

import pytest

from gongkai.law.outcomes import (
    OUTCOMES,
    UnknownOutcome,
    check_pair,
    outcome,
    outcomes_for,
    pair_by_labels,
)

TABLE_2008 = [
    ("already_public", "属于已主动公开范围", "第二十一条第（一）项"),
    ("disclosed", "同意公开", "第二十一条第（一）项"),
    ("partially_disclosed", "同意部分公开", "第二十二条"),
    ("withheld", "不予公开", "第二十一条第（二）项"),
    ("unable_to_provide", "无法提供", "第二十一条第（三）项、第（四）项"),
    ("not_processed", "告知通过其他途径办理", "国办发〔2014〕32号 统计表三"),
]
TABLE_2019 = [
    ("already_public", "已主动公开", "第三十六条第（一）项"),
    ("disclosed", "予以公开", "第三十六条第（二）项"),
    ("partially_disclosed", "部分公开", "第三十七条"),
    ("withheld", "不予公开", "第三十六条第（三）项、第（七）项"),
    (
        "unable_to_provide",
        "无法提供",
        "第三十条、第三十六条第（四）项、第（五）项、第三十八条",
    ),
    ("not_processed", "不予处理", "第三十五条、第三十六条第（六）项、第三十九条"),
    ("other_handling", "其他处理", "第三十条、第四十二条"),
]


@pytest.mark.parametrize(
    ("regime", "table", "in_force", "until"),
    [
        ("2008", TABLE_2008, date(2008, 5, 1), date(2019, 5, 14)),
        ("2019", TABLE_2019, date(2019, 5, 15), None),
    ],
)
def test_outcomes_of_a_regime(
    regime: str, table: list[tuple[str, str, str]], in_force: date, until: date | None
) -> None:
    rows = outcomes_for(regime)
    assert [(row.code, row.label, row.article) for row in rows] == table
    assert {(row.in_force, row.until) for row in rows} == {(in_force, until)}


def test_the_one_outcome_of_2008_that_only_a_form_knows_is_marked() -> None:
    assert [(row.code, row.regime) for row in OUTCOMES if not row.certain] == [
        ("not_processed", "2008")
    ]


@pytest.mark.parametrize(
    ("code", "regime", "needs"),
    [
        ("already_public", "2019", False),
        ("disclosed", "2008", False),
        ("partially_disclosed", "2019", True),
        ("withheld", "2008", True),
        ("unable_to_provide", "2019", True),
        ("not_processed", "2019", True),
        ("other_handling", "2019", True),
    ],
)
def test_which_outcomes_need_a_ground(code: str, regime: str, needs: bool) -> None:
    assert outcome(code, regime=regime).needs_ground is needs


@pytest.mark.parametrize(
    ("code", "ground", "regime"),
    [
        ("disclosed", None, "2019"),
        ("partially_disclosed", "not_government_information", "2019"),
        ("withheld", "special_query", "2019"),
        ("unable_to_provide", "unclear", "2019"),
        ("other_handling", "fee_unpaid", "2019"),
        ("withheld", "privacy", "2008"),
        ("withheld", "no_special_need", "2008"),
    ],
)
def test_pairs_the_law_knows(code: str, ground: str | None, regime: str) -> None:
    check_pair(code, ground, regime=regime)


@pytest.mark.parametrize(
    ("code", "ground", "regime", "why"),
    [
        ("withheld", None, "2019", "“不予公开”须写明理由"),
        ("disclosed", "state_secret", "2019", "“予以公开”不能以state_secret为理由"),
        ("withheld", "not_existing", "2019", "“不予公开”不能以not_existing为理由"),
        ("withheld", "third_party", "2008", "不能以third_party为理由"),  # 2019 第十五条
        ("withheld", "no_special_need", "2019", "不能以no_special_need为理由"),  # 三需要
        ("withheld", "not_government_information", "2019", "不能以"),  # 第三十七条: a part only
        ("other_handling", "uncorrected", "2008", "2008年条例没有这一办理结果"),
    ],
)
def test_pairs_the_law_does_not_know(code: str, ground: str | None, regime: str, why: str) -> None:
    with pytest.raises(UnknownOutcome, match=why):
        check_pair(code, ground, regime=regime)


@pytest.mark.parametrize(
    ("words", "regime", "pair"),
    [
        (("同意公开", ""), "2008", ("disclosed", None)),
        (("同意公开答复", ""), "2008", ("disclosed", None)),
        (("已主动公开", ""), "2008", ("already_public", None)),
        # The township's report of 2017: one 否决公开, for 信息不存在.
        (("否决公开", "信息不存在"), "2008", ("unable_to_provide", "not_existing")),
        (("否决公开", "非本部门掌握"), "2008", ("unable_to_provide", "not_responsible")),
        (("否决公开", "免予公开范围1"), "2008", ("withheld", "state_secret")),
        (("否决公开", "免予公开范围4"), "2008", ("withheld", "process_info")),
        (("不同意公开", "个人隐私"), "2008", ("withheld", "privacy")),
        (("予以公开", ""), "2019", ("disclosed", None)),
        (("予以公开（已主动公开）", ""), "2019", ("already_public", None)),
        (("部分公开", "个人隐私"), "2019", ("partially_disclosed", "third_party")),
        (("不予公开", "危及“三安全一稳定”"), "2019", ("withheld", "endangers_security")),
        (("无法提供", "本机关不掌握相关政府信息"), "2019", ("unable_to_provide", "not_existing")),
        (("其他处理", "逾期不补正"), "2019", ("other_handling", "uncorrected")),
    ],
)
def test_words_of_ledgers_and_forms(
    words: tuple[str, str], regime: str, pair: tuple[str, str | None]
) -> None:
    row, ground = pair_by_labels(*words, regime=regime)
    assert (row.code, ground and ground.code) == pair


@pytest.mark.parametrize(
    ("words", "regime", "why"),
    [
        (("搁置", ""), "2019", "没有这一办理结果：搁置。可以写：已主动公开、予以公开"),
        (("不予公开", ""), "2019", "“不予公开”须写明理由"),
        (("否决公开", ""), "2008", "“否决公开”须写明理由"),
        (("予以公开", "国家秘密"), "2019", "“予以公开”不能以“国家秘密”为理由.*（不写理由）"),
        (("其他处理", "国家秘密"), "2019", "可以写：申请人无正当理由逾期不补正"),
        (("否决公开", ""), "2019", "没有这一办理结果：否决公开"),
    ],
)
def test_other_words_are_refused_with_what_may_be_written(
    words: tuple[str, str], regime: str, why: str
) -> None:
    with pytest.raises(UnknownOutcome, match=why):
        pair_by_labels(*words, regime=regime)
