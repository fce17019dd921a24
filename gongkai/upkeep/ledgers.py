"""The ledger of this room, as offices keep it."""

from gongkai.applications.queries import numbers_of
from gongkai.audit.actions import Action
from gongkai.law.grounds import GROUNDS
from gongkai.ledgers.columns import Choice, Column, Day, Reference, Text
from gongkai.ledgers.ledger import Ledger, copied
from gongkai.upkeep.models import WithheldInformation
from gongkai.upkeep.transitions import withheld

# Each ground as the newest regime that knows it words it; older words mean the same code.
_LABELS = {ground.code: ground.label for ground in GROUNDS if "withheld" in ground.outcomes}
_OLD_LABELS = {
    ground.label: ground.code
    for ground in GROUNDS
    if "withheld" in ground.outcomes and ground.label != _LABELS[ground.code]
}

WITHHELD = Ledger(
    key="withheld",
    sheet="不予公开信息",
    about="不予公开的政府信息，每条一行；定期评估，情势变化可以公开的改为公开（条例第十八条）。",
    columns=(
        Column("title", "信息名称", Text(300), required=True, synonyms=("名称", "标题")),
        Column(
            "ground",
            "不予公开理由",
            Choice(tuple(_LABELS.items()), _OLD_LABELS),
            required=True,
            synonyms=("理由",),
        ),
        Column("decided_on", "决定日期", Day(), required=True, synonyms=("认定日期",)),
        Column("next_evaluation_on", "下次评估日期", Day(), synonyms=("评估日期",)),
        Column("application_number", "申请编号", Reference(numbers_of, 60), synonyms=("登记编号",)),
        Column("reversed_on", "改为公开日期", Day()),
    ),
    entry=withheld.WithheldEntry,
    model=WithheldInformation,
    day="decided_on",
    records=lambda agency: WithheldInformation.objects.filter(agency=agency),
    read=copied(withheld.WithheldEntry),
    enter=withheld.enter,
    amend=withheld.amend,
    entering=Action.WITHHELD_ENTER,
    amending=Action.WITHHELD_AMEND,
    synonyms=("不予公开",),
)

ALL = (WITHHELD,)
