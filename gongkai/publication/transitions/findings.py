"""What a scan found is kept, decided one by one, hidden; nothing goes out undecided."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.policies import signs_for
from gongkai.agencies.queries import person_of
from gongkai.audit import log
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.catalog.models import DisclosureItem
from gongkai.intake.findings import FindingKind
from gongkai.intake.html import replaced
from gongkai.ledgers import records
from gongkai.publication import policies, queries, scanning
from gongkai.publication.models import Finding
from gongkai.publication.redacting import Redacted, by_file, is_in_attachment, may_be_covered
from gongkai.publication.transitions.attachments import SHOWN, show
from gongkai.publication.transitions.content import change, locked

_CHANGED = "稿件已经修改，请重新检查后再遮盖。"
# A number means the same wherever it stands; a word only where its line says the same.
NUMBERS = frozenset(
    {
        FindingKind.ID_NUMBER,
        FindingKind.BANK_CARD,
        FindingKind.MOBILE,
        FindingKind.PHONE,
        FindingKind.EMAIL,
        FindingKind.CHAT,
        FindingKind.PASSPORT,
        FindingKind.PLATE,
    }
)


@transaction.atomic
def check(item_id: int, *, acting: Acting) -> list[Finding]:
    """Scan a text that is not public yet, and keep what was found.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    policies.permit(acting.by, Action.ITEM_SCAN, item)
    found = keep_found(item)
    log.record(
        Action.ITEM_SCAN,
        item,
        acting,
        findings=len(found),
        undecided=sum(not finding.decision for finding in found),
        text_digest=queries.text_digest(item),
    )
    return found


def keep_found(item: DisclosureItem) -> list[Finding]:
    """Keep the findings of the text as it stands; part of the act of checking or submitting.

    What was decided on the same excerpt of an earlier text stands for this one.
    """
    digest = queries.text_digest(item)
    kept = {finding.key: finding for finding in queries.findings_of(item)}
    decided = list(item.findings.exclude(decision="").order_by("pk"))
    for hit in scanning.hits(item):
        if hit.key in kept:
            continue
        finding = Finding(
            item=item,
            text_digest=digest,
            place=hit.place,
            start=hit.finding.start,
            end=hit.finding.end,
            kind=hit.finding.kind,
            severity=hit.finding.severity,
            excerpt=hit.finding.excerpt,
            context=hit.context,
        )
        _carry_over(decided, finding)
        finding.save(force_insert=True)
    return queries.findings_of(item)


@transaction.atomic
def decide(finding_id: int, *, decision: str, basis: str, acting: Acting) -> Finding:
    """Decide one finding: it may be public, must be masked, or must be removed; and why.

    Raises: NotAllowed.
    Source: 保守国家秘密法实施条例(2024) 第四十二条 (逐项审查).
    """
    item = locked(Finding.objects.values_list("item", flat=True).get(pk=finding_id))
    finding = Finding.objects.select_for_update().get(pk=finding_id)
    policies.permit(acting.by, Action.FINDING_DECIDE, item)
    if finding.text_digest != queries.text_digest(item):
        raise NotAllowed("稿件已经修改，请决定现在这一稿的检查发现。")
    if decision not in Finding.Decision:
        raise NotAllowed("请选择处理决定。", field="decision")
    if not basis.strip():
        raise NotAllowed("请写明决定的依据，例如“机关办公电话”。", field="basis")
    before = finding.decision
    finding.decision = decision
    finding.decision_basis = basis.strip()
    finding.decided_by = person_of(acting.by)
    finding.on_behalf_of = signs_for(acting.by, Action.FINDING_DECIDE, item.agency)
    finding.decided_on = acting.today
    records.validate(finding)
    finding.save()
    log.record(
        Action.FINDING_DECIDE,
        item,
        acting,
        finding=finding.pk,
        place=finding.place,
        excerpt=finding.excerpt,
        decision=[before, decision],
        basis=finding.decision_basis,
        on_behalf_of=finding.on_behalf_of and str(finding.on_behalf_of),
    )
    return finding


