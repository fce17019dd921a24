"""Names of actions."""

import re

from gongkai.audit.actions import Action


def test_an_action_is_named_room_and_verb_and_shows_a_sentence() -> None:
    for action in Action:
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", action.value), action
        assert re.search(r"[\u4e00-\u9fff]", action.label), action
        assert len(action.value) <= 60


def test_no_two_actions_show_the_same_sentence() -> None:
    labels = [action.label for action in Action]
    assert len(set(labels)) == len(labels)
