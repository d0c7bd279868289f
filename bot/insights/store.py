"""The embedded store of the insights: one SQLite file, several processes of a machine may write to it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import clock
from bot.engine.events import TurnEvent, VoteEvent

FILE_NAME = "insights.sqlite3"
KEPT_EVENT_DAYS = 400  # a year, and the month to compare it with
_WAIT_SECONDS = 30
# Rows of a table in the order of writing would put the turns of one person side by side. Batches are shuffled, and the texts,
# which would be worse, have no order of writing at all: they are kept by their words, with how often they came on a day.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS turns (
    at TEXT NOT NULL, channel TEXT NOT NULL, topic TEXT, answer TEXT NOT NULL, confidence REAL NOT NULL, decision TEXT NOT NULL,
    states TEXT NOT NULL, asks TEXT, is_open INTEGER NOT NULL, hand_off INTEGER NOT NULL, milliseconds INTEGER NOT NULL,
    simulated INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS turns_at ON turns (at);
CREATE TABLE IF NOT EXISTS talks (
    at TEXT NOT NULL, channel TEXT NOT NULL, turns INTEGER NOT NULL, unanswered INTEGER NOT NULL, decision TEXT NOT NULL,
    topic TEXT, asks TEXT, hand_off INTEGER NOT NULL, simulated INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS talks_at ON talks (at);
CREATE TABLE IF NOT EXISTS votes (
    at TEXT NOT NULL, answer TEXT NOT NULL, helpful INTEGER, reason TEXT, simulated INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS votes_at ON votes (at);
CREATE TABLE IF NOT EXISTS texts (
    day TEXT NOT NULL, text TEXT NOT NULL, decision TEXT NOT NULL, topic TEXT NOT NULL, choices TEXT NOT NULL,
    simulated INTEGER NOT NULL, times INTEGER NOT NULL,
    PRIMARY KEY (day, text, decision, topic, choices, simulated)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation that is over. ``topic``: the last one that was understood; ``asks``: what was asked for at its end."""

    at: datetime
    channel: str
    turns: int
    unanswered: bool
    decision: str
    topic: str | None
    asks: str | None
    hand_off: bool


class Store:
    """Appends batches and deletes what is over. Used by one thread; raises ``sqlite3.Error`` and ``OSError``."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(directory / FILE_NAME, timeout=_WAIT_SECONDS)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute("PRAGMA secure_delete=ON")  # a deleted text is gone from the file too
        self._connection.executescript(_SCHEMA)

    def append(
        self,
        turns: Sequence[TurnEvent] = (),
        talks: Sequence[Talk] = (),
        votes: Sequence[VoteEvent] = (),
        simulated: bool = False,
    ) -> None:
        """Write a batch at once."""
        mark = int(simulated)
        with self._connection as open_batch:
            open_batch.executemany(f"INSERT INTO turns VALUES ({_places(12)})", _shuffled((*_turn_row(e), mark) for e in turns))
            open_batch.executemany(f"INSERT INTO talks VALUES ({_places(9)})", _shuffled((*_talk_row(t), mark) for t in talks))
            open_batch.executemany(f"INSERT INTO votes VALUES ({_places(5)})", _shuffled((*_vote_row(v), mark) for v in votes))
            open_batch.executemany(
                f"INSERT INTO texts VALUES ({_places(6)}, 1) "
                "ON CONFLICT (day, text, decision, topic, choices, simulated) DO UPDATE SET times = times + 1",
                [(*_text_row(e), mark) for e in turns if e.text],
            )

    def delete_expired(self, today: date, text_days: int) -> None:
        """Delete events older than ``KEPT_EVENT_DAYS`` and texts older than ``text_days`` (0: all texts)."""
        first_event = _day(today - timedelta(days=KEPT_EVENT_DAYS))
        with self._connection as deletion:
            for table in ("turns", "talks", "votes"):
                deletion.execute(f"DELETE FROM {table} WHERE at < ?", (first_event,))
            deletion.execute("DELETE FROM texts WHERE day <= ?", (_day(today - timedelta(days=text_days)),))
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def delete_simulated(self) -> None:
        """Delete all that was marked as simulated."""
        with self._connection as deletion:
            for table in ("turns", "talks", "votes", "texts"):
                deletion.execute(f"DELETE FROM {table} WHERE simulated = 1")

    def delete_all(self) -> None:
        """Delete everything, in the file and in its log."""
        with self._connection as deletion:
            for table in ("turns", "talks", "votes", "texts"):
                deletion.execute(f"DELETE FROM {table}")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


@contextmanager
def reading(directory: Path) -> Iterator[sqlite3.Connection]:
    """The store to be read only; rows are ``sqlite3.Row``. Raises ``FileNotFoundError`` where nothing was ever written."""
    file = directory / FILE_NAME
    if not file.is_file():
        raise FileNotFoundError(file)
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=_WAIT_SECONDS)
    connection.row_factory = sqlite3.Row
    try:
        yield connection
    finally:
        connection.close()


def _turn_row(event: TurnEvent) -> tuple[Any, ...]:
    states = " ".join(event.states)
    decided = (event.topic, event.answer, event.confidence, event.decision, states, event.asks)
    return (_at(event.at), event.channel, *decided, int(event.is_open), int(event.hand_off), event.milliseconds)


def _talk_row(talk: Talk) -> tuple[Any, ...]:
    end = (int(talk.unanswered), talk.decision, talk.topic, talk.asks, int(talk.hand_off))
    return (_at(talk.at), talk.channel, talk.turns, *end)


def _vote_row(vote: VoteEvent) -> tuple[Any, ...]:
    return (_at(vote.at), vote.answer, None if vote.helpful is None else int(vote.helpful), vote.reason)


def _text_row(event: TurnEvent) -> tuple[Any, ...]:
    return (_at(event.at)[:10], event.text, event.decision, event.topic or "", " ".join(event.choices))


def _at(at: datetime) -> str:
    """The time in Japan, to the minute: 2026-06-15T10:15."""
    return at.astimezone(clock.TOKYO).strftime("%Y-%m-%dT%H:%M")


def _day(day: date) -> str:
    return day.isoformat()


def _places(number: int) -> str:
    return ", ".join("?" * number)


def _shuffled(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    found = list(rows)
    random.shuffle(found)
    return found
