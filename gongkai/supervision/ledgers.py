"""The ledgers of this room, as offices keep them."""

from gongkai.applications.queries import numbers_of
from gongkai.audit.actions import Action
from gongkai.ledgers.columns import Choice, Column, Day, Reference, Text, YesNo
from gongkai.ledgers.ledger import Ledger
from gongkai.supervision import queries, transitions
from gongkai.supervision.models import Complaint, InspectionFinding

COMPLAINTS = Ledger(
    key="complaints",
    sheet="投诉举报申诉",
    about="对信息公开工作的投诉、举报、申诉及其处理，每件一行。",
    columns=(
        Column("number", "登记编号", Text(60), required=True, synonyms=("受理编号",)),
        Column(
            "kind",
            "类别",
            Choice(Complaint.Kind.choices, {"行政申诉": "appeal"}),
            required=True,
            synonyms=("类型",),
        ),
        Column("received_on", "收到日期", Day(), required=True, synonyms=("受理日期", "日期")),
        Column("subject", "事项", Text(300), required=True, synonyms=("内容", "反映事项")),
        Column(
            "application",
            "申请编号",
            Reference(numbers_of, 60),
            synonyms=("对应申请", "依申请编号"),
        ),
        Column("handled_on", "办结日期", Day()),
        Column("handling", "处理结果", Text(300), synonyms=("办理结果", "处理情况")),
    ),
    entry=transitions.ComplaintEntry,
    model=Complaint,
    day="received_on",
    records=lambda agency: Complaint.objects.filter(agency=agency).select_related("application"),
    read=lambda complaint: transitions.ComplaintEntry(
        number=complaint.number,
        kind=complaint.kind,
        received_on=complaint.received_on,
        subject=complaint.subject,
        application=complaint.application.number if complaint.application else "",
        handled_on=complaint.handled_on,
        handling=complaint.handling,
    ),
    enter=transitions.receive_complaint,
    amend=transitions.amend_complaint,
    entering=Action.COMPLAINT_RECEIVE,
    amending=Action.COMPLAINT_AMEND,
    synonyms=("投诉举报", "举报投诉"),
)

INSPECTIONS = Ledger(
    key="inspections",
    sheet="监督检查",
    about="对信息公开工作的检查，发现的情况每项一行；没有发现问题的，检查本身登记一行。",
    columns=(
        Column("inspected_on", "检查日期", Day(), required=True, synonyms=("日期", "时间")),
        Column("inspector", "检查单位", Text(120), required=True, synonyms=("检查人",)),
        Column("subject", "检查内容", Text(200), required=True, synonyms=("检查事项",)),
        Column("finding", "发现的情况", Text(300), synonyms=("发现的问题", "存在问题")),
        Column("needs_correction", "需要整改", YesNo(), synonyms=("是否需要整改",)),
        Column("corrected_on", "整改完成日期", Day(), synonyms=("整改日期",)),
    ),
    entry=transitions.InspectionEntry,
    model=InspectionFinding,
    day="inspected_on",
    records=queries.rows_of,
    read=transitions.entry_of,
    enter=transitions.make_inspection,
    amend=transitions.amend_inspection,
    entering=Action.INSPECTION_MAKE,
    amending=Action.INSPECTION_AMEND,
    synonyms=("检查",),
)

ALL = (COMPLAINTS, INSPECTIONS)
