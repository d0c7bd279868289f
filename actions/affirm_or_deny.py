"""Rasa action: yes or no to what the bot offered."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import answer_topic
from actions.memory import Memory
from actions.questions import question_for
from actions.reply import send
from bot.answers import compose
from bot.answers.answer import Answer


class AffirmOrDeny(Action):
    """Yes: to a second question its answer, to a single choice that topic, to an offer the question for the date."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_affirm_or_deny"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Go on with what was offered, or let it rest."""
        memory = Memory.of(tracker)
        memory.misses = 0
        return send(dispatcher, memory, _affirm(memory) if memory.intent == "affirm" else _deny(memory))


def _affirm(memory: Memory) -> Answer:
    if memory.also:
        return answer_topic(memory, memory.also)
    if len(memory.choices) == 1:
        return answer_topic(memory, memory.choices[0]["topic"])
    topic = (memory.question or {}).get("topic")
    if memory.asked and topic:
        question = question_for(memory, topic, memory.asked)
        return compose.ask(topic, f"{topic}.clarify", question.field, question.wording)
    return compose.say("affirm", topic="affirm")


def _deny(memory: Memory) -> Answer:
    memory.question = None
    return compose.say("deny", topic="deny")
