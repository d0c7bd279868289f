"""The one contract between the dialogue and all channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.days import Birthday, DayRange


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its words and the topic it leads to."""

    label: str
    topic: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on the person's timeline: ``renewal_from``, ``last_valid_day`` or ``grace_last_day``, with its words."""

    key: str
    label: str
    days: DayRange

    def as_dict(self) -> dict[str, Any]:
        """JSON form, days as ISO strings."""
        return {"key": self.key, "label": self.label} | days_as_dict(self.days)


@dataclass(frozen=True, slots=True)
class KnownDate:
    """A date that the person gave and the answer used: the engine's field, its words, the days. Channels let it be changed."""

    field: str
    label: str
    days: DayRange | Birthday

    def as_dict(self) -> dict[str, Any]:
        """JSON form; a birthday without its year is ``--05-20`` at both ends."""
        return {"field": self.field, "label": self.label} | days_as_dict(self.days)


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach a person. ``phone`` with hyphens, "" where there is none; ``hours`` and ``note`` in words."""

    name: str
    phone: str
    hours: str
    note: str = ""
    url: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {"name": self.name, "phone": self.phone, "hours": self.hours, "note": self.note, "url": self.url}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source that stands behind an answer. ``read_on``: when its text was read; ``url`` is None where none is known."""

    title: str
    url: str | None
    read_on: date

    def as_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {"title": self.title, "url": self.url, "read_on": self.read_on.isoformat()}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot says, free of any channel.

    ``name`` is ``<topic>`` or ``<topic>.<variant>`` or one of the names in conversation.md; ``topic`` None where no topic
    was found. ``text`` and ``easy`` are the same answer in plain and in やさしい日本語; ``notices`` are said after it
    (how rough dates were taken, the note on the card's face); ``question`` is what the bot asks for, ``asks`` its field.
    ``choices`` are topics to choose among, ``next_steps`` buttons to go on with; ``known`` the person's dates that were used;
    ``contacts`` the ways to reach a person where the answer is to hand over.
    """

    name: str
    topic: str | None
    text: str
    easy: str
    notices: tuple[str, ...] = ()
    question: str = ""
    asks: str | None = None
    choices: tuple[Choice, ...] = ()
    next_steps: tuple[Choice, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    today: date | None = None
    states: tuple[str, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    reasons: tuple[str, ...] = ()
    also: str | None = None
    known: tuple[KnownDate, ...] = ()
    contacts: tuple[Contact, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """JSON form, for the way through Rasa and for channels."""
        return {
            "name": self.name,
            "topic": self.topic,
            "text": self.text,
            "easy": self.easy,
            "notices": list(self.notices),
            "question": self.question,
            "asks": self.asks,
            "choices": [{"label": c.label, "topic": c.topic} for c in self.choices],
            "next_steps": [{"label": c.label, "topic": c.topic} for c in self.next_steps],
            "deadlines": [d.as_dict() for d in self.deadlines],
            "today": self.today.isoformat() if self.today else None,
            "states": list(self.states),
            "sources": [s.as_dict() for s in self.sources],
            "reasons": list(self.reasons),
            "also": self.also,
            "known": [k.as_dict() for k in self.known],
            "contacts": [c.as_dict() for c in self.contacts],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Answer:
        """The answer that ``as_dict`` wrote."""
        return cls(
            name=data["name"],
            topic=data["topic"],
            text=data["text"],
            easy=data["easy"],
            notices=tuple(data["notices"]),
            question=data["question"],
            asks=data["asks"],
            choices=tuple(Choice(**c) for c in data["choices"]),
            next_steps=tuple(Choice(**c) for c in data["next_steps"]),
            deadlines=tuple(Deadline(d["key"], d["label"], day_range_from_dict(d)) for d in data["deadlines"]),
            today=date.fromisoformat(data["today"]) if data["today"] else None,
            states=tuple(data["states"]),
            sources=tuple(SourceLine(s["title"], s["url"], date.fromisoformat(s["read_on"])) for s in data["sources"]),
            reasons=tuple(data["reasons"]),
            also=data["also"],
            known=tuple(KnownDate(k["field"], k["label"], days_from_dict(k)) for k in data["known"]),
            contacts=tuple(Contact(**c) for c in data["contacts"]),
        )


def days_as_dict(days: DayRange | Birthday) -> dict[str, str]:
    """``{"earliest": "2026-05-01", "latest": "2026-05-31"}``; a birthday without its year stands at both ends."""
    if isinstance(days, Birthday):
        return {"earliest": days.isoformat(), "latest": days.isoformat()}
    return {"earliest": days.earliest.isoformat(), "latest": days.latest.isoformat()}


def day_range_from_dict(data: dict[str, Any]) -> DayRange:
    """The range that ``days_as_dict`` wrote."""
    return DayRange(date.fromisoformat(data["earliest"]), date.fromisoformat(data["latest"]))


def days_from_dict(data: dict[str, Any]) -> DayRange | Birthday:
    """The days that ``days_as_dict`` wrote."""
    return Birthday.from_iso(data["earliest"]) if data["earliest"].startswith("--") else day_range_from_dict(data)
