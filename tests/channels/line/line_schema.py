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

    def problems(self, name: str, value: Any) -> list[str]:
        """What is wrong with a value of a schema; empty where nothing is."""
        schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": self._schemas}}
        found = jsonschema.Draft202012Validator(schema).iter_errors(value)
        return [f"{error.json_path}: {_innermost(error).message}" for error in found]


def checker(name: str = "messaging-api.yml") -> Checker | None:
    """The checker of a file; None where it is not here."""
    return Checker(DIRECTORY / name) if (DIRECTORY / name).exists() else None


def _innermost(error: jsonschema.ValidationError) -> jsonschema.ValidationError:
    return jsonschema.exceptions.best_match(error.context) if error.context else error


def _strict(schemas: dict[str, Any]) -> dict[str, Any]:
    bases = {name: s["discriminator"]["mapping"] for name, s in schemas.items() if "mapping" in s.get("discriminator", {})}
    made: dict[str, Any] = {}
    for name, schema in schemas.items():
        if name in bases:
            made[f"{name}__base"] = {key: value for key, value in schema.items() if key != "discriminator"}
            made[name] = {"oneOf": [_of_kind(kind, reference) for kind, reference in bases[name].items()]}
        elif any(_target(part) in bases for part in schema.get("allOf", [])):
            parts = [_based(part, bases) for part in schema["allOf"]]
            made[name] = {**{k: v for k, v in schema.items() if k != "allOf"}, "allOf": parts, "unevaluatedProperties": False}
        else:
            closed = {"additionalProperties": False} if schema.get("properties") else {}
            made[name] = {**schema, **closed}
    return made


def _of_kind(kind: str, reference: str) -> dict[str, Any]:
    return {"allOf": [{"$ref": reference}, {"properties": {"type": {"const": kind}}, "required": ["type"]}]}


def _based(part: dict[str, Any], bases: dict[str, Any]) -> dict[str, Any]:
    return {"$ref": part["$ref"] + "__base"} if _target(part) in bases else part


def _target(part: dict[str, Any]) -> str:
    return str(part.get("$ref", "")).rsplit("/", 1)[-1]
