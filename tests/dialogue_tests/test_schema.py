"""The JSON Schema for editors accepts what the loader accepts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from bot.dialogue_tests.schema import schema

SCRIPTS = Path("tests/dialogues")


class _Texts(yaml.SafeLoader):
    """As editors read YAML: days stay texts."""


_Texts.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith("timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def errors(data: Any) -> list[str]:
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in Draft7Validator(schema()).iter_errors(data)]


def test_the_stored_schema_is_the_one_that_is_made() -> None:
    stored = json.loads((SCRIPTS / "schema.json").read_text("utf-8"))
    assert stored == schema(), "kigen dialogue schema > tests/dialogues/schema.json を実行してください"


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(schema())


@pytest.mark.parametrize("file", sorted(SCRIPTS.glob("*.yml")), ids=lambda file: file.name)
def test_all_scripts_fit(file: Path) -> None:
    assert errors(yaml.load(file.read_text("utf-8"), Loader=_Texts)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"dialogue": "a"},
        {"dialogue": "a", "today": "6月15日", "turns": [{"user": "a"}]},
        {"dialogue": "a", "today": "2026-06-15", "turns": []},
        {"dialogue": "a", "today": "2026-06-15", "turns": [{"topic": "renew_how"}]},
        {"dialogue": "a", "today": "2026-06-15", "turns": [{"user": "a", "button": "b"}]},
        {"dialogue": "a", "today": "2026-06-15", "turns": [{"user": "a", "topc": "renew_how"}]},
        {"dialogue": "a", "today": "2026-06-15", "turns": [{"user": "a", "topic": "renew_hwo"}]},
        {"dialogue": "a", "today": "2026-06-15", "turns": [{"user": "a", "states": ["GRACE"]}]},
        {"dialogue": "a", "today": "2026-06-15", "turns": [{"user": "a", "masked": "yes"}]},
        {"dialogue": "a", "today": "2026-06-15", "turns": [{"pick": {"field": "as_of"}}]},
    ],
)
def test_mistakes_do_not_fit(wrong: dict[str, Any]) -> None:
    assert errors([wrong])
