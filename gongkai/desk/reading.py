"""What the page for reading an item shows: its text, what changed, what was found and remarked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from gongkai.catalog.models import DisclosureItem, Edition
from gongkai.intake.differences import Line, rows
from gongkai.intake.html import text_of
from gongkai.publication import queries, redacting, scanning
from gongkai.publication.models import Comment, Finding


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line that is all of one kind."""

    text: str
    changed: bool
    finding: Finding | None
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the text as it stands; `spot` names it for a comment."""

    spot: str
    pieces: list[Piece]

    @property
    def anchor(self) -> str:
        """Its address on the page."""
        return "line-" + self.spot.replace("|", "-").replace(":", "-")


@dataclass(frozen=True, slots=True)
class Part:
    """One place: its lines beside those of the previous public text, where there is one.

    `rows` holds the pieces of the earlier line and the line now; one of them may be None.
    """

    place: str
    label: str
    is_compared: bool
    rows: list[tuple[list[Piece] | None, Shown | None]]


@dataclass(frozen=True, slots=True)
class Reading:
    """All parts with what is marked in them; `before` says what the text is compared with.

    `masked` was found in earlier texts; `kinds` are those of the files by position.
    """

    before: str
    parts: list[Part]
    findings: list[tuple[str, Finding]]
    comments: list[tuple[str, Comment]]
    masked: list[tuple[str, Finding]]
    kinds: dict[int, str]

    def maskable(self, *, in_text: bool, in_files: bool) -> list[int]:
        """Findings that one click hides, where the person may hide what stands there."""
        return [
            finding.pk
            for _, finding in self.findings
            if not finding.is_settled
            and ((in_text and _has_words(finding)) or (in_files and self._has_bar(finding)))
        ]

    def advice(self, finding: Finding) -> str:
        """What to do about a finding that no click hides because of where it stands."""
        if finding.is_settled or finding.place in scanning.WRITABLE:
            return ""
        if not redacting.is_in_attachment(finding):
            return "文件名不能自动遮盖，请改名后重新上传。"
        if self.kinds.get(redacting.position_of(finding)) in redacting.REDACTABLE:
            return ""
        return (
            "这类文件不能自动遮盖：请删去这些内容，或者另存为 pdf 或 docx，再删除旧附件、重新上传。"
        )

    def _has_bar(self, finding: Finding) -> bool:
        return redacting.may_be_covered(finding, self.kinds)

    def anchor_of(self, mark: Finding | Comment) -> str:
        """The address on the page of the line a mark stands in; empty for an earlier text's."""
        for part in self.parts:
            for _, line in part.rows if part.place == mark.place else ():
                if line and any(
                    mark == piece.finding or mark in piece.comments for piece in line.pieces
                ):
                    return line.anchor
        return ""

    @property
    def spots(self) -> list[tuple[str, str]]:
        """Every line that can be commented on, with its first words."""
        return [
            (line.spot, f"{part.label}：{''.join(piece.text for piece in line.pieces)[:30]}")
            for part in self.parts
            for _, line in part.rows
            if line
        ]


def _has_words(finding: Finding) -> bool:
    """Whether the scan knows what to put in its place in the text."""
    removed = finding.decision == Finding.Decision.REMOVE
    return finding.place in scanning.WRITABLE and bool(finding.found.suggestion or removed)


def reading_of(item: DisclosureItem) -> Reading:
    """The item as its reviewers read it."""
    findings = queries.findings_of(item)
    comments = list(item.comments.select_related("by", "resolved_by").order_by("pk"))
    digest = queries.text_digest(item)
    marks: list[Finding | Comment] = [*findings]
    marks += [one for one in comments if one.text_digest == digest]
    before, earlier = _previous(item)
    places = scanning.places(item)
    parts = []
    for place, text in places.items():
        here = [mark for mark in marks if mark.place == place]
        pairs = list(_pairs(place, earlier.get(place, text), text, here))
        if place.startswith("attachment"):
            pairs = [pair for pair in pairs if _is_marked(pair[1])]
        if pairs:
            parts.append(Part(place, scanning.place_label(place), place in earlier, pairs))
    order = list(places)
    ordered = sorted(findings, key=lambda one: (order.index(one.place), one.start))
    return Reading(
        before,
        parts,
        [(scanning.place_label(one.place), one) for one in ordered],
        [(scanning.place_label(one.place), one) for one in comments],
        [(scanning.place_label(one.place), one) for one in queries.masked_findings(item)],
        dict(item.attachments.values_list("position", "kind")),
    )


def corrections(item: DisclosureItem) -> str:
    """What is still to be corrected: findings to hide or remove, comments nobody has resolved."""
    found = [
        f"{scanning.place_label(one.place)}“{one.excerpt}”："
        f"{one.get_decision_display()}（{one.decision_basis}）"
        for one in queries.findings_of(item)
        if one.decision and not one.is_settled
    ]
    remarked = [
        f"{scanning.place_label(one.place)}“{one.quote[:30]}”：{one.text}"
        for one in queries.open_comments(item)
    ]
    return "\n".join(f"{number}. {line}" for number, line in enumerate([*found, *remarked], 1))


def _previous(item: DisclosureItem) -> tuple[str, dict[str, str]]:
    """The public text before this one, by place; nothing for an item that is the first."""
    earlier: DisclosureItem | Edition | None = item.revises
    words = "现在公开的文本"
    if item.status in (DisclosureItem.Status.PUBLISHED, DisclosureItem.Status.WITHDRAWN):
        earlier = item.editions.order_by("number").last()
        words = f"第{earlier.number}版" if earlier else ""
    elif item.status == DisclosureItem.Status.MERGED:
        earlier = Edition.objects.filter(revision=item).first()
        words = "修订前的文本"
    if earlier is None:
        return "", {}
    texts = {"title": earlier.title, "summary": earlier.summary, "body": text_of(earlier.body)}
    return words, texts


def _pairs(
    place: str, before: str, after: str, marks: list[Any]
) -> Iterator[tuple[list[Piece] | None, Shown | None]]:
    for row in rows(before, after):
        old = list(_pieces(before, row.before, ())) if row.before else None
        new = None
        if row.after:
            spot = f"{place}|{row.after.start}|{row.after.end}"
            new = Shown(spot, list(_pieces(after, row.after, marks)))
        yield old, new


def _pieces(text: str, line: Line, marks: Iterable[Any]) -> Iterator[Piece]:
    """A line cut wherever a change, a finding or a comment begins or ends."""
    here = [mark for mark in marks if mark.start < line.end and line.start < mark.end]
    cuts = {line.start, line.end}
    for start, end in (*line.changed, *((mark.start, mark.end) for mark in here)):
        cuts |= {max(start, line.start), min(end, line.end)}
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        over = [mark for mark in here if mark.start <= start and end <= mark.end]
        yield Piece(
            text[start:end],
            any(a <= start and end <= b for a, b in line.changed),
            next((mark for mark in over if isinstance(mark, Finding)), None),
            tuple(mark for mark in over if isinstance(mark, Comment)),
        )


def _is_marked(line: Shown | None) -> bool:
    return line is not None and any(piece.finding or piece.comments for piece in line.pieces)
