"""What still stands against submitting a draft for its review, all of it at once."""

from dataclasses import dataclass

from gongkai.catalog.models import DisclosureItem

# Beside what the form itself demands. 条例 第十二条 (2007: 第十九条).
NEEDED = {
    "summary": "内容概述",
    "topic_category": "主题分类",
    "genre_category": "体裁分类",
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing to be mended: `field` names it in the draft's form, `file` among its files."""

    sentence: str
    field: str = ""
    file: int = 0


def obstacles(item: DisclosureItem) -> list[Obstacle]:
    """Everything that must be mended before the draft is submitted, in the order of the form."""
    found = [
        Obstacle(f"还缺{label}，请先修改稿件补全。", field=name)
        for name, label in NEEDED.items()
        if not getattr(item, name)
    ]
    found += [
        Obstacle(
            f"附件“{one.filename}”还不能公开：{one.obstacle}请更换这个附件，或者选择不随信息公开。",
            file=one.pk,
        )
        for one in item.attachments.exclude(obstacle="").order_by("position")
    ]
    if item.revises and item.revises.status != DisclosureItem.Status.PUBLISHED:
        found.append(Obstacle("原信息已不再公开，修订稿不能并入；请作废修订稿，另行拟稿。"))
    return found
