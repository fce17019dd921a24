"""Letters word for word."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.law.agency_kinds import AgencyKind
from gongkai.law.remedies import RemedyNames
from gongkai.letters.compose import compose
from gongkai.letters.facts import Agency, Party, SearchedPlace, SearchRecord
from tests.letters.build import REFUSALS_2008, REFUSALS_2019, facts, facts_for, lines

LEAD = (
    "本机关于2026年2月9日（当面提交）收到您提交的政府信息公开申请，"
    "申请公开“柳树村2015年土地承包台账”。"
)
LEAD_2008 = LEAD.replace("2026年2月9日", "2017年3月1日")
END = ["青石镇人民政府", "2026年3月10日", "（联系地址：青石镇人民路1号；联系电话：0431-5550100）"]
END_2008 = [END[0], "2017年3月20日", END[2]]
FIRST = (
    "如不服本答复，应当自收到本答复之日起六十日内先向白桦县人民政府申请行政复议；"
    "对行政复议决定不服的，可以自收到复议决定书之日起十五日内依法向人民法院提起行政诉讼。"
)
FREE = (
    "如不服本答复，可以自收到本答复之日起六十日内向白桦县人民政府申请行政复议，"
    "或者自收到本答复之日起六个月内向白桦县人民法院提起行政诉讼。"
)
SUBJECT = "经审查，您申请公开的“柳树村2015年土地承包台账”"


def test_the_model_letter():
    """The answer of a township that found nothing, as the model of 2026 has it."""
    model = facts(
        agency=Agency("XX镇人民政府", AgencyKind.TOWNSHIP, "XX镇", "0000-0000000"),
        applicant=Party("张三"),
        number="XX镇公开复〔2026〕12号",
        request="XX村2015年土地承包台账",
        outcome="unable_to_provide",
        ground="not_existing",
        search=SearchRecord(
            (
                SearchedPlace("档案室纸质档案", "2014—2016年农业类"),
                SearchedPlace("电子公文系统", "关键词：XX村、承包、台账"),
            ),
            ("农业服务站", "XX村委会"),
            "未检索到您申请的政府信息",
        ),
        remedy=RemedyNames(("XX县人民政府",), "XX人民法院"),
    )
    letter = compose("D12", model)
    assert lines(letter.document) == [
        "XX镇人民政府政府信息公开申请答复书",
        "XX镇公开复〔2026〕12号",
        "张三：",
        "本机关于2026年2月9日（当面提交）收到您提交的政府信息公开申请，"
        "申请公开“XX村2015年土地承包台账”。",
        "经检索本机关档案室纸质档案（2014—2016年农业类）、"
        "电子公文系统（关键词：XX村、承包、台账），"
        "并向农业服务站、XX村委会核实，未检索到您申请的政府信息。",
        "根据《中华人民共和国政府信息公开条例》第三十六条第（四）项的规定，"
        "现告知您该政府信息不存在。",
        "如不服本答复，可以自收到本答复之日起六十日内向XX县人民政府申请行政复议，"
        "或者自收到本答复之日起六个月内向XX人民法院提起行政诉讼。",
        "XX镇人民政府",
        "2026年3月10日",
        "（联系地址：XX镇；联系电话：0000-0000000）",
    ]
    assert letter.missing == letter.unfilled == letter.hidden == ()


def test_the_model_letter_of_2008():
    letter = compose("D12", facts_for("2008", "unable_to_provide", "not_existing"))
    assert lines(letter.document)[3:7] == [
        LEAD_2008,
        "经检索本机关档案室纸质档案（2014—2016年农业类）、"
        "电子公文系统（关键词：柳树村、承包、台账），"
        "并向农业服务站、柳树村委会核实，未检索到您申请的政府信息。",
        "根据《中华人民共和国政府信息公开条例》第二十一条第（三）项的规定，"
        "现告知您该政府信息不存在。",
        FREE,
    ]


WORDS_2019 = {
    "state_secret": (
        {
            "依法定密的事实和依据": "该信息由白桦县人民武装部于2024年5月6日依法定密",
            "密级（可以告知时）": "秘密",
            "保密期限未满": "保密期限至2034年5月5日，尚未届满",
        },
        "属于依法确定的国家秘密。该信息由白桦县人民武装部于2024年5月6日依法定密，密级为秘密；"
        "保密期限至2034年5月5日，尚未届满。",
        "第十四条、第三十六条第（三）项",
    ),
    "law_prohibits": (
        {
            "禁止公开的法律或者行政法规名称和条款（地方性法规、规章不足以为据）": (
                "《中华人民共和国统计法》第九条"
            )
        },
        "属于法律、行政法规禁止公开的政府信息：《中华人民共和国统计法》第九条。",
        "第十四条、第三十六条第（三）项",
    ),
    "endangers_security": (
        {
            "国家安全、公共安全、经济安全、社会稳定中的哪一项": "公共安全",
            "公开后如何危及": "台账附有水源地防护设施的位置，公开后可能被用于破坏供水",
        },
        "公开后可能危及公共安全：台账附有水源地防护设施的位置，公开后可能被用于破坏供水。",
        "第十四条、第三十六条第（三）项",
    ),
    "third_party": (
        {
            "涉及商业秘密或者个人隐私等的内容": "承包户的身份证号码和银行账号等个人隐私",
            "征求第三方意见的结果": "本机关书面征求了第三方的意见，第三方不同意公开，理由合理",
            "不公开对公共利益没有重大影响的理由": (
                "承包面积和价款已经公示，不公开该内容对公共利益没有重大影响"
            ),
        },
        "涉及承包户的身份证号码和银行账号等个人隐私，公开会对第三方合法权益造成损害。"
        "本机关书面征求了第三方的意见，第三方不同意公开，理由合理。"
        "承包面积和价款已经公示，不公开该内容对公共利益没有重大影响。",
        "第十五条、第三十二条、第三十六条第（三）项",
    ),
    "internal_affairs": (
        {
            "人事管理、后勤管理、内部工作流程中的哪一类": "内部工作流程",
            "对公开与否的权衡": "该信息只用于内部交接，对外不产生影响，公开没有实际意义",
        },
        "属于行政机关的内部事务信息（内部工作流程）。本机关对是否公开作了权衡："
        "该信息只用于内部交接，对外不产生影响，公开没有实际意义。",
        "第十六条第一款、第三十六条第（三）项",
    ),
    "process_info": (
        {
            "讨论记录、过程稿、磋商信函、请示报告中的哪一类": "过程稿",
            "决策所处阶段": "该台账正在复核，尚未定稿",
            "没有法律、法规、规章规定应当公开": "没有法律、法规、规章规定过程稿应当公开",
            "对公开与否的权衡": "未定稿的数据公开后可能误导承包户",
        },
        "属于行政机关在履行行政管理职能过程中形成的过程性信息（过程稿）。"
        "该台账正在复核，尚未定稿；没有法律、法规、规章规定过程稿应当公开。"
        "本机关对是否公开作了权衡：未定稿的数据公开后可能误导承包户。",
        "第十六条第二款、第三十六条第（三）项",
    ),
    "enforcement_file": (
        {
            "案件和所处阶段": "该台账是青镇罚〔2026〕3号案的证据，案件正在调查",
            "没有法律、法规、规章规定应当公开": "没有法律、法规、规章规定该证据应当公开",
            "对公开与否的权衡": "调查期间公开会影响取证",
        },
        "属于行政执法案卷信息。该台账是青镇罚〔2026〕3号案的证据，案件正在调查；"
        "没有法律、法规、规章规定该证据应当公开。"
        "本机关对是否公开作了权衡：调查期间公开会影响取证。"
        "您是该案当事人或者利害关系人的，可以依照有关法律、法规、规章的规定查阅案卷。",
        "第十六条第二款、第三十六条第（三）项",
    ),
}
POLICY = "和《国务院办公厅关于做好政府信息依申请公开工作的意见》（国办发〔2010〕5号）"
# Subject and reason; the facts are named in brackets.
WORDS_2008 = {
    "state_secret": (
        "属于国家秘密。（依法定密的事实）；（保密期限未满）。",
        "第十四条第四款、第二十一条第（二）项",
    ),
    "trade_secret": (
        "涉及商业秘密：（属于商业秘密的内容）。（书面征求第三方意见的结果）。"
        "（不公开不影响公共利益的理由）。",
        "第十四条第四款、第二十一条第（二）项、第二十三条",
    ),
    "privacy": (
        "涉及个人隐私：（属于个人隐私的内容）。（书面征求第三方意见的结果）。"
        "（不公开不影响公共利益的理由）。",
        "第十四条第四款、第二十一条第（二）项、第二十三条",
    ),
    "endangers_security": (
        "公开后可能危及（危及四项中的哪一项）：（如何危及）。",
        "第八条、第二十一条第（二）项",
    ),
    "law_prohibits": (
        "属于法律、法规规定不予公开的情形：（规定不予公开的法律、法规名称和条款）。",
        "第二十一条第（二）项",
    ),
    "process_info": (
        "处于调查、讨论、处理过程中：（信息所处的调查、讨论或者处理阶段）。",
        "第二十一条第（二）项" + POLICY,
    ),
    "internal_affairs": (
        "属于内部管理信息：（属于内部管理的事实）。",
        "第二十一条第（二）项" + POLICY,
    ),
    "enforcement_file": (
        "属于行政执法中的信息：（案件和所处阶段）。（公开影响执法的理由）。",
        "第二十一条第（二）项",
    ),
    "not_government_information": (
        "不属于《中华人民共和国政府信息公开条例》所称的政府信息："
        "（不是履行职责中制作或者获取并保存的信息的理由）。",
        "第二条、第二十一条第（二）项",
    ),
    "other_refusal": ("不属于应当公开的范围：（具体理由和依据）。", "第二十一条第（二）项"),
}


@pytest.mark.parametrize("code", REFUSALS_2019)
def test_refusals_of_2019(code):
    known, reason, article = WORDS_2019[code]
    letter = compose("D11", facts_for("2019", "withheld", code, reasons=known))
    assert lines(letter.document) == [
        "青石镇人民政府政府信息不予公开告知书",
        "青镇公开复〔2026〕12号",
        "陈晓雨：",
        LEAD,
        SUBJECT + reason,
        f"根据《中华人民共和国政府信息公开条例》{article}的规定，本机关决定不予公开。",
        FIRST,
        *END,
    ]
    assert letter.missing == letter.unfilled == ()
    assert letter.articles == (article,)


@pytest.mark.parametrize("code", [code for code in REFUSALS_2008 if code != "no_special_need"])
def test_refusals_of_2008(code):
    reason, article = WORDS_2008[code]
    letter = compose("D11", facts_for("2008", "withheld", code))
    assert lines(letter.document) == [
        "青石镇人民政府政府信息不予公开告知书",
        "青镇公开复〔2017〕3号",
        "陈晓雨：",
        LEAD_2008,
        SUBJECT + reason,
        f"根据《中华人民共和国政府信息公开条例》{article}的规定，本机关决定不予公开。",
        FREE,
        *END_2008,
    ]


def test_a_refusal_of_2008_for_want_of_a_special_need():
    letter = compose("D11", facts_for("2008", "withheld", "no_special_need"))
    assert lines(letter.document)[4:6] == [
        "经审查，您说明的用途为：（申请人说明的用途）。您申请公开的“柳树村2015年土地承包台账”"
        "与您自身生产、生活、科研等特殊需要无关：（与特殊需要无关的理由）。",
        "根据《中华人民共和国政府信息公开条例》第十三条、第二十一条第（二）项的规定，"
        "本机关决定不予公开。",
    ]


def test_a_secret_whose_level_may_not_be_told():
    known = WORDS_2019["state_secret"][0] | {"密级（可以告知时）": ""}
    letter = compose("D11", facts_for("2019", "withheld", "state_secret", reasons=known))
    assert "依法定密；保密期限至2034年5月5日" in lines(letter.document)[4]
    assert letter.missing == ()


def test_delay_notice():
    assert lines(compose("D3b", facts()).document) == [
        "青石镇人民政府政府信息公开申请延迟答复告知书",
        "青镇公开复〔2026〕12号",
        "陈晓雨：",
        LEAD,
        "经查，您2026年2月向本机关提出申请41件，数量、频次明显超过合理范围。"
        "您说明的理由为：个人研究。本机关认为您的理由合理，"
        "但是不能在2026年3月13日前答复您的申请。",
        "根据《中华人民共和国政府信息公开条例》第三十五条的规定，"
        "本机关确定延迟答复的期限，将在2026年4月30日前（含当日）答复。",
        "特此告知。",
        *END,
    ]


def test_extension_notice():
    assert lines(compose("D4", facts()).document) == [
        "青石镇人民政府政府信息公开申请延期答复告知书",
        "青镇公开复〔2026〕12号",
        "陈晓雨：",
        LEAD,
        "因需要查找的档案较多，本机关不能在2026年3月13日前答复您的申请。",
        "根据《中华人民共和国政府信息公开条例》第三十三条第二款的规定，"
        "经本机关政府信息公开工作机构负责人同意，答复期限延长20个工作日，"
        "本机关将在2026年4月13日前（含当日）答复。",
        "特此告知。",
        *END,
    ]


def test_extension_notice_of_2008():
    assert lines(compose("D4", facts_for("2008")).document)[4:6] == [
        "因需要查找的档案较多，本机关不能在2017年3月22日前答复您的申请。",
        "根据《中华人民共和国政府信息公开条例》第二十四条第二款的规定，"
        "经本机关政府信息公开工作机构负责人同意，答复期限延长15个工作日，"
        "本机关将在2017年4月14日前（含当日）答复。",
    ]


def test_fee_notice():
    assert lines(compose("D7", facts()).document) == [
        "青石镇人民政府政府信息公开信息处理费收费通知书",
        "青镇公开复〔2026〕12号",
        "陈晓雨：",
        LEAD,
        "经查，您2026年2月向本机关提出第9件至第12件申请。"
        "您申请公开政府信息的数量、频次明显超过合理范围。",
        "根据《中华人民共和国政府信息公开条例》第四十二条和《政府信息公开信息处理费管理办法》"
        "（国办函〔2020〕109号）第三条、第四条的规定，"
        "本机关决定对本次申请按件计收信息处理费，标准和计算如下：",
        "1. 第9件至第10件：2件，不收费；",
        "2. 第11件至第12件：2件×100元/件＝200元（国办函〔2020〕109号 第四条）。",
        "合计应缴纳信息处理费200元。",
        "请您自收到本通知书次日起20个工作日内缴纳，缴纳方式为：凭缴款码到代收银行缴入国库。",
        "逾期未缴纳的，视为放弃申请，本机关不再处理该政府信息公开申请。"
        "您缴纳费用的，本机关答复的期限自您完成缴费次日起重新计算。",
        *END,
    ]


def test_correction_notice():
    assert lines(compose("D2", facts()).document) == [
        "青石镇人民政府政府信息公开申请补正告知书",
        "青镇公开复〔2026〕12号",
        "陈晓雨：",
        LEAD,
        "经审查，您的申请内容不明确：没有写明所需台账的年度。",
        "根据《中华人民共和国政府信息公开条例》第三十条的规定，请您一次性补正以下内容：",
        "1. 所需台账的年度；",
        "2. 所需台账的村组。",
        "补正时可以参考：“柳树村3组2015年土地承包台账”。",
        "请您自收到本告知书之日起15个工作日内，将补正后的申请提交本机关。"
        "本机关答复的期限自收到补正后的申请之日起计算。"
        "无正当理由逾期不补正的，视为放弃申请，本机关不再处理该政府信息公开申请。",
        *END,
    ]


def test_correction_notice_of_2008_sets_no_period():
    letter = compose("D2", facts_for("2008", "unable_to_provide", "unclear"))
    assert lines(letter.document)[4:9] == [
        "经审查，您的申请内容不明确：没有写明所需台账的年度。",
        "根据《中华人民共和国政府信息公开条例》第二十一条第（四）项的规定，"
        "请您对申请作出以下更改、补充：",
        "1. 所需台账的年度；",
        "2. 所需台账的村组。",
        "更改、补充时可以参考：“柳树村3组2015年土地承包台账”。",
    ]


def test_a_case_of_2008_decided_again_later_cites_its_own_regulations():
    known = facts_for("2008", "unable_to_provide", "not_existing")
    letter = compose("D12", replace(known, decided_on=date(2019, 6, 3)))
    assert (
        "根据《中华人民共和国政府信息公开条例》（国务院令第492号）第二十一条第（三）项的规定，"
        "现告知您该政府信息不存在。"
    ) in lines(letter.document)


def test_the_third_party_of_2007_reads_what_its_silence_means():
    """As `law.opinions` reads 第二十三条: no consent, no disclosure."""
    found = compose("D5", facts_for("2008"))
    text = "".join(lines(found.document))
    assert "逾期没有提出意见的，本机关不公开该内容" in text
    assert "由本机关依法决定是否公开" not in text
