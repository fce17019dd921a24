"""Reads of decisions and letters."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from gongkai.accounts.models import User
from gongkai.agencies.queries import readable_by
from gongkai.applications import queries as applications
from gongkai.applications.models import Application
from gongkai.applications.queries import LookAlike
from gongkai.casework.kinds import ANSWERS, text_of
from gongkai.casework.models import (
    ApplicantMessage,
    Decision,
    FoundDocument,
    Letter,
    ServiceMethod,
    documents_of,
)
from gongkai.letters.model import To

Judgement = FoundDocument.Judgement


def current_decision(application: Application) -> Decision | None:
    """The decision in the making: that of an open reopening, else the first one."""
    reopening = application.reopenings.filter(replied_on__isnull=True).first()
    return Decision.objects.filter(application=application, reopening=reopening).first()


def current_documents(application: Application) -> QuerySet[FoundDocument]:
    """The list of the last round, which is the one under way where one is."""
    last = application.reopenings.order_by("pk").last()
    return documents_of(application, last.pk if last else None)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the list of documents comes to, and why."""

    outcome: str
    ground: str
    why: str
    reasons: dict[str, str] = field(default_factory=dict)


def suggested(application: Application) -> Suggestion | None:
    """The outcome that follows from the documents; None while one of them is undecided.

    Source: 政府信息公开条例(2019) 第三十六条、第三十七条 (2007: 第二十一条、第二十二条).
    """
    documents = list(current_documents(application).select_related("item"))
    if not documents:
        return _nothing_found(application)
    judged = {one.judgement for one in documents}
    if "" in judged:
        return None
    kept_back = [
        one for one in documents if one.judgement in (Judgement.WITHHOLD, Judgement.PARTLY)
    ]
    if judged == {Judgement.ALREADY_PUBLIC}:
        return Suggestion("already_public", "", "文件都已主动公开")
    if not kept_back:
        return Suggestion("disclosed", "", "文件都可以公开")
    code = Counter(one.ground for one in kept_back if one.ground).most_common(1)
    main = code[0][0] if code else ""
    if judged == {Judgement.WITHHOLD}:
        reasons: dict[str, str] = next((one.reasons for one in kept_back if one.ground == main), {})
        return Suggestion("withheld", main, "文件都不予公开", reasons)
    return Suggestion("partially_disclosed", main, "有的公开，有的不予公开")


def earlier_answers(application: Application) -> list[LookAlike]:
    """Look-alikes of the same applicant that were answered (第三十六条第（六）项)."""
    same = set(applications.same_applicant(application).values_list("pk", flat=True))
    return [
        found
        for found in applications.look_alikes(application)
        if found.application.pk in same and hasattr(found.application, "reply")
    ]


def _nothing_found(application: Application) -> Suggestion | None:
    if not application.searches.exists():
        return None
    return Suggestion("unable_to_provide", "not_existing", "检索后没有找到文件")


def letters_to(application: Application) -> list[Letter]:
    """The signed letters that went out to the applicant, each with its services, oldest first.

    Where the case was answered together with another one of the same applicant, its answer is the
    letter of that one: the one with the number of the reply, and only if it names nobody else.
    What somebody asked for from the page of the case, to correct a record, is answered there too.
    """
    theirs = Q(application=application) | Q(record_correction__message__application=application)
    number = _answered_under(application)
    if number:
        theirs |= Q(application=application.answered_with_id, number=number, kind__in=ANSWERS)
    found = Letter.objects.filter(theirs, state=Letter.State.SIGNED, services__isnull=False)
    rows = found.distinct().select_related("application", "record_correction")
    rows = rows.prefetch_related("services").order_by("signed_on", "pk")
    return [row for row in rows if text_of(row.kind, row.subject.received_on).to is To.APPLICANT]


_WANTED = {
    "电子": ServiceMethod.EMAIL,
    "邮件": ServiceMethod.EMAIL,
    "网": ServiceMethod.ONLINE,
    "当面": ServiceMethod.IN_PERSON,
    "自行领取": ServiceMethod.IN_PERSON,
    "现场": ServiceMethod.IN_PERSON,
}


def chosen_method(application: Application, kind: str) -> ServiceMethod | None:
    """The way of service that the applicant chose, for a letter to the applicant."""
    submission = applications.submission_of(application)
    if submission is None or text_of(kind, application.received_on).to is not To.APPLICANT:
        return None
    return next((way for word, way in _WANTED.items() if word in submission.delivery), None)


def documents_given(application: Application) -> list[FoundDocument]:
    """The released copies, once the letter that answers last was served online.

    While a case is in hand nothing of it leaves, also not what was given before a reopening.
    """
    if application.status != Application.Status.ANSWERED:
        return []
    last = [row for row in letters_to(application) if row.kind in ANSWERS][-1:]
    if not any(one.method == ServiceMethod.ONLINE for row in last for one in row.services.all()):
        return []
    [letter] = last
    decision = Decision.objects.filter(pk=letter.concerns or 0).first()
    found = documents_of(letter.case, decision.reopening_id if decision else None)
    given = found.filter(judgement__in=(Judgement.GIVE, Judgement.PARTLY))
    return list(given.exclude(released=""))


def _answered_under(application: Application) -> str:
    """The number of the letter that answered it together with another case; empty without one."""
    into, reply = application.answered_with, getattr(application, "reply", None)
    if into is None or reply is None or not applications.is_same_name(application, into):
        return ""
    return str(reply.number)


def messages_waiting(user: User) -> QuerySet[ApplicantMessage]:
    """What applicants sent and nobody has taken up, oldest first."""
    found = ApplicantMessage.objects.filter(
        taken_up_at=None, application__agency__in=readable_by(user)
    )
    return found.select_related("application__agency").order_by("came_at", "pk")
