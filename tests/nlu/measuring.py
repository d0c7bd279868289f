"""How well a trained model understands held-out messages: right, offered, wrong or refused."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.engine.engine import newest_model
from bot.engine.logs import quieten
from bot.engine.tensorflow_stand_in import leave_tensorflow_out
from bot.nlu.decision import NOT_UNDERSTOOD, OFFER_CHOICES
from bot.nlu.topic_model import OUT_OF_SCOPE
from bot.settings import Settings

TODAY = "2026-06-15"
# Each written by another hand, from the topics' descriptions alone.
PARTS = ("dev", "test", "test_second")
RIGHT, OFFERED, WRONG, REFUSED = "right", "offered", "wrong", "refused"


@dataclass(frozen=True, slots=True)
class Case:
    """A held-out message, its topic and the voice it is written in."""

    text: str
    topic: str
    voice: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the model made of a message: the intent, its confidence, the choices offered, all scores of topics."""

    intent: str
    confidence: float
    choices: tuple[str, ...]
    also: str | None
    ranking: tuple[tuple[str, float], ...]

    @property
    def best(self) -> str:
        """The topic answered, or the first of those that it would have been."""
        undecided = self.intent in (OFFER_CHOICES, NOT_UNDERSTOOD)
        return self.ranking[0][0] if undecided and self.ranking else self.intent


def held_out(part: str) -> list[Case]:
    """The messages of one of ``PARTS``. Of the test parts only totals may be looked at."""
    data = yaml.safe_load(Path(__file__).with_name(f"{part}.yml").read_text("utf-8"))
    return [Case(entry["text"], topic, entry["voice"]) for topic, entries in data.items() for entry in entries]


class Model:
    """A trained Rasa model that only parses."""

    def __init__(self, file: Path) -> None:
        leave_tensorflow_out()
        from rasa.core.agent import Agent

        quieten()
        self._processor: Any = Agent.load(str(file)).processor
        self._loops = threading.local()

    def parse(self, text: str) -> Understanding:
        """Understand a message as the first of a conversation."""
        from rasa.core.channels.channel import UserMessage

        if not hasattr(self._loops, "loop"):
            self._loops.loop = asyncio.new_event_loop()
        message = UserMessage(text, metadata={"today": TODAY})
        parsed = self._loops.loop.run_until_complete(self._processor.parse_message(message))
        return Understanding(
            parsed["intent"]["name"],
            parsed["intent"]["confidence"],
            tuple(parsed.get("choices") or ()),
            parsed.get("also"),
            tuple((entry["name"], entry["confidence"]) for entry in parsed["intent_ranking"][1:]),
        )


@cache
def newest() -> Model:
    """The newest trained model, loaded once."""
    return Model(newest_model(Settings.from_environment().model_directory))


def outcome(case: Case, understood: Understanding) -> str:
    """What a message came to. Out of scope is right where no topic is answered, and wrong where one is."""
    if case.topic == OUT_OF_SCOPE:
        return (
            RIGHT
            if understood.intent in (OUT_OF_SCOPE, NOT_UNDERSTOOD)
            else OFFERED
            if understood.intent == OFFER_CHOICES
            else WRONG
        )
    if case.topic in (understood.intent, understood.also):
        return RIGHT
    if understood.intent == OFFER_CHOICES:
        return OFFERED if case.topic in understood.choices else REFUSED
    return REFUSED if understood.intent in (OUT_OF_SCOPE, NOT_UNDERSTOOD) else WRONG


def figures(cases: Sequence[Case], parse: Callable[[str], Understanding]) -> dict[str, float]:
    """The issue's figures as shares: of the messages in scope, and of those out of it."""
    inside = _shares((c for c in cases if c.topic != OUT_OF_SCOPE), parse)
    outside = _shares((c for c in cases if c.topic == OUT_OF_SCOPE), parse)
    return {
        "right": inside[RIGHT],
        "right_or_offered": inside[RIGHT] + inside[OFFERED],
        "wrong": inside[WRONG],
        "refused": inside[REFUSED],
        "outside_answered": outside[WRONG],
        "outside_offered": outside[OFFERED],
    }


def _shares(cases: Iterable[Case], parse: Callable[[str], Understanding]) -> dict[str, float]:
    counted = Counter(outcome(case, parse(case.text)) for case in cases)
    total = counted.total()
    return {name: counted[name] / total if total else 0.0 for name in (RIGHT, OFFERED, WRONG, REFUSED)}


def changed(cases: Sequence[Case], perturb: Callable[[str], str], parse: Callable[[str], Understanding]) -> float:
    """The share of messages in scope whose topic a perturbation changes, among those that it changes at all."""
    pairs = [(c.text, perturb(c.text)) for c in cases if c.topic != OUT_OF_SCOPE]
    differing = [(before, after) for before, after in pairs if before != after]
    return sum(parse(before).best != parse(after).best for before, after in differing) / max(len(differing), 1)
