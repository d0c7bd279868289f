"""Reads Rasa's test stories (YAML) as dialogues: what the user says, with the topic for the intent and the bot's words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from bot.dialogue_tests import vocabulary
from bot.dialogue_tests.located import Located, read_yaml
from bot.dialogue_tests.script import Dialogue, Expectation, Place, ScriptError, Turn, Typed

_ANNOTATION = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


def read_stories(path: Path, today: date) -> list[Dialogue]:
    """The stories of a file, played on ``today``; raises ``ScriptError``. Actions, slots and checkpoints are left out."""
    root = read_yaml(path, path.name)
    stories = root.value.get("stories") if root and isinstance(root.value, dict) else None
    if stories is None or not isinstance(stories.value, list):
        raise ScriptError(f"{path.name} の1行目：Rasaのテストの「stories:」がありません。")
    found = [_dialogue(story, today) for story in stories.value]
    return [dialogue for dialogue in found if dialogue.turns]


def _dialogue(story: Located, today: date) -> Dialogue:
    parts = story.value if isinstance(story.value, dict) else {}
    steps = parts["steps"].value if "steps" in parts else None
    if not isinstance(steps, list):
        raise ScriptError(f"{story.place}：「steps:」がありません。")
    turns: list[Turn] = []
    for step in steps:
        said = _value(step, "user")
        words = _value(step, "bot")
        if said is not None:
            turns.append(Turn(Typed(_plain(said)), _topic(step), step.place))
        elif words and turns:
            turns[-1] = _with_words(turns[-1], words, step.place)
    return Dialogue(_value(story, "story") or _name_of(story.place), today, tuple(turns), story.place)


def _name_of(place: Place) -> str:
    """A name for a story without one."""
    return f"{place.file} {place.line}行目の会話"


def _topic(step: Located) -> tuple[Expectation, ...]:
    intent = _value(step, "intent")
    return (Expectation("topic", intent, step.place),) if intent in vocabulary.topics() else ()


def _with_words(turn: Turn, words: str, place: Place) -> Turn:
    before = [e for e in turn.expected if e.key == "words"]
    kept = tuple(e for e in turn.expected if e.key != "words")
    said = tuple(str(w) for e in before if isinstance(e.value, tuple) for w in e.value)
    return Turn(turn.move, (*kept, Expectation("words", (*said, words.strip()), place)), turn.place)


def _value(item: Located, key: str) -> str | None:
    part = item.value.get(key) if isinstance(item.value, dict) else None
    return part.value if part and isinstance(part.value, str) else None


def _plain(text: str) -> str:
    """The text without marks of entities."""
    return _ANNOTATION.sub(lambda match: match.group(1), text).strip()
