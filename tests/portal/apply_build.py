"""An application as a browser sends it. All people and places are fictional."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from gongkai.applications.models import Application
from tests.intake.build import signed_jpeg
from tests.web.build import proof

ANSWERS = {
    "agency": "qingshan",
    "wanted": "柳树村2015年土地承包台账",
    "document_number": "青政发〔2015〕3号",
    "features": "农业服务站保管",
    "applicant_kind": "natural_person",
    "applicant": "陈晓雨",
    "id_kind": "居民身份证",
    "id_number": "11010519491231002X",
    "phone": "13800000001",
    "wanted_form": "电子文件",
    "delivery": "网上查询页下载",
}
_ROW = r"<dt>{}</dt><dd[^>]*>(.*?)</dd>"


def photograph() -> SimpleUploadedFile:
    """A photograph with place and device in it."""
    return SimpleUploadedFile("身份证.jpg", signed_jpeg(), content_type="image/jpeg")


def post(
    step: str, *, client: Client | None = None, without: tuple[str, ...] = (), **values: Any
) -> HttpResponse:
    """Press a button of the form."""
    answers = {name: value for name, value in (ANSWERS | values).items() if name not in without}
    client = client or Client(enforce_csrf_checks=True)
    return client.post("/apply/", {"step": step, **answers})  # type: ignore[return-value]


def sent(**values: Any) -> HttpResponse:
    """Send the application with everything a browser sends."""
    return post("send", **{"proof": photograph(), **proof("apply")} | values)


def shown(answer: HttpResponse) -> str:
    """What a page says."""
    return unescape(answer.content.decode())


def row(page: str, label: str) -> str:
    """A line of a summary list."""
    found = re.search(_ROW.format(label), page, re.DOTALL)
    assert found, label
    return found[1].strip()


def applied(**values: Any) -> tuple[Application, str]:
    """The application and the query code of its receipt."""
    page = shown(sent(**values))
    number = row(page, "登记编号")
    return Application.objects.get(number=number), row(page, "查询码")


def inside(number: str, code: str) -> Client:
    """A browser in which the applicant has come in."""
    client = Client()
    answer = client.post("/applications/", {"number": number, "code": code})
    assert answer.status_code == 302, answer.content.decode()
    return client


def typed(page: str) -> Mapping[str, str]:
    """The values in the fields of a form."""
    found = dict(re.findall(r'<input type="text" name="(\w+)" value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea name="(\w+)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL))
    found |= dict(re.findall(r'<input type="radio" name="(\w+)" value="([^"]*)"[^>]*checked', page))
    return found
