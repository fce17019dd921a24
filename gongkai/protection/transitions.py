"""A protected value is opened, with a reason; values are erased when their period is over."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.protection import queries
from gongkai.protection.masking import masked_text
from gongkai.protection.models import Erasure, Protected
from gongkai.protection.retention import Erasable
from gongkai.protection.secret import Secret, reveal
from gongkai.protection.values import change

# Raises NotAllowed unless the person may open values of the record; the rooms above know.
Permit = Callable[[User, Protected], None]


@transaction.atomic
def open_value(
    record: Protected, field: str, *, reason: str, permit: Permit, acting: Acting
) -> str:
    """One protected value, against a reason that stays on record with the person and the time.

    Numbers in the reason are starred: the audit log is never erased.

    Raises: NotAllowed, ProtectionFault.
    Source: 个人信息保护法 第五十一条.
    """
    stored = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    permit(acting.by, stored)
    secret = getattr(stored, field)
    if not isinstance(secret, Secret):
        raise TypeError(f"{field} is not protected")
    if not reason.strip():
        raise NotAllowed("请写明查看的理由，它将记入审计日志。", field="reason")
    if not secret:
        raise NotAllowed("这一项没有登记，或者已按保存期限清除。")
    value = reveal(secret)
    log.record(
        Action.PERSONAL_DATA_OPEN, stored, acting, field=field, reason=masked_text(reason.strip())
    )
    return value


@transaction.atomic
def erase_due(*, on: date, scope: queries.Scope, acting: Acting) -> list[Erasure]:
    """Empty the protected values of records whose period is over; all else of them stays.

    A dry run is `queries.due_for_erasure`.

    Raises: NotAllowed, for a day to come.
    Source: 个人信息保护法 第十九条、第四十七条.
    """
    if on > acting.today:
        raise NotAllowed("清除的截止日期在今天之后，请改为今天或更早的日期。", field="on")
    return [
        _erase(record, rule, acting)
        for rule, records in queries.due_for_erasure(acting.by, on=on, scope=scope)
        for record in records.select_for_update(of=("self",))
    ]


def _erase(record: Any, rule: Erasable, acting: Acting) -> Erasure:
    held = [name for name in rule.fields if getattr(record, name)]
    change(record, **dict.fromkeys(held, ""))
    erasure = Erasure.objects.create(
        subject_type=record._meta.label_lower,
        subject_id=record.pk,
        fields=held,
        basis=rule.basis,
        counted_from=record.counted_from,
        erased_on=acting.today,
        erased_by=acting.by,
    )
    log.record(Action.PERSONAL_DATA_ERASE, record, acting, fields=held, basis=rule.basis)
    return erasure
