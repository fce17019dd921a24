"""Personal data of closed cases is erased when its period is over; the statistics stay."""

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.applications.models import Submission
from gongkai.applications.queries import retention
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog import files
from gongkai.protection.models import Erasure
from gongkai.protection.retention import Erasable
from gongkai.protection.transitions import erase_due


@transaction.atomic
def erase_cases(agencies: QuerySet[Agency], *, on: date, acting: Acting) -> list[Erasure]:
    """Erase identities, contacts, names and scans whose period is over; all else stays.

    A dry run is `queries.retention`. Files that nothing else uses go with the commit.

    Raises: NotAllowed, for a day to come or another's agency.
    Source: 个人信息保护法 第十九条、第四十七条.
    """
    if on > acting.today:
        raise NotAllowed("清除的截止日期在今天之后，请改为今天或更早的日期。", field="on")
    for agency in agencies:
        permit(acting.by, Action.PERSONAL_DATA_ERASE, agency)
    erased = erase_due(on=on, scope=partial(retention.in_scope, agencies), acting=acting)
    for rule, records in retention.names_due(on=on, agencies=agencies):
        rows = list(records.select_for_update(of=("self",)))
        erased += [_erase(record, rule, acting) for record in rows]
    return erased


def _erase(record: Any, rule: Erasable, acting: Acting) -> Erasure:
    gone = []
    if record.applicant_kind in ("natural_person", "") and record.applicant != retention.ERASED:
        record.applicant = retention.ERASED
        record.save(update_fields=["applicant"])
        gone.append("applicant")
    if isinstance(record, Submission) and _erase_files(record):
        gone.append("files")
    erasure = Erasure.objects.create(
        subject_type=record._meta.label_lower,
        subject_id=record.pk,
        fields=gone,
        basis=rule.basis,
        counted_from=record.counted_from,
        erased_on=acting.today,
        erased_by=acting.by,
    )
    log.record(Action.PERSONAL_DATA_ERASE, record, acting, fields=gone, basis=rule.basis)
    return erasure


def _erase_files(submission: Submission) -> bool:
    names = [str(row.original) for row in submission.files.order_by("pk")]
    submission.files.all().delete()
    for name in names:
        transaction.on_commit(partial(files.forget, name))
    return bool(names)
