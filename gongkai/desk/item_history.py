"""All that happened to an item, told from the audit log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem
from gongkai.publication.levels import WORDS
from gongkai.publication.models import Finding, SecrecyReview
from gongkai.publication.scanning import place_label
from gongkai.web.jinja import moment


@dataclass(frozen=True, slots=True)
class Event:
    """One act: which record it was done to, by whom, when, and what was written."""

    entry: Entry
    subject: str
    details: list[tuple[str, str]]

    @property
    def actor(self) -> str:
        """Who did it, and for whom."""
        absent = self.entry.data.get("on_behalf_of")
        name = self.entry.by.full_name
        return f"{name}（代{absent}）" if absent else name


def _decision(value: list[str]) -> str:
    before, after = (dict(Finding.Decision.choices).get(one, "") for one in value)
    return f"{before} → {after}" if before else str(after)


def _moment(value: str | list[Any]) -> str:
    if isinstance(value, list):
        return f"{_moment(value[0])} → 不定时"
    return moment(datetime.fromisoformat(value))


# What a log entry may say beside its action: label, and how the value reads.
_DETAILS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "level": ("级次", lambda value: WORDS.get(value, "")),
    "conclusion": ("结论", lambda value: dict(SecrecyReview.Conclusion.choices).get(value, value)),
    "place": ("位置", place_label),
    "excerpt": ("原文", str),
    "decision": ("决定", _decision),
    "quote": ("原文", str),
    "text": ("批注", str),
    "basis": ("依据", str),
    "remarks": ("批示", str),
    "publish_at": ("定时发布", _moment),
    "corrections": ("修改意见", str),
    "findings": ("检查发现", lambda value: f"{value}处"),
    "masked": ("遮盖", lambda value: f"{value}处"),
    "filename": ("文件", str),
    "index_number": ("索引号", str),
    "edition": ("历史版本", lambda value: f"第{value}版"),
    "reason": ("说明", str),
}


def events(item: DisclosureItem) -> list[Event]:
    """The item's own way, that of its revisions, and its releases, oldest first."""
    revisions = list(item.revisions.order_by("pk"))
    names = {one.pk: f"修订稿（{one.change_note}）" for one in revisions}
    entries = list(log.history(item, *revisions))
    found = [Event(one, names.get(one.subject_id, ""), _details(one)) for one in entries]
    releases = {one.pk: str(one.channel) for one in item.releases.select_related("channel")}
    if releases:
        records = list(item.releases.all())
        for one in log.history(*records):
            found.append(Event(one, f"渠道：{releases[one.subject_id]}", _details(one)))
    return sorted(found, key=lambda event: event.entry.pk)


def _details(entry: Entry) -> list[tuple[str, str]]:
    told = []
    for name, (label, read) in _DETAILS.items():
        value = entry.data.get(name)
        if value or value == 0:
            told.append((label, str(read(value))))
    return told
