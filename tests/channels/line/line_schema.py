"""LINE's OpenAPI file as a strict schema.

As published, a subtype is its base (``allOf``) and the base names its subtypes only in ``discriminator``, so a validator takes
any type. Here each base becomes one of its subtypes, each with its own ``type``, and nothing that is not described is taken.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import jsonschema
import yaml

_HERE = Path(__file__).resolve()
DIRECTORY = Path(os.environ.get("KIGEN_LINE_OPENAPI") or _HERE.parents[4].joinpath("shared", "data", "line-openapi"))
WHY_SKIPPED = "LINE's OpenAPI files are not here (KIGEN_LINE_OPENAPI names their folder)"


class Checker:
    """Looks at JSON with the strict schema of one OpenAPI file."""

    def __init__(self, file: Path) -> None:
        self._schemas = _strict(yaml.safe_load(file.read_text(encoding="utf-8"))["components"]["schemas"])
        self._validators: dict[str, jsonschema.Draft202012Validator] = {}

    def problems(self, name: str, value: Any) -> list[str]:
        """What is wrong with a value of a schema; empty where nothing is."""
        if name not in self._validators:
            schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": self._schemas}}
            self._validators[name] = jsonschema.Draft202012Validator(schema)
        found = self._validators[name].iter_errors(value)
        return [f"{error.json_path}: {_innermost(error).message}" for error in found]


def checker(name: str = "messaging-api.yml") -> Checker | None:
    """The checker of a file; None where it is not here."""
    return Checker(DIRECTORY / name) if (DIRECTORY / name).exists() else None


def _innermost(error: jsonschema.ValidationError) -> jsonschema.ValidationError:
    return jsonschema.exceptions.best_match(error.context) if error.context else error


def _strict(schemas: dict[str, Any]) -> dict[str, Any]:
    kinds = {name: s["discriminator"]["mapping"] for name, s in schemas.items() if "mapping" in s.get("discriminator", {})}
    return {name: _one_of(kinds[name]) if name in kinds else _closed(schema, schemas) for name, schema in schemas.items()}


def _one_of(mapping: dict[str, str]) -> dict[str, Any]:
    """What has the ``type`` of a subtype must be that subtype."""
    branches = [{"if": {"properties": {"type": {"const": kind}}}, "then": {"$ref": at}} for kind, at in mapping.items()]
    return {"required": ["type"], "properties": {"type": {"enum": list(mapping)}}, "allOf": branches}


def _closed(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """A schema with all that it is made of in one place, closed to anything else where it describes properties."""
    properties, required = _described(schema, schemas)
    if not properties:
        return schema
    rest = {key: value for key, value in schema.items() if key not in ("allOf", "discriminator")}
    return {**rest, "properties": properties, "required": required, "additionalProperties": False}


def _described(schema: dict[str, Any], schemas: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    if "$ref" in schema:
        return _described(schemas[schema["$ref"].rsplit("/", 1)[-1]], schemas)
    properties, required = dict(schema.get("properties", {})), list(schema.get("required", []))
    for part in schema.get("allOf", []):
        more, needed = _described(part, schemas)
        properties |= more
        required += needed
    return properties, sorted(set(required))
