"""The ledger of this room, as offices keep it."""

from gongkai.agencies.queries import people_names
from gongkai.applications import queries
from gongkai.applications.categories import CATEGORIES
from gongkai.applications.models import Application
from gongkai.applications.transitions import register
from gongkai.audit.actions import Action
from gongkai.law.value_lists import APPLICANT_KINDS, RECEIPT_CHANNELS
from gongkai.ledgers.columns import Choice, Column, Day, LongText, Reference, Text, Whole
from gongkai.ledgers.ledger import Ledger

_CHANNEL = Choice(
    [(row.code, row.label) for row in RECEIPT_CHANNELS],
    {
        "当面申请": "in_person",
        "现场": "in_person",
        "信函申请": "letter",
        "邮寄": "letter",
        "传真申请": "fax",
        "网络": "online",
        "网络申请": "online",
        "网上申请": "online",
        "网站": "online",
        "电子邮箱": "email",
        "邮件": "email",
        "其他": "other",
        "其它": "other",
    },
)
_APPLICANT_KIND = Choice(
    [(row.code, row.label) for row in APPLICANT_KINDS],
    {
        "公民": "natural_person",
        "个人": "natural_person",
        "企业": "commercial_enterprise",
        "公司": "commercial_enterprise",
        "其它": "other_applicant",
    },
)
_CATEGORY = Choice(
    [(row.code, row.label) for row in CATEGORIES],
    {
        "政策法规": "policy",
        "规划计划": "plans",
        "规划计划及完成情况": "plans",
        "业务管理": "business",
        "规范性文件": "normative",
        "重大事项类": "major",
        "与公众利益密切相关事项类": "major",
        "与公众密切相关重大事项类": "major",
        "公共资金使用和监督类": "funds",
        "其他": "other",
        "其它": "other",
    },
)

APPLICATIONS = Ledger(
    key="applications",
    sheet="依申请公开",
    about="收到的政府信息公开申请及其延期、答复，每件一行。",
    columns=(
        Column(
            "number",
            "登记编号",
            Text(60, hint="不填则按“依申请〔年度〕0001”自动编号"),
            synonyms=("申请编号", "受理编号"),
        ),
        Column(
            "received_on",
            "收到日期",
            Day(),
            required=True,
            synonyms=("收到申请日期", "受理日期", "申请日期"),
        ),
        Column(
            "channel",
            "申请渠道",
            _CHANNEL,
            required=True,
            synonyms=("申请方式", "受理方式", "渠道"),
        ),
        Column(
            "applicant_kind",
            "申请人类型",
            _APPLICANT_KIND,
            synonyms=("申请人类别",),
            listed=False,
        ),
        Column(
            "applicant", "申请人", Text(120), required=True, synonyms=("申请人姓名", "申请人名称")
        ),
        Column(
            "content", "申请内容", LongText(), required=True, synonyms=("内容", "申请公开的信息")
        ),
        Column("category", "信息类别", _CATEGORY, synonyms=("内容类别", "类别"), listed=False),
        Column(
            "working_days",
            "延长工作日",
            Whole(hint="未延期不填"),
            synonyms=("延期工作日", "延期天数"),
            listed=False,
        ),
        Column("extension_reason", "延期理由", Text(300), listed=False),
        Column("approved_by", "延期批准人", Reference(people_names), listed=False),
        Column(
            "notified_on", "延期告知日期", Day(), synonyms=("延期日期", "告知日期"), listed=False
        ),
        Column("replied_on", "答复日期", Day(), synonyms=("办结日期", "答复时间")),
        Column("outcome", "办理结果", Text(60), synonyms=("答复结果", "答复类型", "处理结果")),
        Column("ground", "理由", Text(100), synonyms=("原因", "不予公开理由", "否决原因")),
        Column("reply_number", "答复文号", Text(60), synonyms=("文号",), listed=False),
    ),
    entry=register.ApplicationEntry,
    model=Application,
    day="received_on",
    records=lambda agency: queries.with_steps().filter(agency=agency),
    read=register.entry_of,
    enter=register.register,
    amend=register.amend,
    entering=Action.APPLICATION_RECEIVE,
    amending=Action.APPLICATION_AMEND,
    synonyms=("依申请", "申请", "政府信息公开申请"),
)

ALL = (APPLICATIONS,)
