"""Shapes as JSON, and as JSON Schema for the OpenAPI document."""

import json
import types
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

_SIMPLE: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}


def as_json(shape: Any) -> str:
    """A shape as JSON with its Chinese as it is."""
    return json.dumps(asdict(shape), ensure_ascii=False, default=date.isoformat)


def schemas(*shapes: type) -> dict[str, Any]:
    """The JSON Schema of the shapes and of all they hold, by name."""
    found: dict[str, Any] = {}
    waiting = list(shapes)
    while waiting:
        shape = waiting.pop()
        if shape.__name__ not in found:
            found[shape.__name__] = _schema_of(shape)
            waiting += [
                part for hint in get_type_hints(shape).values() for part in _shapes_in(hint)
            ]
    return found


def reference(shape: type) -> dict[str, str]:
    """Where the document describes a shape."""
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


def _schema_of(shape: Any) -> dict[str, Any]:
    hints = get_type_hints(shape, include_extras=True)
    return {
        "type": "object",
        "description": shape.__doc__,
        "properties": {
            name: {"description": hint.__metadata__[0], **_type_of(get_args(hint)[0])}
            for name, hint in hints.items()
        },
        "required": list(hints),
        "additionalProperties": False,
    }


def _type_of(hint: Any) -> dict[str, Any]:
    if get_origin(hint) is list:
        return {"type": "array", "items": _type_of(get_args(hint)[0])}
    if isinstance(hint, types.UnionType):
        kinds = [_type_of(part) for part in get_args(hint) if part is not types.NoneType]
        return {"anyOf": [*kinds, {"type": "null"}]}
    if is_dataclass(hint) and isinstance(hint, type):
        return reference(hint)
    return _SIMPLE[hint]


def _shapes_in(hint: Any) -> list[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        return [hint]
    return [part for argument in get_args(hint) for part in _shapes_in(argument)]
