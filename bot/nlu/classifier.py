"""Rasa component: the topic of a message, or the admission that it is not clear."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import context
from bot.nlu.dates import ENTITY
from bot.nlu.decision import NOT_UNDERSTOOD, OFFER_CHOICES, Decision, Thresholds, decide
from bot.nlu.features import Features
from bot.nlu.sentences import after_courtesy, parts_of, sentence_of
from bot.nlu.short_acts import short_act
from bot.nlu.topic_model import OUT_OF_SCOPE, TopicModel
from bot.nlu.vectors import WordVectors
from bot.text.languages import language_of

GIVE_DATE = "give_date"
OTHER_LANGUAGE = "other_language"
UNKNOWN_DATE = "unknown_date"
ALSO = "also"
# A second question needs to be about as clear as the first, else the bot would offer what nobody asked.
_ALSO_AT_LEAST = 0.5
_NO_QUESTION = frozenset(
    {OUT_OF_SCOPE, OFFER_CHOICES, NOT_UNDERSTOOD, "greet", "thanks", "goodbye", "affirm", "deny", GIVE_DATE, "unknown_date"}
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Sets the intent of a message: a topic, ``offer_choices`` or ``not_understood``.

    The candidates stand in ``intent_ranking``; ``also`` names the topic of a second question in the same message.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._thresholds = Thresholds(**config["thresholds"])
        self._model: TopicModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults; ``config.yml`` may set each of them."""
        return {"regularisation": 1.0, "sharpness": 5.0, "dense_weight": 1.0, "dense_size": 64, "thresholds": {}}

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> TopicClassifier:
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """The classifier of a trained model."""
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            classifier._model = TopicModel.load(directory)
        return classifier

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the topic model and write it into the Rasa model."""
        examples = training_data.intent_examples
        sentences = [sentence_of(m) for m in examples]
        vectors = WordVectors.from_ginza([[w.normalised for w in s.words] for s in sentences], self._config["dense_size"])
        features = Features.fit(sentences, vectors, self._config["dense_weight"])
        self._model = TopicModel.fit(
            sentences,
            [m.get(INTENT) for m in examples],
            features,
            self._config["regularisation"],
            self._config["sharpness"],
        )
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add to training sentences."""
        return training_data

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker = None
    ) -> list[Message]:  # Rasa knows no optional inputs
        """Set intent, ranking and second topic of messages."""
        for message in messages:
            by_context = self._by_context(message, tracker)
            if by_context:
                _set(message, Decision(by_context, 1.0), [])
            else:
                self._classify_by_model(message)
        return messages

    @staticmethod
    def _by_context(message: Message, tracker: DialogueStateTracker | None) -> str | None:
        """The intent that the turn before, or the language, leaves no doubt of."""
        text = message.get(TEXT) or ""
        mentions = [
            e["value"] | {"start": e["start"], "end": e["end"]} for e in message.get(ENTITIES, []) if e["entity"] == ENTITY
        ]
        slot = tracker.get_slot if tracker else lambda name: None
        open_topic = (slot("question") or {}).get("topic")
        chosen = context.choice(text, slot("choices") or [])
        if chosen:
            return chosen
        if context.is_mere_date(text, mentions) or context.names_insurer(text, slot("asked")):
            return GIVE_DATE
        if context.declines(text, slot("asked")):
            return UNKNOWN_DATE
        if open_topic and context.is_another_person(text):
            return str(open_topic)
        act = short_act(text, date_is_asked=bool(slot("asked")), was_answered=bool(slot("last_answer")))
        return act or (OTHER_LANGUAGE if language_of(text) else None)

    def _classify_by_model(self, message: Message) -> None:
        if self._model is None:
            raise RuntimeError("TopicClassifier is used before it was trained or loaded")
        scores = self._model.predict(sentence_of(message, after_courtesy(message.get(TEXT))))
        if not any(e["entity"] == ENTITY for e in message.get(ENTITIES, [])):
            scores = scores.without(GIVE_DATE)
        ranking = [{"name": topic, "confidence": p} for topic, p in scores.topics]
        first, second = self._two_questions(self._model, message)
        if first and second:
            _set(message, first, ranking)
            message.set(ALSO, second.intent, add_to_output=True)
        else:
            _set(message, decide(scores, self._thresholds), ranking)

    def _two_questions(self, model: TopicModel, message: Message) -> tuple[Decision | None, Decision | None]:
        """The decisions for two sentences that ask different, clear things; else two Nones."""
        clear: list[Decision] = []
        for start, end in parts_of(message.get(TEXT)):
            decision = decide(model.predict(sentence_of(message, start, end)), self._thresholds)
            asks = message.get(TEXT)[start:end].strip().endswith(("?", "？", "か", "か。", "かな", "の", "て", "たい", "たい。"))
            if asks and decision.confidence >= _ALSO_AT_LEAST and decision.intent not in _NO_QUESTION:
                clear.append(decision)
        if len(clear) == 2 and clear[0].intent != clear[1].intent:
            return clear[0], clear[1]
        return None, None


def _set(message: Message, decision: Decision, ranking: list[dict[str, Any]]) -> None:
    intent = {INTENT_NAME_KEY: decision.intent, PREDICTED_CONFIDENCE_KEY: decision.confidence}
    message.set(INTENT, intent, add_to_output=True)
    message.set("intent_ranking", [intent, *ranking], add_to_output=True)
    message.set("choices", list(decision.choices), add_to_output=True)
