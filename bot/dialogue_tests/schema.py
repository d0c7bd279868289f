"""The JSON Schema of scripts, for editors that complete and check while one types (tests/dialogues/schema.json)."""

from __future__ import annotations

from typing import Any

from bot.dialogue_tests import keys, vocabulary

_TEXT = {"type": ["string", "number", "boolean"]}
_DAY = {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2}|.*\{\w+\}.*)$"}
_FLAG = {"type": "boolean"}


def schema() -> dict[str, Any]:
    """The schema of a script file. A ``{name}`` of expand or cases may stand wherever a name is expected."""
    dialogue = _object(keys.DIALOGUE, {"turns": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/turn"}}})
    turn = _object(keys.TURN, {"pick": _object(keys.PICK) | {"required": list(keys.names(keys.PICK))}})
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "会話のテスト",
        "description": "docs/tasks/write-a-dialogue.md",
        "type": "array",
        "items": dialogue | {"required": list(keys.REQUIRED)},
        "$defs": {
            "turn": turn | {"oneOf": [{"required": [move]} for move in keys.names(keys.MOVES)]},
            "topic": _one_of(vocabulary.topics()),
            "answer": _one_of(sorted(vocabulary.answers())),
            "field": _one_of(vocabulary.fields()),
            "state": _one_of(vocabulary.states()),
        },
    }


def _object(known: tuple[keys.Key, ...], own: dict[str, Any] | None = None) -> dict[str, Any]:
    parts = {key.name: {"description": key.words} | ((own or {}).get(key.name) or _KINDS[key.kind]) for key in known}
    return {"type": "object", "additionalProperties": False, "properties": parts}


def _one_of(names: tuple[str, ...] | list[str]) -> dict[str, Any]:
    return {"anyOf": [{"enum": list(names)}, {"type": "string", "pattern": r"\{\w+\}"}]}


def _or_null(one: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [one, {"type": "null"}]}


def _list_or_one(one: dict[str, Any], least: int = 1) -> dict[str, Any]:
    return {"anyOf": [one, {"type": "array", "minItems": least, "items": one}]}


def _named(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


_KINDS: dict[str, dict[str, Any]] = {
    "text": _TEXT,
    "texts": _list_or_one(_TEXT),
    "day": _DAY,
    "day_or_null": _or_null(_DAY),
    "days": _list_or_one(_DAY),
    "flag": _FLAG,
    "organisation": _one_of(vocabulary.organisations()),
    "channels": _list_or_one({"enum": list(keys.CHANNELS)}),
    "lists": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "array", "minItems": 1, "items": _TEXT}},
    "rows": {"type": "array", "minItems": 1, "items": {"type": "object", "minProperties": 1, "additionalProperties": _TEXT}},
    "field": _named("field"),
    "field_or_null": _or_null(_named("field")),
    "topic_or_null": _or_null(_named("topic")),
    "topics": _list_or_one(_named("topic")),
    "any_topics": _list_or_one(_named("topic"), least=0),
    "answer_or_null": _or_null(_named("answer")),
    "states": _list_or_one(_named("state"), least=0),
}
