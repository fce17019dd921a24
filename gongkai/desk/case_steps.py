"""The steps of a case: how each is called, by which article, asked for and taken.

Each is an address `steps/KEY/` below the case. What a letter brings about, such as the day an
applicant was told, is no step here: the letter is served and the case follows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Model

from gongkai.applications import policies
from gongkai.applications.models import Application
from gongkai.applications.queries import correction_until, regime_of
from gongkai.applications.transitions import (
    closing,
    consultations,
    corrections,
    extension,
    fee_notices,
    handling,
    justifications,
    notes,
    reopenings,
    splitting,
    transfers,
    withdrawals,
)
from gongkai.audit.actions import Action
from gongkai.desk import case_closing_forms, case_forms
from gongkai.desk.case_fields import StepForm
from gongkai.law.calendar import WorkCalendar

_FEE_RULE = "国办函〔2020〕109号"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; `about` names the record of the case it needs, empty for the case itself.

    `warning` says what cannot be undone after it; `letter` that it takes effect by a letter.
    """

    key: str
    action: Action
    permit: Callable[..., None]  # (user, record, today)
    take: Callable[..., object]  # (the record's key, **what the form asks, acting)
    form: type[StepForm] = StepForm
    entry: type[Any] | None = None
    about: str = ""
    article: str = ""
    old_article: str = ""  # of the Regulations of 2007, where those have another
    lead: str = ""
    warning: str = ""
    letter: str = ""
    # The last day for it by the calendar, which the policies do not ask.
    until: Callable[[Application, WorkCalendar], date | None] = lambda application, calendar: None

    @property
    def label(self) -> str:
        """What the button says."""
        return self.action.label

    @property
    def done(self) -> str:
        """What the page says after it."""
        follows = f"请起草并送达{self.letter}，送达后生效。" if self.letter else ""
        return f"{self.label}：已登记。{follows}"

    def arguments(self, form: StepForm) -> dict[str, Any]:
        """What the transition is called with."""
        values = form.values()
        return {"entry": self.entry(**values)} if self.entry else values

    def article_for(self, application: Application) -> str:
        """The article in force for the case."""
        old = regime_of(application.received_on).code == "2008"
        return self.old_article if old else self.article

    def records_of(self, application: Application) -> list[Model]:
        """What of the case the step could be about."""
        if not self.about:
            return [application]
        if self.about == "consultations":
            return sorted(application.consultations.all(), key=attrgetter("pk"))
        record = getattr(application, self.about, None)
        return [record] if record else []


