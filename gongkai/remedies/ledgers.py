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
        Column("result", "结果", _RESULT, synonyms=("复议结果",)),
        _DECIDED_ON,
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
        result=case.result,
        decided_on=case.decided_on,
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
        Column("result", "结果", _RESULT, synonyms=("诉讼结果", "裁判结果")),
        _DECIDED_ON,
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
    ),
    enter=transitions.file_lawsuit,
    amend=transitions.amend_lawsuit,
    entering=Action.LAWSUIT_FILE,
    amending=Action.LAWSUIT_AMEND,
    synonyms=("诉讼",),
)

ALL = (RECONSIDERATIONS, LAWSUITS)
