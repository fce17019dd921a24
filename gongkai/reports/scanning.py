"""What must not be public, looked for in the text of a report; found anew whenever it is asked."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.accounts.refusals import NotAllowed
from gongkai.documents.model import Document, Heading, ListBlock, Paragraph
from gongkai.intake.findings import Finding
from gongkai.intake.scan import scan
from gongkai.publication.models import Finding as Decided
from gongkai.publication.scanning import context_of
from gongkai.reports.models import AnnualReport, ReportDecision


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding under the heading where it stands, with its line."""

    place: str
    finding: Finding
    context: str

    @property
    def key(self) -> str:
        """The same as long as the same words stand in the same line."""
        content = "\n".join((self.finding.kind, self.finding.excerpt, self.context))
        return hashlib.sha256(content.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding and the last decision on it; None while nobody has decided."""

    hit: Hit
    decision: ReportDecision | None

    @property
    def is_settled(self) -> bool:
        """Whether the report may go out with this in it."""
        return self.decision is not None and self.decision.decision == Decided.Decision.KEEP


def hits(document: Document) -> list[Hit]:
    """Every finding in paragraphs and lists, each once, in the order of reading."""
    found = {
        hit.key: hit
        for place, text in _texts(document)
        for finding in scan(text)
        for hit in [Hit(place, finding, context_of(text, finding))]
    }
    return list(found.values())


def judged(report: AnnualReport, document: Document) -> list[Judged]:
    """The findings of a report's text with what was decided on each."""
    rows = report.decisions.select_related("decided_by", "on_behalf_of").order_by("pk")
    last = {decision.key: decision for decision in rows}
    return [Judged(hit, last.get(hit.key)) for hit in hits(document)]


def refuse_unsettled(report: AnnualReport, document: Document) -> None:
    """Refuse to let a report pass in which something found is undecided or must not stand.

    Raises: NotAllowed.
    Source: 保守国家秘密法(2024) 第三十五条; 个人信息保护法 第二十五条.
    """
    found = judged(report, document)
    undecided = sum(one.decision is None for one in found)
    if undecided:
        raise NotAllowed(f"报告还有{undecided}处检查发现没有决定，请保密审查员在报告页面逐项决定。")
    standing = sum(not one.is_settled for one in found)
    if standing:
        raise NotAllowed(f"报告有{standing}处决定须遮盖或删除的内容，请退回编制人改写文字。")


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """Heading and text of each block that people have worded; tables hold figures alone."""
    heading = document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Paragraph):
            yield heading, "".join(run.text for run in block.runs)
        elif isinstance(block, ListBlock):
            yield from ((heading, "".join(run.text for run in item)) for item in block.items)
