"""The portal's first page."""

import re
from datetime import date

from django.test import Client

from gongkai.catalog.models import DisclosureItem
from gongkai.catalog.transitions import counters
from tests.build import Town


def _item(town: Town, title: str, status: str, number: str | None, on: date | None) -> None:
    DisclosureItem.objects.create(
        agency=town.agency,
        status=status,
        title=title,
        index_number=number,
        published_on=on,
        generated_on=date(2017, 3, 1),
        drafter=town.people["li"],
        drafted_on=date(2017, 3, 1),
    )


def test_everybody_sees_what_is_public_and_nothing_else(town: Town) -> None:
    day = date(2017, 3, 2)
    _item(town, "防火通知", "published", "qs-2017-1", day)
    _item(town, "撤回的通知", "withdrawn", "qs-2017-2", day)
    _item(town, "未审的通知", "draft", None, None)
    shown = Client().get("/").content.decode()
    assert "防火通知" in shown
    assert "撤回的通知" not in shown
    assert "未审的通知" not in shown
    assert "青山镇人民政府" in shown
    assert "工作人员登录" in shown


def test_the_example_is_a_number_that_is_found(town: Town) -> None:
    assert "例如：低保</p>" in Client().get("/").content.decode()
    _item(town, "甲", "published", "qs-2018-1", date(2018, 3, 2))
    DisclosureItem.objects.update(document_number="青政发〔2018〕3号")
    assert "例如：低保、青政发〔2018〕3号</p>" in Client().get("/").content.decode()


def test_an_empty_portal_says_so(db: None) -> None:
    shown = Client().get("/").content.decode()
    assert "还没有公开的信息" in shown
    assert "还没有登记机关" in shown
    assert "公开情况" not in shown


def test_the_figures_are_of_the_last_year_that_has_any(town: Town) -> None:
    _item(town, "甲", "published", "qs-2017-1", date(2017, 12, 30))
    _item(town, "乙", "published", "qs-2018-1", date(2018, 3, 2))
    _item(town, "丙", "published", "qs-2018-2", date(2018, 4, 2))
    counters.rebuild()
    shown = Client().get("/").content.decode()
    assert re.findall(r">([^<]*)</a> <span><b>(\d+)</b>", shown) == [
        ("2018年主动公开", "2"),
        ("全部公开信息", "3"),
    ]
