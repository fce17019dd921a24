"""What must not reach the other side: the third party's identity, and the applicant's."""

from dataclasses import astuple

from gongkai.documents.model import printable
from gongkai.law.regimes import Consulted
from gongkai.letters.facts import CaseFacts, Consultation, Party
from gongkai.letters.model import To

MASK = "〔隐去〕"


def private_texts(facts: CaseFacts, to: To) -> tuple[str, ...]:
    """Names, telephone numbers and addresses that a letter to `to` must not show, longest first.

    What the recipient itself, or the agency, is called stays; so do single characters, which
    identify nobody. Papers of the file show everything.

    Source: 政府信息公开条例(2019) 第十五条.
    """
    if to is To.FILE:
        return ()
    everybody = [facts.applicant, *_third_parties(facts)]
    own = _recipient(facts, to)
    others = [one for one in everybody if one != own]
    open_texts = [*_texts(own), facts.agency.name, facts.agency.address, facts.agency.phone]
    found = {
        text
        for text in _texts(*others)
        if len(text) > 1 and not any(text in open_text for open_text in open_texts)
    }
    return tuple(sorted(found, key=lambda text: (-len(text), text)))


def _recipient(facts: CaseFacts, to: To) -> Party:
    if to is To.APPLICANT:
        return facts.applicant
    return Party(facts.assistance.unit) if to is To.UNIT else facts.concerning.party


def _third_parties(facts: CaseFacts) -> list[Party]:
    consulted: list[Consultation] = [*facts.consultations, facts.concerning]
    return [one.party for one in consulted if one.who is Consulted.THIRD_PARTY]


def _texts(*parties: Party) -> list[str]:
    return [text for party in parties for one in astuple(party) if (text := clean(one))]


def clean(text: str) -> str:
    """`text` on one line, without what no file can hold."""
    return " ".join(printable(text).split())


def masked(text: str, private: tuple[str, ...]) -> str:
    """`text` without what is private."""
    for one in private:
        text = text.replace(one, MASK)
    return text
