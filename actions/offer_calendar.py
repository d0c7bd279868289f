"""Rasa action: the person wants to be reminded."""

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


class OfferCalendar(Action):
    """The bot sends nothing later; it gives the days for the person's calendar."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_offer_calendar"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Offer the days of the last answer."""
        memory = Memory.of(tracker)
        memory.misses = 0
        last = Answer.from_dict(memory.last_answer) if memory.last_answer else None
        dated = last is not None and bool(last.deadlines)
        answer = compose.say("remind_with_dates" if dated else "remind", topic="ask_remind", asks=memory.asked)
        if last is not None and dated:
            answer = replace(answer, deadlines=last.deadlines, today=last.today, states=last.states, sources=last.sources)
        return send(dispatcher, memory, answer)
