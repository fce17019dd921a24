import pytest

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.report_forms.figures import (
    FACETS,
    FIGURES,
    LEDGERS,
    CellRef,
    Measure,
    Nature,
    UnknownFigureError,
    all_refs,
    cell,
    label_of,
    narrowed,
    parse_ref,
)
from gongkai.law.report_forms.loader import FORMS


def test_every_figure_is_in_a_known_ledger_and_has_known_facets() -> None:
    assert {spec.ledger for spec in FIGURES.values()} == set(LEDGERS)
    assert {name for spec in FIGURES.values() for name in spec.facets} == set(FACETS)


def test_labels_are_unique() -> None:
    refs = list(all_refs())
    assert len({label_of(ref) for ref in refs}) == len(refs)


def test_every_figure_is_used_by_a_form() -> None:
    used = {ref.figure for form in FORMS.values() for ref in form.refs()}
    assert used == set(FIGURES)


def test_parts_of_a_facet_value_are_values_of_the_same_facet() -> None:
    for facet in FACETS.values():
        codes = {value.code for value in facet.values}
        assert {part for value in facet.values for part in value.parts} <= codes


def test_one_definition() -> None:
    spec = FIGURES["reading_rooms"]
    assert (spec.label, spec.unit, spec.measure, spec.nature, spec.ledger) == (
        "公共查阅点数",
        "个",
        Measure.STOCK,
        Nature.COUNTED,
        "reading-rooms",
    )


def test_figures_are_stated_only_where_no_register_counts_them() -> None:
    stated = {spec.ledger for spec in FIGURES.values() if spec.nature is Nature.STATED}
    counted = {spec.ledger for spec in FIGURES.values() if spec.nature is Nature.COUNTED}
    assert stated == {"supervision", "administration", "budget"}
    assert not stated & counted
    assert FIGURES["portal.columns"].nature is FIGURES["interviews"].nature is Nature.COUNTED


def test_a_township_has_no_rules() -> None:
    assert AgencyKind.TOWNSHIP in FIGURES["rules.issued"].not_applicable_for
    assert AgencyKind.TOWNSHIP not in FIGURES["normative.issued"].not_applicable_for


def test_local_rows_are_those_of_channels_and_replies() -> None:
    # Rows 11 to 16 and 18 to 31 of the local table; 10 and 17 are the totals.
    rows = sorted(int(spec.local_row) for spec in FIGURES.values() if spec.local_row)
    assert rows == [11, 12, 13, 14, 15, 16, *range(18, 32)]
    assert FIGURES["applications.refused.not_existing"].local_row == "22"


def test_money_is_kept_in_yuan() -> None:
    assert {spec.unit for key, spec in FIGURES.items() if key.endswith(".yuan")} == {"元"}


def test_a_reference_is_the_same_whatever_the_order_of_its_facets() -> None:
    one = parse_ref("remedies.litigation[route=direct,result=upheld]")
    assert one == parse_ref("remedies.litigation[result=upheld,route=direct]")
    assert one == cell("remedies.litigation", result="upheld", route="direct")
    assert str(one) == "remedies.litigation[result=upheld,route=direct]"


def test_every_reference_reads_back() -> None:
    refs = list(all_refs())
    assert [parse_ref(str(ref)) for ref in refs] == refs
    assert CellRef("applications.received") in refs
    # alone, 6 kinds, 4 channels, 6 × 4 together
    assert len([ref for ref in refs if ref.figure == "applications.received"]) == 35


def test_label_of_a_narrowed_figure() -> None:
    ref = narrowed(parse_ref("remedies.litigation[route=direct]"), {"result": "upheld"})
    assert label_of(ref) == "行政诉讼案件数〔结果维持、未经复议直接起诉〕"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("vists", "没有指标“vists”"),
        ("visits[result=upheld]", "指标“接待查阅人次”不按“result”划分"),
        ("remedies.reconsideration[result=won]", "“复议诉讼结果”没有取值“won”"),
        ("remedies.reconsideration[result=upheld", "缺少右方括号"),
    ],
)
def test_what_the_dictionary_does_not_hold_is_refused(text: str, message: str) -> None:
    with pytest.raises(UnknownFigureError, match=message):
        parse_ref(text)
