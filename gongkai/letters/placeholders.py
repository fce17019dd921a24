"""What the text of a letter may name: each placeholder with its label and who may see it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.law.fees import FeeMethod
from gongkai.law.regimes import Consulted, regime_on
from gongkai.letters.facts import CaseFacts
from gongkai.letters.model import To

_ALL = frozenset(To)
_APPLICANT = frozenset({To.APPLICANT, To.FILE})
_OTHERS = _ALL - {To.APPLICANT}
_CONSULTED = frozenset({To.THIRD_PARTY, To.CO_PRODUCER, To.FILE})
_FILE = frozenset({To.FILE})

# How the lead of a letter says by which channel the application came.
_HANDED_IN = {
    "in_person": "当面提交",
    "letter": "邮寄",
    "fax": "传真",
    "online": "网上提交",
    "email": "电子邮件",
    "other": "其他途径",
}
# How many an application begins.
_ASKS = re.compile(r"^\s*(?:申请|请求|要求)(?:公开|获取)[：:，,\s]*")
# What became of a request to correct a record.
_RECORD_RESULTS = {
    "corrected": "予以更正",
    "transferred": "转送有权更正的机关",
    "redirected": "请向有权更正的机关提出",
    "accurate": "不予更正",
}
_METHODS = {
    FeeMethod.PER_ITEM: ("按件计收", "第四条"),
    FeeMethod.PER_PAGE: ("按量计收", "第五条"),
}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One fact as text; empty where it is not known."""

    label: str
    value: Callable[[CaseFacts], str]
    shown_to: frozenset[To]


