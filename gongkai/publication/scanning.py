"""What the scan finds in all that the public would read of an item."""

from dataclasses import dataclass

from gongkai.catalog.models import DisclosureItem
from gongkai.intake.findings import Finding
from gongkai.intake.html import text_of
from gongkai.intake.places import place_at
from gongkai.intake.scan import scan
from gongkai.publication.queries import released_attachments

_AROUND = 40
_LABELS = {"title": "信息名称", "summary": "内容概述", "change_note": "修订说明", "body": "正文"}
# Where a clerk can put other words; of an attachment another file.
WRITABLE = frozenset(_LABELS)


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding with the place it was found in."""

    place: str
    finding: Finding
    context: str

    @property
    def key(self) -> tuple[str, int, int]:
        """What tells it from the others of its text."""
        return (self.place, self.finding.start, self.finding.end)


def places(item: DisclosureItem) -> dict[str, str]:
    """All that is scanned and may be commented on, in the order of reading, as plain text.

    "attachment:2" is the text of the second attachment's released copy, "filename:2" its name.
    """
    found = {name: getattr(item, name) for name in _LABELS if name != "body"}
    found["body"] = text_of(item.body)
    for attachment in released_attachments(item):
        found[f"filename:{attachment.position}"] = attachment.filename
        found[f"attachment:{attachment.position}"] = attachment.text
    return found


def place_label(place: str, text: str = "", start: int = 0) -> str:
    """A place in words; with the text of a file also where in the file an offset into it lies."""
    name, _, position = place.partition(":")
    if part := place_at(text, start) if name == "attachment" else "":
        return f"附件{position}的{part}"
    words = {"filename": f"附件{position}文件名", "attachment": f"附件{position}"}
    return words.get(name) or _LABELS[name]


def hits(item: DisclosureItem) -> list[Hit]:
    """Every finding in every place, in the order of reading."""
    return [
        Hit(place, finding, context_of(text, finding))
        for place, text in places(item).items()
        for finding in scan(text)
    ]


def context_of(text: str, finding: Finding) -> str:
    """What stands around a finding on its line, up to a number of characters on each side."""
    line_start = text.rfind("\n", 0, finding.start) + 1
    line_end = text.find("\n", finding.end)
    end = min(finding.end + _AROUND, line_end if line_end >= 0 else len(text))
    return text[max(line_start, finding.start - _AROUND) : end][:200]
