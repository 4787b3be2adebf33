"""The API's description in OpenAPI, with the errors as they are answered."""

from typing import Any

from litestar import Litestar

REFUSALS = {
    "400": "The question can't be answered as it is asked.",
    "401": "Whoever asks is not known.",
    "403": "Whoever asks may not do that.",
    "404": "There is nothing of that name.",
    "409": "Another process writes into the record.",
    "413": "That is more than is taken.",
    "415": "The body is of a kind that is not taken.",
    "421": "The desk was asked under a name that is not its own.",
    "429": "There were too many attempts.",
    "503": "The record has trouble.",
}
"""What each status means that is not an answer; ``problems.status_of`` gives them."""
_PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "What is wrong and what to do; kind is the error's name.",
    "required": ["message", "cure", "kind"],
    "properties": {name: {"type": "string"} for name in ("message", "cure", "kind")},
}
_FILES = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["data"],
                "properties": {"data": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}}},
            }
        }
    },
}


def described(app: Litestar) -> dict[str, Any]:
    """The description of an application, where every operation names the errors that it may answer, in one shape."""
    schema: dict[str, Any] = app.openapi_schema.to_schema()
    schema.setdefault("components", {}).setdefault("schemas", {})["Problem"] = _PROBLEM
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in schema["paths"].values():
        for operation in path.values():
            if isinstance(operation, dict) and "responses" in operation:
                operation["responses"] |= {code: {"description": words, "content": content} for code, words in REFUSALS.items()}
    schema["paths"]["/api/v1/add/files"]["post"]["requestBody"] = _FILES
    return schema
