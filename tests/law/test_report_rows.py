"""The row of each form a closed application, a channel and a remedy fill, row by row."""

import pytest

from gongkai.law.outcomes import OUTCOMES, UnknownOutcome
from gongkai.law.report_forms.figures import FACETS
from gongkai.law.report_rows import FORMS, NoRow, channel_row, remedy_row, row_for

# Outcome, ground: the rows of local-2008, stat-2014, trial-2019, std-2021; "" is no row.
ROWS = [
    ("already_public", None, "18", "C3.1", "r3.1", "r3.1"),
    ("disclosed", None, "18", "C3.2", "r3.1", "r3.1"),
    ("partially_disclosed", "state_secret", "19", "C3.3", "r3.2", "r3.2"),
    ("partially_disclosed", "not_government_information", "19", "C3.3", "r3.2", "r3.2"),
    ("withheld", "state_secret", "25", "C3.4a", "r3.3.1", "r3.3.1"),
    ("withheld", "trade_secret", "26", "C3.4b", "r3.3.4", "r3.3.4"),
    ("withheld", "privacy", "27", "C3.4c", "r3.3.4", "r3.3.4"),
    ("withheld", "law_prohibits", "30", "C3.4f", "r3.3.2", "r3.3.2"),
    ("withheld", "endangers_security", "30", "C3.4d", "r3.3.3", "r3.3.3"),
    ("withheld", "third_party", "", "", "r3.3.4", "r3.3.4"),
    ("withheld", "internal_affairs", "31", "C3.4f", "r3.3.5", "r3.3.5"),
    ("withheld", "process_info", "28", "C3.4f", "r3.3.6", "r3.3.6"),
    ("withheld", "enforcement_file", "29", "C3.4f", "r3.3.7", "r3.3.7"),
    ("withheld", "special_query", "", "", "r3.3.8", "r3.3.8"),
    ("withheld", "not_government_information", "21", "C3.4e", "r3.6", "r3.6.3"),
    ("withheld", "no_special_need", "31", "C3.4f", "r3.6", "r3.6.3"),
    ("withheld", "other_refusal", "31", "C3.4f", "r3.6", "r3.6.3"),
    ("unable_to_provide", "not_existing", "22", "C3.6", "r3.4.1", "r3.4.1"),
    ("unable_to_provide", "not_responsible", "23", "C3.5", "r3.4.1", "r3.4.1"),
    ("unable_to_provide", "requires_processing", "", "", "r3.4.2", "r3.4.2"),
    ("unable_to_provide", "unclear", "24", "C3.7", "r3.4.3", "r3.4.3"),
    ("not_processed", "petition_redirect", "21", "C3.8", "r3.5.1", "r3.5.1"),
    ("not_processed", "duplicate", "", "", "r3.5.2", "r3.5.2"),
    ("not_processed", "publication_redirect", "", "", "r3.5.3", "r3.5.3"),
    ("not_processed", "abusive_refused", "", "", "r3.5.4", "r3.5.4"),
    ("not_processed", "reissue", "", "", "r3.5.5", "r3.5.5"),
    ("other_handling", "uncorrected", "", "", "r3.6", "r3.6.1"),
    ("other_handling", "fee_unpaid", "", "", "r3.6", "r3.6.2"),
    ("other_handling", "withdrawn", "", "", "r3.6", "r3.6.3"),
    ("other_handling", "other", "", "", "r3.6", "r3.6.3"),
]


@pytest.mark.parametrize(("outcome", "ground", "local", "stat", "trial", "std"), ROWS)
def test_row_of_each_form(
    outcome: str, ground: str | None, local: str, stat: str, trial: str, std: str
) -> None:
    for form, row in zip(FORMS, (local, stat, trial, std), strict=True):
        if row:
            assert row_for(form, outcome, ground) == row
        else:
            with pytest.raises(NoRow, match=form):
                row_for(form, outcome, ground)


@pytest.mark.parametrize(
    ("form", "facet"),
    [("stat-2014", "reply_row"), ("trial-2019", "outcome_row"), ("std-2021", "outcome_row")],
)
def test_every_row_for_replies_is_filled_and_no_other(form: str, facet: str) -> None:
    # The rows a form counts: those without parts, r3.6 in the form of 2019 before its parts.
    wanted = {value.code for value in FACETS[facet].values if not value.parts}
    if form == "trial-2019":
        wanted = {code for code in wanted if not code.startswith("r3.6.")} | {"r3.6"}
    column = {"stat-2014": 3, "trial-2019": 4, "std-2021": 5}[form]
    assert {row[column] for row in ROWS} - {""} == wanted


def test_every_pair_of_a_regime_has_a_row_in_the_forms_of_its_time() -> None:
    own = {"2008": FORMS, "2019": FORMS[2:]}
    for row in OUTCOMES:
        grounds: list[str | None] = [ground.code for ground in row.grounds]
        for ground in grounds or [None]:
            for form in own[row.regime]:
                assert row_for(form, row.code, ground)


@pytest.mark.parametrize(
    ("outcome", "ground"),
    [("withheld", None), ("withheld", "not_existing"), ("lost", None)],
)
def test_pairs_no_form_counts(outcome: str, ground: str | None) -> None:
    with pytest.raises(UnknownOutcome, match="没有这一办理结果和理由"):
        row_for("std-2021", outcome, ground)


@pytest.mark.parametrize(
    ("channel", "local", "stat"),
    [
        ("in_person", "11", "C1.1"),
        ("fax", "12", "C1.2"),
        ("email", "13", "C1.3"),
        ("online", "14", "C1.3"),
        ("letter", "15", "C1.4"),
        ("other", "16", None),
    ],
)
def test_channel_rows(channel: str, local: str, stat: str | None) -> None:
    rows = [channel_row(form, channel) for form in FORMS]
    assert rows == [local, stat, None, None]


@pytest.mark.parametrize(
    ("remedy", "result", "local", "stat", "table_4"),
    [
        ("reconsideration", "upheld", "32", "D1", "reconsideration.upheld"),
        ("reconsideration", "corrected", "32", "D2", "reconsideration.corrected"),
        ("reconsideration", "other", "32", "D3", "reconsideration.other"),
        ("reconsideration", "pending", "32", None, "reconsideration.pending"),
        ("direct", "upheld", "33", "E1", "direct.upheld"),
        ("direct", "corrected", "33", "E2", "direct.corrected"),
        ("direct", "pending", "33", None, "direct.pending"),
        ("after_reconsideration", "other", "33", "E3", "after_reconsideration.other"),
        ("after_reconsideration", "pending", "33", None, "after_reconsideration.pending"),
    ],
)
def test_remedy_rows(remedy: str, result: str, local: str, stat: str | None, table_4: str) -> None:
    rows = [remedy_row(form, remedy, result) for form in FORMS]
    assert rows == [local, stat, table_4, table_4]


def test_unknown_forms_remedies_and_results_are_refused() -> None:
    with pytest.raises(ValueError, match="没有这一报告格式：std-2030"):
        row_for("std-2030", "disclosed")
    for remedy, result in (("appeal", "upheld"), ("direct", "lost")):
        with pytest.raises(ValueError, match="没有这一救济途径或者结果"):
            remedy_row("std-2021", remedy, result)
