"""What the conversation remembers, as Rasa slots: the person's dates, the open question, what was said last."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.persons import person_in
from bot import clock
from bot.answers.answer import Answer

SLOTS = ("dates", "question", "asked", "choices", "misses", "last_answer", "last_field", "person", "also")
# What 「根拠は？」 and 「やさしく」 do not refer to: they speak of an answer themselves.
_ABOUT_ANSWERS = ("ask_source", "ask_easier")


@dataclass(slots=True)
class Memory:
    """The conversation's slots.

    ``dates``: field of the status engine → ``{"earliest", "latest", "text", "year_assumed"}``, or a flag. ``question``: the
    personal topic that was asked last, with its visit day: ``{"topic", "visit", "reminded"}``. ``asked``: the field that
    the bot asked for or offered to take, None when nothing is open. ``choices``: what stands to be chosen.
    ``person``: whose dates these are, "" for the speaker's own. ``switched``: the message turned to another person.
    """

    today: date
    text: str
    intent: str
    dates: dict[str, Any] = field(default_factory=dict)
    question: dict[str, Any] | None = None
    asked: str | None = None
    choices: list[dict[str, str]] = field(default_factory=list)
    misses: int = 0
    last_answer: dict[str, Any] | None = None
    last_field: str | None = None
    person: str = ""
    also: str | None = None
    mentions: list[dict[str, Any]] = field(default_factory=list)
    candidates: list[str] = field(default_factory=list)
    second_topic: str | None = None
    may_ask_birth: bool = True
    switched: bool = False

    @classmethod
    def of(cls, tracker: Tracker) -> Memory:
        """Read the slots and the latest message."""
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        question = tracker.get_slot("question")
        return cls(
            today=date.fromisoformat(metadata["today"]) if metadata.get("today") else clock.today(),
            text=message.get("text") or "",
            intent=(message.get("intent") or {}).get("name") or "",
            dates=dict(tracker.get_slot("dates") or {}),
            question=dict(question) if question else None,
            asked=tracker.get_slot("asked"),
            choices=list(tracker.get_slot("choices") or []),
            misses=int(tracker.get_slot("misses") or 0),
            last_answer=tracker.get_slot("last_answer"),
            last_field=tracker.get_slot("last_field"),
            person=tracker.get_slot("person") or "",
            also=tracker.get_slot("also"),
            mentions=[e["value"] for e in message.get("entities") or [] if e["entity"] == "date"],
            candidates=list(message.get("choices") or []),
            second_topic=message.get("also"),
            may_ask_birth=metadata.get("may_ask_birth", True),
        )

    @property
    def topic(self) -> str | None:
        """The topic of the open question."""
        return self.question["topic"] if self.question else None

    def turn_to_person_named(self) -> None:
        """Where the message is about another person, start an empty set of dates and keep the question."""
        person = person_in(self.text)
        if person is None or person == self.person:
            return
        self.person, self.switched = person, bool(self.dates) or bool(person)
        self.dates, self.last_field, self.asked = {}, None, None
        if self.question:
            self.question["visit"] = None

    def keep(self, answer: Answer) -> list[EventType]:
        """The slots after an answer: what it asked, what may be chosen, and what 「根拠は？」 would refer to."""
        self.asked = answer.asks
        self.choices = [{"label": c.label, "topic": c.topic} for c in answer.choices]
        self.also = answer.also
        if answer.sources and answer.name not in _ABOUT_ANSWERS:
            self.last_answer = answer.as_dict()
        return [SlotSet(name, getattr(self, name)) for name in SLOTS]
