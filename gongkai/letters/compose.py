"""Compose a letter from the facts of a case: what it says, and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gongkai.documents.model import (
    Block,
    Document,
    Heading,
    ListBlock,
    OfficialLetter,
    Paragraph,
    Run,
    Signature,
    text_paragraph,
)
from gongkai.documents.tables import Cell, Row, Scope, Table
from gongkai.law.grounds import ground
from gongkai.law.remedies import Remedy
from gongkai.letters.citations import regulation
from gongkai.letters.draft import STOPS, Draft, Stated, quotable
from gongkai.letters.facts import CaseFacts, Withheld
from gongkai.letters.loader import CONTACT, GROUND_TEXTS, WITHHELD, WITHHELD_TEXT, letter_on
from gongkai.letters.model import (
    Grid,
    GroundText,
    HeadingText,
    LetterText,
    ListOf,
    Part,
    Passage,
    RemedyRule,
    Sentence,
    To,
)
from gongkai.letters.placeholders import LISTS
from gongkai.letters.privacy import clean, private_texts
from gongkai.letters.remedy import NoRemedyYet, remedy_of

SEAL = "加盖公章"
LINE = 19  # characters of a title on one line
_ADDRESSEES = {
    To.APPLICANT: "applicant",
    To.THIRD_PARTY: "consulted_name",
    To.CO_PRODUCER: "consulted_name",
    To.UNIT: "unit",
}


class WrongLetter(ValueError):
    """The letter does not fit the case, or an edit does not fit the letter."""


@dataclass(frozen=True, slots=True)
class EditableField:
    """A marked field an officer may word differently, with its current text."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A composed letter.

    `unfilled` are the labels of gaps in its text; `missing` what must be filled before it is
    signed, one sentence each; `hidden` the fields from which the other side's identity was
    taken out. `remedy` is None for papers of the file and while it cannot be computed.
    """

    text: LetterText
    articles: tuple[str, ...]
    document: Document
    unfilled: tuple[str, ...]
    missing: tuple[str, ...]
    hidden: tuple[str, ...]
    remedy: Remedy | None
    fields: tuple[EditableField, ...]


@dataclass(slots=True)
class _Composition:
    """A draft with the ground of the whole letter and the officer's wording."""

    draft: Draft
    stated: Stated | None
    edits: Mapping[str, str]
    fields: list[EditableField] = field(default_factory=list)


def compose(kind: str, facts: CaseFacts, *, edits: Mapping[str, str] | None = None) -> Letter:
    """Compose the letter of a kind, in the words of the regime the application falls under.

    `edits` holds an officer's wording by the key of its field; it is text, never a template.

    Raises: NoLetter, WrongLetter, UnknownGround; NoRegime before 2008-05-01.
    """
    return compose_from(letter_on(kind, facts.received.received_on), facts, edits=edits or {})


def compose_from(text: LetterText, facts: CaseFacts, *, edits: Mapping[str, str]) -> Letter:
    """Compose a letter from a text of any origin, such as one an agency has worded itself.

    Raises: WrongLetter, UnknownGround.
    """
    _check(text, facts, edits)
    decided_on = facts.decided_on or facts.received.received_on
    draft = Draft(
        text, facts, regulation(text.regime, on=decided_on), private_texts(facts, text.to)
    )
    one = _Composition(draft, _stated(draft), edits)
    if one.stated:
        draft.require(one.stated)
    blocks = [*_addressee(draft), *(block for part in text.parts for block in _blocks(one, part))]
    remedy = _remedy(draft)
    if remedy and remedy.text:
        blocks.append(text_paragraph(remedy.text))
    enclosures = tuple(block for part in text.enclosures for block in _blocks(one, part))
    document = _document(draft, tuple(blocks), enclosures)
    return Letter(
        text,
        text.articles or ((one.stated.article,) if one.stated else ()),
        document,
        tuple(draft.unfilled),
        tuple(draft.missing),
        tuple(draft.hidden),
        remedy,
        tuple(one.fields),
    )


def _check(text: LetterText, facts: CaseFacts, edits: Mapping[str, str]) -> None:
    if text.remedy is RemedyRule.OUTCOME:
        if facts.outcome != text.outcome:
            raise WrongLetter(f"“{text.title}”不能陈述这一办理结果，请改用相应的文书。")
        if text.grounds and facts.ground not in text.grounds:
            raise WrongLetter(f"“{text.title}”不能陈述这一理由，请改用相应的文书。")
    keys = {part.edit for part in text.parts if isinstance(part, Passage) and part.edit}
    if unknown := [key for key in edits if key not in keys]:
        raise WrongLetter(
            f"“{text.title}”中没有可以修改的“{'、'.join(unknown)}”，请只修改标明的部分。"
        )


