"""Searches and the list of documents."""

from datetime import date

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.models import Application
from gongkai.applications.transitions import reopenings
from gongkai.casework.models import FoundDocument
from gongkai.casework.transitions import findings
from gongkai.casework.transitions.findings import DocumentEntry, JudgementEntry, SearchEntry
from gongkai.catalog.models import DisclosureItem
from tests.build import Town
from tests.casework.build import a_case, an_answer, decided, furnished
from tests.casework.finding_build import (
    ON,
    ROOM,
    THIRD_PARTY,
    contract,
    copied,
    entry_count,
    judged,
    last_entry,
    listed,
    marked,
    searched,
)
from tests.publication.build import in_state


def order(application: Application) -> list[str]:
    return list(application.found_documents.order_by("position").values_list("title", flat=True))


def test_a_search_is_recorded_with_its_places(town: Town) -> None:
    application = a_case(town)

    first = searched(town, application, places=[(" 档案室 ", "逐卷查阅"), ("", "")])
    searched(town, application)

    assert first.places == [["档案室", "逐卷查阅"]]
    assert first.searched_by == town.people["li"]
    assert application.searches.count() == 2
    assert last_entry(application).action == "search.record"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"places": []}, "places"),
        ({"places": [("档案室", "")]}, "places"),
        ({"result": " "}, "result"),
        ({"searched_on": date(2026, 3, 4)}, "searched_on"),
        ({"searched_on": date(2026, 2, 8)}, "searched_on"),
    ],
)
def test_a_search_says_where_and_how(town: Town, values: dict[str, object], field: str) -> None:
    application = a_case(town)
    before = entry_count()

    with pytest.raises(NotAllowed) as refusal:
        searched(town, application, **values)

    assert refusal.value.field == field
    assert entry_count() == before


def test_documents_are_listed_by_description_file_and_public_item(town: Town) -> None:
    application = a_case(town)
    item = in_state(town, DisclosureItem.Status.PUBLISHED)
    before = entry_count()

    by_hand = listed(town, application, "2015年承包台账", document_number="青农〔2015〕3号")
    by_file = listed(town, application, "", contract(), "承包合同.pdf")
    public = findings.add_document(
        application.pk,
        DocumentEntry(item_id=item.pk),
        most_bytes=ROOM,
        acting=town.acting("li", ON),
    )

    assert entry_count() == before + 3
    assert order(application) == ["2015年承包台账", "承包合同", item.title]
    assert (by_hand.original, by_file.kind) == ("", "pdf")
    assert str(by_file.original).startswith("originals/")
    assert by_file.released == ""
    assert public.judgement == "already_public"


def test_what_cannot_be_listed(town: Town) -> None:
    application = a_case(town)
    draft = in_state(town, DisclosureItem.Status.DRAFT)
    acting = town.acting("li", ON)

    with pytest.raises(NotAllowed, match="请填写名称"):
        listed(town, application, " ")
    with pytest.raises(NotAllowed, match="没有这条已公开的信息"):
        findings.add_document(
            application.pk, DocumentEntry(item_id=draft.pk), most_bytes=ROOM, acting=acting
        )
    entry = DocumentEntry(title="大", content=b"%PDF", file=None)
    findings.add_document(application.pk, entry, most_bytes=1, acting=acting)
    with pytest.raises(NotAllowed, match="合计不得超过"):
        findings.add_document(
            application.pk,
            DocumentEntry(
                title="大",
                content=contract(),
                file=findings.Incoming(kind="pdf", filename="大.pdf"),  # type: ignore[arg-type]
            ),
            most_bytes=1,
            acting=acting,
        )


def test_a_judgement_has_a_ground_of_the_regime(town: Town) -> None:
    new, old = a_case(town), a_case(town, on=date(2018, 2, 5))
    document = listed(town, new)

    found = judged(town, document, "withhold", "third_party", THIRD_PARTY)

    assert (found.judgement, found.ground, found.reasons) == (
        "withhold",
        "third_party",
        THIRD_PARTY,
    )
    assert last_entry(new).data == {
        "document": document.pk,
        "judgement": "withhold",
        "ground": "third_party",
    }
    with pytest.raises(NotAllowed, match="请选择不予公开的理由"):
        judged(town, document, "withhold")
    with pytest.raises(NotAllowed, match="请选择不予公开的理由"):
        judged(town, document, "partly", "special_query")
    with pytest.raises(NotAllowed, match="不写这些事实"):
        judged(town, document, "withhold", "third_party", {"别的": "事实"})
    with pytest.raises(NotAllowed, match="请选择处理意见"):
        judged(town, document, "")
    old_one = listed(town, old)
    with pytest.raises(NotAllowed, match="请选择不予公开的理由"):
        judged(town, old_one, "withhold", "third_party")
    assert judged(town, old_one, "withhold", "privacy").ground == "privacy"
    assert judged(town, document, "give").ground == ""


