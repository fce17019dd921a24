"""The search field in the head of every page."""

from tests.applications.build import received
from tests.build import Town
from tests.desk.build import browser_of, page
from tests.publication.build import drafted, published


def test_items_and_cases_are_found_by_their_numbers(town: Town) -> None:
    item, case = published(town), received(town)
    li = browser_of(town, "li")
    assert f'href="/desk/qingshan/items/{item.pk}/"' in page(li, "qingshan/find/", q="00001")
    assert f'href="/desk/qingshan/applications/{case.pk}/"' in page(
        li, "qingshan/find/", q=case.number
    )
    assert "没有编号含有这些字的申请" in page(li, "qingshan/find/", q="春耕")


def test_who_reads_no_cases_goes_to_the_list(town: Town) -> None:
    drafted(town)
    answer = browser_of(town, "qian").get("/desk/qingshan/find/", {"q": "春耕"})
    assert answer["Location"] == "/desk/qingshan/items/?q=%E6%98%A5%E8%80%95"


def test_every_page_of_an_agency_has_the_field(town: Town) -> None:
    for address in ("qingshan/today/", "qingshan/structure/"):
        assert 'action="/desk/qingshan/find/"' in page(browser_of(town, "li"), address)
    # An administrator reads no contents.
    assert "qingshan/find/" not in page(browser_of(town, "admin"), "qingshan/structure/")
