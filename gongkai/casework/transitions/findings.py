"""What was searched, what was found, and what is to become of each document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from django.db import transaction
from django.db.models import Max, Sum

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.queries import person_of
from gongkai.applications.models import Application
from gongkai.applications.policies.cases import regime_of
from gongkai.applications.queries import reopening_of
from gongkai.applications.transitions.case import check_day, check_written, locked
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.casework import policies
from gongkai.casework.ground_facts import asked_facts, document_grounds, part_grounds
from gongkai.casework.models import FoundDocument, SearchRecord
from gongkai.casework.policies.inventory import facts_grounds
from gongkai.casework.queries import current_documents
from gongkai.casework.transitions.inventory import (
    ask_anew,
    drop_copy,
    locked_document,
    number_anew,
)
from gongkai.catalog import files
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.visibility import is_public
from gongkai.intake.files import Incoming
from gongkai.ledgers import records

Judgement = FoundDocument.Judgement
_MOST = 500  # documents of one case
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """A search: pairs of where and how, who was asked, what came of it."""

    searched_on: date
    places: Sequence[tuple[str, str]]
    asked: Sequence[str] = ()
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """A document by its description, as a public item, or with its file.

    `file` is what `intake.files.recognise` made of `content`.
    """

    title: str = ""
    document_number: str = ""
    dated: date | None = None
    item_id: int | None = None
    file: Incoming | None = None
    content: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementEntry:
    """What is to become of a document; ground and facts where something is kept back."""

    judgement: str
    ground: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def record_search(application_id: int, entry: SearchEntry, *, acting: Acting) -> SearchRecord:
    """Record a search; there may be several.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十六条第（四）项 (2007: 第二十一条第（三）项);
    最高人民法院指导案例101号.
    """
    application = locked(application_id)
    policies.permit_search(acting.by, application)
    places = [[where.strip(), how.strip()] for where, how in entry.places]
    places = [pair for pair in places if any(pair)]
    if not places:
        raise NotAllowed("请写明检索了哪些地方，每处怎样检索。", field="places")
    if not all(where and how for where, how in places):
        raise NotAllowed(
            "每一处都要写明检索的地方和方法（关键词、年份、逐卷查阅）。", field="places"
        )
    search = SearchRecord(
        application=application,
        searched_on=entry.searched_on,
        places=places,
        asked=[name.strip() for name in entry.asked if name.strip()],
        result=entry.result.strip(),
        searched_by=person_of(acting.by),
    )
    check_written(search, "result")
    check_day(search, "searched_on", acting, since=application.received_on)
    records.validate(search)
    search.save(force_insert=True)
    log.record(Action.SEARCH_RECORD, application, acting, search=search.pk, places=len(places))
    return search


@transaction.atomic
def add_document(
    application_id: int, entry: DocumentEntry, *, most_bytes: int, acting: Acting
) -> FoundDocument:
    """List a document that was found, withheld ones included.

    Units: `most_bytes` is what all files of the case may take together.
    Raises: NotAllowed.
    """
    application = locked(application_id)
    policies.permit_inventory(acting.by, Action.DOCUMENT_ADD, application)
    used = current_documents(application).aggregate(last=Max("position"), size=Sum("size"))
    if (used["last"] or 0) >= _MOST:
        raise NotAllowed(f"一件申请最多列{_MOST}份文件，请合并同类文件后登记。")
    document = _described(application, entry)
    document.reopening = reopening_of(application)
    document.position = (used["last"] or 0) + 1
    if entry.file:
        if (used["size"] or 0) + len(entry.content) > most_bytes:
            raise NotAllowed(
                f"一件申请的文件合计不得超过{most_bytes // _MEGABYTE}MB，请压缩或拆分。",
                field="file",
            )
        document.filename = entry.file.filename
        document.kind = entry.file.kind
        document.size = len(entry.content)
        document.original = files.keep("originals", entry.content, entry.file.kind)
    check_written(document, "title")
    records.validate(document)
    document.save(force_insert=True)
    ask_anew(application)
    log.record(
        Action.DOCUMENT_ADD,
        application,
        acting,
        document=document.pk,
        position=document.position,
        item=entry.item_id,
    )
    return document


@transaction.atomic
def describe(
    document_id: int, *, title: str, document_number: str, dated: date | None, acting: Acting
) -> FoundDocument:
    """Correct the title, number or date of a document; its copy bore them and is made anew.

    Raises: NotAllowed.
    """
    document = locked_document(document_id)
    policies.permit_document(acting.by, Action.DOCUMENT_DESCRIBE, document)
    if document.item:
        raise NotAllowed("这是已公开的信息，名称、文号和日期以公开目录为准。")
    before = (document.title, document.document_number, document.dated)
    document.title = title.strip()
    document.document_number = document_number.strip()
    document.dated = dated
    if before == (document.title, document.document_number, document.dated):
        raise NotAllowed("没有改动任何内容，无需保存。")
    check_written(document, "title")
    drop_copy(document)
    records.validate(document)
    document.save()
    log.record(Action.DOCUMENT_DESCRIBE, document.application, acting, document=document.pk)
    return document


@transaction.atomic
def judge(document_id: int, entry: JudgementEntry, *, acting: Acting) -> FoundDocument:
    """Say what is to become of a document; its copy and the checklist's answers fall.

    Raises: NotAllowed.
    Source: 政府信息公开条例(2019) 第三十六条、第三十七条 (2007: 第二十一条、第二十二条).
    """
    document = locked_document(document_id)
    policies.permit_document(acting.by, Action.DOCUMENT_JUDGE, document)
    if entry.judgement not in Judgement.values:
        raise NotAllowed("请选择处理意见。", field="judgement")
    if document.item and entry.judgement != Judgement.ALREADY_PUBLIC:
        raise NotAllowed("这是已公开的信息，不能另提处理意见；不是所要的文件，请移除。")
    gives_all = entry.judgement in (Judgement.GIVE, Judgement.ALREADY_PUBLIC)
    if gives_all and document.marks.exists():
        raise NotAllowed("文件上有遮盖标记，请先取消标记，或者改为部分公开。", field="judgement")
    drop_copy(document)
    document.judgement = entry.judgement
    document.ground, document.reasons = _grounded(document, entry)
    records.validate(document)
    document.save()
    ask_anew(document.application)
    log.record(
        Action.DOCUMENT_JUDGE,
        document.application,
        acting,
        document=document.pk,
        judgement=document.judgement,
        ground=document.ground,
    )
    return document


@transaction.atomic
def remove(document_id: int, *, acting: Acting) -> None:
    """Take a document that does not belong there off the list; what stood behind it moves up.

    Raises: NotAllowed.
    """
    document = locked_document(document_id)
    application = document.application
    policies.permit_document(acting.by, Action.DOCUMENT_REMOVE, document)
    document.marks.all().delete()
    document.delete()
    number_anew(list(current_documents(application)))
    ask_anew(application)
    log.record(Action.DOCUMENT_REMOVE, application, acting, document=document_id)


@transaction.atomic
def arrange(document_id: int, *, position: int, acting: Acting) -> FoundDocument:
    """Give a document another place in the list.

    Units: `position` counts from 1.
    Raises: NotAllowed.
    """
    document = locked_document(document_id)
    application = document.application
    policies.permit_document(acting.by, Action.DOCUMENT_ARRANGE, document)
    order = list(current_documents(application))
    if not 1 <= position <= len(order):
        raise NotAllowed(f"顺序应在1至{len(order)}之间。", field="position")
    if order[position - 1] == document:
        raise NotAllowed("文件已在这个位置，无需移动。", field="position")
    order.remove(document)
    order.insert(position - 1, document)
    number_anew(order)
    log.record(
        Action.DOCUMENT_ARRANGE, application, acting, document=document.pk, position=position
    )
    document.refresh_from_db()
    return document


def _described(application: Application, entry: DocumentEntry) -> FoundDocument:
    if entry.item_id is None:
        title = entry.title.strip() or (PurePath(entry.file.filename).stem if entry.file else "")
        return FoundDocument(
            application=application,
            title=title[:200],
            document_number=entry.document_number.strip(),
            dated=entry.dated,
        )
    item = DisclosureItem.objects.filter(pk=entry.item_id).first()
    if item is None or not is_public(item):
        raise NotAllowed("没有这条已公开的信息，请重新查找。", field="item")
    if current_documents(application).filter(item=item).exists():
        raise NotAllowed("这条信息已在清单中。", field="item")
    return FoundDocument(
        application=application,
        title=item.title[:200],
        document_number=item.document_number,
        dated=item.generated_on,
        item=item,
        judgement=Judgement.ALREADY_PUBLIC,
    )


def _grounded(document: FoundDocument, entry: JudgementEntry) -> tuple[str, dict[str, str]]:
    """The ground and its facts, where the judgement needs them and the regime knows them."""
    if entry.judgement not in (Judgement.WITHHOLD, Judgement.PARTLY):
        return "", {}
    regime = regime_of(document.application).code
    known = (
        part_grounds(regime) if entry.judgement == Judgement.PARTLY else document_grounds(regime)
    )
    if entry.ground not in {row.code for row in known}:
        raise NotAllowed("请选择不予公开的理由，须是条例中的一项。", field="ground")
    grounds = facts_grounds(document, entry.judgement, entry.ground)
    names = {fact.label for code in grounds for fact in asked_facts(code, regime=regime)}
    written = {name: text.strip() for name, text in entry.reasons.items() if text.strip()}
    if unknown := set(written) - names:
        raise NotAllowed(f"这一理由不写这些事实：{'、'.join(sorted(unknown))}。", field="ground")
    return entry.ground, written
