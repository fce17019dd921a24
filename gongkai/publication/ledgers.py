"""The ledger of what is public, with who drafted, reviewed and approved it."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import people_names
from gongkai.audit.actions import Action
from gongkai.catalog.duties import duty_code, duty_text, duty_texts
from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.queries import column_titles
from gongkai.intake.html import text_of
from gongkai.law.value_lists import (
    BUSINESS_CATEGORIES,
    CONCERN_CATEGORIES,
    GENRES,
    TOPIC_CATEGORIES,
    Term,
)
from gongkai.ledgers.columns import (
    Choice,
    Column,
    Day,
    LongText,
    Reference,
    Text,
    Whole,
    YesNo,
)
from gongkai.ledgers.ledger import Ledger, copied
from gongkai.publication.models import ReviewScheme
from gongkai.publication.transitions import made_public, registered, schemes
from gongkai.publication.transitions.content import (
    ItemContent,
    ItemEntry,
    plain,
    signatures_of,
    signatures_on,
)


def _options(terms: Iterable[Term]) -> tuple[tuple[str, str], ...]:
    return tuple((term.code, term.label) for term in terms)


_PERSON = Reference(people_names, max_length=120)

# What the text says and how it is classified: also the form of a draft.
CONTENT = (
    Column(
        "title", "信息名称", Text(300), required=True, synonyms=("名称", "标题", "公开事项", "题名")
    ),
    Column("document_number", "文号", Text(60), synonyms=("发文字号", "文件编号", "文件号")),
    Column(
        "generated_on",
        "生成日期",
        Day(),
        required=True,
        synonyms=("成文日期", "产生日期", "形成日期", "签发日期"),
    ),
    Column("summary", "内容概述", LongText(), synonyms=("概述", "内容摘要", "摘要"), listed=False),
    Column("body", "正文", LongText(), listed=False),
    Column(
        "topic_category",
        "主题分类",
        Choice(_options(TOPIC_CATEGORIES)),
        synonyms=("主题",),
        listed=False,
    ),
    Column(
        "genre_category",
        "体裁分类",
        Choice(_options(GENRES), {"命令": "order", "令": "order"}),
        synonyms=("体裁", "文种"),
        listed=False,
    ),
    Column(
        "business_category",
        "业务分类",
        Choice(
            _options(BUSINESS_CATEGORIES),
            {"政策法规": "policy", "规划计划": "plans", "业务管理": "business", "其他": "other"},
        ),
        synonyms=("业务类别", "信息类别", "业务角度"),
    ),
    Column(
        "concern_category",
        "群众关切分类",
        Choice(
            _options(CONCERN_CATEGORIES),
            {
                "规范性文件": "normative",
                "规划计划": "plans",
                "规划计划类": "plans",
                "各类规划、计划和完成情况": "plans",
                "重大事项类": "major",
                "与公众密切相关重大事项": "major",
                "与公众密切相关重大事项类": "major",
                "公共资金": "funds",
                "公共资金使用和监督类": "funds",
            },
        ),
        synonyms=("群众关切", "群众密切关系", "与群众密切关系", "群众关系分类", "公众关切分类"),
        listed=False,
    ),
    Column(
        "statutory_duty",
        "法定公开事项",
        Reference(duty_texts, hint="照条例列举的文字填写，如“社会救助”"),
        synonyms=("法定主动公开内容", "法定主动公开事项", "公开依据"),
        listed=False,
    ),
    Column(
        "column_category",
        "目录栏目",
        Reference(column_titles, max_length=120),
        synonyms=("栏目", "组配分类", "所属栏目"),
        listed=False,
    ),
    Column("subject_terms", "主题词", Text(120), synonyms=("关键词",), listed=False),
    Column(
        "is_normative_document",
        "是否规范性文件",
        YesNo(),
        synonyms=("行政规范性文件", "规范性文件", "是否行政规范性文件"),
        listed=False,
    ),
)

_WAY = (
    Column(
        "index_number",
        "索引号",
        Text(100, hint="旧目录已有的索引号照填；留空则自动生成"),
        synonyms=("索引", "信息索引号"),
    ),
    Column(
        "published_on",
        "发布日期",
        Day(),
        required=True,
        synonyms=("公开日期", "公开时间", "发布时间"),
    ),
    Column(
        "validity",
        "有效性",
        Choice(
            DisclosureItem.Validity.choices,
            {"现行有效": "in_force", "修改": "amended", "已失效": "expired", "已废止": "repealed"},
            empty=DisclosureItem.Validity.IN_FORCE,
        ),
        synonyms=("时效", "时效性"),
        listed=False,
    ),
    Column("invalid_on", "失效废止日期", Day(), synonyms=("废止日期", "失效日期"), listed=False),
    Column(
        "drafter", "拟稿人", _PERSON, required=True, synonyms=("起草人", "经办人"), listed=False
    ),
    Column("drafted_on", "拟稿日期", Day(), required=True, synonyms=("起草日期",), listed=False),
    Column(
        "reviewer",
        "保密审查人",
        _PERSON,
        required=True,
        synonyms=("审查人", "保密审查员"),
        listed=False,
    ),
    Column(
        "reviewed_on",
        "审查日期",
        Day(),
        required=True,
        synonyms=("保密审查日期",),
        listed=False,
    ),
    Column(
        "review_basis",
        "审查依据",
        Text(300),
        required=True,
        synonyms=("保密审查依据", "审查结论及依据"),
        listed=False,
    ),
    Column(
        "approver", "审批人", _PERSON, required=True, synonyms=("批准人", "签发人"), listed=False
    ),
    Column("approved_on", "审批日期", Day(), required=True, synonyms=("批准日期",), listed=False),
    Column("remarks", "批示", Text(300), synonyms=("审批意见",), listed=False),
)


def content_of(item: DisclosureItem) -> ItemContent:
    """The content an item has, as a form shows it."""
    return ItemContent(**_content_values(item))


def _content_values(item: DisclosureItem) -> dict[str, Any]:
    return {field.name: _content_value(item, field.name) for field in fields(ItemContent)}


def _content_value(item: DisclosureItem, name: str) -> Any:
    if name == "statutory_duty":
        return duty_text(item.statutory_duty)
    if name == "column_category":
        return item.column_category.title if item.column_category else ""
    return getattr(item, name)


def _read(item: DisclosureItem) -> ItemEntry:
    signatures = signatures_on(item)
    return ItemEntry(
        **_content_values(item) | {"body": plain(text_of(item.body))},
        index_number=item.index_number or "",
        published_on=_content_value(item, "published_on"),
        validity=item.validity,
        invalid_on=item.invalid_on,
        drafter=str(signatures.drafter),
        drafted_on=signatures.drafted_on,
        reviewer=str(signatures.reviewer),
        reviewed_on=signatures.reviewed_on,
        review_basis=signatures.basis,
        approver=str(signatures.approver),
        approved_on=signatures.approved_on,
        remarks=signatures.remarks,
    )


def _as_read(agency: Agency, entry: ItemEntry) -> ItemEntry:
    signatures = signatures_of(agency, entry)
    code = duty_code(agency, entry.statutory_duty, on=entry.generated_on)
    return replace(
        entry,
        body=plain(entry.body),
        statutory_duty=duty_text(code),
        drafter=str(signatures.drafter),
        reviewer=str(signatures.reviewer),
        approver=str(signatures.approver),
    )


def _public_items(agency: Agency) -> QuerySet[DisclosureItem]:
    return (
        DisclosureItem.objects.filter(agency=agency, status=DisclosureItem.Status.PUBLISHED)
        .select_related("drafter", "column_category")
        .prefetch_related("secrecy_reviews__reviewer", "approvals__approver")
    )


ITEMS = Ledger(
    key="items",
    sheet="公开信息",
    about="已经主动公开的信息，每条一行，连同拟稿、保密审查、审批的人和日期；新的信息请走拟稿送审。",
    columns=CONTENT + _WAY,
    entry=ItemEntry,
    model=DisclosureItem,
    day="published_on",
    records=_public_items,
    read=_read,
    as_read=_as_read,
    together=made_public.gathered,
    enter=registered.register,
    amend=registered.amend,
    entering=Action.ITEM_REGISTER,
    amending=Action.ITEM_AMEND,
    synonyms=("主动公开", "主动公开信息", "信息目录", "公开目录"),
)

REVIEW_SCHEMES = Ledger(
    key="review-schemes",
    sheet="审查级数",
    about="每条信息由几位审查人依次审查（一至三级），从哪一天起；不登记则为一级。",
    columns=(
        Column("levels", "审查级数", Whole(empty=1), required=True, synonyms=("级数",)),
        Column("approver_apart", "签发人不得参与审核", YesNo()),
        Column("since", "启用日期", Day(), required=True),
    ),
    entry=schemes.ReviewSchemeEntry,
    model=ReviewScheme,
    day="since",
    records=lambda agency: ReviewScheme.objects.filter(agency=agency),
    read=copied(schemes.ReviewSchemeEntry),
    enter=schemes.adopt_review_scheme,
    amend=schemes.amend_review_scheme,
    entering=Action.REVIEW_SCHEME_ADOPT,
    amending=Action.REVIEW_SCHEME_AMEND,
)

ALL = (ITEMS, REVIEW_SCHEMES)
