"""The remedy paragraph for every row of outcome and day, and for the letters without one."""

from datetime import date

import pytest

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.outcomes import UnknownOutcome
from gongkai.law.reconsideration import NoAuthority
from gongkai.law.remedies import (
    IncompleteRemedy,
    Remedy,
    RemedyNames,
    Route,
    letter_remedy,
    remedy_paragraph,
)

NAMES = RemedyNames(("清水县人民政府",), "清水县人民法院", "https://fuyi.example.cn/")

THREE_MONTHS = (
    "如对本答复不服，可以在收到本答复之日起60日内向清水县人民政府申请行政复议，"
    "或者在3个月内向清水县人民法院提起行政诉讼。"
)
SIX_MONTHS = (
    "如不服本答复，可以自收到本答复之日起六十日内向清水县人民政府申请行政复议，"
    "或者自收到本答复之日起六个月内向清水县人民法院提起行政诉讼。"
)
FIRST = (
    "如不服本答复，应当自收到本答复之日起六十日内先向清水县人民政府申请行政复议；"
    "对行政复议决定不服的，可以自收到复议决定书之日起十五日内依法向人民法院提起行政诉讼。"
)
CHANNEL = "（行政复议申请网上渠道：https://fuyi.example.cn/）"

ARTICLES_14_TO_16 = [
    "state_secret",
    "law_prohibits",
    "endangers_security",
    "third_party",
    "internal_affairs",
    "process_info",
    "enforcement_file",
]
FREE = [
    ("already_public", None),
    ("disclosed", None),
    ("partially_disclosed", "not_government_information"),
    ("withheld", "special_query"),  # 第三十六条第（七）项, though the form counts it as withheld
    ("unable_to_provide", "not_existing"),
    ("unable_to_provide", "not_responsible"),
    ("unable_to_provide", "requires_processing"),
    ("unable_to_provide", "unclear"),
    ("not_processed", "petition_redirect"),
    ("not_processed", "duplicate"),
    ("not_processed", "publication_redirect"),
    ("not_processed", "abusive_refused"),
    ("not_processed", "reissue"),
    ("other_handling", "uncorrected"),
    ("other_handling", "fee_unpaid"),
    ("other_handling", "withdrawn"),
    ("other_handling", "other"),
]


def paragraph(
    day: date,
    outcome: str,
    ground: str | None = None,
    *,
    agency: AgencyKind = AgencyKind.TOWNSHIP,
    names: RemedyNames = NAMES,
    online: bool = False,
) -> Remedy:
    return remedy_paragraph(
        day,
        outcome=outcome,
        ground=ground,
        agency=agency,
        names=names,
        is_delivered_online=online,
    )


def letter(name: str, day: date, *, names: RemedyNames = NAMES, online: bool = False) -> Remedy:
    return letter_remedy(
        name,
        decided_on=day,
        agency=AgencyKind.TOWNSHIP,
        names=names,
        is_delivered_online=online,
    )


@pytest.mark.parametrize(
    ("day", "text", "articles"),
    [
        (
            date(2008, 5, 1),
            THREE_MONTHS,
            ("行政复议法(2023年修订前) 第九条第一款", "行政诉讼法(2014年修正前) 第三十九条"),
        ),
        (
            date(2015, 4, 30),
            THREE_MONTHS,
            ("行政复议法(2023年修订前) 第九条第一款", "行政诉讼法(2014年修正前) 第三十九条"),
        ),
        (
            date(2015, 5, 1),
            SIX_MONTHS,
            ("行政复议法(2023年修订前) 第九条第一款", "行政诉讼法 第四十六条第一款"),
        ),
        (
            date(2023, 12, 31),
            SIX_MONTHS,
            ("行政复议法(2023年修订前) 第九条第一款", "行政诉讼法 第四十六条第一款"),
        ),
    ],
)
@pytest.mark.parametrize(
    ("outcome", "ground"),
    [("withheld", "state_secret"), ("partially_disclosed", "third_party"), ("disclosed", None)],
)
def test_free_choice_for_every_outcome_until_2023(
    day: date, text: str, articles: tuple[str, ...], outcome: str, ground: str | None
) -> None:
    remedy = paragraph(day, outcome, ground)
    assert (remedy.text, remedy.route, remedy.articles, remedy.certain) == (
        text,
        Route.FREE_CHOICE,
        articles,
        True,
    )


