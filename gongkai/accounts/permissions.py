"""Who may do what: the one matrix of role and action, shown as a page and tested as a table.

Which state a record must be in is guarded by its transition; whether the person
holds the role at the record's agency is asked of `agencies.policies.may`.
"""

from collections.abc import Mapping

from django.db.models import TextChoices

from gongkai.audit.actions import Action


class Role(TextChoices):
    """A duty a person holds at one agency; one person may hold several."""

    INFORMATION_OFFICER = "information_officer", "信息委员（兼职）"
    SPECIALIST = "specialist", "专业人员"
    SECRECY_REVIEWER = "secrecy_reviewer", "保密审查员"
    LEADER = "leader", "分管领导"
    OFFICE_HEAD = "office_head", "公开工作机构负责人"
    ARCHIVIST = "archivist", "档案员"
    SUPERVISOR = "supervisor", "上级主管部门监督员"
    ADMINISTRATOR = "administrator", "系统管理员"


_DESK = frozenset({Role.SPECIALIST, Role.OFFICE_HEAD})
_SETTINGS = frozenset({Role.ADMINISTRATOR})
_DRAFTERS = _DESK | {Role.INFORMATION_OFFICER}
_SIGNERS = frozenset({Role.LEADER})
_REVIEWERS = frozenset({Role.SECRECY_REVIEWER})
_HEAD = frozenset({Role.OFFICE_HEAD})

