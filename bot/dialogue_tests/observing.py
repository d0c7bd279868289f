"""Turns what the bot said into expectations, so that a chat becomes a script."""

from __future__ import annotations

from datetime import date

from bot.dialogue_tests.days_named import days_named
from bot.dialogue_tests.said import Said
from bot.dialogue_tests.script import Expectation, Place, Value


def expectations(said: Said, today: date, place: Place) -> tuple[Expectation, ...]:
    """Topic, answer, states, the person's days and what is asked: what must stay when the wording changes."""
    found: dict[str, Value] = {"topic": said.topic, "answer": said.answer}
    if said.states:
        found["states"] = said.states
    days = _days(said, today)
    if days:
        found["dates"] = days
    if said.choices:
        found["choices"] = said.choices
    found["asks"] = said.asks
    if said.also:
        found["also"] = said.also
    if said.masked:
        found["masked"] = True
    return tuple(Expectation(key, value, place) for key, value in found.items())


def _days(said: Said, today: date) -> tuple[date, ...]:
    """The days with their year, but for today and the day on which a source was read."""
    text = "\n".join(line for line in said.shown.splitlines() if not line.startswith("出典："))
    return tuple(day for day in (date(d.year, d.month, d.day) for d in days_named(text) if d.year) if day != today)
