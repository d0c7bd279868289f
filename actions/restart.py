"""Rasa action: forgets the dates and starts again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Memory
from actions.reply import send
from bot.answers import compose


class Restart(Action):
    """Empties all slots. Rasa predicts an action of this very name for an intent ``restart``; this one takes its place."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_restart"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Start again with nothing known."""
        now = Memory.of(tracker)
        memory = Memory(today=now.today, text=now.text, intent=now.intent)
        answer = compose.say("restart", topic="restart")
        return send(dispatcher, memory, replace(answer, next_steps=compose.main_topics()))