# Actions that are not named here are registers: the desk enters and corrects them.
_SPECIAL: dict[Action, frozenset[Role]] = {
    Action.ACCOUNT_OPEN: _SETTINGS,
    Action.ACCOUNT_CLOSE: _SETTINGS,
    Action.ACCOUNT_REOPEN: _SETTINGS,
    Action.ACCOUNT_RESET: _SETTINGS,
    Action.ACCOUNT_PASSWORD: frozenset(Role),
    Action.ACCOUNT_EMAIL: frozenset(Role),
    # The program writes it; nobody is signed in.
    Action.ACCOUNT_FAIL: frozenset(Role),
    Action.ACCOUNT_GRANT: _SETTINGS,
    Action.ACCOUNT_REVOKE: _SETTINGS,
    Action.PERSONAL_DATA_ERASE: _HEAD | {Role.ARCHIVIST},
    Action.CALENDAR_ENACT: _SETTINGS | _HEAD,
    Action.CALENDAR_LOCAL: _SETTINGS | _HEAD,
    Action.AGENCY_ESTABLISH: _SETTINGS,
    Action.AGENCY_RENAME: _SETTINGS,
    Action.AGENCY_MERGE: _SETTINGS,
    Action.AGENCY_SPLIT: _SETTINGS,
    Action.AGENCY_CLOSE: _SETTINGS,
    Action.AGENCY_MOVE: _SETTINGS,
    Action.OFFICE_OPEN: _SETTINGS | _DESK,
    Action.OFFICE_AMEND: _SETTINGS | _DESK,
    Action.PERSON_ENTER: _SETTINGS | _DESK,
    Action.PERSON_AMEND: _SETTINGS | _DESK,
    Action.ITEM_DRAFT: _DRAFTERS,
    Action.ITEM_REVISE: _DRAFTERS,
    Action.ITEM_SUBMIT: _DRAFTERS,
    Action.ITEM_DISCARD: _DRAFTERS,
    Action.UPLOAD_KEEP: _DRAFTERS,
    Action.UPLOAD_DISCARD: _DRAFTERS,
    # The program writes it, in the name of who read the file in.
    Action.UPLOAD_EXPIRE: _DRAFTERS,
    Action.ATTACHMENT_ADD: _DRAFTERS,
    Action.ATTACHMENT_RELEASE: _DRAFTERS,
    Action.ATTACHMENT_REMOVE: _DRAFTERS,
    Action.ATTACHMENT_ARRANGE: _DRAFTERS,
    Action.ATTACHMENT_REDACT: _DRAFTERS | _REVIEWERS,
    Action.ITEM_BEGIN_REVISION: _DRAFTERS,
    Action.ITEM_SCHEDULE_REVIEW: _DRAFTERS,
    Action.ITEM_REVIEW: _REVIEWERS,
    Action.ITEM_APPROVE: _SIGNERS,
    Action.ITEM_RETURN: _SIGNERS | _REVIEWERS,
    Action.ITEM_SCAN: _DRAFTERS | _REVIEWERS,
    Action.ITEM_UNSCHEDULE: _DESK | _SIGNERS,
    # The program writes it, as the approver's act.
    Action.ITEM_SCHEDULE_FAIL: _SIGNERS,
    Action.FINDING_DECIDE: _REVIEWERS,
    Action.COMMENT_MAKE: _DRAFTERS | _REVIEWERS | _SIGNERS,
    Action.COMMENT_RESOLVE: _DRAFTERS | _REVIEWERS | _SIGNERS,
    Action.REVIEW_SCHEME_ADOPT: _SETTINGS,
    Action.REVIEW_SCHEME_AMEND: _SETTINGS,
    Action.DEPUTY_APPOINT: _SETTINGS | _SIGNERS,
    Action.DEPUTY_END: _SETTINGS | _SIGNERS,
    Action.HOLDING_DELIVER: _DESK | {Role.ARCHIVIST},
    Action.HOLDING_AMEND: _DESK | {Role.ARCHIVIST},
    # 条例第三十三条第二款 (2007: 第二十四条第二款): the head of the disclosure office agrees.
    Action.APPLICATION_EXTEND: _HEAD,
    Action.APPLICATION_RECOMPUTE: _SETTINGS | _HEAD,
    Action.EXTENSION_GRANT: _HEAD,
    Action.EXTENSION_DROP: _HEAD,
    Action.FEE_NOTICE_PREPARE: _HEAD,
    Action.FEE_NOTICE_DROP: _HEAD,
    Action.JUSTIFICATION_JUDGE: _HEAD,
    Action.CONSULTATION_OVERRIDE: _HEAD | _SIGNERS,
    Action.SUGGESTION_DECIDE: _HEAD | _SIGNERS,
    Action.RECORD_CORRECTION_DECIDE: _HEAD | _SIGNERS,
    Action.APPLICATION_REOPEN: _HEAD | _SIGNERS,
    Action.REMEDY_FOLLOW: _HEAD | _SIGNERS,
    Action.APPLICATION_ARCHIVE: _DESK | {Role.ARCHIVIST},
    # Who handles, reviews or signs a case sees what it is about; who reads it from above does not.
    Action.DOCUMENT_OPEN: _DESK | _REVIEWERS | _SIGNERS,
    Action.LETTER_REVIEW_SECRECY: _REVIEWERS,
    Action.LETTER_REVIEW_LEGAL: _HEAD,
    Action.LETTER_SIGN: _HEAD,
    Action.LETTER_SIGN_DECISION: _SIGNERS,
    Action.LETTER_VOID: _DESK | _SIGNERS,
    Action.INSPECTION_MAKE: _DESK | {Role.SUPERVISOR},
    Action.INSPECTION_AMEND: _DESK | {Role.SUPERVISOR},
    Action.REPORT_DECIDE: _REVIEWERS,
    Action.REPORT_REVIEW: _REVIEWERS,
    Action.REPORT_APPROVE: _SIGNERS,
    Action.REPORT_RETURN: _SIGNERS,
    Action.REPORT_PUBLISH: _HEAD,
}

MATRIX: Mapping[Action, frozenset[Role]] = {
    action: _SPECIAL.get(action, _DESK) for action in Action
}

# An administrator keeps people and settings and sees no contents. A part-time officer submits
# drafts: what the agency is and publishes is theirs to read, not who applied or complained.
READERS: frozenset[Role] = frozenset(Role) - {Role.ADMINISTRATOR, Role.INFORMATION_OFFICER}
CATALOG_READERS: frozenset[Role] = READERS | {Role.INFORMATION_OFFICER}
# The rooms whose registers the second group reads.
CATALOG_ROOMS = frozenset({"agencies", "catalog", "publication"})

# What is read, beside what is done.
READING: Mapping[str, frozenset[Role]] = {
    "查看机构、目录和公开信息": CATALOG_READERS,
    "查看申请、救济等全部台账": READERS,
}
