"""What an operator needs beside the answer: checklists, wrap-up codes, words not to use (material.yml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.answers.catalogue import catalogue

FILE = Path(__file__).with_name("material.yml")


@dataclass(frozen=True, slots=True)
class WrapUp:
    """The code under which a call is filed."""

    id: str
    label: str

    def as_dict(self) -> dict[str, str]:
        """JSON form."""
        return {"id": self.id, "label": self.label}


def wrap_up(topic: str) -> WrapUp:
    """The code of a topic; that of its group where it has none of its own."""
    code = _of_topic(topic).get("code") or _of_group(topic)["code"]
    return WrapUp(code["id"], code["label"])


def checklist(topic: str) -> list[str]:
    """What to make sure of before the call ends: of the topic, of its group, of every call."""
    return [*_of_topic(topic).get("checklist", []), *_of_group(topic)["checklist"], *_material()["always"]]


def words(own: Sequence[str]) -> list[str]:
    """Words not to use, the longest first; ``own`` are the organisation's."""
    return sorted({*_material()["words"], *own}, key=lambda word: (-len(word), word))


def _of_topic(topic: str) -> dict[str, Any]:
    found: dict[str, Any] = _material()["topics"].get(topic, {})
    return found


def _of_group(topic: str) -> dict[str, Any]:
    found: dict[str, Any] = _material()["groups"][catalogue().topics[topic].group]
    return found


@cache
def _material() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return found
