"""Rasa action: the reasons of the last answer."""

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


class ShowSource(Action):
    """The rules in words, the dates that they were applied to, and the sources with their day."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_show_source"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Show what stands behind the last answer."""
        memory = Memory.of(tracker)
        memory.misses = 0
        return send(dispatcher, memory, _reasons(memory))


def _reasons(memory: Memory) -> Answer:
    if not memory.last_answer:
        return compose.say("no_reasons", topic="ask_source", asks=memory.asked)
    last = Answer.from_dict(memory.last_answer)
    intro = compose.phrase("reasons_intro" if last.reasons else "reasons_general")
    lines = [f"・{reason}" for reason in last.reasons]
    return replace(
        last,
        name="ask_source",
        topic="ask_source",
        text="\n".join([intro.text, *lines]),
        easy="\n".join([intro.easy, *lines]),
        notices=(),
        question="",
        choices=(),
        asks=memory.asked,
    )
