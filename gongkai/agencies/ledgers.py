"""The ledgers of this room, as offices keep them."""

from gongkai.agencies import queries
from gongkai.agencies.models import (
    Agency,
    LeadingGroupMember,
    Meeting,
    Office,
    Officer,
    Post,
    SupportingRuleVersion,
    Training,
)
from gongkai.agencies.transitions import people, work
from gongkai.audit.actions import Action
from gongkai.ledgers.columns import Choice, Column, Day, LongText, Reference, Text, Whole, YesNo
from gongkai.ledgers.ledger import Ledger, copied


def _office_names(agency: Agency) -> list[str]:
    return [office.name for office in Office.objects.filter(agency=agency).order_by("name", "pk")]


_PERSON = Reference(queries.people_names, max_length=120)
_SINCE = ("起始日期", "开始日期", "任职日期", "起始时间")
_UNTIL = ("终止日期", "结束日期", "免职日期", "离任日期", "终止时间")


OFFICES = Ledger(
    key="offices",
    sheet="内设机构",
    about="办公室、站所等；承担政府信息公开工作的一个标为公开工作机构。",
    columns=(
        Column("name", "名称", Text(120), required=True, synonyms=("机构名称", "科室", "科室名称")),
        Column(
            "is_disclosure_office",
            "是否公开工作机构",
            YesNo(),
            synonyms=("公开工作机构", "是否政府信息公开工作机构"),
        ),
        Column("address", "办公地址", Text(200), synonyms=("地址",)),
        Column("opening_hours", "办公时间", Text(120)),
        Column("phone", "联系电话", Text(60), synonyms=("电话",)),
        Column("fax", "传真号码", Text(60), synonyms=("传真",), listed=False),
        Column(
            "internet_contact",
            "互联网联系方式",
            Text(120),
            synonyms=("电子邮箱", "邮箱"),
            listed=False,
        ),
        Column("since", "设立日期", Day(), required=True, synonyms=("成立日期", *_SINCE)),
        Column("until", "撤销日期", Day(), synonyms=_UNTIL, listed=False),
    ),
    entry=people.OfficeEntry,
    model=Office,
    day="since",
    records=lambda agency: Office.objects.filter(agency=agency),
    read=copied(people.OfficeEntry),
    enter=people.open_office,
    amend=people.amend_office,
    entering=Action.OFFICE_OPEN,
    amending=Action.OFFICE_AMEND,
)

PEOPLE = Ledger(
    key="people",
    sheet="人员",
    about="机关工作人员及其职务；领导小组、拟稿、审查、审批都引用这里的姓名。",
    columns=(
        Column("name", "姓名", Text(60), required=True),
        Column("note", "区分说明", Text(60), listed=False),
        Column("office", "内设机构", Reference(_office_names, 120), synonyms=("科室", "所在科室")),
        Column("title", "职务", Text(60), required=True),
        Column("since", "任职日期", Day(), required=True, synonyms=_SINCE),
        Column("until", "免职日期", Day(), synonyms=_UNTIL),
    ),
    entry=people.PersonEntry,
    model=Post,
    day="since",
    records=lambda agency: Post.objects.filter(person__agency=agency).select_related(
        "person", "office"
    ),
    read=lambda post: people.PersonEntry(
        name=post.person.name,
        note=post.person.note,
        office=post.office.name if post.office else "",
        title=post.title,
        since=post.since,
        until=post.until,
    ),
    enter=people.enter_person,
    amend=people.amend_person,
    entering=Action.PERSON_ENTER,
    amending=Action.PERSON_AMEND,
)

LEADING_GROUP = Ledger(
    key="leading-group",
    sheet="领导小组",
    about="信息公开工作领导小组的组长、副组长、成员和分工。",
    columns=(
        Column("name", "姓名", _PERSON, required=True),
        Column(
            "position",
            "组内职务",
            Choice(LeadingGroupMember.Position.choices),
            required=True,
            synonyms=("小组职务", "职务"),
        ),
        Column("duties", "分工", Text(200), synonyms=("职责",)),
        Column("since", "任职日期", Day(), required=True, synonyms=_SINCE),
        Column("until", "离任日期", Day(), synonyms=_UNTIL),
    ),
    entry=people.LeadingGroupEntry,
    model=LeadingGroupMember,
    day="since",
    records=lambda agency: LeadingGroupMember.objects.filter(person__agency=agency).select_related(
        "person"
    ),
    read=lambda place: people.LeadingGroupEntry(
        name=str(place.person),
        position=place.position,
        duties=place.duties,
        since=place.since,
        until=place.until,
    ),
    enter=people.appoint_to_group,
    amend=people.amend_group_place,
    entering=Action.GROUP_APPOINT,
    amending=Action.GROUP_AMEND,
)

