"""The ledgers of this room, as offices keep them."""

from gongkai.applications.queries import numbers_of
from gongkai.audit.actions import Action
from gongkai.ledgers.columns import Choice, Column, Day, Reference, Text, YesNo
from gongkai.ledgers.ledger import Ledger
from gongkai.remedies import transitions
from gongkai.remedies.models import Lawsuit, Reconsideration, Result

_RESULT = Choice(
    Result.choices,
    {
        "维持": "upheld",
        "维持具体行政行为": "upheld",
        "驳回诉讼请求": "upheld",
        "驳回原告诉讼请求": "upheld",
        "纠正": "corrected",
        "依法纠正": "corrected",
        "被依法纠正": "corrected",
        "其他": "other",
        "其他情形": "other",
    },
)
_APPLICATION = Column(
    "application", "申请编号", Reference(numbers_of, 60), synonyms=("对应申请", "依申请编号")
)
_STAGES = (
    Column(
        "copy_received_on",
        "收到副本日期",
        Day(),
        synonyms=("收到申请书副本日期", "收到起诉状副本日期"),
    ),
    Column("brief_on", "提交答复（答辩）日期", Day(), synonyms=("书面答复日期", "答辩日期")),
    Column("heard_on", "听证（开庭）日期", Day(), synonyms=("听证日期", "开庭日期")),
)
_ORDERS = (
    Column("orders_new_answer", "责令重新答复", YesNo(), synonyms=("是否责令重新答复",)),
    Column("new_answer_by", "确定的重新答复期限", Day(), synonyms=("重新答复期限",)),
)
_DECIDED_ON = Column("decided_on", "审结日期", Day(), synonyms=("结案日期",))

RECONSIDERATIONS = Ledger(
    key="reconsiderations",
    sheet="行政复议",
    about="因信息公开工作被申请的行政复议，每案一行；尚未审结的不填结果和审结日期。",
    columns=(
        Column("number", "案号", Text(80), required=True, synonyms=("复议案号",)),
        _APPLICATION,
        Column("filed_on", "受理日期", Day(), required=True, synonyms=("申请日期",)),
        Column("authority", "复议机关", Text(120), required=True),
        Column("is_simplified", "简易程序", YesNo(), synonyms=("是否适用简易程序",)),
        *_STAGES,
        Column("result", "结果", _RESULT, synonyms=("复议结果",)),
        _DECIDED_ON,
        *_ORDERS,
    ),
    entry=transitions.ReconsiderationEntry,
    model=Reconsideration,
    day="filed_on",
    records=lambda agency: Reconsideration.objects.filter(agency=agency).select_related(
        "application"
    ),
    read=lambda case: transitions.ReconsiderationEntry(
        number=case.number,
        application=case.application.number if case.application else "",
        filed_on=case.filed_on,
        authority=case.authority,
        is_simplified=case.is_simplified,
        result=case.result,
        decided_on=case.decided_on,
        copy_received_on=case.copy_received_on,
        brief_on=case.brief_on,
        heard_on=case.heard_on,
        orders_new_answer=case.orders_new_answer,
        new_answer_by=case.new_answer_by,
    ),
    enter=transitions.file_reconsideration,
    amend=transitions.amend_reconsideration,
    entering=Action.RECONSIDERATION_FILE,
    amending=Action.RECONSIDERATION_AMEND,
    synonyms=("复议",),
)

LAWSUITS = Ledger(
    key="lawsuits",
    sheet="行政诉讼",
    about="因信息公开工作被提起的行政诉讼，每案一行；尚未审结的不填结果和审结日期。",
    columns=(
        Column("number", "案号", Text(80), required=True),
        _APPLICATION,
        Column(
            "after_reconsideration", "复议后起诉", YesNo(), synonyms=("是否复议后起诉", "经过复议")
        ),
        Column("filed_on", "立案日期", Day(), required=True, synonyms=("受理日期", "起诉日期")),
        Column("court", "法院", Text(120), required=True, synonyms=("受理法院", "审理法院")),
        *_STAGES,
        Column("result", "结果", _RESULT, synonyms=("诉讼结果", "裁判结果")),
        _DECIDED_ON,
        *_ORDERS,
    ),
    entry=transitions.LawsuitEntry,
    model=Lawsuit,
    day="filed_on",
    records=lambda agency: Lawsuit.objects.filter(agency=agency).select_related("application"),
    read=lambda case: transitions.LawsuitEntry(
        number=case.number,
        application=case.application.number if case.application else "",
        after_reconsideration=case.after_reconsideration,
        filed_on=case.filed_on,
        court=case.court,
        result=case.result,
        decided_on=case.decided_on,
        copy_received_on=case.copy_received_on,
        brief_on=case.brief_on,
        heard_on=case.heard_on,
        orders_new_answer=case.orders_new_answer,
        new_answer_by=case.new_answer_by,
    ),
    enter=transitions.file_lawsuit,
    amend=transitions.amend_lawsuit,
    entering=Action.LAWSUIT_FILE,
    amending=Action.LAWSUIT_AMEND,
    synonyms=("诉讼",),
)

ALL = (RECONSIDERATIONS, LAWSUITS)
