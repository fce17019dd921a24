"""What is taken out of a document is marked, and the copy that may leave is made and checked.

Any change of marks or judgement drops the copy. The original stays in the office.
"""

import hashlib
from dataclasses import dataclass
from pathlib import PurePath

from django.db import transaction
from django.db.models import Max

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.policies.cases import regime_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.casework import policies
from gongkai.casework.ground_facts import part_grounds
from gongkai.casework.models import FoundDocument, RedactionMark
from gongkai.casework.policies.findings import WITH_TEXT
from gongkai.casework.redactions import marks_of, pictures_unjudged, sizes_of, word_of
from gongkai.casework.transitions.inventory import drop_copy, locked_document
from gongkai.catalog import files
from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind
from gongkai.intake.pdf import page_count
from gongkai.ledgers import records
from gongkai.publication.incoming import copy_of
from gongkai.redaction.model import Redaction
from gongkai.redaction.pages import PICTURES
from gongkai.redaction.release import find, release
from gongkai.redaction.verify import verify

Area = tuple[float, float, float, float]
WHOLE: Area = (0, 0, 1, 1)
_FIRST = 5  # leaks that are named


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkEntry:
    """A text to be removed wherever it stands, or an area of a page, with its ground.

    Units: `page` counts from 1; `area` is left, top, right, bottom in parts of the page, 0 to 1.
    """

    ground: str
    text: str = ""
    page: int | None = None
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class _Copy:
    content: bytes
    kind: str
    page_count: int | None


def mark(document_id: int, entry: MarkEntry, *, acting: Acting) -> RedactionMark:
    """Mark something for removal; a text must stand in the file, an area on one of its pages.

    The file is read before anything is locked.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十七条 (2007: 第二十二条).
    """
    document = FoundDocument.objects.select_related("application__agency").get(pk=document_id)
    policies.permit_marking(acting.by, Action.DOCUMENT_MARK, document)
    known = {row.code for row in part_grounds(regime_of(document.application).code)}
    if entry.ground not in known:
        raise NotAllowed("请选择遮盖的理由，须是部分公开可以依据的一项。", field="ground")
    text = entry.text.strip()
    try:
        if text:
            _check_text(document, entry, text)
        else:
            _check_area(document, entry)
    except Refused as refusal:
        raise NotAllowed(str(refusal)) from None
    return _keep_mark(document_id, entry, text, acting)


@transaction.atomic
def unmark(mark_id: int, *, acting: Acting) -> None:
    """Lift a mark.

    Raises: NotAllowed.
    """
    found = RedactionMark.objects.filter(pk=mark_id).first()
    if found is None:
        raise NotAllowed("这个标记已被取消，请刷新页面。")
    document = locked_document(found.document_id)
    policies.permit_marking(acting.by, Action.DOCUMENT_UNMARK, document)
    ground = found.ground
    found.delete()
    _drop(document)
    log.record(
        Action.DOCUMENT_UNMARK,
        document.application,
        acting,
        document=document.pk,
        mark=mark_id,
        ground=ground,
    )


def make_copy(document_id: int, *, acting: Acting) -> FoundDocument:
    """Make the copy for the applicant: whole without its makers' names, or with the marks out.

    It is looked through for every marked word before it is kept. That takes seconds for a large
    file, so it is done before anything is locked.

    Raises: NotAllowed, where no copy can be vouched for; then there is none.
    Source: 政府信息公开条例(2019) 第三十七条 (2007: 第二十二条).
    """
    document = FoundDocument.objects.select_related("application__agency").get(pk=document_id)
    policies.permit_copy(acting.by, document)
    state = _state(document)
    try:
        copy = _made(document)
    except Refused as refusal:
        raise NotAllowed(f"没有生成提供件：{refusal}") from None
    return _keep_copy(document_id, copy, state, acting)


@transaction.atomic
def _keep_mark(document_id: int, entry: MarkEntry, text: str, acting: Acting) -> RedactionMark:
    document = locked_document(document_id)
    policies.permit_marking(acting.by, Action.DOCUMENT_MARK, document)
    found = RedactionMark(
        document=document,
        position=(document.marks.aggregate(last=Max("position"))["last"] or 0) + 1,
        text=text,
        page=None if text else entry.page,
        area=None if text or entry.area is None else list(entry.area),
        ground=entry.ground,
        marked_by=acting.by,
    )
    place = (text, found.page, found.area)
    if place in [(word_of(row), row.page, row.area) for row in document.marks.all()]:
        raise NotAllowed("这一处已经标记过。", field="text")
    records.validate(found)
    found.save(force_insert=True)
    if found.page in document.cleared_pictures:
        document.cleared_pictures.remove(found.page)
    _drop(document)
    log.record(
        Action.DOCUMENT_MARK,
        document.application,
        acting,
        document=document.pk,
        mark=found.pk,
        page=found.page,
        ground=found.ground,
    )
    return found


