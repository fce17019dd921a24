"""Which row of each annual report form a case fills.

Applications of the regime of 2008 that were closed in 2019 or later stand in the forms of
2019 and 2021. No rule says in which row: those cells follow the statistical meaning and are
a reading, not law; so is every row for `other_refusal` and `no_special_need`.
"""

from types import MappingProxyType

from gongkai.law.outcomes import UnknownOutcome

FORMS = ("local-2008", "stat-2014", "trial-2019", "std-2021")


class NoRow(ValueError):
    """The form has no row for this case."""


# In the order of FORMS; None where the form never meets the case.
# Source: the local statistics form (定西市); 国办发〔2014〕32号 统计表三;
# 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号 表三.
_Row = tuple[str | None, str | None, str, str]

_BY_OUTCOME: dict[str, _Row] = {
    "already_public": ("18", "C3.1", "r3.1", "r3.1"),
    "disclosed": ("18", "C3.2", "r3.1", "r3.1"),
    # 区分处理的，只计这一情形，不计其他情形: whatever the ground of the withheld part.
    "partially_disclosed": ("19", "C3.3", "r3.2", "r3.2"),
}

_BY_GROUND: dict[tuple[str, str], _Row] = {
    ("withheld", "state_secret"): ("25", "C3.4a", "r3.3.1", "r3.3.1"),
    ("withheld", "trade_secret"): ("26", "C3.4b", "r3.3.4", "r3.3.4"),
    ("withheld", "privacy"): ("27", "C3.4c", "r3.3.4", "r3.3.4"),
    ("withheld", "third_party"): (None, None, "r3.3.4", "r3.3.4"),
    ("withheld", "endangers_security"): ("30", "C3.4d", "r3.3.3", "r3.3.3"),
    ("withheld", "law_prohibits"): ("30", "C3.4f", "r3.3.2", "r3.3.2"),
    ("withheld", "internal_affairs"): ("31", "C3.4f", "r3.3.5", "r3.3.5"),
    ("withheld", "process_info"): ("28", "C3.4f", "r3.3.6", "r3.3.6"),
    ("withheld", "enforcement_file"): ("29", "C3.4f", "r3.3.7", "r3.3.7"),
    ("withheld", "special_query"): (None, None, "r3.3.8", "r3.3.8"),
    ("withheld", "not_government_information"): ("21", "C3.4e", "r3.6", "r3.6.3"),
    ("withheld", "no_special_need"): ("31", "C3.4f", "r3.6", "r3.6.3"),
    ("withheld", "other_refusal"): ("31", "C3.4f", "r3.6", "r3.6.3"),
    ("unable_to_provide", "not_existing"): ("22", "C3.6", "r3.4.1", "r3.4.1"),
    ("unable_to_provide", "not_responsible"): ("23", "C3.5", "r3.4.1", "r3.4.1"),
    ("unable_to_provide", "unclear"): ("24", "C3.7", "r3.4.3", "r3.4.3"),
    ("unable_to_provide", "requires_processing"): (None, None, "r3.4.2", "r3.4.2"),
    ("not_processed", "petition_redirect"): ("21", "C3.8", "r3.5.1", "r3.5.1"),
    ("not_processed", "duplicate"): (None, None, "r3.5.2", "r3.5.2"),
    ("not_processed", "publication_redirect"): (None, None, "r3.5.3", "r3.5.3"),
    ("not_processed", "abusive_refused"): (None, None, "r3.5.4", "r3.5.4"),
    ("not_processed", "reissue"): (None, None, "r3.5.5", "r3.5.5"),
    # The form of 2019 has one row for all 其他处理.
    ("other_handling", "uncorrected"): (None, None, "r3.6", "r3.6.1"),
    ("other_handling", "fee_unpaid"): (None, None, "r3.6", "r3.6.2"),
    ("other_handling", "withdrawn"): (None, None, "r3.6", "r3.6.3"),
    ("other_handling", "other"): (None, None, "r3.6", "r3.6.3"),
}

# 网络申请 of 2014 covers e-mail. A channel that is missing has no row in that form.
_CHANNEL_ROWS = MappingProxyType(
    {
        "local-2008": {
            "in_person": "11", "fax": "12", "email": "13",
            "online": "14", "letter": "15", "other": "16",
        },
        "stat-2014": {
            "in_person": "C1.1", "fax": "C1.2", "online": "C1.3",
            "email": "C1.3", "letter": "C1.4",
        },
    }
)  # fmt: skip

_REMEDIES = ("reconsideration", "direct", "after_reconsideration")
_RESULTS = ("upheld", "corrected", "other", "pending")


def row_for(form_code: str, outcome: str, ground: str | None = None) -> str:
    """Return the one result row of a form that a closed application fills.

    A pair is not checked against a regime: that is done when the application is answered
    (`outcomes.check_pair`).

    Raises: UnknownOutcome for a pair no form counts, NoRow where this form has no such row.
    Source: see the table above.
    """
    row = _BY_OUTCOME.get(outcome) or _BY_GROUND.get((outcome, ground or ""))
    if row is None:
        raise UnknownOutcome(f"没有这一办理结果和理由：{outcome}、{ground}。")
    code = row[FORMS.index(_known(form_code))]
    if code is None:
        raise NoRow(f"{form_code}统计表没有这一办理结果的行：{outcome}、{ground}。")
    return code


def channel_row(form_code: str, channel: str) -> str | None:
    """Return the row of a receipt channel, or None where the form does not count it.

    Source: the local statistics form (定西市), rows 11 to 16; 国办发〔2014〕32号 统计表三（一）.
    """
    return _CHANNEL_ROWS.get(_known(form_code), {}).get(channel)


def remedy_row(form_code: str, remedy: str, result: str) -> str | None:
    """Return the row, or the column of table 4, that a remedy's result fills.

    `remedy` is reconsideration, direct (a lawsuit without reconsideration) or
    after_reconsideration. None where the form does not count it: the form of 2014 has no
    row for pending cases, the local form of 2008 counts cases whatever their result.

    Raises: ValueError for a remedy or a result that does not exist.
    Source: 国办发〔2014〕32号 统计表四、五; 国办公开办函〔2021〕30号 table 4.
    """
    if remedy not in _REMEDIES or result not in _RESULTS:
        raise ValueError(f"没有这一救济途径或者结果：{remedy}、{result}。")
    is_reconsideration = remedy == "reconsideration"
    if _known(form_code) == "local-2008":
        return "32" if is_reconsideration else "33"
    if form_code == "stat-2014":
        if result == "pending":
            return None
        return ("D" if is_reconsideration else "E") + str(_RESULTS.index(result) + 1)
    return f"{remedy}.{result}"


def _known(form_code: str) -> str:
    if form_code not in FORMS:
        raise ValueError(f"没有这一报告格式：{form_code}。")
    return form_code
