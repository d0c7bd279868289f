"""Rasa action: takes dates that come without a question."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import answer_topic, computed, no_such_day
from actions.memory import Memory
from actions.not_understood import not_understood
from actions.reply import send
from actions.situations import OF_CERTIFICATE, ROLE_OF_FIELD, corrects, take
from bot.answers import compose
from bot.answers.answer import Answer, Choice, days_from_dict
from bot.answers.personal import PERSONAL_TOPICS
from bot.answers.wording import say_days
from bot.days import DayRange

# Where nothing is asked for, a further bare date in these topics is another visit (「じゃあ来週は？」).
_VISIT_TOPICS = frozenset({"usable_on_date", "old_card_usable", "expired_what_happens", "grace_until"})
# My Number cards exist since 2016: a bare date before that is somebody's birth.
_FIRST_YEAR_OF_CARDS = "2016"
_ROLES_TO_CHOOSE = (
    ("証明書の期限の日", "expired_what_happens"),
    ("証明書の発行日", "expiry_mine"),
    ("受診する日", "usable_on_date"),
)


class TakeDates(Action):
    """A date that was asked for, a correction, or dates out of the blue."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_take_dates"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answer the open question with the date, or show what was taken."""
        memory = Memory.of(tracker)
        memory.turn_to_person_named()
        answer = _answer(memory)
        if answer.topic or answer.choices:
            memory.misses = 0
        return send(dispatcher, memory, answer)


def _answer(memory: Memory) -> Answer:
    topic = memory.topic
    invalid = next((m for m in memory.mentions if m["problem"]), None)
    if invalid:
        return no_such_day(memory, topic, invalid["text"])
    filled = take(memory, topic, bare_role(memory, topic))
    if not memory.mentions and not filled:
        return not_understood(memory)
    if topic in PERSONAL_TOPICS and filled:
        return computed(memory, topic, filled)
    return _overview(memory, filled) if filled else _confirm_role(memory)


def bare_role(memory: Memory, topic: str | None) -> str | None:
    """What a date without a role is: what was asked for, what is being corrected, else what the topic is about."""
    if memory.asked:
        return ROLE_OF_FIELD.get(memory.asked)
    corrected = _field_said_in_another_year(memory) or (memory.last_field if corrects(memory.text) else None)
    if corrected:
        return ROLE_OF_FIELD.get(corrected)
    if topic in _VISIT_TOPICS and memory.dates:
        return "expiry" if _is_past(memory) and topic != "old_card_usable" else "visit"
    if topic is None and all(m["latest"] and m["latest"][:4] < _FIRST_YEAR_OF_CARDS for m in memory.mentions):
        return "birth"
    about = PERSONAL_TOPICS.get(topic or "")
    return about.role_of_bare_date if about else None


def _field_said_in_another_year(memory: Memory) -> str | None:
    """The field whose year was assumed where the same month and day are now said with another year (「去年の5月20日です」)."""
    said = {(m["earliest"] or "")[-5:] + (m["latest"] or "")[-5:] for m in memory.mentions}
    return next(
        (
            field
            for field, kept in memory.dates.items()
            if isinstance(kept, dict) and kept["year_assumed"] and kept["earliest"][-5:] + kept["latest"][-5:] in said
        ),
        None,
    )


def _is_past(memory: Memory) -> bool:
    return all(
        m["latest"] and not m["latest"].startswith("--") and m["latest"] < memory.today.isoformat() for m in memory.mentions
    )


def _overview(memory: Memory, filled: list[str]) -> Answer:
    """Dates came without a question: compute what they tell, as the answer to "what now?"."""
    if OF_CERTIFICATE & set(filled):
        answer = answer_topic(memory, "expired_what_happens")
        if answer.asks:
            memory.question = {"topic": "expired_what_happens", "visit": None, "reminded": False}
        return replace(answer, name="give_date.overview", topic="give_date")
    kept = memory.dates.get(filled[0]) or (memory.question or {}).get("visit")
    days = days_from_dict(kept) if isinstance(kept, dict) else None
    said = say_days(days) if isinstance(days, DayRange) else memory.text
    wording = compose.phrase("overview", given=compose.field_words(filled[0]), day=said)
    steps = compose.main_topics()
    return Answer(name="give_date.overview", topic="give_date", text=wording.text, easy=wording.easy, next_steps=steps)


def _confirm_role(memory: Memory) -> Answer:
    """A date that nothing says the sense of: ask what it is before computing anything."""
    memory.question = {"topic": None, "visit": None, "reminded": False, "pending": memory.mentions}
    wording = compose.phrase("confirm_role", given=memory.mentions[0]["text"])
    choices = tuple(Choice(label, topic) for label, topic in _ROLES_TO_CHOOSE)
    return Answer(name="give_date.confirm", topic="give_date", text=wording.text, easy=wording.easy, choices=choices)