OFFICERS = Ledger(
    key="officers",
    sheet="信息公开人员",
    about="专职、专业、兼职的信息公开工作人员，一人只登记一类。",
    columns=(
        Column("name", "姓名", _PERSON, required=True),
        Column(
            "kind",
            "人员类别",
            Choice(
                Officer.Kind.choices,
                {"专职": "full_time", "专业": "specialist", "兼职": "part_time"},
            ),
            required=True,
            synonyms=("类别",),
        ),
        Column("unit", "所在单位", Text(120), synonyms=("单位", "支部")),
        Column("since", "起始日期", Day(), required=True, synonyms=_SINCE),
        Column("until", "终止日期", Day(), synonyms=_UNTIL),
    ),
    entry=people.OfficerEntry,
    model=Officer,
    day="since",
    records=lambda agency: Officer.objects.filter(person__agency=agency).select_related("person"),
    read=lambda officer: people.OfficerEntry(
        name=str(officer.person),
        kind=officer.kind,
        unit=officer.unit,
        since=officer.since,
        until=officer.until,
    ),
    enter=people.appoint_officer,
    amend=people.amend_officer,
    entering=Action.OFFICER_APPOINT,
    amending=Action.OFFICER_AMEND,
)

RULES = Ledger(
    key="rules",
    sheet="配套制度",
    about="信息公开的考核、社会评议、责任追究等制度及其版本，每版一行。",
    columns=(
        Column("title", "制度名称", Text(200), required=True, synonyms=("名称",)),
        Column("number", "版次", Whole(), required=True, synonyms=("版本",)),
        Column("document_number", "文号", Text(60), synonyms=("发文字号",)),
        Column("in_force_on", "施行日期", Day(), required=True, synonyms=("实施日期", "生效日期")),
        Column("repealed_on", "废止日期", Day()),
        Column("text", "正文", LongText(), listed=False),
    ),
    entry=work.RuleEntry,
    model=SupportingRuleVersion,
    day="in_force_on",
    records=lambda agency: SupportingRuleVersion.objects.filter(rule__agency=agency).select_related(
        "rule"
    ),
    read=lambda version: work.RuleEntry(
        title=version.rule.title,
        number=version.number,
        document_number=version.document_number,
        in_force_on=version.in_force_on,
        repealed_on=version.rule.repealed_on,
        text=version.text,
    ),
    enter=work.adopt_rule,
    amend=work.amend_rule,
    entering=Action.RULE_ADOPT,
    amending=Action.RULE_AMEND,
)

MEETINGS = Ledger(
    key="meetings",
    sheet="会议",
    about="信息公开工作会议和专题会议。",
    columns=(
        Column("held_on", "日期", Day(), required=True, synonyms=("会议日期", "召开日期", "时间")),
        Column("subject", "会议名称", Text(200), required=True, synonyms=("名称", "会议主题")),
        Column(
            "scope",
            "类型",
            Choice(
                Meeting.Scope.choices, {"全镇会议": "whole", "全体": "whole", "专题": "special"}
            ),
            required=True,
            synonyms=("会议类型",),
        ),
        Column("participants", "参加人数", Whole(), synonyms=("人数",)),
        Column("summary", "主要内容", LongText(), synonyms=("内容",), listed=False),
    ),
    entry=work.MeetingEntry,
    model=Meeting,
    day="held_on",
    records=lambda agency: Meeting.objects.filter(agency=agency),
    read=copied(work.MeetingEntry),
    enter=work.hold_meeting,
    amend=work.amend_meeting,
    entering=Action.MEETING_HOLD,
    amending=Action.MEETING_AMEND,
)

TRAININGS = Ledger(
    key="trainings",
    sheet="培训",
    about="组织的信息公开学习培训，每次一行。",
    columns=(
        Column("held_on", "日期", Day(), required=True, synonyms=("培训日期", "时间")),
        Column("subject", "培训主题", Text(200), required=True, synonyms=("主题", "培训内容")),
        Column("trainer", "主讲人", Text(60), synonyms=("授课人",)),
        Column("place", "地点", Text(120), synonyms=("培训地点",)),
        Column("participants", "参加人数", Whole(), required=True, synonyms=("人数", "培训人数")),
        Column("participant_names", "参加人员", LongText(), synonyms=("人员名单",), listed=False),
    ),
    entry=work.TrainingEntry,
    model=Training,
    day="held_on",
    records=lambda agency: Training.objects.filter(agency=agency),
    read=copied(work.TrainingEntry),
    enter=work.hold_training,
    amend=work.amend_training,
    entering=Action.TRAINING_HOLD,
    amending=Action.TRAINING_AMEND,
)

ALL = (OFFICES, PEOPLE, LEADING_GROUP, OFFICERS, RULES, MEETINGS, TRAININGS)
