"""Writes what happens in the channels into the store: in batches, on a thread of its own, so that no turn waits for a disk."""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from bot import clock
from bot.engine.events import TurnEvent, VoteEvent, bucket, turn_event
from bot.engine.reply import Reply
from bot.insights.store import Store, Talk
from bot.insights.talks import OpenTalks
from bot.settings import Settings

_BATCH_SECONDS = 2.0
_MOST_WAITING = 20_000  # a disk that hangs must not fill the memory
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Turn:
    at: datetime
    conversation: str
    reply: Reply
    channel: str
    typed: bool


@dataclass(frozen=True, slots=True)
class _Ended:
    at: datetime
    conversation: str


@dataclass(slots=True)
class _Batch:
    turns: list[TurnEvent] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    votes: list[VoteEvent] = field(default_factory=list)


class Recorder:
    """Listens to the channels. Where the store cannot be written, the bot goes on and the log says so."""

    def __init__(self, directory: Path, settings: Settings) -> None:
        self._directory = directory
        self._keeps_texts = settings.keep_texts
        # Texts that were kept before the organisation switched it off go at once.
        self._text_days = settings.keep_days if settings.keep_texts else 0
        self._talks = OpenTalks(settings.session_minutes)
        self._waiting: queue.Queue[_Turn | _Ended | VoteEvent] = queue.Queue(_MOST_WAITING)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._write, name="insights", daemon=True)
        self._thread.start()

    def turn(self, conversation: str, reply: Reply, channel: str, typed: bool) -> None:
        """Note a turn."""
        self._put(_Turn(clock.now(), conversation, reply, channel, typed))

    def vote(self, answer: str, helpful: bool | None, reason: str | None) -> None:
        """Note a vote."""
        self._put(VoteEvent(bucket(clock.now()), answer, helpful, reason))

    def ended(self, conversation: str) -> None:
        """Note that a conversation was deleted."""
        self._put(_Ended(clock.now(), conversation))

    def close(self) -> None:
        """Write what is left, with the conversations that are going on, and stop."""
        self._stopping.set()
        self._thread.join(timeout=10)

    def _put(self, happened: _Turn | _Ended | VoteEvent) -> None:
        try:
            self._waiting.put_nowait(happened)
        except queue.Full:
            _log.warning("insights: the store is too slow, an event was dropped")

    def _write(self) -> None:
        store = self._opened()
        cleaned_on: date | None = None
        stops = False
        while not stops:
            stops = self._stopping.wait(_BATCH_SECONDS)
            batch = self._batch(stops)
            try:
                if store is None:
                    continue
                store.append(batch.turns, batch.talks, batch.votes)
                today = clock.now().astimezone(clock.TOKYO).date()
                if cleaned_on != today:
                    store.delete_expired(today, self._text_days)
                    cleaned_on = today
            except sqlite3.Error as error:
                _log.error("insights: a batch was lost: %s", type(error).__name__)
        if store is not None:
            store.close()

    def _opened(self) -> Store | None:
        try:
            return Store(self._directory)
        except (OSError, sqlite3.Error) as error:
            _log.error("insights: the store cannot be opened, nothing is kept: %s", type(error).__name__)
            return None

    def _batch(self, is_last: bool) -> _Batch:
        """All that waits, worked out; with the last batch all conversations end."""
        batch = _Batch()
        while True:
            try:
                self._add(self._waiting.get_nowait(), batch)
            except queue.Empty:
                break
        batch.talks += self._talks.end_all() if is_last else self._talks.ended_by(clock.now())
        return batch

    def _add(self, happened: _Turn | _Ended | VoteEvent, batch: _Batch) -> None:
        if isinstance(happened, VoteEvent):
            batch.votes.append(happened)
        elif isinstance(happened, _Ended):
            batch.talks += self._talks.ended(happened.conversation)
        else:
            event = turn_event(happened.reply, happened.channel, happened.at, self._keeps_texts and happened.typed)
            batch.turns.append(event)
            batch.talks += self._talks.turn(happened.conversation, event, happened.at)
