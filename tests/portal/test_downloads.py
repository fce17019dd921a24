"""Everything public in one file."""

import csv
import io
import json
import zipfile

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from gongkai.catalog.models import Attachment
from tests.build import Town
from tests.portal.build import published, withdraw_quietly


def taken(address: str) -> bytes:
    answer = Client().get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def test_the_catalog_as_a_table(town: Town) -> None:
    published(town, "=1+1", index_number="a", topic_category="civil_relief")
    published(town, "通知\n二行", index_number="b")
    withdraw_quietly(published(town, "撤回"))
    content = taken("/downloads/catalog.csv")
    assert content.startswith(b"\xef\xbb\xbfindex_number,")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["title"] for row in rows] == ["'=1+1", "通知\n二行"]
    assert rows[0]["topic"] == "民政、扶贫、救灾"
    assert rows[0]["published_on"] == "2017-03-12"
    assert rows[0]["is_normative_document"] == "否"
    assert rows[0]["invalid_on"] == ""


def test_everything_as_one_document(town: Town) -> None:
    published(town, "甲", body="<p>正文</p>")
    published(town, "乙")
    withdraw_quietly(published(town, "撤回"))
    told = json.loads(taken("/downloads/catalog.json"))
    assert [agency["code"] for agency in told["agencies"]] == [
        "province",
        "county",
        "qingshan",
        "neighbour",
    ]
    assert [item["record"]["title"] for item in told["items"]] == ["甲", "乙"]
    assert told["items"][0]["body"] == "<p>正文</p>"


def test_an_empty_catalog_is_a_whole_document(db: None) -> None:
    assert json.loads(taken("/downloads/catalog.json")) == {"agencies": [], "items": []}


def test_the_archive_holds_the_files_that_are_public(town: Town) -> None:
    item = published(town, "甲", index_number="qs/2017-1")
    hidden = published(town, "乙")
    for owner, text in ((item, "公开件"), (hidden, "撤回件")):
        name = default_storage.save(f"released/{owner.pk}.txt", ContentFile(text.encode()))
        Attachment.objects.create(
            item=owner,
            position=1,
            filename="表.txt",
            kind="txt",
            size=9,
            original="originals/x.txt",
            released=name,
            sha256="ab" * 32,
        )
    withdraw_quietly(hidden)
    with zipfile.ZipFile(io.BytesIO(taken("/downloads/everything.zip"))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "catalog.csv",
            "catalog.json",
            "attachments/qs_2017-1/1-表.txt",
        ]
        assert archive.read("attachments/qs_2017-1/1-表.txt").decode() == "公开件"
        assert json.loads(archive.read("catalog.json"))["items"][0]["record"]["title"] == "甲"
