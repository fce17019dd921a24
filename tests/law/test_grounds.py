"""The grounds of both regimes: article, discretion, and what was not read in the text itself."""

from datetime import date

import pytest

from gongkai.law.grounds import GROUNDS, Discretion, UnknownGround, ground, grounds_for

MUST, MAY = Discretion.MANDATORY, Discretion.MAY

TABLE_2008 = [
    ("state_secret", "第十四条第四款、第二十一条第（二）项", MUST),
    ("trade_secret", "第十四条第四款、第二十一条第（二）项、第二十三条", MUST),
    ("privacy", "第十四条第四款、第二十一条第（二）项、第二十三条", MUST),
    ("endangers_security", "第八条、第二十一条第（二）项", MUST),
    ("law_prohibits", "第二十一条第（二）项", MUST),
    ("process_info", "第二十一条第（二）项；国办发〔2010〕5号", MAY),
    ("internal_affairs", "第二十一条第（二）项；国办发〔2010〕5号", MAY),
    ("enforcement_file", "第二十一条第（二）项", MAY),
    ("not_government_information", "第二条、第二十一条第（二）项", MUST),
    ("no_special_need", "第十三条、第二十一条第（二）项", MAY),
    ("other_refusal", "第二十一条第（二）项", None),
    ("not_existing", "第二十一条第（三）项", MUST),
    ("not_responsible", "第二十一条第（三）项", MUST),
    ("unclear", "第二十一条第（四）项", MUST),
    ("petition_redirect", "国办发〔2014〕32号 统计表三", None),
]
TABLE_2019 = [
    ("state_secret", "第十四条、第三十六条第（三）项", MUST),
    ("law_prohibits", "第十四条、第三十六条第（三）项", MUST),
    ("endangers_security", "第十四条、第三十六条第（三）项", MUST),
    ("third_party", "第十五条、第三十二条、第三十六条第（三）项", MUST),
    ("internal_affairs", "第十六条第一款、第三十六条第（三）项", MAY),
    ("process_info", "第十六条第二款、第三十六条第（三）项", MAY),
    ("enforcement_file", "第十六条第二款、第三十六条第（三）项", MAY),
    ("not_government_information", "第二条、第三十七条", MUST),
    ("special_query", "第三十六条第（七）项", MUST),
    ("not_existing", "第三十六条第（四）项", MUST),
    ("not_responsible", "第十条、第三十六条第（五）项", MUST),
    ("requires_processing", "第三十八条", MAY),
    ("unclear", "第三十条", None),
    ("petition_redirect", "第三十九条第一款", MUST),
    ("duplicate", "第三十六条第（六）项", MUST),
    ("publication_redirect", "第三十九条第二款", MAY),
    ("abusive_refused", "第三十五条", MUST),
    ("reissue", "国办公开办函〔2021〕30号 表三", None),
    ("uncorrected", "第三十条", MUST),
    ("fee_unpaid", "第四十二条；国办函〔2020〕109号 第六条", MUST),
    ("withdrawn", "国办公开办函〔2021〕30号 表三", None),
    ("other", "国办公开办函〔2021〕30号 表三", None),
]


@pytest.mark.parametrize(("regime", "table"), [("2008", TABLE_2008), ("2019", TABLE_2019)])
def test_article_and_discretion(
    regime: str, table: list[tuple[str, str, Discretion | None]]
) -> None:
    rows = [row for row in GROUNDS if row.regime == regime]
    assert [(row.code, row.article, row.discretion) for row in rows] == table


@pytest.mark.parametrize(
    ("regime", "in_force", "until"),
    [("2008", date(2008, 5, 1), date(2019, 5, 14)), ("2019", date(2019, 5, 15), None)],
)
def test_first_and_last_day(regime: str, in_force: date, until: date | None) -> None:
    rows = [row for row in GROUNDS if row.regime == regime and row.code != "fee_unpaid"]
    assert {(row.in_force, row.until) for row in rows} == {(in_force, until)}


def test_unpaid_fees_only_since_there_is_a_fee() -> None:
    assert ground("fee_unpaid", regime="2019").in_force == date(2021, 1, 1)


@pytest.mark.parametrize(
    ("regime", "codes"),
    [
        (
            "2008",
            {
                "process_info",
                "internal_affairs",
                "enforcement_file",
                "no_special_need",
                "petition_redirect",
            },
        ),
        (
            "2019",
            {"special_query", "unclear", "reissue", "fee_unpaid", "withdrawn", "other"},
        ),
    ],
)
def test_what_the_text_does_not_settle_is_marked(regime: str, codes: set[str]) -> None:
    assert {row.code for row in GROUNDS if row.regime == regime and not row.certain} == codes


@pytest.mark.parametrize("code", ["internal_affairs", "process_info", "enforcement_file"])
def test_a_letter_on_article_16_says_that_disclosure_was_weighed(code: str) -> None:
    assert "对公开与否的权衡" in ground(code, regime="2019").letter_facts


@pytest.mark.parametrize(
    ("code", "regime", "fact"),
    [
        ("law_prohibits", "2019", "地方性法规、规章不足以为据"),
        ("endangers_security", "2019", "国家安全、公共安全、经济安全、社会稳定中的哪一项"),
        ("third_party", "2019", "征求第三方意见的结果"),
        ("not_existing", "2019", "检索的范围"),
        ("not_responsible", "2008", "名称和联系方式"),
        ("duplicate", "2019", "先前答复的文号和日期"),
        ("special_query", "2019", "有特别规定的法律或者行政法规"),
        ("trade_secret", "2008", "书面征求第三方意见的结果"),
    ],
)
def test_what_the_letter_must_state(code: str, regime: str, fact: str) -> None:
    assert any(fact in required for required in ground(code, regime=regime).letter_facts)


def test_grounds_of_an_outcome_keep_the_order_of_the_form() -> None:
    assert [row.code for row in grounds_for("withheld", regime="2019")] == [
        "state_secret",
        "law_prohibits",
        "endangers_security",
        "third_party",
        "internal_affairs",
        "process_info",
        "enforcement_file",
        "special_query",
    ]
    assert grounds_for("disclosed", regime="2019") == ()


@pytest.mark.parametrize("regime", ["2008", "2019"])
def test_no_word_means_two_grounds_of_one_outcome(regime: str) -> None:
    for outcome in {name for row in GROUNDS for name in row.outcomes}:
        rows = grounds_for(outcome, regime=regime)
        words = [word for row in rows for word in (row.label, *row.also_called)]
        assert len(set(words)) == len(words), outcome


def test_a_ground_belongs_to_its_regime() -> None:
    for code, regime in (("third_party", "2008"), ("privacy", "2019"), ("void", "2019")):
        with pytest.raises(UnknownGround, match=f"{regime}年条例没有这一理由：{code}"):
            ground(code, regime=regime)
