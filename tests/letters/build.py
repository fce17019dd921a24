"""Complete facts for every letter, under both regimes. All people and places are fictional."""

from dataclasses import replace
from datetime import date

from gongkai.documents.model import Document, Heading, ListBlock, OfficialLetter, Paragraph
from gongkai.documents.tables import Table
from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.fees import item_fee
from gongkai.law.grounds import ground
from gongkai.law.receipt import ReceiptFacts, receipt
from gongkai.law.regimes import Consulted
from gongkai.law.remedies import RemedyNames
from gongkai.letters.facts import (
    Agency,
    Assistance,
    CaseFacts,
    Consultation,
    Correction,
    EarlierAnswer,
    Extension,
    Fee,
    Justification,
    OtherAgency,
    Party,
    Provision,
    RecordCorrection,
    SearchedPlace,
    SearchRecord,
    Service,
    Suggestion,
    Withheld,
)

AGENCY = Agency("青石镇人民政府", AgencyKind.TOWNSHIP, "青石镇人民路1号", "0431-5550100")
NAMES = RemedyNames(("白桦县人民政府",), "白桦县人民法院", "https://fuyi.example.gov.cn")
APPLICANT = Party("陈晓雨", "13900005550", "青石镇柳树村3组12号", "chen@example.com")
THIRD = Party("白桦县永丰农机有限公司", "0431-5550188", "白桦县建设街9号", "yf@example.com")
CONSULTED = Consultation(
    who=Consulted.THIRD_PARTY,
    party=THIRD,
    passage="采购合同第三条至第五条的报价明细",
    working_days=10,
    sent_on=date(2026, 2, 11),
    answer="于2026年3月2日答复不同意公开",
    override="报价明细涉及公共资金的使用，不公开可能对公共利益造成重大影响",
    disclosed_on=date(2026, 3, 12),
)
CO_PRODUCER = Consultation(
    who=Consulted.CO_PRODUCER,
    party=Party("白桦县农业农村局"),
    passage="联合验收报告第二部分",
    sent_on=date(2026, 2, 12),
)

# The letters of each regime with the outcome and the ground they state, if any.
STEPS_2008 = ("D1", "D4", "D5", "D5b", "D6", "D21", "D23", "D1b", "D24")
STEPS_2019 = (*STEPS_2008, "D2", "D3", "D3b", "D5c", "D7", "D22")
REFUSALS_2008 = (
    "state_secret",
    "trade_secret",
    "privacy",
    "endangers_security",
    "law_prohibits",
    "process_info",
    "internal_affairs",
    "enforcement_file",
    "not_government_information",
    "no_special_need",
    "other_refusal",
)
REFUSALS_2019 = (
    "state_secret",
    "law_prohibits",
    "endangers_security",
    "third_party",
    "internal_affairs",
    "process_info",
    "enforcement_file",
)
ANSWERS_2008 = (
    ("D8", "already_public", None),
    ("D9", "disclosed", None),
    ("D10", "partially_disclosed", None),
    *(("D11", "withheld", code) for code in REFUSALS_2008),
    ("D12", "unable_to_provide", "not_existing"),
    ("D13", "unable_to_provide", "not_responsible"),
    ("D2", "unable_to_provide", "unclear"),
    ("D16", "not_processed", "petition_redirect"),
)
ANSWERS_2019 = (
    ("D8", "already_public", None),
    ("D9", "disclosed", None),
    ("D10", "partially_disclosed", None),
    *(("D11", "withheld", code) for code in REFUSALS_2019),
    ("D12", "unable_to_provide", "not_existing"),
    ("D13", "unable_to_provide", "not_responsible"),
    ("D14", "not_processed", "duplicate"),
    ("D14b", "not_processed", "reissue"),
    ("D15", "withheld", "special_query"),
    ("D16", "not_processed", "petition_redirect"),
    ("D17", "not_processed", "publication_redirect"),
    ("D18", "unable_to_provide", "requires_processing"),
    ("D18b", "unable_to_provide", "unclear"),
    ("D19", "not_processed", "abusive_refused"),
    *(("D20", "other_handling", code) for code in ("uncorrected", "fee_unpaid", "other")),
)
CASES = (
    *(("2008", kind, "", None) for kind in STEPS_2008),
    *(("2019", kind, "", None) for kind in STEPS_2019),
    *(("2008", *answer) for answer in ANSWERS_2008),
    *(("2019", *answer) for answer in ANSWERS_2019),
)


def reasons(code, regime):
    """Each fact the law wants, by its own name."""
    return {label: f"（{label}）" for label in ground(code, regime=regime).letter_facts}


