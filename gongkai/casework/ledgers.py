"""The settings of this room as ledgers: numbers, words and remedies of an agency's letters."""

from gongkai.audit.actions import Action
from gongkai.casework.models import LetterWording, Numbering, RemedySetting
from gongkai.casework.transitions import numberings, remedy_settings, wordings
from gongkai.law.agency_kinds import AgencyKind
from gongkai.ledgers.columns import Choice, Column, Day, LongText, Text
from gongkai.ledgers.ledger import Ledger, copied
from gongkai.letters.loader import LETTERS, SERIES
from gongkai.letters.rewording import wordings_of

_SERIES = {
    "acknowledgement": "接收回执",
    "correction": "补正告知书",
    "justification": "说明理由告知书",
    "extension": "延期答复告知书",
    "consultation": "征求意见书",
    "notice": "告知书",
    "fee": "收费通知书",
    "reply": "答复书",
    "internal": "协办函",
}
# Named by the year they were made, as everywhere; the code is the year they came into force.
_REGIMES = [("2008", "2007年条例"), ("2019", "2019年条例")]


def _by_number(pair: tuple[str, str]) -> tuple[int, str]:
    return int("".join(sign for sign in pair[0] if sign.isdigit())), pair[0]


_KINDS = sorted(
    {
        letter.code: f"{letter.code} {letter.title}" for letter in LETTERS if not letter.is_form
    }.items(),
    key=_by_number,
)
# One key bears several labels in different letters, as 理由 does.
FIELDS = {
    "unclear": "不明确之处",
    "guidance": "补正的指导和示例",
    "counts": "申请的数量和频次",
    "reason": "延期的理由",
    "passage": "涉及的内容",
    "silence": "不答复的后果",
    "why": "收费的依据事实",
    "payment": "缴纳方式",
    "question": "协办的问题",
    "reasons": "理由",
    "way": "获取的途径",
    "provision": "提供的形式和方式",
    "search": "检索的经过",
    "verified": "审核的事实",
    "result": "处理结果",
}
# Title, paragraphs by their place and grounds, as `rewording` names them.
_TEXTS = FIELDS | {
    one.key: one.label for text in LETTERS for one in wordings_of(text) if one.key not in FIELDS
}

NUMBERINGS = Ledger(
    key="numberings",
    sheet="文号规则",
    about="文书的机关代字和系列字，从哪一天起用；只写机关代字的一行用于全部系列。",
    columns=(
        Column(
            "series",
            "文书系列",
            Choice([(code, f"{_SERIES[code]}（{SERIES[code]}）") for code in SERIES]),
        ),
        Column("agency_code", "机关代字", Text(40), required=True),
        Column("word", "系列字", Text(40)),
        Column("since", "启用日期", Day(), required=True),
    ),
    entry=numberings.NumberingEntry,
    model=Numbering,
    day="since",
    records=lambda agency: Numbering.objects.filter(agency=agency),
    read=copied(numberings.NumberingEntry),
    enter=numberings.adopt_numbering,
    amend=numberings.amend_numbering,
    entering=Action.NUMBERING_ADOPT,
    amending=Action.NUMBERING_AMEND,
)

REMEDY_SETTINGS = Ledger(
    key="remedy-settings",
    sheet="救济途径",
    about="答复书写明的行政复议机关、人民法院和行政复议网上渠道，从哪一天起用。",
    columns=(
        Column(
            "authorities",
            "行政复议机关",
            Text(200, hint="申请人可以选择的，两个机关用顿号分开"),
            required=True,
        ),
        Column("court", "人民法院", Text(120), required=True),
        Column("online_channel", "行政复议网上渠道", Text(200)),
        Column(
            "kind",
            "确定复议机关的机关类型",
            Choice(
                [(kind.value, kind.label) for kind in AgencyKind],
                hint="垂直管理的机关和司法行政部门选；其他不填",
            ),
            listed=False,
        ),
        Column("since", "启用日期", Day(), required=True),
    ),
    entry=remedy_settings.RemedySettingEntry,
    model=RemedySetting,
    day="since",
    records=lambda agency: RemedySetting.objects.filter(agency=agency),
    read=copied(remedy_settings.RemedySettingEntry),
    enter=remedy_settings.adopt_remedy_setting,
    amend=remedy_settings.amend_remedy_setting,
    entering=Action.REMEDY_SETTING_ADOPT,
    amending=Action.REMEDY_SETTING_AMEND,
)

WORDINGS = Ledger(
    key="letter-wordings",
    sheet="文书用语",
    about="文书的标题、段落和理由用本机关自己的话；每行一句，大括号中的名称由案件填入。",
    columns=(
        Column("kind", "文书", Choice(_KINDS), required=True),
        Column("regime", "适用条例", Choice(_REGIMES), required=True),
        Column(
            "field",
            "文字的位置",
            Choice(list(_TEXTS.items())),
            required=True,
        ),
        Column("text", "文字", LongText(), required=True, listed=False),
        Column("since", "启用日期", Day(), required=True),
        Column("until", "停用日期", Day()),
    ),
    entry=wordings.WordingEntry,
    model=LetterWording,
    day="since",
    records=lambda agency: LetterWording.objects.filter(agency=agency),
    read=copied(wordings.WordingEntry),
    enter=wordings.adopt_wording,
    amend=wordings.amend_wording,
    entering=Action.LETTER_WORDING_ADOPT,
    amending=Action.LETTER_WORDING_AMEND,
)

ALL = (NUMBERINGS, REMEDY_SETTINGS, WORDINGS)
