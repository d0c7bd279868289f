"""Writes dialogues as Botium convo files (``*.convo.txt``): a file a dialogue."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bot.answers.wording import say_day
from bot.dialogue_tests.script import Dialogue, Expectation, Picked, Pressed, Turn

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST_NAME = 60


def write_convos(dialogues: Iterable[Dialogue], folder: Path) -> list[Path]:
    """Write a file for each dialogue; gives the files. Botium has no clock: the day stands in the description only."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number, dialogue in enumerate(dialogues, 1):
        name = _NOT_IN_NAMES.sub("_", dialogue.name)[:_LONGEST_NAME]
        file = folder / f"{number:03}_{name}.convo.txt"
        file.write_text(convo(dialogue), "utf-8")
        files.append(file)
    return files


def convo(dialogue: Dialogue) -> str:
    """A dialogue in Botium's notation."""
    parts = [f"{_line(dialogue.name)}\n今日 {dialogue.today.isoformat()}"]
    for turn in dialogue.turns:
        parts.append(f"#me\n{_me(turn)}")
        parts.append("\n".join(["#bot", *(line for e in turn.expected if (line := _asserted(e)))]))
    return "\n\n".join(parts) + "\n"


def _me(turn: Turn) -> str:
    move = turn.move
    if isinstance(move, Pressed):
        return f"BUTTON {_line(move.label)}"
    if isinstance(move, Picked):
        return say_day(move.day) if move.day else "わからない"
    return _line(move.text)


def _asserted(expectation: Expectation) -> str:
    """The line of an asserter; "" for what Botium cannot check."""
    value = expectation.value
    if expectation.key == "topic":
        return f"INTENT {value}" if value else ""
    if not isinstance(value, tuple) or expectation.key not in _ASSERTERS:
        return ""
    is_days = expectation.key in ("dates", "no_dates")
    groups = [_notations(day) for day in value if isinstance(day, date)] if is_days else [[str(item) for item in value]]
    return "\n".join(f"{_ASSERTERS[expectation.key]} {'|'.join(map(_line, group))}" for group in groups)


def _notations(day: date) -> list[str]:
    """The notations in which the bot may say a day. The one without a year also fits a longer day: so it is not among them."""
    return [say_day(day), f"令和{day.year - 2018}年{day.month}月{day.day}日"] if day.year > 2018 else [say_day(day)]


def _line(text: str) -> str:
    """One line that Botium does not take for a command."""
    flat = " ".join(text.split())
    return f"＃{flat[1:]}" if flat.startswith("#") else flat


_ASSERTERS = {
    "words": "TEXT_CONTAINS_ALL",
    "not_words": "!TEXT_CONTAINS_ANY",
    "dates": "TEXT_CONTAINS_ANY",
    "no_dates": "!TEXT_CONTAINS_ANY",
    "buttons": "BUTTONS",
}
