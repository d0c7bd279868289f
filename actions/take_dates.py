"""Rasa action: takes dates that come without a question."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import answer_topic, computed, no_such_day, words_of
from actions.memory import Memory
from actions.reply import send
from actions.situations import VISIT, corrects, days, take
from bot.answers import compose
from bot.answers.answer import Answer, Choice
from bot.answers.personal import PERSONAL_TOPICS
from bot.answers.wording import say_days
from bot.days import DayRange

ROLE_OF_FIELD = {
    "cert_last_valid_day": "expiry",
    "card_last_valid_day": "expiry",
    "former_card_last_valid_day": "expiry",
    "cert_issue_date": "issued",
    "card_issue_date": "issued",
    "eligibility_certificate_issue_date": "issued",
    "birth_date": "birth",
    VISIT: "visit",
    "renewed_on": "renewal",
}
_VISIT_TOPICS = ("usable_on_date", "old_card_usable")


class TakeDates(Action):
    """A date that was asked for, a correction, or dates out of the blue."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_take_dates"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answer the open question with the date, or show what was taken."""
        memory = Memory.of(tracker)
        memory.misses = 0
        return send(dispatcher, memory, _answer(memory))


def _answer(memory: Memory) -> Answer:
    topic = memory.question["topic"] if memory.question else None
    invalid = next((m for m in memory.mentions if m["problem"]), None)
    if invalid:
        return no_such_day(memory, topic, invalid["text"])
    if not memory.mentions:
        return compose.say("not_understood", asks=memory.asked)
    filled = take(memory, topic, _bare_role(memory, topic))
    if topic in PERSONAL_TOPICS and filled:
        return computed(memory, topic, filled)
    if filled:
        return _overview(memory, filled)
    return _confirm_role(memory)


def _bare_role(memory: Memory, topic: str | None) -> str | None:
    """What a date without a role is: what was asked for, what is being corrected, else what the topic is about."""
    if memory.asked:
        return ROLE_OF_FIELD.get(memory.asked)
    if corrects(memory.text) and memory.last_field:
        return ROLE_OF_FIELD.get(memory.last_field)
    if topic in _VISIT_TOPICS:
        return "visit"
    return ROLE_OF_FIELD.get(memory.last_field or "") if topic else None


def _overview(memory: Memory, filled: list[str]) -> Answer:
    """Dates came without a question: compute what they tell, as the answer to "what now?"."""
    if {"cert_last_valid_day", "cert_issue_date", "birth_date"} & set(filled):
        answer = answer_topic(memory, "expired_what_happens")
        answer = replace(answer, topic="give_date")
        if answer.asks:
            memory.question = {"topic": "expiry_mine", "visit": None, "reminded": False}
        return replace(answer, name="give_date.overview")
    kept = memory.dates.get(filled[0]) or (memory.question or {}).get("visit")
    taken = days(kept) if kept else None
    said = say_days(taken) if isinstance(taken, DayRange) else memory.mentions[0]["text"]
    wording = compose.phrase("overview", given=words_of(filled[0]), day=said)
    return Answer(
        name="give_date.overview", topic="give_date", text=wording.text, easy=wording.easy, next_steps=compose.main_topics()
    )


def _confirm_role(memory: Memory) -> Answer:
    """A date that nothing says the sense of: ask what it is before computing anything."""
    memory.question = {"topic": None, "visit": None, "reminded": False, "pending": memory.mentions[0]}
    wording = compose.phrase("confirm_role", given=memory.mentions[0]["text"])
    choices = tuple(
        Choice(label, topic)
        for label, topic in (
            ("証明書の期限の日", "expired_what_happens"),
            ("証明書の発行日", "expiry_mine"),
            ("受診する日", "usable_on_date"),
        )
    )
    return Answer(name="give_date.confirm", topic="give_date", text=wording.text, easy=wording.easy, choices=choices)