@transaction.atomic
def _keep_copy(document_id: int, copy: _Copy, state: object, acting: Acting) -> FoundDocument:
    document = locked_document(document_id)
    policies.permit_copy(acting.by, document)
    if _state(document) != state:
        raise NotAllowed("标记或者处理意见刚刚改动过，请重新生成提供件。")
    document.released = files.keep("released", copy.content, copy.kind)
    document.sha256 = hashlib.sha256(copy.content).hexdigest()
    document.page_count = copy.page_count
    records.validate(document)
    document.save(update_fields=["released", "sha256", "page_count"])
    log.record(
        Action.DOCUMENT_COPY,
        document.application,
        acting,
        document=document.pk,
        sha256=document.sha256,
        marks=document.marks.count(),
    )
    return document


def _drop(document: FoundDocument) -> None:
    drop_copy(document)
    document.save(update_fields=["released", "sha256", "page_count", "cleared_pictures"])


def _state(document: FoundDocument) -> object:
    """All that the copy depends on."""
    marks = document.marks.order_by("pk").values_list("pk", "page", "area", "ground")
    cleared = document.cleared_pictures
    return document.judgement, document.title, str(document.original), cleared, list(marks)


def _made(document: FoundDocument) -> _Copy:
    content, kind = files.read(str(document.original)), FileKind(document.kind)
    if document.judgement == FoundDocument.Judgement.GIVE:
        whole = copy_of(content, kind)
        return _Copy(whole.content, kind, whole.page_count or _pages(kind))
    if numbers := pictures_unjudged(document, content):
        named = "、".join(map(str, numbers))
        raise Refused(f"图片里的内容不能自动检查，请先逐幅决定遮盖还是提供：第{named}幅。")
    marks = marks_of(document, content)
    released = release(content, Redaction(kind, marks)).content
    new_kind = FileKind.PNG if kind in PICTURES else kind
    words = tuple(filter(None, map(word_of, document.marks.all())))
    name = f"{document.title} {PurePath(document.filename).stem}"
    if leaks := verify(released, words, filename=name):
        places = "、".join(dict.fromkeys(leak.place for leak in leaks[:_FIRST]))
        raise Refused(f"{places}里还有应当遮盖的文字，请补充标记，或者更正文件的名称。")
    pages = page_count(released) if new_kind is FileKind.PDF else _pages(new_kind)
    return _Copy(released, new_kind, pages)


def _pages(kind: FileKind) -> int | None:
    return 1 if kind in PICTURES else None


def _check_text(document: FoundDocument, entry: MarkEntry, text: str) -> None:
    if entry.area:
        raise NotAllowed("文字和区域请分别标记。", field="text")
    if document.kind not in WITH_TEXT:
        raise NotAllowed("图片里的文字无法查找，请用区域标记。", field="text")
    content = files.read(str(document.original))
    if not find(content, [text], ground=entry.ground, regime=regime_of(document.application).code):
        raise NotAllowed(
            "文件里找不到这段文字，请核对；扫描件和图片里的内容请用区域标记。", field="text"
        )


def _check_area(document: FoundDocument, entry: MarkEntry) -> None:
    if entry.page is None or entry.area is None:
        raise NotAllowed("请填写要遮盖的文字，或者页码和区域。", field="text")
    sizes = sizes_of(document)
    if document.kind == FileKind.DOCX and entry.area != WHOLE:
        raise NotAllowed("Word 文件里的文字请用文字标记，图片只能整幅遮盖。", field="page")
    if not sizes:
        raise NotAllowed("这个 Word 文件里没有图片，请用文字标记。", field="page")
    if not 1 <= entry.page <= len(sizes):
        raise NotAllowed(f"页码应在1至{len(sizes)}之间。", field="page")
    left, top, right, bottom = entry.area
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise NotAllowed("区域不对：右边须大于左边，下边须大于上边，且都在页面以内。", field="area")
