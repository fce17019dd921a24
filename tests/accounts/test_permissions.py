"""The matrix of who may do what: the rows that the law or the design fixes."""

import pytest

from gongkai.accounts.permissions import MATRIX, READERS, Role
from gongkai.audit.actions import Action

R = Role
DESK = {R.SPECIALIST, R.OFFICE_HEAD}


@pytest.mark.parametrize(
    ("action", "holders"),
    [
        (Action.ITEM_REVIEW, {R.SECRECY_REVIEWER}),
        (Action.ITEM_APPROVE, {R.LEADER}),
        (Action.ITEM_DRAFT, DESK | {R.INFORMATION_OFFICER}),
        (Action.ITEM_PUBLISH, DESK),
        (Action.APPLICATION_EXTEND, {R.OFFICE_HEAD}),
        (Action.APPLICATION_ANSWER, DESK),
        (Action.SUBMISSION_REISSUE_CODE, DESK),
        (Action.DOCUMENT_OPEN, DESK | {R.SECRECY_REVIEWER, R.LEADER}),
        (Action.REPORT_REVIEW, {R.SECRECY_REVIEWER}),
        (Action.REPORT_APPROVE, {R.LEADER}),
        (Action.INSPECTION_MAKE, DESK | {R.SUPERVISOR}),
        (Action.HOLDING_DELIVER, DESK | {R.ARCHIVIST}),
        (Action.ACCOUNT_RESET, {R.ADMINISTRATOR}),
        (Action.ACCOUNT_REOPEN, {R.ADMINISTRATOR}),
        (Action.ACCOUNT_PASSWORD, set(Role)),
        (Action.CALENDAR_ENACT, {R.ADMINISTRATOR, R.OFFICE_HEAD}),
        (Action.MEETING_HOLD, DESK),
        (Action.LEDGER_IMPORT, DESK),
    ],
)
def test_who_may_do_what(action: Action, holders: set[Role]) -> None:
    assert MATRIX[action] == holders


def test_every_action_has_a_row_and_somebody_who_may() -> None:
    assert set(MATRIX) == set(Action)
    assert all(MATRIX.values())


def test_an_administrator_keeps_people_and_settings_alone() -> None:
    assert R.ADMINISTRATOR not in READERS
    rooms = {
        action.value.partition(".")[0]
        for action, holders in MATRIX.items()
        if R.ADMINISTRATOR in holders
    }
    assert rooms == {
        "account",
        "calendar",
        "agency",
        "office",
        "person",
        "application",
        "deputy",
        "review_scheme",
    }
    kept = [action for action in Action if action.value.startswith("application.")]
    assert [action for action in kept if R.ADMINISTRATOR in MATRIX[action]] == [
        Action.APPLICATION_RECOMPUTE
    ]
