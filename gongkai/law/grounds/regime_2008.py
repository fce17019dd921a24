"""The grounds of the regime of 2008.

What the text of 2007 does not name itself stands in the statistics forms or in policy
documents; it is marked certain=False.

Source: 政府信息公开条例(2007) 第二条、第八条、第十三条、第十四条、第二十一条.
"""

from datetime import date
from functools import partial

from gongkai.law.grounds.model import Discretion, Ground

_2008 = partial(Ground, regime="2008", in_force=date(2008, 5, 1), until=date(2019, 5, 14))

_REFUSAL = ("withheld", "partially_disclosed")
_UNABLE = ("unable_to_provide",)

GROUNDS_2008 = (
    _2008(
        code="state_secret",
        label="国家秘密",
        article="第十四条第四款、第二十一条第（二）项",
        outcomes=_REFUSAL,
        discretion=Discretion.MANDATORY,
        letter_facts=("依法定密的事实", "保密期限未满"),
        also_called=("涉及国家秘密", "免予公开范围1"),
    ),
    _2008(
        code="trade_secret",
        label="商业秘密",
        article="第十四条第四款、第二十一条第（二）项、第二十三条",
        outcomes=_REFUSAL,
        discretion=Discretion.MANDATORY,
        letter_facts=(
            "属于商业秘密的内容",
            "书面征求第三方意见的结果",
            "不公开不影响公共利益的理由",
        ),
        also_called=("涉及商业秘密", "免予公开范围2"),
    ),
    _2008(
        code="privacy",
        label="个人隐私",
        article="第十四条第四款、第二十一条第（二）项、第二十三条",
        outcomes=_REFUSAL,
        discretion=Discretion.MANDATORY,
        letter_facts=(
            "属于个人隐私的内容",
            "书面征求第三方意见的结果",
            "不公开不影响公共利益的理由",
        ),
        also_called=("涉及个人隐私", "免予公开范围3"),
    ),
    _2008(
        code="endangers_security",
        label="危及国家安全、公共安全、经济安全和社会稳定",
        article="第八条、第二十一条第（二）项",
        outcomes=_REFUSAL,
        discretion=Discretion.MANDATORY,
        letter_facts=("危及四项中的哪一项", "如何危及"),
        also_called=("三安全一稳定",),
    ),
    _2008(
        code="law_prohibits",
        label="法律法规规定的其他情形",
        article="第二十一条第（二）项",
        outcomes=_REFUSAL,
        discretion=Discretion.MANDATORY,
        letter_facts=("规定不予公开的法律、法规名称和条款",),
        also_called=("法律法规规定", "免予公开范围6"),
    ),
    _2008(
        code="process_info",
        label="正在调查、讨论、处理过程中",
        article="第二十一条第（二）项；国办发〔2010〕5号",
        outcomes=_REFUSAL,
        discretion=Discretion.MAY,
        letter_facts=("信息所处的调查、讨论或者处理阶段",),
        also_called=("过程性信息", "免予公开范围4"),
        certain=False,
    ),
    _2008(
        code="internal_affairs",
        label="内部管理信息",
        article="第二十一条第（二）项；国办发〔2010〕5号",
        outcomes=_REFUSAL,
        discretion=Discretion.MAY,
        letter_facts=("属于内部管理的事实",),
        certain=False,
    ),
    _2008(
        code="enforcement_file",
        label="行政执法",
        article="第二十一条第（二）项",
        outcomes=_REFUSAL,
        discretion=Discretion.MAY,
        letter_facts=("案件和所处阶段", "公开影响执法的理由"),
        also_called=("行政执法案卷", "免予公开范围5"),
        certain=False,
    ),
    _2008(
        code="not_government_information",
        label="非政府信息",
        article="第二条、第二十一条第（二）项",
        outcomes=_REFUSAL,
        discretion=Discretion.MANDATORY,
        letter_facts=("不是履行职责中制作或者获取并保存的信息的理由",),
        also_called=("不是《条例》所指政府信息",),
    ),
    _2008(
        code="no_special_need",
        label="与自身生产、生活、科研等特殊需要无关",
        article="第十三条、第二十一条第（二）项",
        outcomes=("withheld",),
        discretion=Discretion.MAY,
        letter_facts=("申请人说明的用途", "与特殊需要无关的理由"),
        certain=False,
    ),
    _2008(
        code="other_refusal",
        label="其他",
        article="第二十一条第（二）项",
        outcomes=("withheld",),
        discretion=None,
        letter_facts=("具体理由和依据",),
        also_called=("其它",),
    ),
    _2008(
        code="not_existing",
        label="信息不存在",
        article="第二十一条第（三）项",
        outcomes=_UNABLE,
        discretion=Discretion.MANDATORY,
        letter_facts=("检索的范围、方法和结果",),
        also_called=("申请信息不存在", "政府信息不存在"),
    ),
    _2008(
        code="not_responsible",
        label="不属于本行政机关公开",
        article="第二十一条第（三）项",
        outcomes=_UNABLE,
        discretion=Discretion.MANDATORY,
        letter_facts=("不属于本机关公开的理由", "能够确定的公开机关的名称和联系方式"),
        also_called=("非本部门掌握", "非本机关政府信息"),
    ),
    _2008(
        code="unclear",
        label="申请内容不明确",
        article="第二十一条第（四）项",
        outcomes=_UNABLE,
        discretion=Discretion.MANDATORY,
        letter_facts=("不明确之处", "应当更改、补充的内容"),
        also_called=("告知作出更改补充", "告知作出更改、补充"),
    ),
    _2008(
        code="petition_redirect",
        label="信访、投诉、举报等，告知通过其他途径办理",
        article="国办发〔2014〕32号 统计表三",
        outcomes=("not_processed",),
        discretion=None,
        letter_facts=("不属于政府信息公开申请的理由", "可以通过的途径"),
        also_called=("告知通过其他途径办理",),
        certain=False,
    ),
)
