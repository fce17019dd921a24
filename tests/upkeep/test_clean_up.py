"""The yearly clean-up of normative documents."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit import log
from gongkai.audit.models import Entry
from gongkai.catalog.models import DisclosureItem
from gongkai.intake.html import text_of
from gongkai.publication.transitions import discarding, publishing
from gongkai.upkeep import queries
from gongkai.upkeep.models import CleanUp, CleanUpResult
from gongkai.upkeep.transitions.clean_up import ResultEntry, close, decide, start
from tests.build import Town
from tests.publication.build import fresh, registered_item
from tests.upkeep.build import document, round_of

OTHERS = ["zhao", "sun", "qian", "wu", "wang", "zheng", "admin"]
MARCH = date(2018, 3, 1)


def _decide(
    town: Town,
    clean_up: CleanUp,
    item: DisclosureItem,
    result: str = "keep",
    invalid_on: date | None = None,
    name: str = "li",
) -> CleanUpResult:
    entry = ResultEntry(result=result, reason="内容仍适用", invalid_on=invalid_on)
    return decide(clean_up.pk, item.pk, entry, acting=town.acting(name))


@pytest.mark.parametrize("name", ["li", "zhou"])
def test_a_round_is_started(town: Town, name: str) -> None:
    before = Entry.objects.count()
    found = start(town.agency, year=2017, acting=town.acting(name))
    assert (found.year, found.started_on, found.closed_on) == (2017, MARCH, None)
    assert Entry.objects.count() == before + 1
    assert log.history(found)[0].action == "clean_up.start"


def test_one_round_a_year_and_none_ahead(town: Town) -> None:
    start(town.agency, year=2018, acting=town.acting("li"))
    with pytest.raises(NotAllowed, match="已经开始"):
        start(town.agency, year=2018, acting=town.acting("li"))
    with pytest.raises(NotAllowed, match="以后年度"):
        start(town.agency, year=2019, acting=town.acting("li"))


@pytest.mark.parametrize("name", OTHERS)
def test_others_start_none(town: Town, name: str) -> None:
    with pytest.raises(NotAllowed, match="开始文件清理"):
        start(town.agency, year=2018, acting=town.acting(name))


def test_the_round_holds_what_is_public_normative_and_valid(town: Town) -> None:
    registered_item(town, title="不是规范性文件")
    document(town, "早已废止", validity="repealed", invalid_on=date(2017, 8, 1))
    withdrawn = document(town, "已撤回")
    publishing.withdraw(withdrawn.pk, reason="误发", acting=town.acting("li"))
    clean_up, documents = round_of(town, "殡葬管理办法", "集市管理办法")

    assert list(queries.documents(clean_up)) == documents
    _decide(town, clean_up, documents[0], "repeal", MARCH)
    assert list(queries.documents(clean_up)) == documents
    assert list(queries.undecided(clean_up)) == documents[1:]


def test_a_document_is_kept(town: Town) -> None:
    clean_up, (item,) = round_of(town, "殡葬管理办法")
    before = Entry.objects.count()

    result = _decide(town, clean_up, item)

    assert (result.result, result.decided_by) == ("keep", town.people["li"])
    assert fresh(item).validity == "in_force"
    assert Entry.objects.count() == before + 1
    assert log.history(result)[0].action == "clean_up.decide"


@pytest.mark.parametrize(("result", "validity"), [("repeal", "repealed"), ("expire", "expired")])
def test_a_repeal_or_expiry_is_carried_out(town: Town, result: str, validity: str) -> None:
    clean_up, (item,) = round_of(town, "殡葬管理办法")
    _decide(town, clean_up, item, result, MARCH)

    assert (fresh(item).validity, fresh(item).invalid_on) == (validity, MARCH)
    entry = log.history(item)[0]
    assert entry.action == "item.repeal"
    assert entry.data["reason"] == "2018年规范性文件清理：内容仍适用"


def test_what_was_kept_can_be_decided_anew_what_was_repealed_cannot(town: Town) -> None:
    clean_up, (item,) = round_of(town, "殡葬管理办法")
    _decide(town, clean_up, item)
    _decide(town, clean_up, item, "repeal", MARCH)
    assert clean_up.results.get().result == "repeal"
    with pytest.raises(NotAllowed, match="已登记“废止”并已办理"):
        _decide(town, clean_up, item)


@pytest.mark.parametrize(
    ("result", "invalid_on", "sentence"),
    [
        ("repeal", None, "须写明失效废止日期"),
        ("keep", MARCH, "须写明失效废止日期"),
        ("burn", None, "burn"),
        ("repeal", date(2017, 5, 1), "早于生成日期"),
    ],
)
def test_a_wrong_result_is_refused(
    town: Town, result: str, invalid_on: date | None, sentence: str
) -> None:
    clean_up, (item,) = round_of(town, "殡葬管理办法")
    with pytest.raises(NotAllowed, match=sentence):
        _decide(town, clean_up, item, result, invalid_on)
    assert not CleanUpResult.objects.exists()


def test_only_documents_of_the_round_are_decided(town: Town) -> None:
    clean_up, _ = round_of(town, "殡葬管理办法")
    with pytest.raises(NotAllowed, match="不在本次清理范围内"):
        _decide(town, clean_up, registered_item(town))


@pytest.mark.parametrize("name", OTHERS)
def test_others_decide_nothing(town: Town, name: str) -> None:
    clean_up, (item,) = round_of(town, "殡葬管理办法")
    with pytest.raises(NotAllowed, match="登记清理结果"):
        _decide(town, clean_up, item, name=name)


def test_the_end_of_a_round_is_a_draft_of_its_results(town: Town) -> None:
    clean_up, (first, second) = round_of(town, "殡葬管理办法", "集市<临时>办法")
    _decide(town, clean_up, first)
    _decide(town, clean_up, second, "repeal", date(2018, 7, 1))
    before = Entry.objects.count()

    draft = close(clean_up.pk, acting=town.acting("li"))

    assert draft.status == "draft"
    assert draft.title == "青山镇人民政府关于2018年行政规范性文件清理结果的公告"
    assert draft.summary == "清理行政规范性文件2件：继续有效1件、废止1件。"
    lines = text_of(draft.body).splitlines()
    assert lines[-2:] == [
        "1\t殡葬管理办法\t殡葬管理办法\t继续有效\t",
        "2\t集市<临时>办法\t集市<临时>办法\t废止\t2018-07-01",
    ]
    clean_up.refresh_from_db()
    assert (clean_up.closed_on, clean_up.publication) == (MARCH, draft)
    assert Entry.objects.count() == before + 2
    assert log.history(clean_up)[0].action == "clean_up.close"


def test_a_round_ends_when_everything_is_decided(town: Town) -> None:
    clean_up, (first, _) = round_of(town, "殡葬管理办法", "集市管理办法")
    _decide(town, clean_up, first)
    with pytest.raises(NotAllowed, match="还有1份文件没有清理结果"):
        close(clean_up.pk, acting=town.acting("li"))


def test_an_empty_round_has_nothing_to_tell(town: Town) -> None:
    clean_up, _ = round_of(town)
    with pytest.raises(NotAllowed, match="没有规范性文件"):
        close(clean_up.pk, acting=town.acting("li"))


def test_a_closed_round_stays_closed(town: Town) -> None:
    clean_up, (item,) = round_of(town, "殡葬管理办法")
    _decide(town, clean_up, item)
    close(clean_up.pk, acting=town.acting("li"))
    with pytest.raises(NotAllowed, match="已于2018-03-01结束"):
        _decide(town, clean_up, item)
    with pytest.raises(NotAllowed, match="已于2018-03-01结束"):
        close(clean_up.pk, acting=town.acting("li"))


@pytest.mark.parametrize("name", OTHERS)
def test_others_end_no_round(town: Town, name: str) -> None:
    clean_up, (item,) = round_of(town, "殡葬管理办法")
    _decide(town, clean_up, item)
    with pytest.raises(NotAllowed, match="结束文件清理"):
        close(clean_up.pk, acting=town.acting(name))


def test_a_discarded_notice_is_drafted_anew(town: Town) -> None:
    clean_up, (item,) = round_of(town, "殡葬管理办法")
    _decide(town, clean_up, item)
    first = close(clean_up.pk, acting=town.acting("li"))
    discarding.discard(first.pk, reason="重拟", acting=town.acting("li"))

    second = close(clean_up.pk, acting=town.acting("li", date(2018, 3, 5)))

    clean_up.refresh_from_db()
    assert (clean_up.publication, clean_up.closed_on) == (second, MARCH)
    assert second.title == first.title
    with pytest.raises(NotAllowed, match="已于2018-03-01结束"):
        _decide(town, clean_up, item)