@pytest.mark.parametrize("ground", ARTICLES_14_TO_16)
def test_reconsideration_first_for_articles_14_to_16_since_2024(ground: str) -> None:
    remedy = paragraph(date(2024, 1, 1), "withheld", ground)
    assert (remedy.text, remedy.route, remedy.certain) == (FIRST, Route.RECONSIDERATION_FIRST, True)
    assert "行政复议法(2023) 第二十三条第一款第（四）项、第二款" in remedy.articles
    assert paragraph(date(2023, 12, 31), "withheld", ground).route is Route.FREE_CHOICE


@pytest.mark.parametrize("ground", ARTICLES_14_TO_16)
def test_the_withheld_part_is_a_reading(ground: str) -> None:
    remedy = paragraph(date(2024, 1, 1), "partially_disclosed", ground)
    assert (remedy.text, remedy.certain) == (FIRST, False)


@pytest.mark.parametrize("ground", ["trade_secret", "privacy"])
def test_secrets_of_the_regime_of_2008_decided_again_since_2024_are_a_reading(ground: str) -> None:
    remedy = paragraph(date(2024, 1, 1), "withheld", ground)
    assert (remedy.route, remedy.certain) == (Route.RECONSIDERATION_FIRST, False)


@pytest.mark.parametrize(("outcome", "ground"), FREE)
@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2026, 3, 10)])
def test_free_choice_for_all_other_outcomes_since_2024(
    day: date, outcome: str, ground: str | None
) -> None:
    remedy = paragraph(day, outcome, ground)
    assert (remedy.text, remedy.route) == (SIX_MONTHS, Route.FREE_CHOICE)
    assert remedy.articles == ("行政复议法(2023) 第二十条第一款", "行政诉讼法 第四十六条第一款")


@pytest.mark.parametrize(
    ("day", "outcome", "ground", "certain"),
    [
        (date(2025, 5, 31), "withheld", "special_query", False),
        (date(2025, 6, 1), "withheld", "special_query", True),
        (date(2025, 5, 31), "unable_to_provide", "not_existing", True),
        (date(2025, 6, 1), "other_handling", "fee_unpaid", False),
        (date(2025, 6, 1), "other_handling", "uncorrected", False),
    ],
)
def test_free_choices_that_are_readings(
    day: date, outcome: str, ground: str, certain: bool
) -> None:
    assert paragraph(day, outcome, ground).certain is certain


def test_the_interpretation_is_cited_from_its_first_day() -> None:
    before, since = (
        paragraph(day, "withheld", "state_secret") for day in (date(2025, 5, 31), date(2025, 6, 1))
    )
    assert "法释〔2025〕8号 第一条" not in before.articles
    assert "法释〔2025〕8号 第一条" in since.articles


@pytest.mark.parametrize(
    ("day", "outcome", "ground", "text"),
    [
        (date(2023, 12, 31), "disclosed", None, SIX_MONTHS),
        (date(2024, 1, 1), "disclosed", None, SIX_MONTHS + CHANNEL),
        (date(2024, 1, 1), "withheld", "state_secret", FIRST + CHANNEL),
    ],
)
def test_online_channel_since_2024(day: date, outcome: str, ground: str | None, text: str) -> None:
    assert paragraph(day, outcome, ground, online=True).text == text


