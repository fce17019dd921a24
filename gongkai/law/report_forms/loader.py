"""Read the forms from data/*.toml and find the one for a year."""

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.law.report_forms import identities, tables
from gongkai.law.report_forms.figures import DATA, label_of, parse_ref
from gongkai.law.report_forms.model import (
    Chart,
    ChartKind,
    Paragraph,
    Part,
    RecordList,
    ReportForm,
    Section,
    Sentence,
    Table,
)
from gongkai.law.report_forms.template import parse
from gongkai.law.report_forms.values import EMPTY, State

CODES = ("local-2008", "stat-2014", "trial-2019", "std-2021")

_STATES = frozenset(state.value for state in State)
_STOPS = "，；。、："


class FormError(ValueError):
    """A form's data contradicts itself. The message names form and place."""


class NoFormError(LookupError):
    """No form has this code, or belongs to this report year."""


def read(text: str) -> ReportForm:
    """Build a form from its TOML text.

    Raises: FormError, TemplateError, UnknownFigureError.
    """
    raw = tomllib.loads(text)
    code = raw["code"]
    by_code = {table["code"]: tables.read(table, form=code) for table in raw.get("tables", ())}
    return ReportForm(
        code=code,
        name=raw["name"],
        legal_basis=tuple(raw["legal_basis"]),
        years=_span(raw["years"]),
        override_years=_span(raw["override_years"]),
        doubts=tuple(raw["doubts"]),
        title=parse(raw["title"], where=f"{code} 标题"),
        sections=_nested(raw["sections"], by_code, form=code),
        identities=tuple(identities.read(raw.get("identities", ()), by_code)),
        claims=tuple(identities.read_claims(raw.get("claims", ()))),
    )


def _span(years: list[int]) -> tuple[int, int | None]:
    return years[0], years[1] if len(years) > 1 else None


def _nested(
    rows: Iterable[dict[str, Any]], by_code: Mapping[str, Table], *, form: str, above: str = ""
) -> tuple[Section, ...]:
    """Nest flat rows by their codes: 1.2 stands under 1."""
    rows = tuple(rows)
    return tuple(
        Section(
            code=row["code"],
            heading=row["heading"],
            parts=tuple(
                _part(part, by_code, where=f"{form} {row['heading']}")
                for part in row.get("parts", ())
            ),
            children=_nested(rows, by_code, form=form, above=row["code"]),
        )
        for row in rows
        if row["code"].rpartition(".")[0] == above
    )


def _part(raw: dict[str, Any], by_code: Mapping[str, Table], *, where: str) -> Part:
    if "table" in raw:
        return by_code[raw["table"]]
    if "list" in raw:
        return RecordList(raw["list"], raw["source"], raw["empty"])
    if "chart" in raw:
        figures = tuple(parse_ref(key) for key in raw["figures"])
        return Chart(raw["chart"], raw["title"], ChartKind(raw["kind"]), raw["unit"], figures)
    sentences = tuple(_sentence(sentence, where=where) for sentence in raw["sentences"])
    return Paragraph(raw["paragraph"], sentences)


def _sentence(raw: str | dict[str, Any], *, where: str) -> Sentence:
    if isinstance(raw, str):
        always = parse(raw, where=where)
        return Sentence((), dict.fromkeys(State, always))
    if unknown := raw.keys() - _STATES - {"of"}:
        raise FormError(f"{where}：不认识的键 {sorted(unknown)}")
    of = tuple(parse_ref(key) for key in ([raw["of"]] if isinstance(raw["of"], str) else raw["of"]))
    positive = raw["positive"]
    # What is not recorded is said so, under the figure's own name and with the same stop.
    stop = positive[-1] if positive[-1] in _STOPS else ""
    empty = "、".join(label_of(ref) for ref in of) + EMPTY.value + stop
    wordings = {"zero": positive, "empty": empty, "not_applicable": ""} | {
        state: raw[state] for state in _STATES & raw.keys()
    }
    return Sentence(of, {State(key): parse(text, where=where) for key, text in wordings.items()})


FORMS: Mapping[str, ReportForm] = {
    code: read((DATA / f"{code}.toml").read_text(encoding="utf-8")) for code in CODES
}


def form(code: str) -> ReportForm:
    """Return the form with this code.

    Raises: NoFormError.
    """
    if code not in FORMS:
        raise NoFormError(f"没有代码为“{code}”的年度报告格式。")
    return FORMS[code]


def form_for(year: int) -> ReportForm:
    """Return the form that usually serves a report year.

    Units: `year` is the report year, not the year of publication.
    Raises: NoFormError for a year before the first form.
    Source: 政府信息公开条例(2007) 第三十一条; 政府信息公开条例(2019) 第五十条.
    """
    for candidate in FORMS.values():
        if candidate.is_usual_in(year):
            return candidate
    raise NoFormError(f"{year}年度没有政府信息公开工作年度报告格式。")
