"""Rasa action: the fixed reply to a message in another language."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Memory
from actions.reply import send
from bot.answers import compose
from bot.text.languages import language_of


class OtherLanguage(Action):
    """Says in the person's language where help in it is, and the way on in やさしい日本語."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_other_language"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say it; an open question stays open."""
        memory = Memory.of(tracker)
        return send(dispatcher, memory, compose.other_language(language_of(memory.text) or "en", memory.asked))
