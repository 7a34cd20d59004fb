"""The part of JSON Schema that docs/report-schema.json uses."""

import json
import re
from pathlib import Path

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "report-schema.json").read_text("utf-8"))
_TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int}
_KNOWN = frozenset(
    {
        "$defs", "$ref", "$schema", "additionalProperties", "anyOf", "const", "description", "enum", "items", "maxItems", "minItems",
        "minimum", "oneOf", "pattern", "properties", "required", "title", "type",
    }
)  # fmt: skip


def errors(data, schema=SCHEMA, where="$"):
    """Where the data do not fit."""
    assert schema.keys() <= _KNOWN, schema.keys() - _KNOWN
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    for word, least, most in (("anyOf", 1, 99), ("oneOf", 1, 1)):
        if word in schema:
            fitting = sum(not list(errors(data, one, where)) for one in schema[word])
            if not least <= fitting <= most:
                yield f"{where}: {fitting} of {word}"
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(
        isinstance(data, _TYPES[one]) and (one == "boolean" or not isinstance(data, bool)) for one in kinds
    ):
        yield f"{where}: type"
        return
    if ("const" in schema and data != schema["const"]) or ("enum" in schema and data not in schema["enum"]):
        yield f"{where}: {data!r}"
    if isinstance(data, str) and not re.search(schema.get("pattern", ""), data):
        yield f"{where}: {data!r}"
    if isinstance(data, int) and data < schema.get("minimum", data):
        yield f"{where}: {data!r}"
    if isinstance(data, dict):
        yield from (f"{where}: no {key}" for key in schema.get("required", []) if key not in data)
        for key, entry in data.items():
            if key in schema.get("properties", {}):
                yield from errors(entry, schema["properties"][key], f"{where}.{key}")
            elif schema.get("additionalProperties", True) is False:
                yield f"{where}: {key} is too much"
    if isinstance(data, list):
        if not schema.get("minItems", 0) <= len(data) <= schema.get("maxItems", len(data)):
            yield f"{where}: {len(data)} items"
        for entry in data:
            yield from errors(entry, schema.get("items", {}), f"{where}[]")
