"""Findings in a released copy covered with bars: a new copy in which nothing under them is left.

That takes seconds for a large file, so it is done before anything is locked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from gongkai.catalog import files
from gongkai.catalog.models import Attachment, DisclosureItem
from gongkai.intake.archives import Refused
from gongkai.intake.files import FileKind
from gongkai.intake.findings import FindingKind
from gongkai.law.regimes import regime_on
from gongkai.publication.incoming import Copy, described
from gongkai.publication.models import Finding
from gongkai.redaction.model import Mark, Redaction
from gongkai.redaction.release import cleaned, find, release
from gongkai.redaction.verify import verify

# Files whose text is searched for findings and can be covered; pictures have no text.
REDACTABLE = frozenset({FileKind.PDF, FileKind.DOCX})
_PLACE = "attachment:"
# The ground a kind rests on; everything else is about a person.
_OFFICIAL = {
    FindingKind.SECRECY_MARK: "state_secret",
    FindingKind.WORK_SECRET: "law_prohibits",
    FindingKind.INTERNAL: "internal_affairs",
    FindingKind.URGENCY: "internal_affairs",
}
_PERSONAL = "third_party"


@dataclass(frozen=True, slots=True)
class Redacted:
    """The new copy of an attachment, made from the copy `before` (its sha256), without `words`."""

    before: str
    words: frozenset[str]
    copy: Copy


def is_in_attachment(finding: Finding) -> bool:
    """Whether it was found in the text of a file, not in its name or in the item's own text."""
    return finding.place.startswith(_PLACE)


def may_be_covered(finding: Finding, kinds: Mapping[int, str]) -> bool:
    """Whether a bar can be put over it; `kinds` are those of the item's files by position.

    What only a person can judge is covered when the reviewer has decided that it must be.
    """
    if not is_in_attachment(finding) or kinds.get(position_of(finding)) not in REDACTABLE:
        return False
    return bool(finding.found.suggestion) or finding.decision in (
        Finding.Decision.MASK,
        Finding.Decision.REMOVE,
    )


def position_of(finding: Finding) -> int:
    """Which of the item's files it was found in."""
    return int(finding.place.removeprefix(_PLACE))


def by_file(findings: Iterable[Finding]) -> list[tuple[int, list[Finding]]]:
    """Findings in files, by the position of the file."""
    ordered = sorted(findings, key=lambda one: (position_of(one), one.start))
    return [(position, list(group)) for position, group in groupby(ordered, key=position_of)]


def redacted(item: DisclosureItem, findings: Iterable[Finding], *, on: date) -> dict[int, Redacted]:
    """New copies of the files in which the findings stand, by position.

    Made from the present copies, so that what was covered before stays covered. A word is
    covered wherever it stands in its file.

    Raises: Refused; Leaked where a copy would still hold what was covered.
    Source: 政府信息公开条例(2019) 第三十七条（区分处理）.
    """
    attachments = {one.position: one for one in item.attachments.all()}
    return {
        position: _covered(attachments[position], chosen, regime=regime_on(on).code)
        for position, chosen in by_file(filter(is_in_attachment, findings))
        if position in attachments
    }


def _covered(attachment: Attachment, chosen: list[Finding], *, regime: str) -> Redacted:
    kind = FileKind(attachment.kind)
    if kind not in REDACTABLE:
        raise Refused(
            f"附件“{attachment.filename}”是 {kind} 文件，不能自动遮盖。"
            "请在原来的软件里删去这些内容，或者另存为 pdf 或 docx，再删除旧附件、重新上传。"
        )
    before = files.read(str(attachment.released))
    marks = [mark for finding in chosen for mark in _marks(before, finding, regime)]
    words = frozenset(finding.excerpt for finding in chosen)
    # What no page shows, the address of a link for one, has no place to be covered: it goes.
    made = release(before, Redaction(kind, tuple(marks))) if marks else cleaned(before)
    copy = made.content
    leaks = verify(copy, words, filename=attachment.filename)
    if leaks:
        raise Refused(
            f"附件“{attachment.filename}”遮盖以后，{leaks[0].place}仍有要隐去的内容，没有生成公开件。"
            "请换成处理过的文件。"
        )
    return Redacted(attachment.sha256, words, described(copy, kind))


def _marks(content: bytes, finding: Finding, regime: str) -> list[Mark]:
    ground = _OFFICIAL.get(FindingKind(finding.kind), _PERSONAL)
    found = find(content, [finding.excerpt], ground=ground)
    if ground == _PERSONAL and regime == "2008":
        ground = "privacy"
    return [replace(mark, ground=ground, regime=regime) for mark in found]
