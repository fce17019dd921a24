"""An agency's own words for titles, paragraphs and grounds, and what must stay in them."""

import pytest

from gongkai.letters.compose import compose_from
from gongkai.letters.loader import LETTERS, TextError
from gongkai.letters.rewording import reworded, wordings_of
from tests.letters.build import facts, facts_for, lines

NOT_HELD = ("2019", "unable_to_provide", "not_existing")


def text(code, regime="2019"):
    return next(one for one in LETTERS if (one.code, one.regime) == (code, regime))


def words(letter, key):
    return next(row.words for row in wordings_of(letter) if row.key == key)


def said(letter, known):
    return "\n".join(lines(compose_from(letter, known, edits={}).document))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda one: f"{one.code}-{one.regime}")
def test_the_words_of_a_letter_make_the_same_letter_again(letter):
    again = letter
    for row in wordings_of(letter):
        again = reworded(again, row.key, row.words)
    assert wordings_of(again) == wordings_of(letter)


def test_a_title_of_ones_own():
    letter = reworded(text("D12"), "title", "政府信息不存在告知书")
    assert said(letter, facts_for(*NOT_HELD)).startswith("青石镇人民政府政府信息不存在告知书")


def test_a_paragraph_of_ones_own():
    key = next(row.key for row in wordings_of(text("D12")) if "{申请公开的事项}" in row.words)
    own = "{收到申请的日期}，本机关（{channel}）收悉您关于“{申请公开的事项}”的申请。"
    assert "2026年2月9日，本机关（当面提交）收悉您关于" in said(
        reworded(text("D12"), key, own), facts_for(*NOT_HELD)
    )


def test_a_ground_of_ones_own():
    letter = text("D11")
    standard = words(letter, "ground-internal_affairs")
    own = reworded(letter, "ground-internal_affairs", f"{standard}\n特此说明。")
    assert "特此说明。" in said(own, facts_for("2019", "withheld", "internal_affairs"))
    assert "特此说明。" not in said(own, facts_for("2019", "withheld", "process_info"))


def test_a_part_is_withheld_in_the_agencys_words():
    standard = words(text("D10"), "ground-third_party")
    own = reworded(text("D10"), "ground-third_party", f"{standard}\n特此说明。")
    assert "特此说明。" in said(own, facts_for("2019", "partially_disclosed"))


@pytest.mark.parametrize(
    ("code", "key", "own", "sentence"),
    [
        ("D12", "p1", "本机关收到了您的申请。", "文字中缺少{收到申请的日期}"),
        ("D11", "ground-internal_affairs", "不予公开。", "文字中缺少"),
        ("D11", "reasons", "见{nothing}。", "没有占位符“nothing”"),
        ("D11", "ground-internal_affairs", "{所申请的信息}。", "文字中缺少{人事管理、后勤管理"),
        ("D11", "ground-duplicate", "重复。", "不陈述理由“duplicate”"),
        ("D12", "title", "第一行\n第二行", "标题只写一行"),
        ("D12", "title", "关于{requested}的答复", "没有占位符"),
        ("D12", "p99", "文字。", "没有可以修改的“p99”"),
    ],
)
def test_words_that_lose_what_the_law_wants_are_refused(code, key, own, sentence):
    with pytest.raises(TextError, match=sentence):
        reworded(text(code), key, own)


def test_a_ground_names_nobody_it_may_not():
    letter = text("D11")
    standard = words(letter, "ground-internal_affairs")
    with pytest.raises(TextError, match="没有占位符“consulted_name”"):
        reworded(letter, "ground-internal_affairs", f"{standard}{{consulted_name}}")


def test_an_officer_still_changes_the_marked_fields():
    letter = reworded(text("D1"), "title", "登记回执")
    assert compose_from(letter, facts(), edits={}).document.title.endswith("登记回执")
