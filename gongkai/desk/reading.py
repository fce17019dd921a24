"""What the page for reading an item shows: its text, what changed, what was found and remarked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from gongkai.catalog.models import Attachment, DisclosureItem, Edition
from gongkai.desk.reading_lines import Mark, Shown, ShownBlock, blocks, shown
from gongkai.intake.differences import Line, rows
from gongkai.intake.html import text_of
from gongkai.intake.outline import OutlinedLine, outline
from gongkai.publication import queries, redacting, scanning
from gongkai.publication.models import Comment, Finding

Pair = tuple[Shown | None, Shown | None]


@dataclass(frozen=True, slots=True)
class _Text:
    """The plain text of a place, and what each line of it is in its HTML, by its beginning."""

    plain: str
    forms: Mapping[int, OutlinedLine]

    @classmethod
    def of(cls, html: str) -> "_Text":
        """That of a body."""
        return cls(text_of(html), {line.start: line for line in outline(html)})

    def form_of(self, line: Line) -> OutlinedLine:
        """What a line is; a paragraph where nothing is known."""
        return self.forms.get(line.start, OutlinedLine(line.start, "p"))


@dataclass(frozen=True, slots=True)
class Part:
    """One place: its lines beside those of the previous public text, where there is one.

    `rows` holds the earlier line and the line now; one of them may be None.
    """

    place: str
    label: str
    is_compared: bool
    rows: list[Pair]

    @property
    def blocks(self) -> list[ShownBlock]:
        """The text as it stands, its tables and lists whole."""
        return list(blocks(line for _, line in self.rows if line))


@dataclass(frozen=True, slots=True)
class Reading:
    """All parts with what is marked in them; `before` says what the text is compared with.

    `masked` was found in earlier texts; `warnings` say what in the files no search sees; without
    findings `is_scanned` tells "none" from "not looked".
    """

    before: str
    parts: list[Part]
    findings: list[tuple[str, Finding]]
    comments: list[tuple[str, Comment]]
    masked: list[tuple[str, Finding]]
    attachments: list[Attachment]
    warnings: list[tuple[str, str]]
    is_scanned: bool

    @property
    def kinds(self) -> dict[int, str]:
        """The kinds of the files by their position."""
        return {one.position: one.kind for one in self.attachments}

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

    def anchor_of(self, mark: Mark) -> str:
        """The address on the page of the line a mark stands in; empty for an earlier text's."""
        for part in self.parts:
            for _, line in part.rows if part.place == mark.place else ():
                if line and any(
                    mark == piece.finding or mark in piece.comments for piece in line.pieces
                ):
                    return line.anchor
        return ""

    @property
    def undecided(self) -> list[Finding]:
        """Findings nobody has decided, in the order of reading."""
        return [finding for _, finding in self.findings if not finding.decision]

    def undecided_after(self, finding: Finding) -> Finding | None:
        """The next one nobody has decided, from the last one on to the first."""
        order = [one for _, one in self.findings]
        place = order.index(finding) if finding in order else 0
        following = (*order[place + 1 :], *order[:place])
        return next((one for one in following if not one.decision), None)

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
    prefetch_related_objects([item], "attachments")  # else each digest asks for them again
    findings = queries.findings_of(item)
    comments = list(item.comments.select_related("by", "resolved_by").order_by("pk"))
    digest = queries.text_digest(item)
    marks: list[Mark] = [*findings]
    marks += [one for one in comments if one.text_digest == digest]
    before, earlier = _previous(item)
    places = scanning.places(item)
    parts = []
    for place, text in places.items():
        here = [mark for mark in marks if mark.place == place]
        now = _Text.of(item.body) if place == "body" else _Text(text, {})
        pairs = list(_pairs(place, earlier.get(place, now), now, here))
        if place.startswith("attachment"):
            pairs = [pair for pair in pairs if pair[1] and pair[1].is_marked]
        if pairs:
            parts.append(Part(place, scanning.place_label(place), place in earlier, pairs))
    order = list(places)
    ordered = sorted(findings, key=lambda one: (order.index(one.place), one.start))
    attachments = sorted(item.attachments.all(), key=lambda one: one.position)
    return Reading(
        before,
        parts,
        [(scanning.place_label(one.place, places[one.place], one.start), one) for one in ordered],
        [(scanning.place_label(one.place), one) for one in comments],
        [(scanning.place_label(one.place), one) for one in queries.masked_findings(item)],
        attachments,
        [
            (scanning.place_label(f"attachment:{one.position}"), sentence)
            for one in attachments
            if one.released
            for sentence in one.warnings.splitlines()
        ],
        bool(findings) or queries.is_scanned(item),
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


def _previous(item: DisclosureItem) -> tuple[str, dict[str, _Text]]:
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
    texts = {name: _Text(getattr(earlier, name), {}) for name in ("title", "summary")}
    return words, texts | {"body": _Text.of(earlier.body)}


def _pairs(place: str, before: _Text, after: _Text, marks: list[Mark]) -> Iterator[Pair]:
    for row in rows(before.plain, after.plain):
        yield (
            shown("", before.plain, row.before, before.form_of(row.before)) if row.before else None,
            shown(place, after.plain, row.after, after.form_of(row.after), marks)
            if row.after
            else None,
        )
