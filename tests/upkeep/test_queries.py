"""What the guide lacks, and contents to be looked at again."""

from datetime import date

from gongkai.catalog.transitions.frame import GuideEntry, issue_guide
from gongkai.publication.transitions import publishing
from gongkai.publication.transitions.content_review import schedule_review
from gongkai.upkeep import queries
from tests.build import Town
from tests.publication.build import published, registered_item

GUIDE = GuideEntry(
    in_force_on=date(2017, 3, 1),
    classification="概况、政策、业务。",
    arrangement="按栏目编排。",
    how_to_obtain="网站和查阅点。",
    office_name="党政办公室",
    address="青山镇政府二楼",
    opening_hours="工作日8:30至17:00",
    phone="0431-1234567",
)


def test_a_guide_that_is_not_there(town: Town) -> None:
    (fault,) = queries.guide_faults(town.agency, today=date(2018, 3, 1))
    assert "还没有公开指南" in fault


def test_a_guide_tells_what_article_twelve_names(town: Town) -> None:
    issue_guide(town.agency, GUIDE, acting=town.acting("li"))
    assert queries.guide_faults(town.agency, today=date(2018, 3, 1)) == [
        "公开指南没有写明传真号码（条例第十二条）。",
        "公开指南没有写明互联网联系方式（条例第十二条）。",
    ]


def test_a_guide_older_than_a_year_is_looked_at(town: Town) -> None:
    issue_guide(town.agency, GUIDE, acting=town.acting("li"))
    faults = queries.guide_faults(town.agency, today=date(2018, 3, 2))
    assert faults[-1] == "公开指南是2017-03-01启用的，已超过一年，请核对后更新。"


def test_contents_are_looked_at_on_their_day(town: Town) -> None:
    later, due, gone = published(town), registered_item(town), registered_item(town, title="撤回的")
    schedule_review(later.pk, review_on=date(2018, 4, 3), acting=town.acting("li"))
    for item in (due, gone):
        schedule_review(item.pk, review_on=date(2018, 4, 2), acting=town.acting("li"))
    publishing.withdraw(gone.pk, reason="误发", acting=town.acting("li"))

    assert list(queries.content_due(town.agency, today=date(2018, 4, 2))) == [due]
