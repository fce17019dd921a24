"""What is typed is kept, and who is at a draft is known."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit.models import Entry
from gongkai.publication import queries
from gongkai.publication.models import WorkingCopy
from gongkai.publication.transitions import drafting, working_copies
from tests.build import Town
from tests.publication.build import content, drafted, fresh, published


def test_what_is_typed_is_kept_and_the_draft_stays_as_it_is(town: Town) -> None:
    item = drafted(town)
    entries, acting = Entry.objects.count(), town.acting("li")
    for words in ("春", "春耕"):
        working_copies.keep(town.agency, item, {"title": words}, token="t", acting=acting)
    kept = queries.unsaved(town.users["li"], town.agency, item)
    assert kept is not None
    assert (kept.answers, kept.token, kept.kept_at) == ({"title": "春耕"}, "t", acting.at)
    assert queries.unsaved(town.users["qian"], town.agency, item) is None
    assert queries.unsaved(town.users["li"], town.agency, None) is None
    assert fresh(item).title == "青山镇2018年春耕生产工作方案"
    assert Entry.objects.count() == entries
    working_copies.discard(town.agency, item, acting=acting)
    assert not WorkingCopy.objects.exists()


def test_a_new_draft_is_kept_beside_an_old_one(town: Town) -> None:
    item, acting = drafted(town), town.acting("qian")
    working_copies.keep(town.agency, None, {"title": "新"}, token="", acting=acting)
    working_copies.keep(town.agency, item, {"title": "旧"}, token="", acting=acting)
    kept = queries.unsaved(town.users["qian"], town.agency, None)
    assert kept is not None
    assert kept.answers == {"title": "新"}


def test_others_are_known_while_their_page_is_open(town: Town) -> None:
    item, li = drafted(town), town.users["li"]
    acting = town.acting("qian")
    working_copies.appear(town.agency, item, token="", acting=acting)
    later = acting.at + timedelta(seconds=60)
    working_copies.appear(town.agency, item, token="", acting=replace(acting, at=later))

    (other,) = queries.others_at(item, li, at=later + timedelta(seconds=60))
    assert (other.user, other.opened_at) == (town.users["qian"], acting.at)
    assert queries.others_at(item, town.users["qian"], at=later) == []
    assert queries.others_at(item, li, at=later + timedelta(seconds=91)) == []

    again = later + timedelta(hours=1)
    copy = working_copies.appear(town.agency, item, token="", acting=replace(acting, at=again))
    assert copy.opened_at == again


@pytest.mark.parametrize("who", ["zhao", "sun", "wu", "wang", "admin", "zheng"])
def test_others_keep_nothing(town: Town, who: str) -> None:
    for item in (drafted(town), None):
        with pytest.raises(NotAllowed):
            working_copies.keep(town.agency, item, {}, token="", acting=town.acting(who))


def test_a_public_item_has_no_working_copy(town: Town) -> None:
    with pytest.raises(NotAllowed, match="已公开"):
        working_copies.appear(town.agency, published(town), token="", acting=town.acting("li"))


def test_a_text_somebody_saved_meanwhile_is_not_overwritten(town: Town) -> None:
    item = drafted(town)
    token = queries.revision_token(item)
    drafting.revise(
        item.pk, content(summary="钱委员改的。"), token=token, acting=town.acting("qian")
    )
    with pytest.raises(drafting.Overtaken, match="别人保存过修改"):
        drafting.revise(
            item.pk, content(summary="李经办改的。"), token=token, acting=town.acting("li")
        )
    assert fresh(item).summary == "钱委员改的。"
    now = queries.revision_token(fresh(item))
    drafting.revise(item.pk, content(summary="合并。"), token=now, acting=town.acting("li"))
    assert fresh(item).summary == "合并。"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "别的"),
        ("body", "<p>别的</p>"),
        ("topic_category", "other"),
        ("subject_terms", "春耕"),
        ("is_normative_document", True),
    ],
)
def test_the_token_knows_every_field(town: Town, name: str, value: object) -> None:
    item = drafted(town)
    before = queries.revision_token(item)
    setattr(item, name, value)
    assert queries.revision_token(item) != before
