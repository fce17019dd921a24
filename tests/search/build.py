"""Items to be searched."""

import random
from datetime import date
from typing import Any

from gongkai.catalog.models import DisclosureItem
from gongkai.search.documents import SearchDocument
from tests.build import Town

_ALPHABETS = (
    "政府信息公开养老服务条例办法通知关于印发实施的一二三〇",
    "abcXYZé",
    "0123456789",
    "，。、；：？！—…〔〕【】（）《》“”.-/",
    "ＡＢｃ１２３（），",
    "+=%℃￥①㎡Ⅳ",
    "𬱖𠀀𫚉",
    "  　\n\t",
)
_WEIGHTS = (60, 8, 8, 8, 4, 4, 4, 4)


def document(item_id: int = 1, title: str = "无题", **changes: Any) -> SearchDocument:
    """An item of 青山镇, published on 2017-03-12 unless said otherwise."""
    day = changes.pop("published_on", date(2017, 3, 12))
    values: dict[str, Any] = {
        "agencies": ("province", "county", "qingshan"),
        "generated_on": day,
        "year": day.year,
    }
    return SearchDocument(item_id=item_id, title=title, published_on=day, **{**values, **changes})


def jumble(chance: random.Random, length: int) -> str:
    """Text in which everything occurs that folding knows: a fixed seed gives a fixed text."""
    alphabets = chance.choices(_ALPHABETS, _WEIGHTS, k=length)
    return "".join(chance.choice(alphabet) for alphabet in alphabets)


def publish(town: Town, title: str, **changes: Any) -> DisclosureItem:
    """A published item in the database, made without its reviews."""
    values: dict[str, Any] = {
        "agency": town.agency,
        "status": "published",
        "index_number": f"青山-{title}",
        "title": title,
        "generated_on": date(2017, 3, 10),
        "published_on": date(2017, 3, 12),
        "drafter": town.people["li"],
        "drafted_on": date(2017, 3, 9),
    }
    return DisclosureItem.objects.create(**{**values, **changes})
