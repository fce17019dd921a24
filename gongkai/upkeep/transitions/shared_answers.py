"""What several applicants were given becomes proactive disclosure."""

from collections.abc import Sequence

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.applications.models import Application
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.publication.transitions import drafting
from gongkai.publication.transitions.content import ItemContent
from gongkai.upkeep import queries
from gongkai.upkeep.models import SharedAnswer


@transaction.atomic
def draft(
    agency: Agency, *, application_ids: Sequence[int], title: str, acting: Acting
) -> SharedAnswer:
    """Draft an item for what these applications were given; no applicant is named in it.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第四十四条第一款.
    """
    permit(acting.by, Action.SHARED_ANSWER_DRAFT, agency)
    applications = list(
        Application.objects.select_for_update(of=("self",))
        .filter(
            pk__in=application_ids,
            agency=agency,
            reply__outcome__in=("disclosed", "partially_disclosed"),
        )
        .order_by("pk")
    )
    if len({application.applicant for application in applications}) < 2:
        raise NotAllowed("须有两个以上申请人已经获得同一信息，才能据此转为主动公开。")
    if queries.standing_answers().filter(applications__in=applications).exists():
        raise NotAllowed("其中的申请已经据以拟稿，请刷新页面。")
    item = drafting.draft(
        agency, ItemContent(title=title.strip(), generated_on=acting.today), acting=acting
    )
    shared = SharedAnswer.objects.create(draft=item, drafted_on=acting.today)
    shared.applications.set(applications)
    log.record(
        Action.SHARED_ANSWER_DRAFT,
        shared,
        acting,
        draft=item.pk,
        applications=[application.number for application in applications],
    )
    return shared
