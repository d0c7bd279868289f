"""What a turn leaves behind for the insights: counts-to-be without a person (docs/insights.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.answers.answer import Answer
from bot.dates import read
from bot.engine.reply import Reply

BUCKET_MINUTES = 15
ANSWERED = "answered"
OFFERED = "offered"
NOT_UNDERSTOOD = "not_understood"
OUT_OF_SCOPE = "out_of_scope"
FAILURE = "failure"
DECISIONS = (ANSWERED, OFFERED, NOT_UNDERSTOOD, OUT_OF_SCOPE, FAILURE)
DATE_MARK = "【日付】"
NUMBER_MARK = "【番号】"
MAIL_MARK = "【メール】"
_CONFIDENCE_STEP = 0.05
_NOT_UNDERSTOOD_NAMES = frozenset({"not_understood", "not_understood_again", "too_long", "empty"})
# Without a reading of the message nobody knows which of its words are dates.
_NEVER_READ = frozenset({"failure", "too_long", "empty"})
_MAIL = re.compile(r"[\w.+-]+[@＠][\w-]+(?:\.[\w-]+)+")
# Three digits or more: phone numbers, postcodes, parts of dates that were not read. 「3か月」 and 「10年」 stay.
_NUMBER = re.compile(r"[0-9０-９](?:[-‐‑–—―−ー（）() \u3000]{0,2}[0-9０-９]){2,}")


@dataclass(frozen=True, slots=True)
class TurnEvent:
    """One turn. ``at``: the beginning of its quarter of an hour; ``milliseconds``: how long the engine took.

    ``topic`` is the one that was answered or asked about, ``choices`` those that were offered, ``asks`` the field that was asked
    for or offered to take, ``is_open`` whether the answer was only that question. ``hand_off``: the ways to a person were shown.
    ``text``: what was typed, without dates and numbers; None unless the organisation keeps texts.
    """

    at: datetime
    channel: str
    topic: str | None
    answer: str
    confidence: float
    decision: str
    states: tuple[str, ...]
    asks: str | None
    is_open: bool
    hand_off: bool
    milliseconds: int
    choices: tuple[str, ...] = ()
    text: str | None = None

    @property
    def is_unanswered(self) -> bool:
        """Whether somebody who goes away now goes without an answer. Outside the field there was none to give."""
        return self.is_open or self.decision in (OFFERED, NOT_UNDERSTOOD, FAILURE)


@dataclass(frozen=True, slots=True)
class VoteEvent:
    """A vote on an answer (by name); ``reason`` is why it did not help."""

    at: datetime
    answer: str
    helpful: bool | None
    reason: str | None


class Listener(Protocol):
    """Hears what happens in the channels. It must return at once and never raise."""

    def turn(self, conversation: str, reply: Reply, channel: str, typed: bool) -> None:
        """A turn of a conversation; ``typed``: its text was typed, not a button."""

    def vote(self, answer: str, helpful: bool | None, reason: str | None) -> None:
        """A vote that was not counted before (``helpful``), or the reason of one (``helpful`` None)."""

    def ended(self, conversation: str) -> None:
        """A conversation was deleted."""


class NobodyListens:
    """The listener where no insights are kept."""

    def turn(self, conversation: str, reply: Reply, channel: str, typed: bool) -> None:
        """Nothing."""

    def vote(self, answer: str, helpful: bool | None, reason: str | None) -> None:
        """Nothing."""

    def ended(self, conversation: str) -> None:
        """Nothing."""


def turn_event(reply: Reply, channel: str, at: datetime, keeps_text: bool = False) -> TurnEvent:
    """The event of a turn that happened at a moment."""
    answer = reply.answer
    return TurnEvent(
        at=bucket(at),
        channel=channel,
        topic=answer.topic,
        answer=answer.name,
        confidence=round(round(reply.confidence / _CONFIDENCE_STEP) * _CONFIDENCE_STEP, 2),
        decision=decision(answer),
        states=answer.states,
        asks=answer.asks,
        is_open=answer.name.endswith(".clarify"),
        hand_off=bool(answer.contacts),
        milliseconds=round(reply.milliseconds),
        choices=tuple(choice.topic for choice in answer.choices),
        text=without_person(reply) if keeps_text and answer.name not in _NEVER_READ else None,
    )


def bucket(at: datetime) -> datetime:
    """The beginning of the quarter of an hour."""
    return at - timedelta(minutes=at.minute % BUCKET_MINUTES, seconds=at.second, microseconds=at.microsecond)


def decision(answer: Answer) -> str:
    """How a turn ended: one of ``DECISIONS``."""
    if answer.name == "failure":
        return FAILURE
    if answer.name == "out_of_scope":
        return OUT_OF_SCOPE
    if answer.name in _NOT_UNDERSTOOD_NAMES:
        return NOT_UNDERSTOOD
    return OFFERED if answer.topic is None and answer.choices else ANSWERED


def without_person(reply: Reply) -> str:
    """The masked text with its dates, other numbers and mail addresses replaced.

    It is read once more without the conversation: a day that cannot be what was asked for is no date of the reply's.
    """
    read_alone = [mention.text for mention in read(reply.text, date.fromisoformat(reply.today))]
    return without_dates_and_numbers(reply.text, [*(mention["text"] for mention in reply.dates), *read_alone])


def without_dates_and_numbers(text: str, dates: Iterable[str]) -> str:
    """A masked text with the words of its dates, other numbers and mail addresses replaced."""
    for words in sorted(dates, key=len, reverse=True):
        text = text.replace(words, DATE_MARK)
    return _NUMBER.sub(NUMBER_MARK, _MAIL.sub(MAIL_MARK, text))
