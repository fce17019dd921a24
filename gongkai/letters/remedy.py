"""The remedy paragraph of a letter, as the law answers for it."""

from gongkai.law.remedies import IncompleteRemedy, Remedy, Route, letter_remedy, remedy_paragraph
from gongkai.letters.facts import CaseFacts
from gongkai.letters.model import LetterText, RemedyRule


class NoRemedyYet(ValueError):
    """The paragraph cannot be written yet; the message says what is missing."""


def remedy_of(text: LetterText, facts: CaseFacts) -> Remedy | None:
    """Return what the law says on remedies for a letter; None for papers of the file.

    Of several grounds the one that asks for reconsideration first decides.

    Raises: NoRemedyYet.
    Source: 行政复议法(2023) 第二十条、第二十二条第二款、第二十三条.
    """
    if text.remedy is RemedyRule.NONE:
        return None
    try:
        if text.remedy is RemedyRule.LETTER:
            return _of_letter(text.name, facts)
        found = [_of_outcome(facts, code) for code in _grounds(text, facts)]
    except IncompleteRemedy as refusal:
        raise NoRemedyYet(f"救济途径不完整：{refusal}请在台账“救济途径”中登记。") from refusal
    first = [one for one in found if one.route is Route.RECONSIDERATION_FIRST]
    return (first or found)[0]


def _grounds(text: LetterText, facts: CaseFacts) -> tuple[str | None, ...]:
    if text.code != "D10":
        return (facts.ground,)
    if not facts.withheld:
        raise NoRemedyYet("请填写不予公开的内容和理由，救济途径由理由决定。")
    return tuple(part.ground for part in facts.withheld)


def _of_letter(name: str, facts: CaseFacts) -> Remedy:
    # The letters without a remedy need no day; any serves to ask the law.
    remedy = letter_remedy(
        name,
        decided_on=facts.decided_on or facts.received.received_on,
        agency=facts.agency.kind,
        names=facts.remedy,
        is_delivered_online=facts.is_delivered_online,
    )
    if remedy.text and facts.decided_on is None:
        raise NoRemedyYet("请填写“成文日期”，救济途径由日期决定。")
    return remedy


def _of_outcome(facts: CaseFacts, code: str | None) -> Remedy:
    if facts.decided_on is None:
        raise NoRemedyYet("请填写“成文日期”，救济途径由日期决定。")
    return remedy_paragraph(
        facts.decided_on,
        outcome=facts.outcome,
        ground=code,
        agency=facts.agency.kind,
        names=facts.remedy,
        is_delivered_online=facts.is_delivered_online,
    )
