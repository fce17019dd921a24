"""The API: every answer has the shape its own document promises, and shows what is public."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai.catalog.models import Attachment, DisclosureItem, Edition, ItemLink
from gongkai.catalog.transitions import counters
from gongkai.publication.transitions import publishing
from tests.build import Town
from tests.portal.build import published, withdraw_quietly
from tests.publication.build import published as officially_published


@pytest.fixture
def document(db: None) -> dict[str, Any]:
    return Client().get("/api/v1/openapi.json").json()  # type: ignore[no-any-return]


def get(address: str, **asked: str) -> Any:
    return Client().get(f"/api/v1{address}", asked).json()


def faults(
    value: Any, schema: dict[str, Any], document: dict[str, Any], place: str = "$"
) -> list[str]:
    """What of the value the schema does not allow: the part of JSON Schema the document uses."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/components/schemas/")
        return faults(value, document["components"]["schemas"][name], document, place)
    if "anyOf" in schema:
        tries = [faults(value, one, document, place) for one in schema["anyOf"]]
        return [] if [] in tries else tries[0]
    kinds = {
        "string": str,
        "integer": int,
        "number": float,
        "boolean": bool,
        "array": list,
        "object": dict,
        "null": type(None),
    }
    if type(value) is not kinds[schema["type"]]:
        return [f"{place}: {value!r} is no {schema['type']}"]
    if schema.get("format") == "date":
        date.fromisoformat(value)
    if schema["type"] == "array":
        return [
            fault
            for number, one in enumerate(value)
            for fault in faults(one, schema["items"], document, f"{place}[{number}]")
        ]
    if schema["type"] == "object":
        if list(value) != schema["required"] or set(value) != set(schema["properties"]):
            return [f"{place}: fields {list(value)}"]
        return [
            fault
            for name, one in value.items()
            for fault in faults(one, schema["properties"][name], document, f"{place}.{name}")
        ]
    return []


def rich_item(town: Town) -> DisclosureItem:
    """An item with a file, an earlier text and a link."""
    item = published(
        town,
        "养老补贴办法",
        index_number="qs/2017-00001",
        topic_category="civil_relief",
        statutory_duty="",
        body="<p>按月发放。</p>",
        document_number="青政发〔2017〕3号",
        is_normative_document=True,
    )
    Attachment.objects.create(
        item=item,
        position=1,
        filename="标准.pdf",
        kind="pdf",
        size=3,
        original="originals/ab/ab.pdf",
        released="released/ab/ab.pdf",
        sha256="ab" * 32,
        page_count=2,
    )
    Attachment.objects.create(
        item=item,
        position=2,
        filename="底稿.docx",
        kind="docx",
        size=3,
        original="originals/x.docx",
    )
    revision = DisclosureItem.objects.create(
        agency=town.agency,
        status="merged",
        title=item.title,
        generated_on=item.generated_on,
        drafter=item.drafter,
        drafted_on=item.drafted_on,
        revises=item,
        change_note="提高标准",
    )
    Edition.objects.create(
        item=item,
        number=1,
        title="养老补贴办法（旧）",
        public_from=date(2017, 3, 12),
        superseded_on=date(2017, 6, 1),
        change_note="提高标准",
        revision=revision,
    )
    other = published(town, "政策解读")
    ItemLink.objects.create(source=other, target=item, kind="interprets")
    hidden = published(town, "撤回的解读")
    ItemLink.objects.create(source=hidden, target=item, kind="interprets")
    withdraw_quietly(hidden)
    return item


def test_every_answer_has_its_shape(town: Town, document: dict[str, Any]) -> None:
    rich_item(town)
    counters.rebuild()
    addresses = {
        "/agencies/": ("/agencies/", 200),
        "/items/": ("/items/", 200),
        "/items/{index_number}/": ("/items/qs/2017-00001/", 200),
        "/facets/": ("/facets/", 200),
        "/statistics/": ("/statistics/", 200),
    }
    assert set(document["paths"]) <= set(addresses)
    problems = [
        ("/items/", "/items/?size=0", 400),
        ("/items/", "/items/?after=x", 400),
        ("/items/", "/items/?agency=none", 404),
        ("/agencies/", "/agencies/?q=x", 400),
        ("/items/{index_number}/", "/items/none/", 404),
        ("/items/{index_number}/", "/items/qingshan/2017-撤回的解读/", 410),
        ("/facets/", "/facets/?agency=none", 404),
        ("/statistics/", "/statistics/?agency=none", 404),
    ]
    cases = [(path, *addresses[path]) for path in document["paths"]] + problems
    for path, address, status in cases:
        answer = Client().get(f"/api/v1{address}")
        assert answer.status_code == status, address
        described = document["paths"][path]["get"]["responses"][str(status)]
        kind = answer["Content-Type"]
        assert kind == ("application/json" if status == 200 else "application/problem+json")
        schema = described["content"][kind]["schema"]
        assert faults(answer.json(), schema, document) == [], address


def test_the_validation_itself_finds_faults(document: dict[str, Any]) -> None:
    code = {"$ref": "#/components/schemas/Code"}
    assert faults({"code": "a", "label": "b"}, code, document) == []
    assert faults({"code": "a"}, code, document)
    assert faults({"code": 1, "label": "b"}, code, document)
    assert faults(True, {"type": "integer"}, document)


