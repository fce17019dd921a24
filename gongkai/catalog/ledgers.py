"""The ledgers of the catalog's frame, as offices keep them."""

from gongkai.audit.actions import Action
from gongkai.catalog import queries
from gongkai.catalog.models import CatalogColumn, Guide, IndexNumberScheme
from gongkai.catalog.transitions import frame, index_numbers
from gongkai.ledgers.columns import Column, Day, LongText, Reference, Text, Whole
from gongkai.ledgers.ledger import Ledger, copied

COLUMNS = Ledger(
    key="catalog-columns",
    sheet="目录栏目",
    about="公开目录的栏目，上级栏目在前；每条公开信息归入一个栏目。",
    columns=(
        Column("title", "栏目名称", Text(120), required=True, synonyms=("名称", "栏目")),
        Column("parent", "上级栏目", Reference(queries.column_titles, 120)),
        Column("position", "顺序", Whole(empty=0), synonyms=("排序",)),
        Column("since", "启用日期", Day(), required=True, synonyms=("起始日期", "设立日期")),
        Column("until", "停用日期", Day(), synonyms=("终止日期",), listed=False),
    ),
    entry=frame.CatalogColumnEntry,
    model=CatalogColumn,
    day="since",
    records=lambda agency: CatalogColumn.objects.filter(agency=agency).select_related("parent"),
    read=lambda column: frame.CatalogColumnEntry(
        title=column.title,
        parent=column.parent.title if column.parent else "",
        position=column.position,
        since=column.since,
        until=column.until,
    ),
    enter=frame.add_column,
    amend=frame.amend_column,
    entering=Action.CATALOG_COLUMN_ADD,
    amending=Action.CATALOG_COLUMN_AMEND,
    synonyms=("公开目录栏目",),
)

GUIDES = Ledger(
    key="guides",
    sheet="公开指南",
    about="政府信息公开指南的各版；写明信息分类、编排体系、获取方式和工作机构的联系方式。",
    columns=(
        Column("in_force_on", "启用日期", Day(), required=True, synonyms=("施行日期", "发布日期")),
        Column("classification", "信息分类", LongText(), required=True, listed=False),
        Column("arrangement", "编排体系", LongText(), required=True, listed=False),
        Column("how_to_obtain", "获取方式", LongText(), required=True, listed=False),
        Column(
            "office_name",
            "工作机构名称",
            Text(120),
            required=True,
            synonyms=("机构名称", "公开工作机构"),
        ),
        Column("address", "办公地址", Text(200), required=True, synonyms=("地址",)),
        Column("opening_hours", "办公时间", Text(120), required=True),
        Column("phone", "联系电话", Text(60), required=True, synonyms=("电话",)),
        Column("fax", "传真号码", Text(60), synonyms=("传真",), listed=False),
        Column(
            "internet_contact",
            "互联网联系方式",
            Text(120),
            synonyms=("电子邮箱", "邮箱"),
            listed=False,
        ),
    ),
    entry=frame.GuideEntry,
    model=Guide,
    day="in_force_on",
    records=lambda agency: Guide.objects.filter(agency=agency).select_related("agency"),
    read=copied(frame.GuideEntry),
    enter=frame.issue_guide,
    amend=frame.amend_guide,
    entering=Action.GUIDE_ISSUE,
    amending=Action.GUIDE_AMEND,
    synonyms=("指南",),
)

INDEX_NUMBER_SCHEMES = Ledger(
    key="index-number-schemes",
    sheet="索引号规则",
    about=f"索引号的编法，不登记则用 {index_numbers.DEFAULT_TEMPLATE}；已生成的索引号永不变更。",
    columns=(
        Column(
            "template",
            "索引号规则",
            Text(60, hint="可用 {机构代码} {年} {月} {序号}，其中 {年} 和 {序号} 必写"),
            required=True,
            synonyms=("规则",),
        ),
        Column("serial_width", "序号位数", Whole(empty=index_numbers.DEFAULT_WIDTH)),
        Column("since", "启用日期", Day(), required=True),
    ),
    entry=index_numbers.SchemeEntry,
    model=IndexNumberScheme,
    day="since",
    records=lambda agency: IndexNumberScheme.objects.filter(agency=agency),
    read=copied(index_numbers.SchemeEntry),
    enter=index_numbers.adopt_scheme,
    amend=index_numbers.amend_scheme,
    entering=Action.INDEX_SCHEME_ADOPT,
    amending=Action.INDEX_SCHEME_AMEND,
)

ALL = (COLUMNS, GUIDES, INDEX_NUMBER_SCHEMES)
