"""Rasa action: the last answer in やさしい日本語."""

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


class SayEasier(Action):
    """Says the last answer again in its easy text, written by hand."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_say_easier"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say it more simply."""
        memory = Memory.of(tracker)
        memory.misses = 0
        if not memory.last_answer:
            return send(dispatcher, memory, compose.say("nothing_to_ease", topic="ask_easier", asks=memory.asked))
        last = Answer.from_dict(memory.last_answer)
        return send(dispatcher, memory, replace(easily_said(last), name="ask_easier", topic="ask_easier", asks=memory.asked))


def easily_said(answer: Answer) -> Answer:
    """The same answer in its easy text, which holds its notices and its offer too."""
    return replace(answer, text=answer.easy, notices=(), question="")
