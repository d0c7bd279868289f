"""Rasa component: Sudachi words of a message."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.text.sudachi import Sudachi, build_user_dictionary

USER_DICTIONARY = "user.dic"
LONGEST_READ = 2_000  # characters


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class SudachiTokenizer(GraphComponent):
    """Cuts a message into Sudachi words (mode C); a token's data hold normalised form, reading and part of speech.

    The compiled user dictionary is part of the model, so a model and its words cannot part.
    """

    def __init__(self, storage: ModelStorage, resource: Resource) -> None:
        self._storage = storage
        self._resource = resource
        self._sudachi: Sudachi | None = None

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> SudachiTokenizer:
        """An untrained tokenizer."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SudachiTokenizer:
        """The tokenizer of a trained model."""
        tokenizer = cls(model_storage, resource)
        with model_storage.read_from(resource) as directory:
            tokenizer._sudachi = Sudachi(directory / USER_DICTIONARY)
        return tokenizer

    def train(self, training_data: TrainingData) -> Resource:
        """Compile the user dictionary into the model."""
        with self._storage.write_to(self._resource) as directory:
            build_user_dictionary(directory / USER_DICTIONARY)
            self._sudachi = Sudachi(directory / USER_DICTIONARY)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Tokenise the training sentences."""
        self._tokenise(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Tokenise messages."""
        return self._tokenise(messages)

    def _tokenise(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text:
                message.set(TOKENS_NAMES[TEXT], self._tokens(text))
        return messages

    def _tokens(self, text: str) -> list[Token]:
        if self._sudachi is None:
            raise RuntimeError("SudachiTokenizer is used before it was trained or loaded")
        return tokens_of(text, self._sudachi)


def tokens_of(text: str, sudachi: Sudachi) -> list[Token]:
    """The words of a text's beginning as Rasa tokens, white space left out; Sudachi itself refuses very long texts."""
    return [
        Token(
            m.surface(),
            m.begin(),
            m.end(),
            data={"normalised": m.normalized_form(), "reading": m.reading_form(), "kind": m.part_of_speech()[0]},
            lemma=m.dictionary_form(),
        )
        for m in sudachi.morphemes(text[:LONGEST_READ])
        if m.surface().strip()
    ]