def _stated(draft: Draft) -> Stated | None:
    code = draft.facts.ground
    if code is None or code not in draft.text.grounds:
        return None
    subject = f"您申请公开的“{draft.value('sought')}”"
    return Stated(_ground_text(draft, code), subject, draft.facts.reasons)


def _ground_text(draft: Draft, code: str) -> GroundText:
    return draft.text.own_grounds.get(code) or GROUND_TEXTS[code, draft.text.regime]


def _document(draft: Draft, blocks: tuple[Block, ...], enclosures: tuple[Block, ...]) -> Document:
    text, facts = draft.text, draft.facts
    organ = draft.value("agency")
    fold = "\n" if len(organ + text.title) > LINE else ""
    document = Document(
        title=f"{organ}{fold}{text.title}",
        organ=organ,
        dated=facts.decided_on or facts.received.received_on,
        blocks=blocks,
        subject=text.title,
    )
    if text.is_form:
        return document
    attachments = [draft.shown(name, "附件") for name in facts.attachments]
    attachments += [part.caption for part in text.enclosures if isinstance(part, Grid)]
    return OfficialLetter(
        title=document.title,
        organ=organ,
        dated=document.dated,
        blocks=blocks,
        number=clean(facts.number),
        subject=text.title,
        signature=Signature(organ, draft.value("decided_on")),
        masthead=organ,
        attachments=tuple(name for name in attachments if name),
        seal=SEAL,
        contact=f"（{draft.joined([CONTACT])}）",
        enclosures=enclosures,
    )


def _addressee(draft: Draft) -> tuple[Paragraph, ...]:
    if draft.text.to is To.FILE:
        return ()
    name = draft.value(_ADDRESSEES[draft.text.to])
    return (Paragraph((Run(f"{name}："),), flush=True),)


def _remedy(draft: Draft) -> Remedy | None:
    try:
        return remedy_of(draft.text, draft.facts)
    except NoRemedyYet as refusal:
        draft.missing[str(refusal)] = None
        draft.unfilled["救济途径"] = None
        return None


def _blocks(one: _Composition, part: Part) -> tuple[Block, ...]:
    match part:
        case Passage():
            return tuple(text_paragraph(line) for line in _lines(one, part))
        case HeadingText(text=text):
            return (Heading(1, text),)
        case ListOf(name=name):
            items = _withheld(one.draft) if name == WITHHELD else _items(one.draft, name)
            return (ListBlock(tuple((Run(item),) for item in items)),)
        case Grid():
            return (_table(one.draft, part),)


def _lines(one: _Composition, part: Passage) -> list[str]:
    """A passage in its lines: one, or as many as the officer wrote."""
    draft = one.draft
    if part.edit in one.edits:
        written = (draft.shown(raw, part.label) for raw in one.edits[part.edit].splitlines())
        lines = [line for line in written if line] or [draft.gap(part.label)]
    else:
        text = draft.joined(part.sentences, one.stated)
        lines = [text] if text else []
    if part.edit:
        one.fields.append(EditableField(part.edit, part.label, "\n".join(lines)))
    return lines


def _items(draft: Draft, name: str) -> list[str]:
    label = LISTS[name].label
    shown = [draft.shown(item, label).rstrip(STOPS) for item in LISTS[name].items(draft.facts)]
    items = [item for item in shown if item] or [draft.gap(label)]
    return [*(f"{item}；" for item in items[:-1]), f"{items[-1]}。"]


def _withheld(draft: Draft) -> list[str]:
    if not draft.facts.withheld:
        return [draft.gap("不予公开的内容和理由")]
    return [_withheld_part(draft, part) for part in draft.facts.withheld]


def _withheld_part(draft: Draft, part: Withheld) -> str:
    row = ground(part.ground, regime=draft.text.regime)
    if draft.text.outcome not in row.outcomes:
        raise WrongLetter(f"“{draft.text.title}”不能陈述这一理由：{row.label}。")
    label = "不予公开的内容"
    what = f"“{quotable(draft.shown(part.what, label)) or draft.gap(label)}”"
    text = _ground_text(draft, part.ground)
    stated = Stated(text, what, part.reasons, part=f"{what}的")
    draft.require(stated)
    return draft.joined(WITHHELD_TEXT, stated)


def _table(draft: Draft, grid: Grid) -> Table:
    columns = max(len(row) for row in grid.rows)
    rows = tuple(_row(draft, row, columns=columns) for row in grid.rows)
    return Table(rows, caption=grid.caption, widths=(3.0, 5.0) * (columns // 2))


def _row(draft: Draft, row: tuple[Sentence, ...], *, columns: int) -> Row:
    """Labels and values by turns; the last value takes what is left of the row."""
    cells = [
        Cell(draft.joined([one]), scope=Scope.NONE if place % 2 else Scope.ROW)
        for place, one in enumerate(row)
    ]
    cells[-1] = replace(cells[-1], colspan=columns - len(row) + 1)
    return tuple(cells)