def test_an_item_with_all_that_belongs_to_it(town: Town) -> None:
    rich_item(town)
    told = get("/items/qs/2017-00001/")
    assert told["record"]["agency_name"] == "青山镇人民政府"
    assert told["record"]["topic"] == {"code": "civil_relief", "label": "民政、扶贫、救灾"}
    assert told["record"]["genre"] is None
    assert told["record"]["address"] == "http://testserver/items/qs/2017-00001/"
    assert [file["filename"] for file in told["attachments"]] == ["标准.pdf"]
    assert told["attachments"][0]["address"] == (
        "http://testserver/items/qs/2017-00001/attachments/1/%E6%A0%87%E5%87%86.pdf"
    )
    assert [edition["title"] for edition in told["editions"]] == ["养老补贴办法（旧）"]
    assert [(link["points"], link["title"]) for link in told["links"]] == [("from", "政策解读")]


def test_pages_by_key_and_filters(town: Town) -> None:
    for number in range(1, 6):
        published(
            town, f"通知{number}", published_on=date(2017, 3, number), genre_category="notice"
        )
    published(town, "报告", genre_category="report", agency=town.neighbour)
    first = get("/items/", genre="notice", size="2")
    assert [item["title"] for item in first["items"]] == ["通知5", "通知4"]
    second = Client().get(first["next"]).json()
    assert [item["title"] for item in second["items"]] == ["通知3", "通知2"]
    last = Client().get(second["next"]).json()
    assert [item["title"] for item in last["items"]] == ["通知1"]
    assert last["next"] is None
    assert [item["title"] for item in get("/items/", agency="neighbour")["items"]] == ["报告"]
    assert len(get("/items/", year="2017")["items"]) == 6
    assert get("/items/", year="2016")["items"] == []


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/items/?limit=abc", "agency、topic"),
        ("/items/?q=养老", "size、after"),
        ("/items/?year=x", "/api/v1/facets/"),
        ("/items/?topic=none", "/api/v1/facets/"),
        ("/items/?column=1e9", "/api/v1/facets/"),
        ("/items/qs/2017-1/?x=1", "不带参数"),
        ("/facets/?topic=civil_relief", "agency"),
    ],
)
def test_what_no_parameter_can_be_is_refused_with_what_can(
    town: Town, address: str, named: str
) -> None:
    answer = Client().get(f"/api/v1{address}")
    assert answer.status_code == 400
    assert named in answer.json()["detail"]


def test_of_a_withdrawn_item_the_day_and_the_reason_are_told(town: Town) -> None:
    item = officially_published(town)
    publishing.withdraw(item.pk, reason="发布有误", acting=town.acting("li"))
    answer = Client().get("/api/v1/items/qingshan/2018-00001/")
    assert answer.status_code == 410
    assert answer.json() == {
        "status": 410,
        "detail": "该信息已撤回。",
        "withdrawn_on": "2018-03-01",
        "reason": "发布有误",
    }


def test_facets_of_all_and_of_an_agency(town: Town) -> None:
    published(town, "甲", topic_category="civil_relief")
    published(town, "乙", topic_category="civil_relief", agency=town.neighbour)
    counters.rebuild()

    def topics(**asked: str) -> Any:
        facets = {facet["facet"]: facet["values"] for facet in get("/facets/", **asked)["facets"]}
        return facets["topic"]

    assert topics() == [{"code": "civil_relief", "label": "民政、扶贫、救灾", "count": 2}]
    assert topics(agency="county")[0]["count"] == 1


def test_the_statistics_are_those_of_the_page(town: Town) -> None:
    published(town, "甲", published_on=date(2017, 3, 12))
    published(town, "乙", agency=town.neighbour, published_on=date(2017, 3, 12))
    counters.rebuild()

    def years(**asked: str) -> Any:
        charts = {
            chart["key"]: chart["figures"] for chart in get("/statistics/", **asked)["charts"]
        }
        return charts["years"]

    assert years() == [{"label": "2017", "value": 2.0, "share": ""}]
    assert years(agency="qingshan") == [{"label": "2017", "value": 1.0, "share": ""}]


def test_other_sites_may_read_and_nobody_may_write(town: Town) -> None:
    published(town, "养老")
    answer = Client().get("/api/v1/items/")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "养老" in answer.content.decode()
    again = Client().get("/api/v1/items/", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert Client().options("/api/v1/items/").status_code == 204
    assert Client().post("/api/v1/items/").status_code == 405
    assert Client().get("/api/v1/nowhere").json()["status"] == 404


def test_the_page_shows_every_address_and_field(document: dict[str, Any]) -> None:
    shown = Client().get("/api/v1/").content.decode()
    for path in document["paths"]:
        assert f"/api/v1{path}</code>" in shown
    for name, schema in document["components"]["schemas"].items():
        assert f'id="{name}"' in shown
        for field in schema["properties"]:
            assert f"<code>{field}</code>" in shown
    assert "<script" not in shown.split("<main")[1]


def test_the_document_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    text = json.dumps(document)
    for name in text.split("#/components/schemas/")[1:]:
        assert name.partition('"')[0] in document["components"]["schemas"]
