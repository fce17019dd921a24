"""A letter in the making: sentences with their placeholders filled, and the gaps that remain."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gongkai.law.grounds import ground
from gongkai.letters.citations import cited
from gongkai.letters.facts import CaseFacts
from gongkai.letters.loader import GROUND
from gongkai.letters.model import GroundText, LetterText, Sentence, To
from gongkai.letters.placeholders import LISTS, PLACEHOLDERS
from gongkai.letters.privacy import clean, masked

GAP = "【待填："  # how the mark of a gap begins
STOPS = "。；，、;,. "
_NAME = re.compile(r"\{([a-z_]+)\}")
# The applicant's own words: they go back to the applicant as they came, in quotation marks.
_REQUEST = frozenset({"request", "requested", "sought", "corrected_request"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A ground with the facts it is stated by, for the whole application or for one part.

    `part` names the part, as it begins a message.
    """

    text: GroundText
    subject: str
    reasons: Mapping[str, str]
    part: str = ""

    @property
    def article(self) -> str:
        return ground(self.text.code, regime=self.text.regime).article

    def label_of(self, name: str) -> str:
        """What the law calls the fact that a placeholder holds; empty where it asks for none."""
        return next((label for label, own in self.text.facts.items() if own == name), "")


@dataclass(slots=True)
class Draft:
    """What is known while a letter is being put together."""

    text: LetterText
    facts: CaseFacts
    regulation: str
    private: tuple[str, ...]
    unfilled: dict[str, None] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)
    hidden: dict[str, None] = field(default_factory=dict)

    def shown(self, text: str, label: str) -> str:
        """A text of the case as this letter may show it."""
        found = clean(text)
        safe = masked(found, self.private)
        if safe != found:
            self.hidden[label] = None
        return safe

    def miss(self, label: str, part: str = "") -> None:
        self.missing[f"请填写{part}“{label}”。"] = None

    def gap(self, label: str, part: str = "") -> str:
        """The mark of a gap in the text."""
        self.unfilled[label] = None
        self.miss(label, part)
        return f"{GAP}{label}】"

    def value(self, name: str) -> str:
        """A placeholder by itself, or the mark of its gap."""
        value, label = self._lookup(name, None)
        return value or self.gap(label)

    def joined(self, sentences: Iterable[Sentence], stated: Stated | None = None) -> str:
        """Sentences with their values."""
        return "".join(self._sentences(sentences, stated))

    def require(self, stated: Stated) -> None:
        """Note each fact that the law wants stated for the ground and nobody has recorded."""
        for label, name in stated.text.facts.items():
            if name not in stated.text.optional and not self._is_known(name, label, stated):
                self.miss(label, stated.part)

    def _is_known(self, name: str, label: str, stated: Stated) -> bool:
        if name in LISTS:
            return any(clean(item).rstrip(STOPS) for item in LISTS[name].items(self.facts))
        if name in PLACEHOLDERS:
            return bool(clean(PLACEHOLDERS[name].value(self.facts)).rstrip(STOPS))
        return bool(clean(stated.reasons.get(label, "")).rstrip(STOPS))

    def _sentences(self, sentences: Iterable[Sentence], stated: Stated | None) -> Iterator[str]:
        for one in sentences:
            if one.text == GROUND and stated:
                yield from self._sentences(stated.text.sentences, stated)
            else:
                yield self._sentence(one, stated)

    def _sentence(self, sentence: Sentence, stated: Stated | None) -> str:
        if sentence.unless and self._lookup(sentence.unless, stated)[0]:
            return ""
        values = {name: self._lookup(name, stated) for name in sentence.names}
        if sentence.optional and not all(value for value, _ in values.values()):
            return ""
        part = stated.part if stated else ""

        def filled(found: re.Match[str]) -> str:
            value, label = values[found[1]]
            return value or self.gap(label, part)

        return _NAME.sub(filled, sentence.text)

    def _lookup(self, name: str, stated: Stated | None) -> tuple[str, str]:
        """The value of a placeholder, and what it is called."""
        match name:
            case "receipt_article":
                return cited(self.facts.received.article, name=self.regulation), "收到日期的依据"
            case "article":
                return cited(self._article(stated), name=self.regulation), "法律依据"
            case "subject" if stated:
                return stated.subject, "申请公开的内容"
        label = stated.label_of(name) if stated else ""
        if name not in PLACEHOLDERS:
            reasons = stated.reasons if stated else {}
            return self.shown(reasons.get(label, ""), label).rstrip(STOPS), label
        row = PLACEHOLDERS[name]
        value = row.value(self.facts)
        if name in _REQUEST and self.text.to is To.APPLICANT:
            return quotable(clean(value).rstrip(STOPS)), row.label
        return self.shown(value, row.label).rstrip(STOPS), label or row.label

    def _article(self, stated: Stated | None) -> str:
        if stated and (stated.part or not self.text.articles):
            return stated.article
        return "、".join(self.text.articles)


def quotable(text: str) -> str:
    """A text as it stands in quotation marks: its own become single."""
    return text.replace("“", "‘").replace("”", "’")
