"""Rasa action: greetings, thanks, what the bot is, the way to a person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Memory
from actions.reply import send
from bot.answers import compose

_WITH_TOPICS = frozenset({"greet", "what_can_you_do"})


class SmallTalk(Action):
    """Says the phrase of the same name as the intent; an open question stays open."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_small_talk"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answer in character."""
        memory = Memory.of(tracker)
        memory.misses = 0
        answer = compose.say(memory.intent, topic=memory.intent, asks=memory.asked)
        steps = compose.main_topics() if memory.intent in _WITH_TOPICS else ()
        return send(dispatcher, memory, replace(answer, next_steps=steps))
