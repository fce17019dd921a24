"""The steps of a case, in the order of its life.

Each is an address `steps/KEY/` below the case. What a letter brings about, such as the day an
applicant was told, is no step here: the letter is served and the case follows.
"""

from gongkai.applications import policies
from gongkai.applications.policies import suggestions as suggestion_policies
from gongkai.applications.transitions import (
    closing,
    handling,
    notes,
    receipt_days,
    reopenings,
    splitting,
    suggestions,
    transfers,
    withdrawals,
)
from gongkai.audit.actions import Action
from gongkai.casework.transitions import rounds
from gongkai.desk import case_closing_forms, suggestion_forms
from gongkai.desk.case_step import Step
from gongkai.desk.case_term_steps import FEE_RULE, TERM_STEPS

_ALL = (
    Step(
        key="handler",
        action=Action.APPLICATION_ASSIGN,
        permit=policies.permit_assignment,
        take=handling.assign,
        form=case_closing_forms.HandlerForm,
    ),
    Step(
        key="receipt-days",
        action=Action.SUBMISSION_CORRECT_DAYS,
        permit=policies.permit_day_correction,
        take=receipt_days.correct_days,
        form=case_closing_forms.ReceiptDaysForm,
        entry=receipt_days.ReceiptDays,
        article="条例第三十一条",
        old_article="国办公开办函〔2015〕207号第一条",
        lead="收到申请之日由来件的日期确定；登记错了的，在这里更正，答复期限随之改变。",
    ),
    *TERM_STEPS,
    Step(
        key="transfer",
        action=Action.APPLICATION_TRANSFER,
        permit=policies.permit_transfer,
        take=transfers.transfer,
        form=case_closing_forms.TransferForm,
        lead="条例没有移送的规定，移送只为方便申请人。本件留在本机关继续办理：还要依照条例第三十六条"
        "第（五）项答复申请人不属于本机关负责公开，并告知负责的机关。",
        old_lead="条例没有移送的规定，移送只为方便申请人。本件留在本机关继续办理：还要依照2007年条例"
        "第二十一条第（三）项答复申请人不属于本机关公开，并告知负责的机关。",
        warning="移送后接收机关立即收到一件新的申请，自今天起计算期限；不能取消。",
    ),
    Step(
        key="splitting",
        action=Action.APPLICATION_SPLIT,
        permit=policies.permit_splitting,
        take=splitting.split,
        form=case_closing_forms.SplittingForm,
        article=f"一事一申请（{FEE_RULE}第四条）",
        warning="拆分后各件分别编号、分别答复、分别统计，不能再并成一件；来件原文保持不变。",
    ),
    Step(
        key="merging",
        action=Action.APPLICATION_MERGE,
        permit=policies.permit_merging,
        take=splitting.merge,
        form=case_closing_forms.MergingForm,
        lead="一份文书答复两件申请，答复后两件同时办结，分别统计；答复前可以取消。",
    ),
    Step(
        key="separation",
        action=Action.APPLICATION_SEPARATE,
        permit=policies.permit_separation,
        take=splitting.separate,
        lead="取消后本件单独答复。",
    ),
    Step(
        key="withdrawal",
        action=Action.APPLICATION_WITHDRAW,
        permit=policies.permit_withdrawal,
        take=withdrawals.withdraw,
        form=case_closing_forms.WithdrawalForm,
        article="国办公开办函〔2021〕30号 表三（六）其他处理",
        warning="登记撤回后本件办结，不再答复，不能取消；申请人再次申请的另行登记。"
        "请保存申请人撤回的书面材料。",
    ),
    Step(
        key="reopening",
        action=Action.APPLICATION_REOPEN,
        permit=policies.permit_reopening,
        take=rounds.reopen,
        form=case_closing_forms.ReopeningForm,
        entry=reopenings.ReopeningEntry,
        lead="原答复和统计保持不变；重新办理的期限自今天起计算，决定另有要求的从其要求。",
    ),
    Step(
        key="suggestion",
        action=Action.SUGGESTION_RECEIVE,
        permit=suggestion_policies.permit_suggestion,
        take=suggestions.receive,
        form=suggestion_forms.SuggestionForm,
        article="条例第四十四条第二款",
        lead="申请时一并提出的已随来件登记；以后提出的在这里登记。办结以后也可以提出。",
    ),
    Step(
        key="suggestion-decision",
        action=Action.SUGGESTION_DECIDE,
        permit=suggestion_policies.permit_suggestion_decision,
        take=suggestions.decide,
        form=suggestion_forms.SuggestionDecisionForm,
        entry=suggestions.SuggestionDecision,
        about="disclosure_suggestion",
        article="条例第四十四条第二款",
        lead="经审核认为属于主动公开范围的，应当及时主动公开；法律没有规定审核的期限。",
        letter="主动公开建议答复书",
    ),
    Step(
        key="suggestion-item",
        action=Action.SUGGESTION_FULFIL,
        permit=suggestion_policies.permit_suggestion_item,
        take=suggestions.fulfil,
        form=suggestion_forms.SuggestionItemForm,
        about="disclosure_suggestion",
        article="条例第四十四条第二款",
        lead="信息按拟稿、保密审查、审批的程序公开以后，在这里登记它是哪一条。",
    ),
    Step(
        key="archiving",
        action=Action.APPLICATION_ARCHIVE,
        permit=policies.permit_archiving,
        take=closing.archive,
        form=case_closing_forms.ArchivingForm,
        article="条例第四十五条",
    ),
    Step(
        key="note",
        action=Action.NOTE_WRITE,
        permit=policies.permit_note,
        take=notes.write,
        form=case_closing_forms.NoteForm,
    ),
)
STEPS = {step.key: step for step in _ALL}
