"""Reads the texts in ``texts/*.yml`` and checks that each can be said: its facts, sources and next topics exist."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bot.answers.wording import placeholders
from bot.text.marked_yaml import Marked, MarkedYamlError

TEXTS = Path(__file__).with_name("texts")
SHARED = ("states", "phrases", "personal")
LONGEST_BUTTON = 20
# What a personal text may be filled with; bot/answers/personal.py gives the values.
PERSONAL_VALUES = frozenset(
    {
        "as_of",
        "today",
        "last_valid_day",
        "renewal_from",
        "grace_last_day",
        "renewed_until",
        "card_last_valid_day",
        "former_card_last_day",
        "eligibility_last_day",
        "turns_75_on",
        "turns_85_on",
        "days_left",
        "given",
        "day",
        "topic",
        "person",
    }
)
_TOPIC_KEYS = frozenset({"button", "text", "easy", "sources", "next"})


class TextsError(ValueError):
    """A text that cannot be used; the message is one Japanese sentence with file and line."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The same thing said plainly and in やさしい日本語."""

    text: str
    easy: str


@dataclass(frozen=True, slots=True)
class Topic:
    """All that is said on a topic. ``variants``: texts for
    the person's own dates (personal.yml)."""

    id: str
    group: str
    button: str
    general: Wording
    sources: tuple[str, ...]
    next: tuple[str, ...]
    variants: dict[str, Wording] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All topics' texts, the bodies shared by states, and the phrases of the dialogue."""

    topics: dict[str, Topic]
    phrases: dict[str, Wording]


@cache
def catalogue() -> Catalogue:
    """The product's own texts, read once."""
    return read(TEXTS)


def read(directory: Path) -> Catalogue:
    """Read a folder of texts; raises ``TextsError``."""
    try:
        files = {path.stem: Marked(path) for path in sorted(directory.glob("*.yml"))}
        states = _wordings(files["states"])
        topics = {
            topic: _topic(group, topic, file, _variants(files["personal"], topic, states))
            for group, file in files.items()
            if group not in SHARED
            for topic in file.data
        }
        phrases = _wordings(files["phrases"])
    except MarkedYamlError as error:
        raise TextsError(str(error)) from None
    for topic in topics.values():
        _require_topics(files[topic.group], topic, topics)
    return Catalogue(topics, phrases)


def _wordings(file: Marked) -> dict[str, Wording]:
    return {key: _wording(file, value, key) for key, value in file.data.items()}


def _wording(file: Marked, value: Any, *keys: str) -> Wording:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str) or not isinstance(value.get("easy"), str):
        raise TextsError(f"{file.place(*keys)}：「{keys[-1]}」には text と easy の二つの文が要ります。")
    _require_facts(file, value["text"] + value["easy"], *keys)
    return Wording(value["text"].strip(), value["easy"].strip())


def _require_facts(file: Marked, text: str, *keys: str) -> None:
    from bot import facts

    for name in placeholders(text):
        if name not in PERSONAL_VALUES and not facts.has(name):
            raise TextsError(f"{file.place(*keys)}：「{{{name}}}」という事実は bot/facts にありません。")


def _topic(group: str, name: str, file: Marked, variants: dict[str, Wording]) -> Topic:
    data = file.data[name]
    if not isinstance(data, dict) or not data.keys() <= _TOPIC_KEYS:
        wrong = "、".join(sorted(data.keys() - _TOPIC_KEYS)) if isinstance(data, dict) else name
        raise TextsError(f"{file.place(name)}：知らない項目があります（{wrong}）。")
    button = data.get("button")
    if not isinstance(button, str) or not 0 < len(button) <= LONGEST_BUTTON:
        raise TextsError(f"{file.place(name, 'button')}：button は{LONGEST_BUTTON}字までの文字列にしてください。")
    return Topic(
        id=name,
        group=group,
        button=button,
        general=_wording(file, data, name),
        sources=_sources(file, name, data.get("sources", [])),
        next=tuple(data.get("next", [])),
        variants=variants,
    )


def _variants(file: Marked, topic: str, states: dict[str, Wording]) -> dict[str, Wording]:
    return {name: _variant(file, data, states, topic, name) for name, data in file.data.get(topic, {}).items()}


def _variant(file: Marked, data: Any, states: dict[str, Wording], topic: str, variant: str) -> Wording:
    own = _wording(file, data, topic, variant)
    body = data.get("body")
    if body is None:
        return own
    if body not in states:
        raise TextsError(f"{file.place(topic, variant, 'body')}：「{body}」は states.yml にありません。")
    return Wording(f"{own.text}\n{states[body].text}", f"{own.easy}\n{states[body].easy}")


def _sources(file: Marked, topic: str, sources: Any) -> tuple[str, ...]:
    from bot import facts

    for source in sources:
        if not facts.has_source(source):
            raise TextsError(f"{file.place(topic, 'sources')}：出典「{source}」は bot/facts/sources.yml にありません。")
    return tuple(sources)


def _require_topics(file: Marked, topic: Topic, topics: dict[str, Topic]) -> None:
    for following in topic.next:
        if following not in topics:
            raise TextsError(f"{file.place(topic.id, 'next')}：「{following}」という話題はありません。")
