"""Whom an agency's letters name for reconsideration and lawsuits, from one day on."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.casework.models import RemedySetting
from gongkai.ledgers import records


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedySettingEntry:
    """The names for letters; two authorities are parted by 、."""

    authorities: str
    court: str
    online_channel: str = ""
    kind: str = ""
    since: date


@transaction.atomic
def adopt_remedy_setting(
    agency: Agency, entry: RemedySettingEntry, *, acting: Acting
) -> RemedySetting:
    """Name the authorities and the court from a day on.

    Raises: NotAllowed.
    Source: 行政复议法(2023) 第二十四条至第二十八条; how many authorities there must be is
    asked when a letter is composed, for it depends on its day.
    """
    permit(acting.by, Action.REMEDY_SETTING_ADOPT, agency)
    setting = RemedySetting(agency=agency, **asdict(entry))
    return records.enter(setting, action=Action.REMEDY_SETTING_ADOPT, acting=acting)


@transaction.atomic
def amend_remedy_setting(
    setting_id: int, entry: RemedySettingEntry, *, reason: str, acting: Acting
) -> RemedySetting:
    """Correct the names; signed letters stay as they are.

    Raises: NotAllowed.
    """
    setting = (
        RemedySetting.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=setting_id)
    )
    permit(acting.by, Action.REMEDY_SETTING_AMEND, setting.agency)
    return records.amend(
        setting, asdict(entry), reason=reason, action=Action.REMEDY_SETTING_AMEND, acting=acting
    )
