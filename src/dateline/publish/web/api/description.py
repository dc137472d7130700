"""The OpenAPI 3.1 description, with the contract's own schema for readings."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from dateline.publish.web.api.shapes import Problem
from dateline.records.codec import json_schema

_FROM, _TO = "#/$defs/", "#/components/schemas/"
_FRAMEWORK = ("HTTPValidationError", "ValidationError")  # FastAPI's own shapes of errors, which ours replace


def describe(app: FastAPI) -> None:
    """Lets the application describe itself by the contract's schema and our problems."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign] # FastAPI's documented way to extend the description


def _described(app: FastAPI) -> dict[str, Any]:
    whole = get_openapi(
        title=app.title, version=app.version, summary=app.summary, openapi_version="3.1.0", routes=app.routes
    )
    shapes = whole.setdefault("components", {}).setdefault("schemas", {})
    for name in _FRAMEWORK:
        shapes.pop(name, None)
    shapes["Problem"] = TypeAdapter(Problem).json_schema()
    for name, shape in json_schema()["$defs"].items():
        shapes[name] = _moved(shape)
    return whole


def _moved(shape: Any) -> Any:
    """A schema whose references point where OpenAPI keeps shapes."""
    if isinstance(shape, dict):
        return {
            key: value.replace(_FROM, _TO) if key == "$ref" and isinstance(value, str) else _moved(value)
            for key, value in shape.items()
        }
    return [_moved(item) for item in shape] if isinstance(shape, list) else shape