def test_another_judgement_drops_the_copy_and_the_checklist(town: Town) -> None:
    application = a_case(town)
    document = judged(town, listed(town, application, content=contract()), "give")
    decision = decided(town, application, "unable_to_provide", "not_existing")
    assert copied(town, document).released

    found = judged(town, document, "withhold", "third_party")
    decision.refresh_from_db()

    assert (found.released, found.sha256, found.page_count) == ("", "", None)
    assert decision.checklist == {}


def test_the_list_is_arranged_and_shortened(town: Town) -> None:
    application = a_case(town)
    first, second, third = (listed(town, application, title) for title in "甲乙丙")
    acting = town.acting("li", ON)

    findings.arrange(third.pk, position=1, acting=acting)
    assert order(application) == ["丙", "甲", "乙"]
    assert last_entry(application).action == "found_document.arrange"
    findings.remove(first.pk, acting=acting)
    assert order(application) == ["丙", "乙"]
    assert last_entry(application).action == "found_document.remove"
    second.refresh_from_db()
    assert second.position == 2
    with pytest.raises(NotAllowed, match="顺序应在1至2之间"):
        findings.arrange(second.pk, position=3, acting=acting)
    with pytest.raises(NotAllowed, match="已在这个位置"):
        findings.arrange(second.pk, position=2, acting=acting)


def test_a_wrong_title_is_corrected_and_the_copy_made_anew(town: Town) -> None:
    application = a_case(town)
    document = judged(town, listed(town, application, content=contract()), "give")
    copied(town, document)
    acting = town.acting("li", ON)

    found = findings.describe(
        document.pk, title="承包合同", document_number="", dated=None, acting=acting
    )

    assert (found.title, found.released) == ("承包合同", "")
    assert last_entry(application).data == {"document": document.pk}
    with pytest.raises(NotAllowed, match="没有改动"):
        findings.describe(
            document.pk, title="承包合同", document_number="", dated=None, acting=acting
        )


def test_marks_go_with_their_document(town: Town) -> None:
    document = listed(town, a_case(town), content=contract())
    marked(town, document, "面积")

    with pytest.raises(NotAllowed, match="请先取消标记"):
        judged(town, document, "give")
    findings.remove(document.pk, acting=town.acting("li", ON))

    assert not FoundDocument.objects.exists()


@pytest.mark.parametrize("person", ["zhao", "sun", "qian", "wu", "wang", "zheng"])
def test_only_the_desk_records(town: Town, person: str) -> None:
    application = a_case(town)
    document = listed(town, application)
    acting = town.acting(person, ON)
    search = SearchEntry(searched_on=ON, places=[("档案室", "逐卷")], result="没有")
    before = entry_count()

    for refused in (
        lambda: findings.record_search(application.pk, search, acting=acting),
        lambda: findings.add_document(
            application.pk, DocumentEntry(title="甲"), most_bytes=ROOM, acting=acting
        ),
        lambda: findings.judge(document.pk, JudgementEntry(judgement="give"), acting=acting),
        lambda: findings.arrange(document.pk, position=1, acting=acting),
        lambda: findings.remove(document.pk, acting=acting),
    ):
        with pytest.raises(NotAllowed, match="权限"):
            refused()
    assert entry_count() == before


def test_a_signed_answer_fixes_the_list_until_the_case_is_reopened(town: Town) -> None:
    letter = an_answer(furnished(town))
    application = letter.application

    for refused in (lambda: listed(town, application), lambda: searched(town, application)):
        with pytest.raises(NotAllowed, match=f"{letter.number}已经签发"):
            refused()

    Application.objects.filter(pk=application.pk).update(status=Application.Status.ANSWERED)
    with pytest.raises(NotAllowed, match="已经办结"):
        listed(town, application)
    entry = reopenings.ReopeningEntry(basis="own", reason="又找到文件")
    reopenings.reopen(application.pk, entry, acting=town.acting("zhou", date(2026, 3, 20)))
    assert listed(town, application).position == 1
