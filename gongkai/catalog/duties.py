"""The statutory duty an item fulfils: as an office writes it, and as a code of the law."""

import re
from datetime import date

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.dated import holds_on
from gongkai.law.disclosure_duties import DUTIES, Duty, duty
from gongkai.ledgers.columns import plain

# "政府信息公开条例(2007) 第九条第（一）项" up to its article.
_ARTICLE = re.compile(r".*?第[^第条]+条")


def duty_code(agency: Agency, words: str, *, on: date) -> str:
    """The code of the duty that `words` name by its text or its code; empty for no words.

    Where both regulations have a duty of this text, the one in force on the day is meant.

    Raises: NotAllowed.
    """
    if not words:
        return ""
    found = [
        row for row in _duties_of(agency) if words == row.code or plain(words) == plain(row.text)
    ]
    if not found:
        raise NotAllowed(
            f"“{words}”不是本机关的法定主动公开事项，请照条例列举的文字填写，或者留空。",
            field="statutory_duty",
        )
    return next((row for row in found if holds_on(row, on)), found[-1]).code


def duty_text(code: str) -> str:
    """The words of the law for a duty's code; empty for no code."""
    return duty(code).text if code else ""


def duty_texts(agency: Agency) -> list[str]:
    """The duties of an agency, newest regulation first, each text once, for suggestions."""
    rows = sorted(_duties_of(agency), key=lambda row: row.in_force, reverse=True)
    return list(dict.fromkeys(row.text for row in rows))


def duty_groups(agency: Agency) -> list[tuple[str, list[tuple[str, str]]]]:
    """The same texts by the article that orders them, each as value and label of a choice."""
    groups: dict[str, list[tuple[str, str]]] = {}
    seen: set[str] = set()
    for row in sorted(_duties_of(agency), key=lambda row: row.in_force, reverse=True):
        if row.text not in seen:
            seen.add(row.text)
            article = _ARTICLE.match(row.source)
            groups.setdefault(article[0] if article else row.source, []).append(
                (row.text, row.text)
            )
    return list(groups.items())


def _duties_of(agency: Agency) -> list[Duty]:
    # Villages are no administrative agencies: the Regulations bind them to nothing.
    return [
        row
        for row in DUTIES
        if agency.kind in {kind.value for kind in AgencyKind}
        and AgencyKind(agency.kind) in row.agency_kinds
    ]