def day(value: date | None) -> str:
    """A day as letters write it: 2026年3月10日."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def _days(values: Iterable[date | None]) -> str:
    return "、".join(dict.fromkeys(day(value) for value in sorted(filter(None, values))))


def _number(value: int) -> str:
    return str(value) if value else ""


def _consulted_on(facts: CaseFacts, *, third_party: bool) -> str:
    return _days(
        one.sent_on
        for one in facts.consultations
        if (one.who is Consulted.THIRD_PARTY) is third_party
    )


def _opinion_days(facts: CaseFacts) -> str:
    """The term of the law, or where it sets none the one the agency gave.

    Units: 工作日.
    """
    term = regime_on(facts.received.received_on).opinion.get(facts.concerning.who)
    return _number(term.days if term else facts.concerning.working_days)


def _payment_days(facts: CaseFacts) -> str:
    term = regime_on(facts.received.received_on).payment
    return _number(term.days) if term else ""


def _places(facts: CaseFacts) -> str:
    return "、".join(
        f"{place.where}（{place.how}）" if place.how else place.where
        for place in facts.search.places
    )


def _search_methods(facts: CaseFacts) -> str:
    """How each place was searched; nothing while one of them does not say."""
    hows = [place.how for place in facts.search.places]
    return "；".join(hows) if all(hows) else ""


def _search_2008(facts: CaseFacts) -> str:
    return _places(facts) if _search_methods(facts) and facts.search.result else ""


def _other_agency(facts: CaseFacts) -> str:
    other = facts.other_agency
    return f"{other.name}（联系方式：{other.contact}）" if other.name and other.contact else ""


def _earlier(facts: CaseFacts) -> str:
    earlier = facts.earlier
    return f"{earlier.number}（{day(earlier.on)}）" if earlier.number and earlier.on else ""


def _separated(facts: CaseFacts) -> str:
    """Which of the two the law names is in the information: R19 第三十七条."""
    others = {part.ground == "not_government_information" for part in facts.withheld}
    names = {False: "不应当公开", True: "不属于政府信息"}
    return "和".join(names[one] for one in sorted(others))


def _sought(facts: CaseFacts) -> str:
    return facts.correction.content or facts.request


def _years(years: tuple[int, ...]) -> str:
    return "、".join(f"{year}年" for year in years)


def _decided(result: str) -> Callable[[CaseFacts], str]:
    """What was decided of a record, where this was the result."""
    return lambda facts: facts.record.decision if facts.record.result == result else ""


def _passed_to(result: str) -> Callable[[CaseFacts], str]:
    """Who may correct a record instead, where this was the result."""
    return lambda facts: facts.record.agency if facts.record.result == result else ""


def _method(facts: CaseFacts, place: int) -> str:
    return _METHODS[facts.fee.charge.method][place] if facts.fee.charge else ""


_P = Placeholder
PLACEHOLDERS: Mapping[str, Placeholder] = {
    "agency": _P("机关全称", lambda f: f.agency.name, _ALL),
    "agency_address": _P("机关联系地址", lambda f: f.agency.address, _ALL),
    "agency_phone": _P("机关联系电话", lambda f: f.agency.phone, _ALL),
    "applicant": _P("申请人姓名或者名称", lambda f: f.applicant.name, _APPLICANT),
    "applicant_kind": _P("申请人类型", lambda f: f.applicant_kind, _FILE),
    "applicant_phone": _P("申请人电话", lambda f: f.applicant.phone, _FILE),
    "applicant_address": _P("申请人地址", lambda f: f.applicant.address, _FILE),
    "applicant_email": _P("申请人电子邮箱", lambda f: f.applicant.email, _FILE),
    "case_number": _P("登记编号", lambda f: f.case_number, _ALL),
    "received_on": _P("收到申请的日期", lambda f: day(f.received.received_on), _ALL),
    "receipt_why": _P("收到日期的理由", lambda f: f.received.why, _APPLICANT),
    "channel": _P("提出申请的渠道", lambda f: _HANDED_IN.get(f.channel, ""), _APPLICANT),
    "request": _P("申请公开的内容", lambda f: f.request, _APPLICANT),
    # For a sentence that says 申请公开 itself.
    "requested": _P("申请公开的事项", lambda f: _ASKS.sub("", f.request), _APPLICANT),
    # What the answer is about, and what the applicant wrote to correct it.
    "sought": _P("补正后的申请事项", lambda f: _ASKS.sub("", _sought(f)), _APPLICANT),
    "corrected_request": _P("补正后的申请内容", lambda f: f.correction.content, _APPLICANT),
    "summary": _P("申请内容的概括（不含申请人信息）", lambda f: f.summary, _OTHERS),
    "wanted_form": _P("申请人要求的获取方式", lambda f: f.wanted_form, _APPLICANT),
    "due_on": _P("答复期限届满的日期", lambda f: day(f.due_on), _ALL),
    "first_due_on": _P("收到申请时的答复期限", lambda f: day(f.first_due_on), _ALL),
    "unannounced": _P("放假安排未公布的年份", lambda f: _years(f.unannounced), _ALL),
    "decided_on": _P("成文日期", lambda f: day(f.decided_on), _ALL),
    # Correction
    "unclear": _P("不明确之处", lambda f: f.correction.unclear, _APPLICANT),
    "guidance": _P("补正的指导和示例", lambda f: f.correction.guidance, _APPLICANT),
    "correction_days": _P("补正期限", lambda f: _number(f.correction.working_days), _APPLICANT),
    "asked_on": _P("要求补正的日期", lambda f: day(f.correction.asked_on), _APPLICANT),
    "correction_served_on": _P(
        "补正告知书的送达日期", lambda f: day(f.correction.served_on), _APPLICANT
    ),
    "correction_due_on": _P("补正期限届满的日期", lambda f: day(f.correction.due_on), _APPLICANT),
    "corrected_on": _P("补正的日期", lambda f: day(f.correction.corrected_on), _APPLICANT),
    # Consultations: the applicant learns that there were some, never with whom
    "third_party_asked_on": _P(
        "征求第三方意见的日期", lambda f: _consulted_on(f, third_party=True), _APPLICANT
    ),
    "others_asked_on": _P(
        "征求其他机关意见的日期", lambda f: _consulted_on(f, third_party=False), _APPLICANT
    ),
    "consulted_whom": _P("征求意见的对象", lambda f: f.concerning.who.label, _ALL),
    "consulted_on": _P("发出征求意见书的日期", lambda f: day(f.concerning.sent_on), _ALL),
    "consulted_name": _P("被征求意见方的名称", lambda f: f.concerning.party.name, _CONSULTED),
    "passage": _P("涉及该方的内容", lambda f: f.concerning.passage, _CONSULTED),
    "opinion_days": _P("提出意见的期限", _opinion_days, _CONSULTED),
    "opinion": _P("该方的意见", lambda f: f.concerning.answer, _CONSULTED),
    "override": _P("决定公开的理由", lambda f: f.concerning.override, _CONSULTED),
    "disclosed_on": _P("公开的日期", lambda f: day(f.concerning.disclosed_on), _CONSULTED),
    # Extension, reasons asked for, fee
    "extension_reason": _P("延期的理由", lambda f: f.extension.reason, _APPLICANT),
    "extension_days": _P("延长的期限", lambda f: _number(f.extension.working_days), _APPLICANT),
    "extension_unannounced": _P(
        "延期涉及的放假安排未公布的年份", lambda f: _years(f.extension.unannounced), _APPLICANT
    ),
    "extended_to": _P("延期后的答复期限", lambda f: day(f.extension.due_on), _APPLICANT),
    "extension_told_on": _P("告知延期的日期", lambda f: day(f.extension.notified_on), _APPLICANT),
    "abuse_counts": _P("申请的数量和频次", lambda f: f.justification.counts, _APPLICANT),
    "justification_days": _P(
        "说明理由的期限", lambda f: _number(f.justification.working_days), _APPLICANT
    ),
    "abuse_reason": _P("申请人说明的理由", lambda f: f.justification.stated, _APPLICANT),
    "delayed_until": _P(
        "确定的延迟答复日期", lambda f: day(f.justification.delayed_until), _APPLICANT
    ),
    "fee_why": _P("收费的依据事实", lambda f: f.fee.why, _APPLICANT),
    "fee_method": _P("收费方式", lambda f: _method(f, 0), _APPLICANT),
    "fee_article": _P("收费标准的条款", lambda f: _method(f, 1), _APPLICANT),
    "fee_amount": _P(
        "收费数额", lambda f: str(f.fee.charge.amount) if f.fee.charge else "", _APPLICANT
    ),
    "payment": _P("缴纳方式", lambda f: f.fee.payment, _APPLICANT),
    "payment_days": _P("缴费期限", _payment_days, _APPLICANT),
    "fee_served_on": _P("收费通知的送达日期", lambda f: day(f.fee.served_on), _APPLICANT),
    "fee_due_on": _P("缴费期限届满的日期", lambda f: day(f.fee.due_on), _APPLICANT),
    "paid_on": _P("缴费的日期", lambda f: day(f.fee.paid_on), _APPLICANT),
    # Answers
    "searched": _P("检索的范围", _places, _APPLICANT),
    "search_method": _P("检索的方法", _search_methods, _APPLICANT),
    "search_result": _P("检索结果", lambda f: f.search.result, _APPLICANT),
    "search_whole": _P("检索的范围、方法和结果", _search_2008, _APPLICANT),
    "search_asked": _P("核实的单位", lambda f: "、".join(f.search.asked), _APPLICANT),
    "provision_form": _P("提供信息的形式", lambda f: f.provision.form, _APPLICANT),
    "provision_pages": _P("页数", lambda f: _number(f.provision.pages), _APPLICANT),
    "provision_way": _P("获取的方式和时间", lambda f: f.provision.way, _APPLICANT),
    "public_at": _P("获取的方式、途径", lambda f: f.provision.public_at, _APPLICANT),
    "separated": _P("不予公开的内容和理由", _separated, _APPLICANT),
    "other_agency": _P("负责公开的机关的名称和联系方式", _other_agency, _APPLICANT),
    "earlier_answer": _P("先前答复的文号和日期", _earlier, _APPLICANT),
    "verified": _P("审核的事实", lambda f: f.record.verified, _APPLICANT),
    "record_wrong": _P("申请人所说的不准确之处", lambda f: f.record.wrong, _APPLICANT),
    "record_result": _P(
        "更正申请的处理结果", lambda f: _RECORD_RESULTS.get(f.record.result, ""), _APPLICANT
    ),
    "record_done_on": _P("更正、转送的日期", lambda f: day(f.record.done_on), _APPLICANT),
    "record_corrected": _P("更正后的内容", _decided("corrected"), _APPLICANT),
    "record_refused": _P("不予更正的理由", _decided("accurate"), _APPLICANT),
    "record_transferred": _P("接收转送的机关", _passed_to("transferred"), _APPLICANT),
    "record_redirected": _P("有权更正的机关", _passed_to("redirected"), _APPLICANT),
    "suggested_on": _P("提出建议的日期", lambda f: day(f.suggestion.made_on), _APPLICANT),
    "suggestion_reason": _P("审核意见", lambda f: f.suggestion.reason, _APPLICANT),
    "publish_on": _P("主动公开的日期", lambda f: day(f.suggestion.publish_on), _APPLICANT),
    # Inside the office
    "unit": _P("协办单位", lambda f: f.assistance.unit, _OTHERS),
    "question": _P("协办的问题", lambda f: f.assistance.question, _OTHERS),
    "reply_by": _P("反馈的期限", lambda f: day(f.assistance.reply_by), _OTHERS),
    "served_to": _P("受送达人", lambda f: f.service.to.name, _FILE),
    "served_title": _P("送达文书名称", lambda f: f.service.title, _FILE),
    "served_number": _P("送达文书文号", lambda f: f.service.number, _FILE),
    "service_method": _P("送达方式", lambda f: f.service.method, _FILE),
    "service_place": _P("送达地点", lambda f: f.service.place, _FILE),
    "carrier": _P("承运人", lambda f: f.service.carrier, _FILE),
    "tracking": _P("邮件编号", lambda f: f.service.tracking, _FILE),
    "posted_on": _P("交邮日期", lambda f: day(f.service.posted_on), _FILE),
    "signed_on": _P("签收日期", lambda f: day(f.service.signed_on), _FILE),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """Several facts of one kind, for a numbered list."""

    label: str
    items: Callable[[CaseFacts], tuple[str, ...]]


LISTS: Mapping[str, Listing] = {
    "correction_items": Listing("应当补正的内容", lambda f: f.correction.items),
    "fee_steps": Listing(
        "收费的计算",
        lambda f: tuple(step.text for step in f.fee.charge.steps) if f.fee.charge else (),
    ),
    "given": Listing("予以公开的内容", lambda f: f.given),
}
