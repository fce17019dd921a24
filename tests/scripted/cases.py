"""The scripted cases: what happens to 49 applications, and what must hold after each event.

Every file `cases_*.toml` names its `regime` and holds `[[cases]]`, each with

- name, title (Chinese), agency (its code), applicant, applicant_kind (may be empty before 2019),
  content, category (only 2008, optional), split_from (the name of the case it was split off from);
- `received`: channel and the days of arrival submitted_on, signed_on, arrived_on, confirmed_on;
  optional is_oral, needs_help, purpose; then what must hold: received_on, due_on,
  is_provisional, letters;
- `events` in order, each `on` a day, with a `verb` and its fields (VERBS, a ? marks what may be
  left out), then what must hold after it:
  - due_on, is_provisional, is_stopped: only where they change. After the case is closed the
    clock is not asked, unless it is reopened. While it is stopped, due_on is the earliest day;
  - letters: codes of the letters that go out by this event; the answer's at `sign`, the proof
    of service (D24) at every `serve`;
  - refused: the law forbids it, by this article. Nothing changes and the case goes on;
  - in_time, at the `serve` that answers: whether the term was kept;
- closed_on: the day the case was closed, for a reopened one the first time; left out while open;
- the row of each annual report form by its first answer: row_2014 and row_local (regime of 2008),
  row (form of 2021), row_trial (form of 2019, for cases closed in 2019 or 2020).

The calendar of each event is what was public on its day: `as_known_on(on)`. A verb `notice`
marks that a notice on days off came out, so that open cases follow. `merge` means that one
letter answers both: the case is closed with the other one, in the same row. A `transfer` tells
another agency; the applicant is still answered here. `split` leaves this
case with `content`; each name of `into` is a case of its own, received on the same day.
Days were counted by hand from the notices; the count stands beside each.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.law.fees import FeeMethod
from gongkai.law.regimes import REGIMES, Consulted
from gongkai.law.value_lists import APPLICANT_KINDS, RECEIPT_CHANNELS, REMEDY_RESULTS

HERE = Path(__file__).parent

VERBS: Mapping[str, str] = {
    "ask_correction": "unclear items working_days",
    "receive_correction": "content",
    "lapse_correction": "",
    "consult": "who party passage working_days?",
    "consultation_served": "party",
    "opinion": "party answer?",  # without an answer its term ended
    "extend": "working_days reason approved_by",
    "ask_justification": "counts working_days",
    "justification": "accepted stated why delayed_until?",
    "fee_notice": "method served_on why amount pages? ordinal?",
    "pay_fee": "",
    "lapse_fee": "",
    "record_search": "places asked result",
    "find_document": "title judgement ground? reasons?",
    "decide": "outcome ground? reasons? override? form? way? public_at? other_agency?"
    " other_contact? earlier? unclear? items?",
    "sign": "",
    "serve": "method to? posted_on? signed_on? tracking?",
    "withdraw": "",
    "transfer": "to reason",
    "split": "into content",
    "merge": "with",
    "reopen": "basis reason due_on",
    "reconsideration": "number filed_on result new_answer_by?",
    "lawsuit": "number filed_on result after_reconsideration",
    "correct_record": "record verified result to_agency?",
    "suggest_disclosure": "agreed reason publish_on?",
    "notice": "code",
}
# Units: `amount` is 元, `working_days` is 工作日.

# What ends a case without a decision, and the ground it is closed on.
LAPSES = {"lapse_correction": "uncorrected", "lapse_fee": "fee_unpaid", "withdraw": "withdrawn"}

_CODES = {
    "who": {who.value for who in Consulted},
    "answer": {"agree", "object_with_reason", "object_without_reason"},
    "judgement": {"give", "partly", "withhold", "already_public"},
    "basis": {"own", "reconsideration", "lawsuit", "supervision"},
    "to": {"applicant", "third_party", "county", "neighbour"},
    "method": {"post", "in_person", "email", "online", *FeeMethod},
}
_RESULTS = {
    "reconsideration": {term.code for term in REMEDY_RESULTS},
    "lawsuit": {term.code for term in REMEDY_RESULTS},
    "correct_record": {"corrected", "transferred", "redirected", "accurate"},
}
_ROWS = {
    "row_2014": "stat-2014",
    "row_local": "local-2008",
    "row_trial": "trial-2019",
    "row": "std-2021",
}
_ROWS_OF = {"2008": {"row_2014", "row_local"}, "2019": {"row"}}
_ARRIVAL = {"submitted_on", "signed_on", "arrived_on", "confirmed_on"}
_STATE = {"due_on", "is_provisional", "is_stopped"}


class BadCase(ValueError):
    """The data of a case does not keep the format; the message names the case."""


@dataclass(frozen=True, slots=True)
class State:
    """What the clock must say."""

    due_on: date
    is_provisional: bool = False
    is_stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How the application came in; `days` are the arguments of `law.receipt.ReceiptFacts`."""

    channel: str
    days: Mapping[str, date]
    received_on: date
    is_oral: bool = False
    needs_help: str = ""
    purpose: str = ""
    state: State
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event with its fields, and what must hold after it."""

    on: date
    verb: str
    fields: Mapping[str, Any]
    state: State
    letters: tuple[str, ...]
    refused: str
    in_time: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One application from receipt to archive; `rows` runs from the form to its row."""

    name: str
    title: str
    regime: str
    agency: str
    applicant: str
    applicant_kind: str
    content: str
    category: str
    split_from: str
    received: Arrival
    events: tuple[Event, ...]
    closed_on: date | None
    rows: Mapping[str, str]

    def happened(self, *verbs: str) -> tuple[Event, ...]:
        """The events of some kinds that were not refused."""
        return tuple(e for e in self.events if e.verb in verbs and not e.refused)