def test_online_channel_cites_article_22() -> None:
    remedy = paragraph(date(2024, 1, 1), "disclosed", online=True)
    assert remedy.articles[-1] == "行政复议法(2023) 第二十二条第二款"


@pytest.mark.parametrize(
    ("names", "online", "why"),
    [
        (RemedyNames((), "清水县人民法院"), False, "应当写明1个行政复议机关"),
        (RemedyNames(("",), "清水县人民法院"), False, "应当写明1个行政复议机关"),
        (RemedyNames(("清水县人民政府",), ""), False, "人民法院"),
        (RemedyNames(("清水县人民政府",), "清水县人民法院"), True, "网上渠道"),
    ],
)
def test_an_incomplete_paragraph_is_refused(names: RemedyNames, online: bool, why: str) -> None:
    with pytest.raises(IncompleteRemedy, match=why):
        paragraph(date(2024, 1, 1), "disclosed", names=names, online=online)


def test_reconsideration_first_names_no_court() -> None:
    names = RemedyNames(("清水县人民政府",), "")
    assert paragraph(date(2024, 1, 1), "withheld", "state_secret", names=names).text == FIRST


def test_a_department_names_two_authorities_until_2023_and_one_since() -> None:
    two = RemedyNames(("清水县人民政府", "白石市民政局"), "清水县人民法院")
    old = paragraph(date(2023, 12, 31), "disclosed", agency=AgencyKind.DEPARTMENT, names=two)
    assert old.text is not None
    assert "向清水县人民政府或者白石市民政局申请行政复议" in old.text
    with pytest.raises(IncompleteRemedy, match="应当写明1个行政复议机关：本级人民政府"):
        paragraph(date(2024, 1, 1), "disclosed", agency=AgencyKind.DEPARTMENT, names=two)
    with pytest.raises(IncompleteRemedy, match="应当写明2个行政复议机关"):
        paragraph(date(2023, 12, 31), "disclosed", agency=AgencyKind.DEPARTMENT)


@pytest.mark.parametrize(
    "name",
    [
        "acknowledgement",
        "correction_notice",
        "justification_request",
        "delay_notice",
        "extension_notice",
        "third_party_consultation",
        "consultation_notice",
        "co_producer_consultation",
        "internal_request",
        "delivery_receipt",
        "fee_notice",
    ],
)
@pytest.mark.parametrize("day", [date(2017, 6, 1), date(2026, 6, 1)])
def test_letters_on_the_way_carry_no_remedy(name: str, day: date) -> None:
    remedy = letter(name, day, names=RemedyNames((), ""), online=True)
    assert (remedy.text, remedy.route) == (None, Route.NONE)
    assert remedy.reasons


def test_the_fee_notice_says_why() -> None:
    remedy = letter("fee_notice", date(2021, 1, 1))
    assert remedy.articles == ("国办函〔2020〕109号 第七条",)
    assert remedy.reasons == ("对收费决定不能单独申请行政复议或者提起行政诉讼。",)


@pytest.mark.parametrize("name", ["third_party_disclosure_notice", "record_correction"])
def test_third_party_notice_and_correction_leave_the_choice(name: str) -> None:
    assert letter(name, date(2015, 4, 30)).text == THREE_MONTHS
    assert letter(name, date(2024, 1, 1)).text == SIX_MONTHS
    assert letter(name, date(2024, 1, 1), online=True).text == SIX_MONTHS + CHANNEL


def test_unknown_letters_outcomes_and_days_are_refused() -> None:
    with pytest.raises(ValueError, match="没有这一文书：decree"):
        letter("decree", date(2024, 1, 1))
    for outcome, ground in (("disclosed", "state_secret"), ("withheld", None), ("lost", None)):
        with pytest.raises(UnknownOutcome, match="没有这一办理结果和理由"):
            paragraph(date(2024, 1, 1), outcome, ground)
    with pytest.raises(NoAuthority):
        paragraph(date(2008, 4, 30), "disclosed")
