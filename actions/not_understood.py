"""Rasa action: nothing fits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Memory
from actions.reply import send
from bot.answers import compose
from bot.answers.answer import Answer


class NotUnderstood(Action):
    """The first time the main topics, the second time in a row the ways to a person."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_not_understood"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say so."""
        memory = Memory.of(tracker)
        return send(dispatcher, memory, not_understood(memory))


def not_understood(memory: Memory) -> Answer:
    """What to say where nothing fits; counts how often in a row."""
    memory.misses += 1
    name = "not_understood" if memory.misses == 1 else "not_understood_again"
    return replace(compose.say(name, asks=memory.asked), next_steps=compose.main_topics())
