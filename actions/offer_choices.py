"""Rasa action: offers the topics that are close, since a wrong answer is worse than a question."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import SAME_WHEN_COMPUTED, answer_topic
from actions.memory import Memory
from actions.not_understood import not_understood
from actions.reply import send
from actions.situations import OF_CERTIFICATE, field_of
from bot.answers import compose


class OfferChoices(Action):
    """Up to three topics as buttons and numbers; the dates of the message are kept for the one that is chosen."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_offer_choices"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Offer what is near."""
        memory = Memory.of(tracker)
        if _is_one_answer(memory):
            memory.misses = 0
            return send(dispatcher, memory, answer_topic(memory, memory.candidates[0]))
        answer = compose.offer_choices(memory.candidates)
        if not answer.choices:
            return send(dispatcher, memory, not_understood(memory))
        memory.misses = 0
        if memory.mentions:
            memory.question = {"topic": None, "visit": None, "reminded": False, "pending": memory.mentions}
        return send(dispatcher, memory, answer)


def _is_one_answer(memory: Memory) -> bool:
    """Whether the two nearest topics would be answered alike, since the certificate's dates are known."""
    known = memory.dates.keys() | {field for m in memory.mentions if (field := field_of(m, None, None))}
    return len(memory.candidates) > 1 and set(memory.candidates[:2]) <= SAME_WHEN_COMPUTED and bool(known & OF_CERTIFICATE)
