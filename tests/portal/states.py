"""One item in each state of its life, brought there by the transitions, with a word that tells.

The word stands in the title, the summary, the body, the document number, the file's name and the
file's text of what the state is about; whoever shows the word shows what must (not) be shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from gongkai.catalog.models import Attachment, DisclosureItem
from gongkai.publication.incoming import checked
from gongkai.publication.ledgers import content_of
from gongkai.publication.transitions import (
    attachments,
    discarding,
    drafting,
    publishing,
    revising,
    signing,
    validity,
)
from gongkai.publication.transitions.content import ItemContent
from tests.build import TODAY, Town
from tests.publication.build import content, fresh

WORD = "玄鸟归巢"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a state is about: the row itself, and the address the public would try."""

    item: DisclosureItem
    index_number: str
    attachment: Attachment


def told() -> ItemContent:
    """A content with the word everywhere."""
    return content(
        title=f"关于{WORD}的方案",
        document_number=f"青政发〔2018〕{WORD}1号",
        summary=f"{WORD}的任务。",
        body=f"<p>{WORD}的正文。</p>",
    )


def _draft(town: Town, words: ItemContent) -> DisclosureItem:
    item = drafting.draft(town.agency, words, acting=town.acting("li"))
    return _with_file(town, item)


def _with_file(town: Town, item: DisclosureItem) -> DisclosureItem:
    file = checked(f"{WORD}的附件".encode(), f"{WORD}.txt")
    attachments.attach(item.pk, file, most_bytes=10**6, acting=town.acting("li"))
    return fresh(item)


def _submitted(town: Town, item: DisclosureItem) -> DisclosureItem:
    return drafting.submit(item.pk, acting=town.acting("li"))


def _reviewed(town: Town, item: DisclosureItem) -> DisclosureItem:
    _submitted(town, item)
    signing.review(item.pk, conclusion="may_disclose", basis="不涉密", acting=town.acting("sun"))
    return fresh(item)


def _approved(town: Town, item: DisclosureItem) -> DisclosureItem:
    _reviewed(town, item)
    signing.approve(item.pk, remarks="同意", acting=town.acting("zhao"))
    return fresh(item)


def _published(town: Town, item: DisclosureItem) -> DisclosureItem:
    _approved(town, item)
    publishing.publish(item.pk, acting=town.acting("li"))
    return fresh(item)


def _returned(town: Town, item: DisclosureItem) -> DisclosureItem:
    _submitted(town, item)
    signing.send_back(item.pk, corrections="请写明时限", acting=town.acting("sun"))
    return fresh(item)


def _repealed(town: Town, item: DisclosureItem) -> DisclosureItem:
    _published(town, item)
    validity.repeal(
        item.pk, validity="repealed", invalid_on=TODAY, reason="清理", acting=town.acting("li")
    )
    return fresh(item)


def _withdrawn(town: Town, item: DisclosureItem) -> DisclosureItem:
    _published(town, item)
    publishing.withdraw(item.pk, reason="内容有误", acting=town.acting("li"))
    return fresh(item)


def _discarded(town: Town, item: DisclosureItem) -> DisclosureItem:
    discarding.discard(item.pk, reason="不再需要", acting=town.acting("li"))
    return fresh(item)


_ROADS: Mapping[str, Callable[[Town, DisclosureItem], DisclosureItem]] = {
    "draft": lambda town, item: item,
    "in_review": _submitted,
    "reviewed": _reviewed,
    "returned": _returned,
    "approved": _approved,
    "discarded": _discarded,
    "published": _published,
    "repealed": _repealed,
    "withdrawn": _withdrawn,
}
# `revising`: the word is in a revision under way. `superseded`: it was in the text that a
# revision replaced, which is open to comparison and nowhere else. `abandoned`: it was in a
# revision that came back from review and was discarded.
STATES = (*_ROADS, "revising", "superseded", "abandoned")


def in_state(town: Town, state: str) -> Subject:
    """The subject of a state; another public item of the agency stands beside it."""
    _published(town, drafting.draft(town.agency, content(), acting=town.acting("li")))
    if state == "revising":
        return _revising(town)
    if state == "abandoned":
        subject = _revising(town)
        signing.send_back(subject.item.pk, corrections="不改了", acting=town.acting("sun"))
        return replace(subject, item=_discarded(town, subject.item))
    if state == "superseded":
        return _superseded(town)
    item = _ROADS[state](town, _draft(town, told()))
    # What has no index number yet is looked for under the one it would get.
    number = item.index_number or "qingshan/2018-00002"
    return Subject(item, number, item.attachments.get())


def _revising(town: Town) -> Subject:
    plain = content(title="关于秋收的方案", document_number="青政发〔2018〕9号")
    original = _published(town, drafting.draft(town.agency, plain, acting=town.acting("li")))
    revision = revising.begin_revision(original.pk, change_note="调整", acting=town.acting("li"))
    drafting.revise(revision.pk, told(), acting=town.acting("li"))
    revision = _approved(town, _with_file(town, revision))
    return Subject(revision, original.index_number or "", revision.attachments.get())


def _superseded(town: Town) -> Subject:
    original = _published(town, _draft(town, told()))
    revision = revising.begin_revision(original.pk, change_note="调整", acting=town.acting("li"))
    words = replace(
        content_of(revision),
        title="关于秋收的方案",
        document_number="青政发〔2018〕9号",
        summary="秋收的任务。",
        body="<p>秋收的正文。</p>",
    )
    drafting.revise(revision.pk, words, acting=town.acting("li"))
    attachments.remove(revision.attachments.get().pk, acting=town.acting("li"))
    _published(town, fresh(revision))
    old = Attachment.objects.get(filename__contains=WORD)
    return Subject(fresh(original), original.index_number or "", old)