def facts(**changes):
    """Everything known, for an application of 2026 handed in at the counter."""
    day = date(2026, 2, 9)
    complete = CaseFacts(
        agency=AGENCY,
        received=receipt("in_person", ReceiptFacts(submitted_on=day)),
        applicant=APPLICANT,
        applicant_kind="自然人",
        case_number="依申请〔2026〕0007",
        number="青镇公开复〔2026〕12号",
        channel="in_person",
        request="柳树村2015年土地承包台账",
        summary="柳树村土地承包的有关材料",
        wanted_form="纸质",
        due_on=date(2026, 3, 13),
        first_due_on=date(2026, 3, 13),
        decided_on=date(2026, 3, 10),
        correction=Correction(
            unclear="没有写明所需台账的年度",
            items=("所需台账的年度", "所需台账的村组"),
            guidance="“柳树村3组2015年土地承包台账”",
            working_days=15,
            served_on=date(2026, 2, 11),
            due_on=date(2026, 3, 5),
        ),
        concerning=CONSULTED,
        extension=Extension("需要查找的档案较多", 20, date(2026, 4, 13)),
        fee=Fee(
            "您2026年2月向本机关提出第9件至第12件申请",
            item_fee(9, 12, on=day),
            "凭缴款码到代收银行缴入国库",
            date(2026, 2, 11),
            date(2026, 3, 17),
        ),
        justification=Justification(
            "您2026年2月向本机关提出申请41件", 10, "个人研究", date(2026, 4, 30)
        ),
        search=SearchRecord(
            (
                SearchedPlace("档案室纸质档案", "2014—2016年农业类"),
                SearchedPlace("电子公文系统", "关键词：柳树村、承包、台账"),
            ),
            ("农业服务站", "柳树村委会"),
            "未检索到您申请的政府信息",
        ),
        given=("合同正文", "验收单"),
        provision=Provision("纸质", 6, "随本告知书一并送达", "本机关网站“法定主动公开内容”栏目"),
        other_agency=OtherAgency("白桦县农业农村局", "0431-5550166"),
        earlier=EarlierAnswer("青镇公开复〔2025〕40号", date(2025, 11, 3)),
        record=RecordCorrection(
            wrong="出生日期登记错误",
            verified="登记的出生日期与户口簿不一致",
            result="corrected",
            decision="出生日期更正为1962年3月1日",
            done_on=date(2026, 3, 6),
        ),
        suggestion=Suggestion("该信息需要社会公众广泛知晓", date(2026, 3, 20), date(2026, 2, 9)),
        assistance=Assistance("青石镇农业服务站", "2015年台账是否移交", date(2026, 2, 27)),
        service=Service(APPLICANT, "政府信息公开申请答复书", "青镇公开复〔2026〕12号", "邮寄"),
        remedy=NAMES,
    )
    return replace(complete, **changes)


def facts_2008(**changes):
    """Everything known, for an application of 2017."""
    known = {
        "received": receipt("in_person", ReceiptFacts(submitted_on=date(2017, 3, 1))),
        "number": "青镇公开复〔2017〕3号",
        "due_on": date(2017, 3, 22),
        "first_due_on": date(2017, 3, 22),
        "decided_on": date(2017, 3, 20),
        "extension": Extension("需要查找的档案较多", 15, date(2017, 4, 14)),
        "concerning": replace(CONSULTED, sent_on=date(2017, 3, 3), disclosed_on=date(2017, 3, 24)),
    }
    return facts(**known | changes)


def facts_for(regime, outcome="", code=None, **changes):
    """Complete facts for an outcome on its ground; a partial disclosure withholds one part."""
    build = facts_2008 if regime == "2008" else facts
    if outcome == "partially_disclosed":
        secret = "trade_secret" if regime == "2008" else "third_party"
        changes = {"withheld": (Withheld("报价明细", secret, reasons(secret, regime)),)} | changes
    if code:
        changes = {"reasons": reasons(code, regime)} | changes
    return build(outcome=outcome, ground=code, **changes)


def lines(document: Document):
    """What a reader sees, line by line."""
    found = [document.title.replace("\n", ""), document.number]
    for block in document.blocks:
        match block:
            case Paragraph(runs=runs):
                found.append("".join(run.text for run in runs))
            case Heading(text=text):
                found.append(text)
            case ListBlock(items=items):
                found += [f"{place}. {item[0].text}" for place, item in enumerate(items, 1)]
            case Table(body=body):
                found += ["｜".join(cell.text for cell in row) for row in body]
    if isinstance(document, OfficialLetter):
        found += document.attachment_lines
        found += [document.signature.organ, document.signature.date, document.contact]
    return found
