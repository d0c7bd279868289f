"""Replies and events for the tests of the insights."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import clock
from bot.answers import compose
from bot.answers.answer import Answer
from bot.engine.events import TurnEvent, turn_event
from bot.engine.reply import Reply
from bot.text.masking import mask

AT = datetime(2026, 6, 15, 10, 7, 31, tzinfo=clock.TOKYO)


def reply(text: str, answer: Answer, dates: tuple[str, ...] = (), confidence: float = 0.87, milliseconds: float = 9.6) -> Reply:
    """A reply to a text in which dates were read."""
    masked = mask(text)
    mentions = tuple({"text": words} for words in dates)
    return Reply(masked.text, "2026-06-15", answer, confidence, mentions, masked.was_masked, milliseconds)


def answered(topic: str = "renew_bring") -> Answer:
    """A general answer."""
    return compose.general(topic)


def not_understood() -> Answer:
    """What is said where nothing was understood."""
    return compose.say("not_understood")


def event(answer: Answer, at: datetime = AT, channel: str = "web", text: str = "文", milliseconds: int = 10) -> TurnEvent:
    """The event of a turn with its text."""
    return replace(turn_event(reply(text, answer), channel, at, keeps_text=True), milliseconds=milliseconds)
