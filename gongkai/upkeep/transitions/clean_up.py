"""The yearly clean-up (清理): a round, a result for each document, the published results."""

from dataclasses import dataclass
from datetime import date
from html import escape

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.agencies.queries import person_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.ledgers import records
from gongkai.publication.transitions import drafting, validity
from gongkai.publication.transitions.content import ItemContent
from gongkai.upkeep import queries
from gongkai.upkeep.models import CleanUp, CleanUpResult

_Result = CleanUpResult.Result
_ENDS = {
    _Result.REPEAL: DisclosureItem.Validity.REPEALED,
    _Result.EXPIRE: DisclosureItem.Validity.EXPIRED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultEntry:
    """What is decided about one document; `invalid_on` where it is repealed or expires."""

    result: str
    reason: str
    invalid_on: date | None = None


@transaction.atomic
def start(agency: Agency, *, year: int, acting: Acting) -> CleanUp:
    """Start the clean-up of a year.

    Raises: NotAllowed.
    """
    permit(acting.by, Action.CLEAN_UP_START, agency)
    if year > acting.today.year:
        raise NotAllowed("不能开始以后年度的清理。", field="year")
    clean_up = CleanUp(agency=agency, year=year, started_on=acting.today)
    return records.enter(clean_up, action=Action.CLEAN_UP_START, acting=acting)


@transaction.atomic
def decide(clean_up_id: int, item_id: int, entry: ResultEntry, *, acting: Acting) -> CleanUpResult:
    """Record the result for one document, and carry out its repeal or expiry.

    A document kept or to be amended can be decided anew until the round is closed.

    Raises: NotAllowed.
    """
    clean_up = _open(clean_up_id)
    permit(acting.by, Action.CLEAN_UP_DECIDE, clean_up.agency)
    item = queries.documents(clean_up).filter(pk=item_id).first()
    if item is None:
        raise NotAllowed("这份文件不在本次清理范围内。")
    found = CleanUpResult.objects.filter(clean_up=clean_up, item=item).first()
    if found and found.result in _ENDS:
        raise NotAllowed(f"已登记“{found.get_result_display()}”并已办理；登记有误请更正该信息。")
    found = found or CleanUpResult(clean_up=clean_up, item=item)
    found.result, found.reason, found.invalid_on = entry.result, entry.reason, entry.invalid_on
    found.decided_by, found.decided_on = person_of(acting.by), acting.today
    records.validate(found)
    found.save()
    if found.result in _ENDS and found.invalid_on:
        validity.repeal(
            item.pk,
            validity=_ENDS[_Result(found.result)],
            invalid_on=found.invalid_on,
            reason=f"{clean_up}：{entry.reason}"[:300],
            acting=acting,
        )
    log.record(
        Action.CLEAN_UP_DECIDE,
        found,
        acting,
        item=item.pk,
        result=found.result,
        reason=found.reason,
        invalid_on=found.invalid_on,
    )
    return found


@transaction.atomic
def close(clean_up_id: int, *, acting: Acting) -> DisclosureItem:
    """Close a round in which every document is decided, and draft the public notice of results.

    Where that draft was discarded, it is drafted anew.

    Raises: NotAllowed.
    """
    clean_up = _locked(clean_up_id)
    if not queries.lacks_notice(clean_up):
        _refuse_closed(clean_up)
    permit(acting.by, Action.CLEAN_UP_CLOSE, clean_up.agency)
    undecided = queries.undecided(clean_up).count()
    if undecided:
        raise NotAllowed(f"还有{undecided}份文件没有清理结果，请逐件登记后再结束。")
    results = list(clean_up.results.select_related("item").order_by("item__generated_on", "pk"))
    if not results:
        raise NotAllowed("本次清理范围内没有规范性文件，无需公布结果。")
    draft = drafting.draft(clean_up.agency, _notice(clean_up, results, acting), acting=acting)
    clean_up.closed_on, clean_up.publication = clean_up.closed_on or acting.today, draft
    clean_up.save(update_fields=["closed_on", "publication"])
    log.record(Action.CLEAN_UP_CLOSE, clean_up, acting, draft=draft.pk)
    return draft


def _open(clean_up_id: int) -> CleanUp:
    clean_up = _locked(clean_up_id)
    _refuse_closed(clean_up)
    return clean_up


def _locked(clean_up_id: int) -> CleanUp:
    return (
        CleanUp.objects.select_for_update(of=("self",)).select_related("agency").get(pk=clean_up_id)
    )


def _refuse_closed(clean_up: CleanUp) -> None:
    if clean_up.closed_on:
        raise NotAllowed(f"{clean_up}已于{clean_up.closed_on:%Y-%m-%d}结束。")


def _notice(clean_up: CleanUp, results: list[CleanUpResult], acting: Acting) -> ItemContent:
    counts = [
        f"{label}{count}件"
        for value, label in _Result.choices
        if (count := sum(result.result == value for result in results))
    ]
    name = clean_up.agency.name_on(acting.today)
    summary = f"清理行政规范性文件{len(results)}件：{'、'.join(counts)}。"
    head = ("序号", "文件名称", "文号", "清理结果", "失效废止日期")
    rows = [
        (
            str(number),
            result.item.title,
            result.item.document_number,
            result.get_result_display(),
            f"{result.invalid_on:%Y-%m-%d}" if result.invalid_on else "",
        )
        for number, result in enumerate(results, 1)
    ]
    return ItemContent(
        title=f"{name}关于{clean_up.year}年行政规范性文件清理结果的公告",
        generated_on=acting.today,
        summary=summary,
        body=f"<p>{name}对行政规范性文件进行了清理，{summary[2:]}现予公布。</p>"
        f"<table><thead>{_row(head, 'th')}</thead>"
        f"<tbody>{''.join(_row(row, 'td') for row in rows)}</tbody></table>",
        topic_category="general_affairs",
        genre_category="announcement",
    )


def _row(cells: tuple[str, ...], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"
