"""The pages of the upkeep, tried as a clerk does."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from gongkai.catalog.models import DisclosureItem
from gongkai.upkeep.models import CleanUp
from tests.build import SHANGHAI, Town
from tests.desk.build import browser_of, page, posted
from tests.publication.build import fresh
from tests.upkeep.build import asked_twice, document, withheld_item


def test_a_clean_up_from_its_start_to_the_draft_of_its_results(town: Town) -> None:
    kept, repealed = document(town, "殡葬管理办法"), document(town, "集市管理办法")
    li = browser_of(town, "li")

    shown = posted(li, "qingshan/clean-ups/", year="2018")
    assert "2份文件，已登记结果0份" in shown
    place = "qingshan/clean-ups/2018/documents"
    following = posted(li, f"{place}/{kept.pk}/", result="keep", reason="仍适用", invalid_on="")
    assert "集市管理办法" in following.partition('<dl class="summary">')[2]
    refused = posted(li, f"{place}/{repealed.pk}/", result="repeal", reason="过时", invalid_on="")
    assert "须写明失效废止日期" in refused
    done = posted(
        li, f"{place}/{repealed.pk}/", result="repeal", reason="过时", invalid_on="2018年2月1日"
    )
    assert "已登记结果2份" in done
    assert fresh(repealed).invalid_on == date(2018, 2, 1)

    assert "结束后不能再更改" in page(li, "qingshan/clean-ups/2018/closure/")
    draft = posted(li, "qingshan/clean-ups/2018/closure/", confirmed="1")
    assert "清理结果的公告" in draft
    assert "结果公告</a>" in page(li, "qingshan/clean-ups/2018/")
    assert CleanUp.objects.get().publication is not None


def test_a_round_without_documents_says_so(town: Town) -> None:
    shown = posted(browser_of(town, "li"), "qingshan/clean-ups/", year="2018")
    assert "没有已公开并且有效的行政规范性文件" in shown
    again = posted(browser_of(town, "li"), "qingshan/clean-ups/", year="2018")
    assert "已经开始" in again


def test_the_overview_of_the_upkeep(town: Town) -> None:
    found = withheld_item(town)
    shown = page(browser_of(town, "li"), "qingshan/upkeep/")
    assert "还没有公开指南" in shown
    assert found.title in shown
    assert f"/desk/qingshan/withheld/{found.pk}/evaluation/" in shown
    assert "evaluation" not in page(browser_of(town, "wu"), "qingshan/upkeep/")


def test_withheld_information_is_evaluated(town: Town) -> None:
    found = withheld_item(town)
    place = f"qingshan/withheld/{found.pk}/evaluation/"
    li = browser_of(town, "li")
    refused = posted(li, place, result="still_withheld", reason="未完工", next_evaluation_on="")
    assert "请写明今天以后的下次评估日期" in refused
    kept = posted(
        li, place, result="still_withheld", reason="未完工", next_evaluation_on="2099-1-5"
    )
    assert "已登记评估结果" in kept
    drafted = posted(li, place, result="disclose", reason="已完工", next_evaluation_on="")
    assert "已登记改为公开" in drafted
    assert DisclosureItem.objects.get().title == found.title
    assert "无需再评估" in posted(
        li, place, result="disclose", reason="已完工", next_evaluation_on=""
    )


def test_what_two_people_were_given_is_drafted(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2018, 3, 1, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: now)
    applications = [one.pk for one in asked_twice(town)]
    li = browser_of(town, "li")
    assert "2个申请人，2件申请" in page(li, "qingshan/shared-answers/")
    assert "1项信息已有两个以上申请人" in page(li, "qingshan/upkeep/")
    refused = posted(li, "qingshan/shared-answers/", applications=applications, title="")
    assert "请填写信息名称" in refused
    drafted = posted(li, "qingshan/shared-answers/", applications=applications, title="低保户名单")
    assert "已生成拟稿" in drafted
    assert "近三年没有" in page(li, "qingshan/shared-answers/")
