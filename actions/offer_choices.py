"""Rasa action: offers the topics that are close, since a wrong answer is worse than a question."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Memory
from actions.not_understood import not_understood
from actions.reply import send
from bot.answers import compose


class OfferChoices(Action):
    """Up to three topics as buttons and numbers; the dates of the message are kept for the one that is chosen."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_offer_choices"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Offer what is near."""
        memory = Memory.of(tracker)
        answer = compose.offer_choices(memory.candidates)
        if not answer.choices:
            return send(dispatcher, memory, not_understood(memory))
        memory.misses = 0
        if memory.mentions:
            memory.question = {"topic": None, "visit": None, "reminded": False, "pending": memory.mentions[0]}
        return send(dispatcher, memory, answer)