def service_day(event: Event) -> date:
    """The day of posting, of signature, or of sending (国办公开办函〔2016〕235号)."""
    key = {"post": "posted_on", "in_person": "signed_on"}.get(event.fields["method"], "")
    day: date = event.fields.get(key, event.on)
    return day


def read(text: str) -> tuple[Case, ...]:
    """Read the cases of a TOML text.

    Raises: BadCase.
    """
    raw = tomllib.loads(text)
    _refuse_unknown(raw, {"regime", "cases"}, "the file")
    if raw["regime"] not in {regime.code for regime in REGIMES}:
        raise BadCase(f"no regime {raw['regime']}")
    cases = tuple(_case(one, raw["regime"]) for one in raw["cases"])
    names = [case.name for case in cases]
    if len(set(names)) < len(names):
        raise BadCase("two cases have one name")
    return cases


def all_cases() -> tuple[Case, ...]:
    """Every scripted case."""
    files = sorted(HERE.glob("cases_*.toml"))
    return tuple(case for file in files for case in read(file.read_text(encoding="utf-8")))


def _case(raw: dict[str, Any], regime: str) -> Case:
    where = raw.get("name", "a case without a name")
    plain = {"name", "title", "agency", "applicant", "applicant_kind", "content"}
    required = plain | {"received", "events"} | _ROWS_OF[regime]
    optional = {"category", "split_from", "closed_on", "row_trial", "row"}
    _check_keys(raw, required, optional, where)
    _choose(raw["applicant_kind"], {term.code for term in APPLICANT_KINDS} | {""}, where)
    received = _arrival(raw["received"], where)
    events: list[Event] = []
    state, last = received.state, received.received_on
    for one in raw["events"]:
        event = _event(one, state, where)
        if event.on < last:
            raise BadCase(f"{where}: {event.verb} on {event.on} comes before {last}")
        state, last = event.state, event.on
        events.append(event)
    return Case(
        **{key: raw[key] for key in plain},
        regime=regime,
        category=raw.get("category", ""),
        split_from=raw.get("split_from", ""),
        received=received,
        events=tuple(events),
        closed_on=raw.get("closed_on"),
        rows={form: raw[key] for key, form in _ROWS.items() if key in raw},
    )


def _arrival(raw: dict[str, Any], where: str) -> Arrival:
    required = {"channel", "received_on", "due_on", "letters"}
    optional = {"is_provisional", "is_oral", "needs_help", "purpose"}
    _check_keys(raw, required, _ARRIVAL | optional, where)
    _choose(raw["channel"], {term.code for term in RECEIPT_CHANNELS}, where)
    kept = {key: raw[key] for key in ("is_oral", "needs_help", "purpose") if key in raw}
    return Arrival(
        channel=raw["channel"],
        days={key: raw[key] for key in sorted(_ARRIVAL & raw.keys())},
        received_on=raw["received_on"],
        state=State(raw["due_on"], raw.get("is_provisional", False)),
        letters=tuple(raw["letters"]),
        **kept,
    )


def _event(raw: dict[str, Any], before: State, where: str) -> Event:
    verb = raw.get("verb", "")
    where = f"{where}, {verb}"
    if verb not in VERBS:
        raise BadCase(f"{where}: no such verb")
    names = VERBS[verb].split()
    required = {name for name in names if not name.endswith("?")}
    optional = {name.removesuffix("?") for name in names} - required
    outcome = _STATE | {"letters", "refused", "in_time"}
    _check_keys(raw, {"on", "verb"} | required, optional | outcome, where)
    for field, codes in (_CODES | {"result": _RESULTS.get(verb, set())}).items():
        if field in raw and isinstance(raw[field], str) and (field != "result" or codes):
            _choose(raw[field], codes, where)
    if "refused" in raw and raw.keys() & (_STATE - set(names) | {"letters", "in_time"}):
        raise BadCase(f"{where}: what is refused changes nothing")
    changes = {key: raw[key] for key in _STATE & raw.keys() if "refused" not in raw}
    return Event(
        on=raw["on"],
        verb=verb,
        fields={key: raw[key] for key in required | optional if key in raw},
        state=replace(before, **changes),
        letters=tuple(raw.get("letters", ())),
        refused=raw.get("refused", ""),
        in_time=raw.get("in_time"),
    )


def _check_keys(raw: dict[str, Any], required: set[str], optional: set[str], where: str) -> None:
    if missing := required - raw.keys():
        raise BadCase(f"{where}: {', '.join(sorted(missing))} missing")
    _refuse_unknown(raw, required | optional, where)
    for key, value in raw.items():
        is_day = key.endswith("_on") or key in ("on", "delayed_until")
        if is_day and type(value) is not date:
            raise BadCase(f"{where}: {key} is no day")


def _refuse_unknown(raw: dict[str, Any], known: set[str], where: str) -> None:
    if unknown := raw.keys() - known:
        raise BadCase(f"{where}: {', '.join(sorted(unknown))} unknown")


def _choose(value: str, codes: set[str], where: str) -> None:
    if value not in codes:
        raise BadCase(f"{where}: {value} is none of {', '.join(sorted(codes))}")
