"""Closed cases whose time of keeping is over lose whatever names a person; the figures stay."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.applications.transitions.erasure import empty
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.casework import retention
from gongkai.protection.models import Erasure
from gongkai.protection.transitions import erase_due


@transaction.atomic
def erase(agencies: QuerySet[Agency], *, on: date, acting: Acting) -> list[Erasure]:
    """Erase identities, names, texts and files whose time is over; all that is counted stays.

    A dry run is `casework.retention.preview`. Files that nothing else uses go with the commit.

    Raises: NotAllowed, for a day to come or another's agency.
    Source: 个人信息保护法 第十九条、第四十七条.
    """
    if on > acting.today:
        raise NotAllowed("清除的截止日期在今天之后，请改为今天或更早的日期。", field="on")
    for agency in agencies:
        permit(acting.by, Action.PERSONAL_DATA_ERASE, agency)
    erased = erase_due(on=on, scope=retention.scope(agencies, on=on), acting=acting)
    for kept in retention.KEPT:
        records = retention.records_over(kept, on=on, agencies=agencies)
        erased += empty(kept, records, acting=acting)
    return erased
