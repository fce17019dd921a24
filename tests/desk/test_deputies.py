"""The page of deputies, and that their roles open the pages of the absent person."""

from datetime import datetime

import pytest
from django.utils import timezone

from gongkai.agencies.models import Deputy
from tests.build import SHANGHAI, Town
from tests.desk.build import browser_of, page, posted
from tests.publication.build import reviewed

FORM = {
    "person": "赵负责",
    "deputy": "吴档案",
    "roles": ["leader"],
    "since": "2018-03-01",
    "until": "2018-03-09",
    "reason": "外出学习",
}


@pytest.fixture(autouse=True)
def today_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2018, 3, 1, 11, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_appointing_opens_the_absent_persons_pages_and_ending_closes_them(town: Town) -> None:
    item = reviewed(town)
    wu, zhao = browser_of(town, "wu"), browser_of(town, "zhao")
    approval = f"/desk/qingshan/items/{item.pk}/approval/"
    assert wu.get(approval).status_code == 403
    assert "已指定吴档案代理赵负责" in posted(zhao, "qingshan/deputies/", **FORM)
    assert wu.get(approval).status_code == 200
    assert "代理中" in page(wu, "qingshan/deputies/")
    assert 'name="deputy"' not in page(wu, "qingshan/deputies/")

    ending = f"qingshan/deputies/{Deputy.objects.get().pk}/ending/"
    assert "吴档案代理赵负责已结束" in posted(zhao, ending)
    assert wu.get(approval).status_code == 403


def test_a_document_signed_by_a_deputy_says_for_whom(town: Town) -> None:
    item = reviewed(town)
    posted(browser_of(town, "admin"), "qingshan/deputies/", **FORM)
    shown = posted(browser_of(town, "wu"), f"qingshan/items/{item.pk}/approval/", remarks="同意")
    assert "吴档案（代赵负责）" in shown


def test_what_is_wrong_stands_at_its_field(town: Town) -> None:
    shown = posted(
        browser_of(town, "admin"), "qingshan/deputies/", **(FORM | {"roles": ["office_head"]})
    )
    assert "没有公开工作机构负责人的角色" in shown
    assert not Deputy.objects.exists()


@pytest.mark.parametrize("person", ["li", "sun", "qian", "wu"])
def test_others_only_read(town: Town, person: str) -> None:
    client = browser_of(town, person)
    assert 'name="deputy"' not in page(client, "qingshan/deputies/")
    assert client.post("/desk/qingshan/deputies/", FORM).status_code == 200
    assert not Deputy.objects.exists()


def test_the_deputies_of_another_agency_are_not_found(town: Town) -> None:
    posted(browser_of(town, "admin"), "qingshan/deputies/", **FORM)
    wang = browser_of(town, "wang")
    assert wang.get("/desk/qingshan/deputies/").status_code == 404
    ending = f"/desk/neighbour/deputies/{Deputy.objects.get().pk}/ending/"
    assert wang.post(ending).status_code == 404
