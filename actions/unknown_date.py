"""Rasa action: the person does not know the date that was asked for."""

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


class UnknownDate(Action):
    """Says where the date is to be found, then what holds in general; the question stays open."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_unknown_date"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Help to find the date."""
        memory = Memory.of(tracker)
        memory.misses = 0
        return send(dispatcher, memory, _answer(memory))


def _answer(memory: Memory) -> Answer:
    field = memory.asked or "cert_last_valid_day"
    where = compose.phrase(f"find_{field}" if compose.has_phrase(f"find_{field}") else "find_other")
    topic = (memory.question or {}).get("topic")
    if not topic or not compose.is_topic(topic):
        return Answer(name="unknown_date", topic="unknown_date", text=where.text, easy=where.easy, asks=memory.asked)
    general = compose.general(topic)
    return replace(
        general,
        name="unknown_date",
        topic="unknown_date",
        text=f"{where.text}\n{general.text}",
        easy=f"{where.easy}\n{general.easy}",
        question="",
        asks=memory.asked,
    )
