"""What the conversation remembers, as Rasa slots: the person's dates, the open question, what was said last."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from bot import clock
from bot.answers.answer import Answer

SLOTS = ("dates", "question", "asked", "choices", "misses", "last_answer", "last_field", "person", "also")


@dataclass(slots=True)
class Memory:
    """The conversation's slots.

    ``dates``: field of the status engine → ``{"earliest", "latest", "text", "year_assumed"}``, or a flag. ``question``: the
    personal topic that was asked last, with its visit day: ``{"topic", "visit", "reminded"}``. ``asked``: the field that
    the bot asked for or offered to take, None when nothing is open. ``choices``: what stands to be chosen.
    """

    today: date
    text: str
    intent: str
    confidence: float
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

    @classmethod
    def of(cls, tracker: Tracker) -> Memory:
        """Read the slots and the latest message."""
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        intent = message.get("intent") or {}
        return cls(
            today=date.fromisoformat(metadata["today"]) if metadata.get("today") else clock.today(),
            text=message.get("text") or "",
            intent=intent.get("name") or "",
            confidence=intent.get("confidence") or 0.0,
            dates=dict(tracker.get_slot("dates") or {}),
            question=dict(tracker.get_slot("question")) if tracker.get_slot("question") else None,
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
        )

    def forget_dates(self) -> None:
        """Start an empty set of dates (another person, or a new start)."""
        self.dates, self.last_field, self.asked = {}, None, None
        if self.question:
            self.question["visit"] = None

    def keep(self, answer: Answer) -> list[EventType]:
        """The slots after an answer: what it asked, what may be chosen, and what 「根拠は？」 would refer to."""
        self.asked = answer.asks
        self.choices = [{"label": c.label, "topic": c.topic} for c in answer.choices]
        self.also = answer.also
        if answer.sources and answer.name not in ("ask_source", "ask_easier"):
            self.last_answer = answer.as_dict()
        return [SlotSet(name, getattr(self, name)) for name in SLOTS]
