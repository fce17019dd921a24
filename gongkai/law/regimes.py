"""The two regimes of disclosure law, their terms in working days, each with its article."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from gongkai.law.dated import holds_on


class NoRegime(ValueError):
    """No regime was in force on the day."""


class Consulted(StrEnum):
    """Who is asked for an opinion while an application is in hand."""

    THIRD_PARTY = "third_party"
    OTHER_AGENCY = "other_agency"
    CO_PRODUCER = "co_producer"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Consulted.THIRD_PARTY: "第三方",
    Consulted.OTHER_AGENCY: "其他机关",
    Consulted.CO_PRODUCER: "共同制作机关",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of law; `since` where it came later than its regime.

    Units: `days` is 工作日.
    """

    days: int
    article: str
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """What holds for applications received, and information formed, in one span of time.

    A term that is None, or missing in `opinion`, does not exist in the regime. `pausing`
    names who stops the clock of an answer, and the article that says so.
    """

    code: str
    name: str
    in_force: date
    until: date | None
    reply: Term
    extension: Term
    proactive: Term
    correction_notice: Term | None
    correction_article: str
    payment: Term | None
    opinion: Mapping[Consulted, Term]
    pausing: Mapping[Consulted, str]
    # Allows a later day of the answer where somebody's applications are too many for the term.
    delay_article: str | None


_OLD = "政府信息公开条例(2007)"
_NEW = "政府信息公开条例(2019)"
_NEW_PAUSE = f"{_NEW} 第三十三条第三款"

REGIMES = (  # newest first
    Regime(
        code="2019",
        name=_NEW,
        in_force=date(2019, 5, 15),
        until=None,
        reply=Term(20, f"{_NEW} 第三十三条第二款"),
        extension=Term(20, f"{_NEW} 第三十三条第二款"),
        proactive=Term(20, f"{_NEW} 第二十六条"),
        correction_notice=Term(7, f"{_NEW} 第三十条"),
        correction_article=f"{_NEW} 第三十条",
        payment=Term(20, "国办函〔2020〕109号 第六条", since=date(2021, 1, 1)),
        opinion=MappingProxyType(
            {
                Consulted.THIRD_PARTY: Term(15, f"{_NEW} 第三十二条"),
                Consulted.CO_PRODUCER: Term(15, f"{_NEW} 第三十四条"),
            }
        ),
        pausing=MappingProxyType(dict.fromkeys(Consulted, _NEW_PAUSE)),
        delay_article=f"{_NEW} 第三十五条",
    ),
    Regime(
        code="2008",
        name=_OLD,
        in_force=date(2008, 5, 1),
        until=date(2019, 5, 14),
        reply=Term(15, f"{_OLD} 第二十四条第二款"),
        extension=Term(15, f"{_OLD} 第二十四条第二款"),
        proactive=Term(20, f"{_OLD} 第十八条"),
        correction_notice=None,
        correction_article=f"{_OLD} 第二十一条第（四）项",
        payment=None,
        opinion=MappingProxyType({}),
        pausing=MappingProxyType({Consulted.THIRD_PARTY: f"{_OLD} 第二十四条第三款"}),
        delay_article=None,
    ),
)


def regime_on(day: date) -> Regime:
    """Return the regime in force on a day; for an application, the day it was received.

    The Regulations of 2019 have no rule for applications in hand on 2019-05-15: that the
    day of receipt decides is the reading used here.

    Raises: NoRegime before 2008-05-01.
    Source: 国务院令第492号; 国务院令第711号.
    """
    for regime in REGIMES:
        if holds_on(regime, day):
            return regime
    raise NoRegime("政府信息公开条例自2008年5月1日起施行，此前没有法定期限，请核对日期。")
