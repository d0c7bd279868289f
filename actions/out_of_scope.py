"""Rasa action: the question is outside the field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Memory
from actions.reply import send
from bot.answers import compose


class OutOfScope(Action):
    """Says what the bot is for; an open question stays open."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_out_of_scope"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say so, and show the main topics."""
        memory = Memory.of(tracker)
        answer = compose.say("out_of_scope", topic="out_of_scope", asks=memory.asked)
        return send(dispatcher, memory, replace(answer, next_steps=compose.main_topics()))
