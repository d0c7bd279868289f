"""Rasa component: copies of training sentences as people really type them, all in hiragana or with a slip.

Only training sees them. They teach the character n-grams the kana of words that the sentences write in kanji, and not to
lean on one single n-gram. What each share brings is measured in docs/benchmarks.md.
"""

from __future__ import annotations

import random
import re
import tempfile
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.text.sudachi import Sudachi, build_user_dictionary

_SHORTEST = 5  # a shorter sentence may mean something else after a slip
_KANA_OR_KANJI = re.compile("[ぁ-ヶ一-鿿々]")
_PARTICLES = frozenset("はがをにでのもと")
_TOUCHING = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろ"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class NoisyCopies(GraphComponent):
    """Adds noisy copies of a share of the training sentences; leaves messages alone."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The share of sentences that is copied in hiragana and with a slip, and the seed of the choice."""
        return {"hiragana": 0.3, "slips": 0.3, "seed": 1}

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> NoisyCopies:
        """It keeps nothing."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the copies."""
        examples = [(m.get(TEXT), m.get(INTENT)) for m in training_data.intent_examples if m.get(TEXT)]
        copies = noisy_copies(examples, self._config["hiragana"], self._config["slips"], self._config["seed"])
        return training_data.merge(TrainingData([Message({TEXT: text, INTENT: intent}) for text, intent in copies]))

    def process(self, messages: list[Message]) -> list[Message]:
        """Nothing to do for messages."""
        return messages


def noisy_copies(examples: list[tuple[str, str]], hiragana: float, slips: float, seed: int) -> list[tuple[str, str]]:
    """Copies of (sentence, topic) pairs that differ from the original; ``hiragana`` and ``slips`` are shares of 1."""
    chance = random.Random(seed)
    copies = []
    with tempfile.TemporaryDirectory() as directory:
        build_user_dictionary(Path(directory) / "user.dic")
        sudachi = Sudachi(Path(directory) / "user.dic")
        for text, topic in examples:
            if chance.random() < hiragana:
                copies.append((in_hiragana(text, sudachi), text, topic))
            if chance.random() < slips and len(text) >= _SHORTEST:
                copies.append((with_slip(text, chance), text, topic))
    return [(copy, topic) for copy, text, topic in copies if copy != text]


def in_hiragana(text: str, sudachi: Sudachi) -> str:
    """A sentence written in hiragana by its words' readings."""
    words = ((m.surface(), m.reading_form()) for m in sudachi.morphemes(text))
    kana = (reading if reading and _KANA_OR_KANJI.search(surface) else surface for surface, reading in words)
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in "".join(kana))


def with_slip(text: str, chance: random.Random) -> str:
    """A sentence with one or two characters lost, doubled, turned round or mistaken, or without its particles."""
    characters = list(text)
    for _ in range(1 + len(text) // 25):
        place = chance.randrange(len(characters) - 1)
        match chance.randrange(5):
            case 0:
                del characters[place]
            case 1:
                characters[place : place + 2] = characters[place + 1], characters[place]
            case 2:
                characters.insert(place, characters[place])
            case 3:
                characters[place] = chance.choice(_TOUCHING)
            case _:
                characters = [c for c in characters if c not in _PARTICLES or chance.random() < 0.5] or characters
        if len(characters) < _SHORTEST:
            break
    return "".join(characters)
