"""Writes dialogues as script files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from bot.dialogue_tests.script import Dialogue, Picked, Pressed, Turn


class _Dumper(yaml.SafeDumper):
    """Short lists stand on one line, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists below their key."""
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out: people do not read ``*id001``."""
        return True


def _list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    is_short = all(not isinstance(item, dict | list) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=is_short)


_Dumper.add_representer(list, _list)


def script_text(dialogues: Iterable[Dialogue]) -> str:
    """The text of a script file with these dialogues."""
    return "\n".join(_yaml([_dialogue(dialogue)]) for dialogue in dialogues)


def append(dialogues: Iterable[Dialogue], file: Path) -> None:
    """Put dialogues at the end of a file, which is made where there is none."""
    before = file.read_text("utf-8").rstrip() + "\n\n" if file.exists() else ""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(before + script_text(dialogues), "utf-8")


def _yaml(data: list[dict[str, Any]]) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=1000)


def _dialogue(dialogue: Dialogue) -> dict[str, Any]:
    written: dict[str, Any] = {"dialogue": dialogue.name, "today": dialogue.today}
    if dialogue.organisation:
        written["organisation"] = dialogue.organisation
    if dialogue.channels:
        written["channels"] = list(dialogue.channels)
    if not dialogue.line_birth_dates:
        written["line_birth_dates"] = False
    return written | {"turns": [_turn(turn) for turn in dialogue.turns]}


def _turn(turn: Turn) -> dict[str, Any]:
    expected = {e.key: list(e.value) if isinstance(e.value, tuple) else e.value for e in turn.expected}
    return _move(turn) | expected


def _move(turn: Turn) -> dict[str, Any]:
    move = turn.move
    if isinstance(move, Picked):
        return {"pick": {"field": move.field, "day": move.day}}
    return {"button": move.label} if isinstance(move, Pressed) else {"user": move.text}
