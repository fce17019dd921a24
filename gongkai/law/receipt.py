"""The day an application counts as received (收到申请之日), by its channel and by its time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType

from gongkai.law.dated import holds_on
from gongkai.law.regimes import NoRegime


class MissingFact(ValueError):
    """A day that the rule needs was not given, or the days contradict each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts:
    """What is known of an arrival.

    `submitted_on`: handed in. `signed_on`: signed for by the agency. `arrived_on`: a plain
    letter, a fax or a message was there. `confirmed_on`: the office and the applicant
    confirmed it to each other, or got in touch again.
    """

    submitted_on: date | None = None
    signed_on: date | None = None
    arrived_on: date | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRule:
    """Which of the facts is the day of receipt for one way of applying."""

    way: str
    fact: str
    why: str
    article: str
    in_force: date
    until: date | None
    certain: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """The day of receipt, and why it is that day."""

    received_on: date
    why: str
    article: str
    certain: bool


_SUBMITTED = ("submitted_on", "当面提交的，以提交之日为收到申请之日")
_SIGNED = ("signed_on", "邮寄并签收的，以行政机关签收之日为收到申请之日")
_CONFIRMED_LETTER = (
    "confirmed_on",
    "平常信函须当日与申请人确认，以确认之日（无法联系的，恢复联络之日）为收到申请之日",
)
# The Regulations of 2019 know no exception for whoever cannot be reached.
_CONFIRMED_SAME_DAY = ("confirmed_on", "平常信函须当日与申请人确认，以确认之日为收到申请之日")
_CONFIRMED = ("confirmed_on", "以双方确认之日为收到申请之日")
_ARRIVED = ("arrived_on", "以行政机关实际收到之日为收到申请之日")
_BY_SYSTEM = ("arrived_on", "以电子邮件系统接收之日为收到申请之日")


def _rules(
    rule: "partial[ReceiptRule]", facts: Mapping[str, tuple[str, str]], *, unsure: str = ""
) -> tuple[ReceiptRule, ...]:
    return tuple(
        rule(way=way, fact=fact, why=why, certain=way not in unsure.split())
        for way, (fact, why) in facts.items()
    )


_SAME_DAY_SINCE = date(2019, 5, 15)
_ALL = "in_person signed_letter letter fax email online other"
# The Regulations of 2007 say nothing but 收到申请之日. The day of 207号 in November 2015 is not
# known: this is the day of the oldest copy that was seen.
RULES: tuple[ReceiptRule, ...] = (
    *_rules(
        partial(
            ReceiptRule,
            article="政府信息公开条例(2007) 第二十四条第二款",
            in_force=date(2008, 5, 1),
            until=date(2015, 11, 17),
        ),
        {"in_person": _SUBMITTED, "signed_letter": _SIGNED}
        | dict.fromkeys(("letter", "fax", "email", "online", "other"), _ARRIVED),
        unsure=_ALL,
    ),
    *_rules(
        partial(
            ReceiptRule,
            article="国办公开办函〔2015〕207号 第一条",
            in_force=date(2015, 11, 18),
            until=date(2019, 5, 14),
        ),
        {
            "in_person": _SUBMITTED,
            "signed_letter": _SIGNED,
            "letter": _CONFIRMED_LETTER,
            "email": _BY_SYSTEM,
            "fax": _CONFIRMED,
            # Unless the agency has published another rule for the channel.
            "online": _CONFIRMED,
            "other": _CONFIRMED,
        },
    ),
    *_rules(
        partial(
            ReceiptRule,
            article="政府信息公开条例(2019) 第三十一条",
            in_force=date(2019, 5, 15),
            until=None,
        ),
        {
            "in_person": _SUBMITTED,
            "signed_letter": _SIGNED,
            "letter": _CONFIRMED_SAME_DAY,
            "fax": _CONFIRMED,
            "email": _CONFIRMED,
            "online": _CONFIRMED,
            "other": _CONFIRMED,
        },
        unsure="other",
    ),
)

_FACTS = MappingProxyType(
    {
        "submitted_on": "提交日期",
        "signed_on": "签收日期",
        "arrived_on": "实际收到日期",
        "confirmed_on": "与申请人确认的日期",
    }
)


def receipt(channel: str, facts: ReceiptFacts) -> Receipt:
    """Return the day on which an application counts as received.

    `channel` is a code of `value_lists.RECEIPT_CHANNELS`; a letter that was signed for
    follows its own rule. The first of the known days decides which rule holds.

    Raises: MissingFact; NoRegime before 2008-05-01; KeyError for an unknown channel.
    Source: 政府信息公开条例(2019) 第三十一条; 国办公开办函〔2015〕207号 第一条.
    """
    given = [day for day in (getattr(facts, name) for name in _FACTS) if day is not None]
    if not given:
        raise MissingFact("请填写收到申请的日期。")
    if given != sorted(given):
        raise MissingFact("提交、签收、收到和确认的日期先后颠倒，请核对。")
    rule = _rule_for(channel, facts, given[0])
    day = getattr(facts, rule.fact)
    if day is None:
        raise MissingFact(f"{rule.why}（{rule.article}），请填写{_FACTS[rule.fact]}。")
    return Receipt(day, rule.why, rule.article, rule.certain)


def is_confirmed_late(channel: str, facts: ReceiptFacts) -> bool:
    """Whether the confirmation that is the day of receipt came later than the application.

    Raises: NoRegime, KeyError as `receipt`.
    Source: 政府信息公开条例(2019) 第三十一条: a plain letter is confirmed the same day.
    """
    there, confirmed = facts.arrived_on, facts.confirmed_on
    if there is None or confirmed is None or confirmed <= there:
        return False
    rule = _rule_for(channel, facts, there)
    return rule.fact == "confirmed_on" and rule.in_force >= _SAME_DAY_SINCE


def _rule_for(channel: str, facts: ReceiptFacts, first: date) -> ReceiptRule:
    is_signed = channel == "letter" and facts.signed_on
    return _rule("signed_letter" if is_signed else channel, first)


def _rule(way: str, day: date) -> ReceiptRule:
    found = [rule for rule in RULES if rule.way == way]
    if not found:
        raise KeyError(way)
    for rule in found:
        if holds_on(rule, day):
            return rule
    raise NoRegime("政府信息公开条例自2008年5月1日起施行，此前没有申请，请核对日期。")
