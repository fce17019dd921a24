"""What may be done with the searches and the documents of a case."""

from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import may, permit
from gongkai.applications.models import Application
from gongkai.applications.policies.cases import permit_in_hand
from gongkai.applications.queries import reopening_of
from gongkai.audit.actions import Action
from gongkai.casework.kinds import ANSWERS
from gongkai.casework.models import FoundDocument, Letter
from gongkai.intake.files import FileKind

Judgement = FoundDocument.Judgement
# What `gongkai.redaction` can take something out of, and where a word can be looked for.
REDACTABLE = frozenset({FileKind.PDF, FileKind.DOCX, FileKind.PNG, FileKind.JPEG})
WITH_TEXT = frozenset({FileKind.PDF, FileKind.DOCX})


def permit_search(user: User, application: Application) -> None:
    """Refuse unless a search may be recorded.

    Raises: NotAllowed.
    """
    permit_in_hand(user, Action.SEARCH_RECORD, application)
    refuse_signed(application)


def permit_inventory(user: User, action: Action, application: Application) -> None:
    """Refuse unless the list of documents may change: not once an answer on it is signed.

    Raises: NotAllowed.
    """
    permit_in_hand(user, action, application)
    refuse_signed(application)


def permit_document(user: User, action: Action, document: FoundDocument) -> None:
    """The same for one document: not of a list that an earlier answer rests on.

    Raises: NotAllowed.
    """
    permit_inventory(user, action, document.application)
    reopening = reopening_of(document.application)
    if document.reopening_id != (reopening.pk if reopening else None):
        raise NotAllowed("这是此前答复所依据的文件清单，不能再改动；请在现在的清单中办理。")


def permit_marking(user: User, action: Action, document: FoundDocument) -> None:
    """Refuse unless marks may be set or lifted: on a file of which a part is to be given.

    Raises: NotAllowed.
    """
    permit_document(user, action, document)
    if not document.original:
        raise NotAllowed("这份文件没有上传原件，无法遮盖；请上传后重新登记。")
    if document.kind not in REDACTABLE:
        raise NotAllowed(
            "只能对 pdf、docx、png 和 jpg 文件作遮盖，请另存为其中一种后重新登记这份文件。"
        )
    if document.judgement not in ("", Judgement.PARTLY):
        raise NotAllowed(
            f"处理意见是“{document.get_judgement_display()}”，请先改为部分公开再标记遮盖内容。"
        )


def permit_original(user: User, document: FoundDocument) -> None:
    """Refuse unless the person handles, reviews or signs the case, or keeps it in the archive.

    Raises: NotAllowed.
    """
    application = document.application
    if application.archived_on and may(user, Action.APPLICATION_ARCHIVE, application.agency):
        return
    if not may(user, Action.DOCUMENT_OPEN, application.agency):
        raise NotAllowed("原件只供本机关办理、审查、签发这件申请的人员查看；请查看提供件。")
    permit(user, Action.DOCUMENT_OPEN, application.agency)


def permit_copy(user: User, document: FoundDocument) -> None:
    """Refuse unless a copy for the applicant may be made.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十七条 (2007: 第二十二条).
    """
    permit_document(user, Action.DOCUMENT_COPY, document)
    if not document.original:
        raise NotAllowed("这份文件没有上传原件，不能生成提供件。")
    if document.judgement not in (Judgement.GIVE, Judgement.PARTLY):
        raise NotAllowed("只有公开和部分公开的文件才有提供件，请先提出处理意见。")
    if document.released:
        raise NotAllowed("提供件已经生成；改动标记或者处理意见后须重新生成。")
    if document.judgement == Judgement.PARTLY and not document.marks.exists():
        raise NotAllowed("还没有标记遮盖内容；没有要遮盖的，请把处理意见改为公开。")


def refuse_signed(application: Application) -> None:
    """Refuse once the answer of this round is signed: it speaks of these records.

    Raises: NotAllowed.
    """
    round_ = application.decisions.filter(reopening=reopening_of(application))
    signed = application.letters.filter(
        kind__in=ANSWERS, state=Letter.State.SIGNED, concerns__in=round_.values("pk")
    )
    if letter := signed.order_by("pk").first():
        raise NotAllowed(
            f"答复文书{letter.number}已经签发，不能再改动；要改动的，请先作废这份文书。"
        )
