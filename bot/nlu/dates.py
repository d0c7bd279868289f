"""Rasa component: the dates in a message, read by bot.dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import clock, dates
from bot.days import DayRange

ENTITY = "date"
ROLE_OF_FIELD = {
    "cert_last_valid_day": "expiry",
    "card_last_valid_day": "expiry",
    "former_card_last_valid_day": "expiry",
    "cert_issue_date": "issued",
    "card_issue_date": "issued",
    "eligibility_certificate_issue_date": "issued",
    "birth_date": "birth",
    "as_of": "visit",
    "visit_date": "visit",
    "renewed_on": "renewal",
}
# Training sentences are read on a fixed day, so that training is the same on every day.
_TRAINING_DAY = date(2026, 6, 15)


# Rasa reads training sentences with featurizers only: as a mere extractor, dates would stay in them.
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False
)
class DateExtractor(GraphComponent):
    """Adds an entity ``date`` for each date in a message; its value is the mention's JSON form (dates.md).

    Today comes with the message (metadata ``today``); without it, from the clock. What the bot asked for in the turn
    before, and what it knows of it, come from the conversation's slots.
    """

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> DateExtractor:
        """The date reader needs no training and keeps nothing."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Read the dates in the training sentences."""
        for message in training_data.training_examples:
            if message.get(TEXT):
                _set_entities(message, dates.read(message.get(TEXT), _TRAINING_DAY))
        return training_data

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker = None
    ) -> list[Message]:  # Rasa knows no optional inputs
        """Read the dates in messages."""
        asked = tracker.get_slot("asked") if tracker else None
        known = (tracker.get_slot("dates") or {}).get(asked) if tracker and asked else None
        for message in messages:
            metadata = message.get("metadata") or {}
            today = date.fromisoformat(metadata["today"]) if metadata.get("today") else clock.today()
            found = dates.read(message.get(TEXT) or "", today, within=_within(known), expecting=ROLE_OF_FIELD.get(asked or ""))
            _set_entities(message, found)
        return messages


def _within(known: dict[str, Any] | None) -> DayRange | None:
    """The range known so far of the day that was asked for; a birthday without its year is none."""
    if not known or known["earliest"].startswith("--") or known["earliest"] == known["latest"]:
        return None
    return DayRange(date.fromisoformat(known["earliest"]), date.fromisoformat(known["latest"]))


def _set_entities(message: Message, found: list[dates.DateMention]) -> None:
    entities = [
        {
            "entity": ENTITY,
            "start": mention.start,
            "end": mention.end,
            "value": mention.as_dict() | _other_year(mention),
            "extractor": DateExtractor.__name__,
        }
        for mention in found
    ]
    message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)


def _other_year(mention: dates.DateMention) -> dict[str, Any]:
    """For the dialogue: which other year may be meant."""
    other = mention.other_year
    return {"other_year": {"earliest": other.earliest.isoformat(), "latest": other.latest.isoformat()}} if other else {}
