"""What the API and the downloads tell, each field with its meaning; the OpenAPI document too."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Code:
    """代码及其含义。"""

    code: Annotated[str, "代码"]
    label: Annotated[str, "含义"]


@dataclass(frozen=True, slots=True)
class AgencyShape:
    """行政机关。"""

    code: Annotated[str, "机关代码，永不改变"]
    kind: Annotated[Code, "机关类别"]
    name: Annotated[str, "现用全称"]
    short_name: Annotated[str, "现用简称"]
    superior: Annotated[str | None, "上级机关代码"]
    organization_code: Annotated[str, "组织机构代码"]
    established_on: Annotated[date, "设立日期"]
    closed_on: Annotated[date | None, "撤销日期"]


@dataclass(frozen=True, slots=True)
class ItemShape:
    """公开信息的目录记录。"""

    index_number: Annotated[str, "索引号，永不改变"]
    title: Annotated[str, "信息名称"]
    summary: Annotated[str, "内容概述"]
    document_number: Annotated[str, "文号"]
    agency: Annotated[str, "发布机关代码"]
    agency_name: Annotated[str, "发布机关在发布之日的全称"]
    generated_on: Annotated[date, "生成日期"]
    published_on: Annotated[date, "发布日期"]
    topic: Annotated[Code | None, "主题分类"]
    genre: Annotated[Code | None, "体裁分类"]
    business: Annotated[Code | None, "业务分类"]
    concern: Annotated[Code | None, "群众关切分类"]
    duty: Annotated[Code | None, "法定公开事项"]
    column: Annotated[str, "目录栏目"]
    subject_terms: Annotated[str, "主题词"]
    is_normative_document: Annotated[bool, "是否行政规范性文件"]
    validity: Annotated[Code, "有效性"]
    invalid_on: Annotated[date | None, "失效废止日期"]
    address: Annotated[str, "网页地址"]


@dataclass(frozen=True, slots=True)
class AttachmentShape:
    """附件。"""

    position: Annotated[int, "顺序"]
    filename: Annotated[str, "文件名"]
    kind: Annotated[str, "文件类型（扩展名）"]
    sha256: Annotated[str, "文件的 SHA-256 校验值"]
    page_count: Annotated[int | None, "页数"]
    address: Annotated[str, "下载地址"]


@dataclass(frozen=True, slots=True)
class EditionShape:
    """修订前的文本。"""

    number: Annotated[int, "版次"]
    title: Annotated[str, "信息名称"]
    summary: Annotated[str, "内容概述"]
    body: Annotated[str, "正文（HTML）"]
    document_number: Annotated[str, "文号"]
    public_from: Annotated[date, "公开之日"]
    superseded_on: Annotated[date, "被修订之日"]
    change_note: Annotated[str, "修订说明"]


@dataclass(frozen=True, slots=True)
class LinkShape:
    """与另一条公开信息的关联。"""

    kind: Annotated[Code, "关系"]
    points: Annotated[str, "to：本条指向另一条；from：另一条指向本条"]
    index_number: Annotated[str, "另一条信息的索引号"]
    title: Annotated[str, "另一条信息的名称"]
    address: Annotated[str, "另一条信息的网页地址"]


@dataclass(frozen=True, slots=True)
class WholeItemShape:
    """公开信息的全部内容。"""

    record: Annotated[ItemShape, "目录记录"]
    body: Annotated[str, "正文（HTML）"]
    attachments: Annotated[list[AttachmentShape], "附件"]
    editions: Annotated[list[EditionShape], "历史版本，按版次排列"]
    links: Annotated[list[LinkShape], "关联信息"]


@dataclass(frozen=True, slots=True)
class AgencyList:
    """全部行政机关。"""

    agencies: Annotated[list[AgencyShape], "按层级排列"]


@dataclass(frozen=True, slots=True)
class ItemList:
    """一页目录记录，新发布的在前。"""

    items: Annotated[list[ItemShape], "目录记录"]
    next: Annotated[str | None, "下一页的地址；没有下一页时为空"]


@dataclass(frozen=True, slots=True)
class CountShape:
    """一个分类值下的公开信息条数。"""

    code: Annotated[str, "代码"]
    label: Annotated[str, "含义"]
    count: Annotated[int, "条数"]


@dataclass(frozen=True, slots=True)
class FacetShape:
    """一种分类。"""

    facet: Annotated[str, "分类，可用作 /items/ 的参数名"]
    label: Annotated[str, "分类名称"]
    values: Annotated[list[CountShape], "分类值，条数多的在前"]


@dataclass(frozen=True, slots=True)
class FacetList:
    """目录的分类和条数。"""

    facets: Annotated[list[FacetShape], "全部分类"]


@dataclass(frozen=True, slots=True)
class FigureShape:
    """统计图表中的一个数。"""

    label: Annotated[str, "项目"]
    value: Annotated[float | None, "数量；不掌握时为空"]
    share: Annotated[str, "占比"]


@dataclass(frozen=True, slots=True)
class ChartShape:
    """一张统计图表。"""

    key: Annotated[str, "图表代码"]
    title: Annotated[str, "标题"]
    unit: Annotated[str, "单位"]
    description: Annotated[str, "口径说明"]
    figures: Annotated[list[FigureShape], "各项的数"]


@dataclass(frozen=True, slots=True)
class Statistics:
    """公开工作的统计。"""

    charts: Annotated[list[ChartShape], "全部图表"]


@dataclass(frozen=True, slots=True)
class Problem:
    """没有得到结果的原因。"""

    status: Annotated[int, "状态码"]
    detail: Annotated[str, "原因和办法"]


@dataclass(frozen=True, slots=True)
class Withdrawn(Problem):
    """信息公开过，已经撤回。"""

    withdrawn_on: Annotated[date | None, "撤回日期"]
    reason: Annotated[str, "撤回原因"]
