"""A step is prepared, and prepared anew only while no signed letter tells of it."""

from datetime import date

from django.db import transaction

from gongkai.applications.models import Correction, Extension, FeeNotice, Justification
from gongkai.applications.transitions import corrections, extension, fee_notices, justifications
from gongkai.applications.transitions.case import locked, locked_step
from gongkai.audit.acting import Acting
from gongkai.casework.policies import preparing


@transaction.atomic
def correction(
    application_id: int, entry: corrections.CorrectionEntry, *, acting: Acting
) -> Correction:
    """Prepare the request to correct.

    Raises: NotAllowed.
    Source: as for `applications.transitions.corrections.prepare`; so below.
    """
    preparing.permit_correction(acting.by, locked(application_id), today=acting.today)
    return corrections.prepare(application_id, entry, acting=acting)


@transaction.atomic
def justification(
    application_id: int, entry: justifications.JustificationEntry, *, acting: Acting
) -> Justification:
    """Prepare the request for reasons.

    Raises: NotAllowed.
    """
    preparing.permit_justification(acting.by, locked(application_id), today=acting.today)
    return justifications.prepare(application_id, entry, acting=acting)


@transaction.atomic
def judgement(
    justification_id: int,
    *,
    is_reasonable: bool,
    delayed_until: date | None = None,
    acting: Acting,
) -> Justification:
    """Judge the reasons.

    Raises: NotAllowed.
    """
    record = locked_step(Justification, justification_id)
    preparing.permit_judgement(acting.by, record, today=acting.today)
    return justifications.judge(
        justification_id, is_reasonable=is_reasonable, delayed_until=delayed_until, acting=acting
    )


@transaction.atomic
def grant(application_id: int, *, working_days: int, reason: str, acting: Acting) -> Extension:
    """Agree to an extension.

    Raises: NotAllowed.
    """
    preparing.permit_extension_grant(acting.by, locked(application_id), today=acting.today)
    return extension.grant(application_id, working_days=working_days, reason=reason, acting=acting)


@transaction.atomic
def fee_notice(
    application_id: int, entry: fee_notices.FeeNoticeEntry, *, acting: Acting
) -> FeeNotice:
    """Decide on the fee.

    Raises: NotAllowed.
    """
    preparing.permit_fee_notice(acting.by, locked(application_id), today=acting.today)
    return fee_notices.prepare(application_id, entry, acting=acting)
