"""The steps on the way to an answer that move its term or may: what is asked, told and awaited."""

from gongkai.applications import policies
from gongkai.applications.models import (
    Application,
    Consultation,
    Correction,
    Extension,
    FeeNotice,
    Justification,
)
from gongkai.applications.queries import correction_until
from gongkai.applications.transitions import (
    consultations,
    corrections,
    fee_notices,
    justifications,
)
from gongkai.audit.actions import Action
from gongkai.casework.policies import preparing as preparing_policies
from gongkai.casework.transitions import preparing
from gongkai.desk import case_forms
from gongkai.desk.case_step import Step, dropping
from gongkai.fees.transitions import receive_payment

FEE_RULE = "国办函〔2020〕109号"


def _spent_by_restart(application: Application) -> str:
    """An extension told before the term begins anew lengthens only the old term (docs/law.md)."""
    return (
        "只能延期一次。以后因补正或者缴费重新计算期限的，此前告知的延期不延长新的期限，"
        "也不能再次延期；需要补正或者收费的，请先办理。"
    )


def _spends_extension(application: Application) -> str:
    extension = getattr(application, "extension", None)
    if extension is None or extension.notified_on is None:
        return ""
    return (
        f"已于{extension.notified_on:%Y-%m-%d}告知延期{extension.working_days}个工作日：期限重新计算后，"
        "这次延期不延长新的期限，也不能再次延期。"
    )


TERM_STEPS = (
    Step(
        key="correction",
        action=Action.CORRECTION_PREPARE,
        permit=preparing_policies.permit_correction,
        take=preparing.correction,
        form=case_forms.CorrectionForm,
        entry=corrections.CorrectionEntry,
        article="条例第三十条",
        old_article="2007年条例第二十一条第（四）项",
        until=correction_until,
        lead="只能要求一次，须在收到申请之日起七个工作日内一次性告知；补正告知书送达后期限停止计算。",
        old_lead="请一次写全需要更改、补充的内容；2007年条例没有规定告知和补正的期限。"
        "补正告知书送达后期限停止计算。",
        letter="补正告知书",
        caution=_spends_extension,
    ),
    dropping("correction", Action.CORRECTION_DROP, Correction, about="correction"),
    Step(
        key="correction-receipt",
        action=Action.CORRECTION_RECEIVE,
        permit=policies.permit_correction_receipt,
        take=corrections.receive,
        form=case_forms.CorrectedForm,
        about="correction",
        article="条例第三十条",
        old_article="2007年条例第二十一条第（四）项",
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
        old_lead="书面征求；征求第三方意见的时间不计入答复期限，征求其他机关意见的时间照常计算。",
        letter="征求意见书",
    ),
    dropping("consultation", Action.CONSULTATION_DROP, Consultation, about="consultations"),
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
        old_article="2007年条例第二十三条",
        lead="第三方逾期未提出意见的，由本机关决定是否公开；共同制作机关逾期未答复的，视为同意公开。",
        old_lead="第三方没有答复的，不能视为同意公开；其他机关的意见供决定时参考。",
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
        old_lead="第三方不同意或者没有答复，但认为不公开可能对公共利益造成重大影响的，可以予以公开。",
    ),
    Step(
        key="extension",
        action=Action.EXTENSION_GRANT,
        permit=preparing_policies.permit_extension_grant,
        take=preparing.grant,
        form=case_forms.ExtensionForm,
        article="条例第三十三条第二款",
        old_article="2007年条例第二十四条第二款",
        lead="由公开工作机构负责人同意，只能延长一次，须在首个期限届满前告知申请人。",
        letter="延期告知书",
        caution=_spent_by_restart,
    ),
    dropping("extension", Action.EXTENSION_DROP, Extension, about="extension"),
    Step(
        key="justification",
        action=Action.JUSTIFICATION_PREPARE,
        permit=preparing_policies.permit_justification,
        take=preparing.justification,
        form=case_forms.JustificationForm,
        entry=justifications.JustificationEntry,
        article="条例第三十五条",
        lead="申请公开政府信息的数量、频次明显超过合理范围的，可以要求说明理由。",
        letter="说明理由告知书",
    ),
    dropping("justification", Action.JUSTIFICATION_DROP, Justification, about="justification"),
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
        permit=preparing_policies.permit_judgement,
        take=preparing.judgement,
        form=case_forms.JudgementForm,
        about="justification",
        article="条例第三十五条",
        lead="确定了延迟答复日期的，须在答复期限届满前起草并送达延迟答复告知书，送达后生效。",
    ),
    Step(
        key="fee-notice",
        action=Action.FEE_NOTICE_PREPARE,
        permit=preparing_policies.permit_fee_notice,
        take=preparing.fee_notice,
        form=case_forms.FeeNoticeForm,
        entry=fee_notices.FeeNoticeEntry,
        article=f"条例第四十二条；{FEE_RULE}第三条至第六条",
        lead="依申请公开不收费；数量、频次明显超过合理范围的才可以收取信息处理费。",
        letter="收费通知",
        caution=_spends_extension,
    ),
    dropping("fee-notice", Action.FEE_NOTICE_DROP, FeeNotice, about="fee_notice"),
    Step(
        key="payment",
        action=Action.FEE_NOTICE_PAY,
        permit=policies.permit_payment,
        take=receive_payment,
        form=case_forms.PaidForm,
        about="fee_notice",
        article=f"{FEE_RULE}第六条",
        lead="答复期限自缴费次日起重新计算；金额同时登记到收费台账，不用再登记。",
    ),
    Step(
        key="fee-lapse",
        action=Action.FEE_NOTICE_LAPSE,
        permit=policies.permit_fee_lapse,
        take=fee_notices.lapse,
        form=case_forms.DayForm,
        about="fee_notice",
        article=f"{FEE_RULE}第六条",
        warning="申请人逾期未缴费的，视为放弃申请，登记后不能取消。请先核实申请人确已收到通知。",
    ),
)
