"""The grounds of the regime of 2019.

Source: 政府信息公开条例(2019) 第十四条至第十六条、第三十条、第三十五条至第三十九条、第四十二条;
国办公开办函〔2021〕30号 table 3.
"""

from datetime import date
from functools import partial

from gongkai.law.grounds.model import Discretion, Ground

_2019 = partial(Ground, regime="2019", in_force=date(2019, 5, 15), until=None)

_REFUSAL = ("withheld", "partially_disclosed")
_UNABLE = ("unable_to_provide",)
_NOT_PROCESSED = ("not_processed",)
_OTHER = ("other_handling",)

GROUNDS_2019 = (
    _2019(
        code="state_secret",
        label="属于国家秘密",
        article="第十四条、第三十六条第（三）项",
        outcomes=_REFUSAL,
        discretion=Discretion.MANDATORY,
        letter_facts=("依法定密的事实和依据", "密级（可以告知时）", "保密期限未满"),
        also_called=("国家秘密",),
    ),
    _2019(
        code="law_prohibits",
        label="其他法律行政法规禁止公开",
        article="第十四条、第三十六条第（三）项",
        outcomes=_REFUSAL,
        discretion=Discretion.MANDATORY,
        letter_facts=("禁止公开的法律或者行政法规名称和条款（地方性法规、规章不足以为据）",),
        also_called=("法律、行政法规禁止公开",),
    ),
    _2019(
        code="endangers_security",
        label="危及“三安全一稳定”",
        article="第十四条、第三十六条第（三）项",
        outcomes=_REFUSAL,
        discretion=Discretion.MANDATORY,
        letter_facts=("国家安全、公共安全、经济安全、社会稳定中的哪一项", "公开后如何危及"),
        also_called=("三安全一稳定",),
    ),
    _2019(
        code="third_party",
        label="保护第三方合法权益",
        article="第十五条、第三十二条、第三十六条第（三）项",
        outcomes=_REFUSAL,
        discretion=Discretion.MANDATORY,
        letter_facts=(
            "涉及商业秘密或者个人隐私等的内容",
            "征求第三方意见的结果",
            "不公开对公共利益没有重大影响的理由",
        ),
        also_called=("商业秘密", "个人隐私"),
    ),
    _2019(
        code="internal_affairs",
        label="属于三类内部事务信息",
        article="第十六条第一款、第三十六条第（三）项",
        outcomes=_REFUSAL,
        discretion=Discretion.MAY,
        letter_facts=("人事管理、后勤管理、内部工作流程中的哪一类", "对公开与否的权衡"),
        also_called=("内部事务信息",),
    ),
    _2019(
        code="process_info",
        label="属于四类过程性信息",
        article="第十六条第二款、第三十六条第（三）项",
        outcomes=_REFUSAL,
        discretion=Discretion.MAY,
        letter_facts=(
            "讨论记录、过程稿、磋商信函、请示报告中的哪一类",
            "决策所处阶段",
            "没有法律、法规、规章规定应当公开",
            "对公开与否的权衡",
        ),
        also_called=("过程性信息",),
    ),
    _2019(
        code="enforcement_file",
        label="属于行政执法案卷",
        article="第十六条第二款、第三十六条第（三）项",
        outcomes=_REFUSAL,
        discretion=Discretion.MAY,
        letter_facts=("案件和所处阶段", "没有法律、法规、规章规定应当公开", "对公开与否的权衡"),
        also_called=("行政执法案卷", "行政执法案卷信息"),
    ),
    _2019(
        code="not_government_information",
        label="不属于政府信息",
        article="第二条、第三十七条",
        outcomes=("partially_disclosed",),
        discretion=Discretion.MANDATORY,
        letter_facts=("不属于政府信息的内容和理由",),
    ),
    _2019(
        code="special_query",
        label="属于行政查询事项",
        article="第三十六条第（七）项",
        outcomes=("withheld",),
        discretion=Discretion.MANDATORY,
        letter_facts=("有特别规定的法律或者行政法规", "依照该规定办理的途径"),
        also_called=("行政查询事项",),
        certain=False,
    ),
    _2019(
        code="not_existing",
        label="政府信息不存在",
        article="第三十六条第（四）项",
        outcomes=_UNABLE,
        discretion=Discretion.MANDATORY,
        letter_facts=(
            "检索的范围（系统、档案、单位、人员）",
            "检索的方法（关键词、时间）",
            "检索结果",
        ),
        also_called=("信息不存在", "本机关不掌握相关政府信息"),
    ),
    _2019(
        code="not_responsible",
        label="不属于本机关负责公开",
        article="第十条、第三十六条第（五）项",
        outcomes=_UNABLE,
        discretion=Discretion.MANDATORY,
        letter_facts=("不属于本机关负责公开的理由", "能够确定的公开机关的名称和联系方式"),
        also_called=("非本机关政府信息",),
    ),
    _2019(
        code="requires_processing",
        label="没有现成信息需要另行制作",
        article="第三十八条",
        outcomes=_UNABLE,
        discretion=Discretion.MAY,
        letter_facts=("现有信息不能直接答复的理由", "可以提供的现有信息"),
    ),
    _2019(
        code="unclear",
        label="补正后申请内容仍不明确",
        article="第三十条",
        outcomes=_UNABLE,
        discretion=None,
        letter_facts=("补正的经过", "仍不明确之处"),
        certain=False,
    ),
    _2019(
        code="petition_redirect",
        label="信访举报投诉类申请",
        article="第三十九条第一款",
        outcomes=_NOT_PROCESSED,
        discretion=Discretion.MANDATORY,
        letter_facts=("不作为政府信息公开申请处理的理由", "可以通过的渠道"),
    ),
    _2019(
        code="duplicate",
        label="重复申请",
        article="第三十六条第（六）项",
        outcomes=_NOT_PROCESSED,
        discretion=Discretion.MANDATORY,
        letter_facts=("先前答复的文号和日期",),
    ),
    _2019(
        code="publication_redirect",
        label="要求提供公开出版物",
        article="第三十九条第二款",
        outcomes=_NOT_PROCESSED,
        discretion=Discretion.MAY,
        letter_facts=("获取公开出版物的途径",),
    ),
    _2019(
        code="abusive_refused",
        label="无正当理由大量反复申请",
        article="第三十五条",
        outcomes=_NOT_PROCESSED,
        discretion=Discretion.MANDATORY,
        letter_facts=("申请的数量和频次", "申请人说明的理由", "理由不合理的依据"),
    ),
    _2019(
        code="reissue",
        label="要求行政机关确认或重新出具已获取信息",
        article="国办公开办函〔2021〕30号 表三",
        outcomes=_NOT_PROCESSED,
        discretion=None,
        letter_facts=("申请人已经获取该信息的事实",),
        certain=False,
    ),
    _2019(
        code="uncorrected",
        label="申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        article="第三十条",
        outcomes=_OTHER,
        discretion=Discretion.MANDATORY,
        letter_facts=("补正告知书的送达日期", "补正期限届满的日期"),
        also_called=("逾期不补正",),
    ),
    _2019(
        code="fee_unpaid",
        label="申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        article="第四十二条；国办函〔2020〕109号 第六条",
        outcomes=_OTHER,
        discretion=Discretion.MANDATORY,
        letter_facts=("收费通知的送达日期", "缴费期限届满的日期"),
        also_called=("逾期未缴费", "逾期不缴费"),
        in_force=date(2021, 1, 1),
        certain=False,  # the first day, not the rule
    ),
    _2019(
        code="withdrawn",
        label="申请人撤回申请",
        article="国办公开办函〔2021〕30号 表三",
        outcomes=_OTHER,
        discretion=None,
        letter_facts=("撤回的日期",),
        also_called=("撤回申请", "撤回"),
        certain=False,
    ),
    _2019(
        code="other",
        label="其他",
        article="国办公开办函〔2021〕30号 表三",
        outcomes=_OTHER,
        discretion=None,
        letter_facts=("处理的情况和理由",),
        also_called=("其它",),
        certain=False,
    ),
)
