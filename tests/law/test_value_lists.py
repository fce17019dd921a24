from datetime import date

import pytest

from gongkai.law import value_lists
from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.value_lists import Term, UnknownTerm, term, term_by_label, terms_on

LISTS = {
    "TOPIC_CATEGORIES": 22,
    "GENRES": 16,  # the 15 kinds of official documents, and 其他
    "BUSINESS_CATEGORIES": 4,
    "CONCERN_CATEGORIES": 4,
    "DISCLOSURE_MODES": 3,
    "VALIDITY": 4,
    "AGENCY_KINDS": 9,
    "APPLICANT_KINDS": 6,
    "RECEIPT_CHANNELS": 6,
    "REMEDY_RESULTS": 4,
}


def terms(name: str) -> tuple[Term, ...]:
    found: tuple[Term, ...] = getattr(value_lists, name)
    return found


def test_no_list_is_left_out() -> None:
    assert {name for name in vars(value_lists) if name.isupper() and name[0] != "_"} == set(LISTS)


@pytest.mark.parametrize(("name", "count"), LISTS.items())
def test_codes_and_labels_are_unique(name: str, count: int) -> None:
    rows = terms(name)
    assert len({row.code for row in rows}) == len({row.label for row in rows}) == count
    assert all(row.source for row in rows)


def test_lists_no_source_gave_in_full_are_marked() -> None:
    unsure = {name for name in LISTS if not all(row.certain for row in terms(name))}
    assert unsure == {"TOPIC_CATEGORIES", "GENRES", "VALIDITY", "APPLICANT_KINDS"}


@pytest.mark.parametrize(
    ("name", "code", "label"),
    [
        ("TOPIC_CATEGORIES", "general_affairs", "综合政务"),
        ("TOPIC_CATEGORIES", "commerce_tourism", "商贸、海关、旅游"),
        ("GENRES", "order", "命令（令）"),
        ("GENRES", "minutes", "纪要"),
        ("BUSINESS_CATEGORIES", "policy", "政策法规类"),
        ("CONCERN_CATEGORIES", "funds", "公共资金使用和监督"),
        ("DISCLOSURE_MODES", "withheld", "不予公开"),
        ("VALIDITY", "repealed", "废止"),
        ("AGENCY_KINDS", "township", "乡镇人民政府"),
        ("APPLICANT_KINDS", "other_applicant", "其他"),
        ("RECEIPT_CHANNELS", "email", "电子邮件"),
        ("REMEDY_RESULTS", "pending", "尚未审结"),
    ],
)
def test_a_term_by_its_code_and_by_its_label(name: str, code: str, label: str) -> None:
    assert term(terms(name), code).label == label
    assert term_by_label(terms(name), label).code == code


def test_unknown_terms_are_refused_with_what_may_be_written() -> None:
    with pytest.raises(UnknownTerm, match="没有这一代码：void"):
        term(value_lists.VALIDITY, "void")
    with pytest.raises(UnknownTerm, match="没有“作废”。可以写：有效、已修改、失效、废止。"):
        term_by_label(value_lists.VALIDITY, "作废")


def test_applicant_kinds_are_counted_since_report_year_2019() -> None:
    assert terms_on(value_lists.APPLICANT_KINDS, date(2018, 12, 31)) == ()
    assert len(terms_on(value_lists.APPLICANT_KINDS, date(2019, 1, 1))) == 6


def test_a_list_without_a_first_day_always_holds() -> None:
    assert len(terms_on(value_lists.TOPIC_CATEGORIES, date(2008, 1, 1))) == 22


def test_agency_kinds_are_those_of_the_law() -> None:
    assert [row.code for row in value_lists.AGENCY_KINDS] == list(AgencyKind)
