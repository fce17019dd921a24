"""The OpenAPI 3.1 document of the API, made from the shapes, and the page that explains it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.catalog.facets import Facet
from gongkai.portal.opendata import api, shapes
from gongkai.portal.opendata.schema import reference, schemas
from gongkai.web.page_cache import depends_on

VERSION = "1.0.0"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may stand in an address."""

    name: str
    about: str
    example: str = ""
    place: str = "query"
    kind: str = "string"


@dataclass(frozen=True, slots=True)
class Operation:
    """One address of the API."""

    path: str
    summary: str
    answer: type
    parameters: tuple[Parameter, ...] = ()
    problems: tuple[int, ...] = ()


_AGENCY = Parameter("agency", "机关代码，包括其下级机关", "xinhe")
_PROBLEMS = {
    400: ("参数有误", shapes.Problem),
    404: ("没有这一记录", shapes.Problem),
    410: ("该信息已撤回", shapes.Withdrawn),
}
OPERATIONS = (
    Operation("/agencies/", "全部行政机关", shapes.AgencyList, (), (400,)),
    Operation(
        "/items/",
        "公开信息的目录，新发布的在前",
        shapes.ItemList,
        (
            _AGENCY,
            *(Parameter(name, f"{Facet(name).label}的代码，见 /facets/") for name in api.FILTERS),
            Parameter("size", f"每页条数，1至{api.LARGEST_SIZE}", "50", kind="integer"),
            Parameter("after", "从上一页的 next 地址得到，不要自己填写"),
        ),
        (400, 404),
    ),
    Operation(
        "/items/{index_number}/",
        "一条公开信息的全部内容",
        shapes.WholeItemShape,
        (Parameter("index_number", "索引号，其中的斜线照原样写", place="path"),),
        (400, 404, 410),
    ),
    Operation("/facets/", "目录的分类和条数", shapes.FacetList, (_AGENCY,), (400, 404)),
    Operation("/statistics/", "统计", shapes.Statistics, (_AGENCY,), (400, 404)),
)


def document(root: str) -> dict[str, Any]:
    """The OpenAPI document; `root` is the absolute address of the site."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "政府信息公开数据接口",
            "version": VERSION,
            "description": "所有已公开的政府信息，只读，不需要账号。",
        },
        "servers": [{"url": f"{root}api/v1"}],
        "paths": {operation.path: {"get": _described(operation)} for operation in OPERATIONS},
        "components": {
            "schemas": schemas(
                *(shape for _, shape in _PROBLEMS.values()),
                *(operation.answer for operation in OPERATIONS),
            )
        },
    }


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """The document."""
    depends_on(request, "agencies")
    response = JsonResponse(
        document(request.build_absolute_uri("/")), json_dumps_params={"ensure_ascii": False}
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response


@login_not_required
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """The document as a page."""
    depends_on(request, "agencies")
    described = document(request.build_absolute_uri("/"))
    return render(request, "portal/api.html", {"document": described})


def _described(operation: Operation) -> dict[str, Any]:
    answers = {"200": _answer("结果", operation.answer)} | {
        str(status): _answer(*_PROBLEMS[status], api.PROBLEM) for status in operation.problems
    }
    return {
        "summary": operation.summary,
        "operationId": operation.answer.__name__,
        "parameters": [
            {
                "name": parameter.name,
                "in": parameter.place,
                "description": parameter.about,
                "required": parameter.place == "path",
                "schema": {"type": parameter.kind},
            }
            | ({"example": parameter.example} if parameter.example else {})
            for parameter in operation.parameters
        ],
        "responses": answers,
    }


def _answer(about: str, shape: type, kind: str = "application/json") -> dict[str, Any]:
    return {"description": about, "content": {kind: {"schema": reference(shape)}}}
