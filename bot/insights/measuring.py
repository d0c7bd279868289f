"""What a change of the training sentences does to the figures on the held-out sentences of ``dev``."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.engine.engine import NoModelError, newest_model
from bot.insights.sentences import TRAINING_FOLDER, Example
from bot.nlu.decision import NOT_UNDERSTOOD, OFFER_CHOICES
from bot.nlu.topic_model import OUT_OF_SCOPE
from bot.settings import ROOT

RIGHT, OFFERED, REFUSED, WRONG = "right", "offered", "refused", "wrong"
OUTCOMES = {RIGHT: "正しく答える", OFFERED: "候補に出す", REFUSED: "わからないと言う", WRONG: "別の話題で答える"}
_TODAY = "2026-06-15"
_SOURCES = (("config.yml", ""), ("data/nlu", "*.yml"), ("bot/nlu", "*.py"), ("bot/text", "*"))


@dataclass(frozen=True, slots=True)
class Understood:
    """What a model makes of a sentence: its intent, and what it offers."""

    intent: str
    choices: tuple[str, ...]
    also: str | None


def outcome(example: Example, understood: Understood) -> str:
    """What a held-out sentence came to. Outside the field it is right to answer nothing, and wrong to answer."""
    silent = understood.intent in (OUT_OF_SCOPE, NOT_UNDERSTOOD)
    if example.topic == OUT_OF_SCOPE:
        return RIGHT if silent else OFFERED if understood.intent == OFFER_CHOICES else WRONG
    if example.topic in (understood.intent, understood.also):
        return RIGHT
    if understood.intent == OFFER_CHOICES:
        return OFFERED if example.topic in understood.choices else REFUSED
    return REFUSED if silent else WRONG


def understood_by(model: Path) -> Callable[[Sequence[str]], list[Understood]]:
    """A trained model that only understands."""
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

    from bot.engine.logs import quieten

    quieten()
    processor: Any = Agent.load(str(model)).processor

    async def one(text: str) -> Understood:
        parsed = await processor.parse_message(UserMessage(text, metadata={"today": _TODAY}))
        return Understood(parsed["intent"]["name"], tuple(parsed.get("choices") or ()), parsed.get("also"))

    async def each(texts: Sequence[str]) -> list[Understood]:
        return [await one(text) for text in texts]

    return lambda texts: asyncio.run(each(texts))


def trained(data: Path, into: Path) -> Path:
    """A model of the sentences alone (no dialogue), trained from a folder of Rasa data with config.yml."""
    from rasa.model_training import train_nlu

    from bot.engine.logs import quieten

    quieten()
    model = train_nlu(str(ROOT / "config.yml"), str(data), str(into), domain=str(ROOT / "domain.yml"))
    if not model:
        raise NoModelError("学習できませんでした。data/nlu を確かめてください。")
    return Path(model)


def current_model(models: Path) -> Path | None:
    """The newest trained model, where nothing that it is made of has changed since; else None."""
    try:
        model = newest_model(models)
    except NoModelError:
        return None
    made = model.stat().st_mtime
    files = (file for name, pattern in _SOURCES for file in ((ROOT / name).glob(pattern) if pattern else [ROOT / name]))
    return model if all(file.stat().st_mtime <= made for file in files if file.is_file()) else None


def copied_data(into: Path) -> Path:
    """A copy of the repository's sentences, held-out ones too, in a folder, to be changed there; the folder."""
    for folder in (TRAINING_FOLDER, Path("tests/nlu")):
        (into / folder).mkdir(parents=True)
        for file in (ROOT / folder).glob("*.yml"):
            shutil.copy(file, into / folder)
    return into


def shares(outcomes: Mapping[str, int]) -> dict[str, float]:
    """Counts as shares of all."""
    total = sum(outcomes.values())
    return {name: outcomes.get(name, 0) / total if total else 0.0 for name in OUTCOMES}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The held-out sentences before and after: what each came to, in their order."""

    examples: tuple[Example, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def changed(self) -> list[tuple[Example, str, str]]:
        """The sentences whose outcome is another one now."""
        return [(e, b, a) for e, b, a in zip(self.examples, self.before, self.after, strict=True) if b != a]

    def shares(self, inside: bool) -> tuple[dict[str, float], dict[str, float]]:
        """The shares of the outcomes before and after, of the sentences inside the field or of those outside."""
        picked = [i for i, example in enumerate(self.examples) if (example.topic != OUT_OF_SCOPE) == inside]
        return shares(Counter(self.before[i] for i in picked)), shares(Counter(self.after[i] for i in picked))


def compared(examples: Sequence[Example], before: Path, after: Path) -> Comparison:
    """Hold two models against the held-out sentences."""
    outcomes = []
    for model in (before, after):
        replies = understood_by(model)([example.text for example in examples])
        outcomes.append(tuple(outcome(example, reply) for example, reply in zip(examples, replies, strict=True)))
    return Comparison(tuple(examples), *outcomes)