@transaction.atomic
def mask(
    item_id: int,
    *,
    finding_ids: Collection[int],
    redacted: Mapping[int, Redacted] = MappingProxyType({}),
    acting: Acting,
) -> DisclosureItem:
    """Hide findings: in the text by what the scan suggests, in a file under bars.

    `redacted` is what `redacting.redacted` made for the findings in files. What is decided to be
    removed is taken out. The text is then another, to be submitted and reviewed anew; who only
    covers a file's findings adds nothing of their own and may still review it.

    Raises: NotAllowed.
    """
    item = locked(item_id)
    chosen = [finding for finding in queries.findings_of(item) if finding.pk in finding_ids]
    covered = [finding for finding in chosen if is_in_attachment(finding)]
    only_files = bool(chosen) and covered == chosen
    action = Action.ATTACHMENT_REDACT if only_files else Action.ITEM_REVISE
    policies.permit(acting.by, action, item)
    if not chosen or len(chosen) != len(set(finding_ids)):
        raise NotAllowed(_CHANGED)
    values = {name: getattr(item, name) for name in scanning.WRITABLE}
    for finding in sorted(chosen, key=lambda one: one.start, reverse=True):
        if finding not in covered:
            values[finding.place] = _hidden(finding, values.get(finding.place, ""))
    changes = change(item, values)
    filenames = [_cover(item, position, found, redacted) for position, found in by_file(covered)]
    ids = [finding.pk for finding in chosen]
    masked_by = person_of(acting.by)
    item.findings.filter(pk__in=ids).update(masked_by=masked_by, masked_on=acting.today)
    item.status = DisclosureItem.Status.DRAFT
    item.save(update_fields=["status"])
    keep_found(item)
    log.record(
        action,
        item,
        acting,
        changes=changes,
        masked=len(chosen),
        filename="、".join(filenames),
        text_digest=queries.text_digest(item),  # of what was scanned just now
    )
    return item


def refuse_unsettled(item: DisclosureItem) -> None:
    """Refuse to let a text pass in which something found is undecided or must not stand.

    The text is scanned anew, so that nothing passes because nobody looked.

    Raises: NotAllowed.
    Source: 保守国家秘密法(2024) 第三十五条; 个人信息保护法 第二十五条.
    """
    findings = queries.findings_of(item)
    kept = {finding.key for finding in findings}
    if any(hit.key not in kept for hit in scanning.hits(item)):
        raise NotAllowed("稿件有没有检查过的内容，请先点“检查稿件”，再逐项决定。")
    undecided = sum(not finding.decision for finding in findings)
    if undecided:
        raise NotAllowed(f"还有{undecided}处检查发现没有决定，请保密审查员先逐项决定。")
    standing = sum(not finding.is_settled for finding in findings)
    if standing:
        raise NotAllowed(f"有{standing}处决定须遮盖或删除的内容还在稿件中，请退回修改。")


def _cover(
    item: DisclosureItem,
    position: int,
    findings: Collection[Finding],
    redacted: Mapping[int, Redacted],
) -> str:
    """Put the redacted copy in place of the one the findings stand in; the file's name."""
    attachment = item.attachments.get(position=position)
    for finding in findings:
        if not may_be_covered(finding, {position: attachment.kind}):
            raise NotAllowed(
                f"{scanning.place_label(finding.place)}中的“{finding.excerpt}”不能自动遮盖，"
                "请人工判断，换成处理过的文件。"
            )
    made = redacted.get(position)
    words = {finding.excerpt for finding in findings}
    if made is None or made.before != attachment.sha256 or not words <= made.words:
        raise NotAllowed(_CHANGED)
    show(attachment, made.copy)
    attachment.save(update_fields=SHOWN)
    return attachment.filename


def _hidden(finding: Finding, text: str) -> str:
    if finding.place not in scanning.WRITABLE:
        raise NotAllowed("文件名中的内容不能自动遮盖，请改名后重新上传。")
    suggestion = finding.found.suggestion
    if finding.decision == Finding.Decision.REMOVE:
        suggestion = ""
    elif not suggestion:
        raise NotAllowed(f"“{finding.excerpt}”不能自动遮盖，请人工判断后修改稿件。")
    if finding.place == "body":
        return replaced(text, finding.start, finding.end, suggestion)
    return text[: finding.start] + suggestion + text[finding.end :]


def _carry_over(decided: list[Finding], finding: Finding) -> None:
    """Let the last decision on the same excerpt stand for this one."""
    for earlier in reversed(decided):
        same = (earlier.place, earlier.kind, earlier.excerpt) == (
            finding.place,
            finding.kind,
            finding.excerpt,
        )
        if same and (finding.kind in NUMBERS or earlier.context == finding.context):
            finding.decision = earlier.decision
            finding.decision_basis = earlier.decision_basis
            finding.decided_by = earlier.decided_by
            finding.on_behalf_of = earlier.on_behalf_of
            finding.decided_on = earlier.decided_on
            return