# In the order of a case's life.
_ALL = (
    Step(
        key="handler",
        action=Action.APPLICATION_ASSIGN,
        permit=policies.permit_assignment,
        take=handling.assign,
        form=case_closing_forms.HandlerForm,
    ),
    Step(
        key="correction",
        action=Action.CORRECTION_PREPARE,
        permit=policies.permit_correction,
        take=corrections.prepare,
        form=case_forms.CorrectionForm,
        entry=corrections.CorrectionEntry,
        article="条例第三十条",
        old_article="2007年条例第二十一条第（四）项",
        until=correction_until,
        lead="只能要求一次，须在收到申请之日起七个工作日内一次性告知；补正告知书送达后期限停止计算。",
        letter="补正告知书",
    ),
    Step(
        key="correction-receipt",
        action=Action.CORRECTION_RECEIVE,
        permit=policies.permit_correction_receipt,
        take=corrections.receive,
        form=case_forms.CorrectedForm,
        about="correction",
        article="条例第三十条",
        lead="答复期限自收到补正后的申请之日起重新计算。",
    ),
    Step(
        key="correction-lapse",
        action=Action.CORRECTION_LAPSE,
        permit=policies.permit_correction_lapse,
        take=corrections.lapse,
        form=case_forms.DayForm,
        about="correction",
        article="条例第三十条",
        warning="申请人无正当理由逾期不补正的，视为放弃申请，登记后不能取消。"
        "请先核实申请人确已收到告知。",
    ),
    Step(
        key="consultation",
        action=Action.CONSULTATION_PREPARE,
        permit=policies.permit_consultation,
        take=consultations.prepare,
        form=case_forms.ConsultationForm,
        entry=consultations.ConsultationEntry,
        article="条例第三十二条至第三十四条",
        old_article="2007年条例第二十三条",
        lead="书面征求；征求意见书发出至答复的时间不计入答复期限。",
        letter="征求意见书",
    ),
    Step(
        key="consultation-service",
        action=Action.CONSULTATION_SERVE,
        permit=policies.permit_consultation_service,
        take=consultations.served,
        form=case_forms.ServedForm,
        about="consultations",
    ),
    Step(
        key="opinion",
        action=Action.CONSULTATION_ANSWER,
        permit=policies.permit_opinion,
        take=consultations.answer,
        form=case_forms.OpinionForm,
        entry=consultations.OpinionEntry,
        about="consultations",
        article="条例第三十二条、第三十四条",
        old_article="2007年条例第二十三条",
    ),
    Step(
        key="consultation-closing",
        action=Action.CONSULTATION_CLOSE,
        permit=policies.permit_consultation_closing,
        take=consultations.close_unanswered,
        form=case_forms.DayForm,
        about="consultations",
        article="条例第三十二条、第三十四条",
        lead="第三方逾期未提出意见的，由本机关决定是否公开；共同制作机关逾期未答复的，视为同意公开。",
    ),
    Step(
        key="override",
        action=Action.CONSULTATION_OVERRIDE,
        permit=policies.permit_override,
        take=consultations.override,
        form=case_forms.OverrideForm,
        about="consultations",
        article="条例第十五条、第三十二条",
        old_article="2007年条例第二十三条",
        lead="第三方不同意公开且有合理理由，但不公开会对公共利益造成重大影响的，可以决定公开。",
    ),
    Step(
        key="extension",
        action=Action.EXTENSION_GRANT,
        permit=policies.permit_extension_grant,
        take=extension.grant,
        form=case_forms.ExtensionForm,
        article="条例第三十三条第二款",
        old_article="2007年条例第二十四条第二款",
        lead="由公开工作机构负责人同意，只能延长一次，须在首个期限届满前告知申请人。",
        letter="延期告知书",
    ),
    Step(
        key="justification",
        action=Action.JUSTIFICATION_PREPARE,
        permit=policies.permit_justification,
        take=justifications.prepare,
        form=case_forms.JustificationForm,
        entry=justifications.JustificationEntry,
        article="条例第三十五条",
        lead="申请公开政府信息的数量、频次明显超过合理范围的，可以要求说明理由。",
        letter="说明理由通知书",
    ),
    Step(
        key="statement",
        action=Action.JUSTIFICATION_STATE,
        permit=policies.permit_statement,
        take=justifications.state,
        form=case_forms.StatementForm,
        about="justification",
        article="条例第三十五条",
    ),
    Step(
        key="judgement",
        action=Action.JUSTIFICATION_JUDGE,
        permit=policies.permit_judgement,
        take=justifications.judge,
        form=case_forms.JudgementForm,
        about="justification",
        article="条例第三十五条",
    ),
    Step(
        key="fee-notice",
        action=Action.FEE_NOTICE_PREPARE,
        permit=policies.permit_fee_notice,
        take=fee_notices.prepare,
        form=case_forms.FeeNoticeForm,
        entry=fee_notices.FeeNoticeEntry,
        article=f"条例第四十二条；{_FEE_RULE}第三条至第六条",
        lead="依申请公开不收费；数量、频次明显超过合理范围的才可以收取信息处理费。",
        letter="收费通知",
    ),
    Step(
        key="payment",
        action=Action.FEE_NOTICE_PAY,
        permit=policies.permit_payment,
        take=fee_notices.pay,
        form=case_forms.PaidForm,
        about="fee_notice",
        article=f"{_FEE_RULE}第六条",
        lead="答复期限自缴费之日起重新计算。",
    ),
    Step(
        key="fee-lapse",
        action=Action.FEE_NOTICE_LAPSE,
        permit=policies.permit_fee_lapse,
        take=fee_notices.lapse,
        form=case_forms.DayForm,
        about="fee_notice",
        article=f"{_FEE_RULE}第六条",
        warning="申请人逾期未缴费的，视为放弃申请，登记后不能取消。请先核实申请人确已收到通知。",
    ),
    Step(
        key="transfer",
        action=Action.APPLICATION_TRANSFER,
        permit=policies.permit_transfer,
        take=transfers.transfer,
        form=case_closing_forms.TransferForm,
        article="条例第三十六条第（五）项",
        old_article="2007年条例第二十一条第（三）项",
        lead="本件留在本机关继续办理：还要答复申请人不属于本机关负责公开，并告知负责的机关。",
        warning="移送后接收机关立即收到一件新的申请，自今天起计算期限；不能取消。",
    ),
    Step(
        key="splitting",
        action=Action.APPLICATION_SPLIT,
        permit=policies.permit_splitting,
        take=splitting.split,
        form=case_closing_forms.SplittingForm,
        article=f"一事一申请（{_FEE_RULE}第四条）",
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
        take=reopenings.reopen,
        form=case_closing_forms.ReopeningForm,
        entry=reopenings.ReopeningEntry,
        lead="原答复和统计保持不变；重新办理的期限自今天起计算，决定另有要求的从其要求。",
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
