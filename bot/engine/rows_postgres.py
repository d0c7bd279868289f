"""Conversations in PostgreSQL, for several processes or machines."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2

from bot.engine.rows import Loaded, seconds_now
from bot.state import StoreError

_CONNECTIONS = 4  # turns of a process run one after the other; more would only stand idle
# A database that is down must be known before the person's five seconds are over.
_LIMITS = {"connect_timeout": 2, "options": "-c statement_timeout=3000 -c lock_timeout=3000", "application_name": "kigen"}
_SCHEMA = """
SELECT pg_advisory_xact_lock(7163427);
CREATE TABLE IF NOT EXISTS kigen_conversations (name text PRIMARY KEY, body text NOT NULL, ends double precision NOT NULL)
    WITH (fillfactor = 70);
CREATE INDEX IF NOT EXISTS kigen_conversations_by_end ON kigen_conversations (ends);
CREATE TABLE IF NOT EXISTS kigen_generation (number integer NOT NULL);
INSERT INTO kigen_generation SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM kigen_generation)"""
_LOAD = """
SELECT (SELECT body FROM kigen_conversations WHERE name = %s AND ends > %s), number FROM kigen_generation"""
_SAVE = """
INSERT INTO kigen_conversations SELECT %s, %s, %s WHERE (SELECT number FROM kigen_generation) = %s
ON CONFLICT (name) DO UPDATE SET body = excluded.body, ends = excluded.ends"""
# The lock waits for the saves under way and holds up new ones, which then see the new generation.
_FORGET = """
BEGIN; LOCK TABLE kigen_conversations IN EXCLUSIVE MODE;
UPDATE kigen_generation SET number = number + 1; DELETE FROM kigen_conversations; COMMIT"""


class PostgresRows:
    """One table; a turn reads one row and writes one. Broken connections are opened anew. Raises ``psycopg2.Error``."""

    is_remote = True

    def __init__(self, url: str) -> None:
        """Connect and make the tables where they are missing; raises ``StoreError``."""
        self._url = url
        self._idle: queue.LifoQueue[Any] = queue.LifoQueue()
        for _ in range(_CONNECTIONS):
            self._idle.put(None)
        try:
            self._do(_SCHEMA)
        except psycopg2.Error as error:
            raise StoreError(
                f"PostgreSQL につながりません（{type(error).__name__}）。KIGEN_DATABASE のアドレスと、サーバーが動いていることを確かめてください。"
            ) from None

    def load(self, name: str) -> Loaded:
        """A living conversation."""
        ((text, generation),) = self._do(_LOAD, (name, seconds_now()))
        return Loaded(text, generation)

    def save(self, name: str, text: str, seconds: float, generation: int) -> None:
        """Keep a conversation."""
        self._do(_SAVE, (name, text, seconds_now() + seconds, generation))

    def delete(self, name: str) -> None:
        """Forget one."""
        self._do("DELETE FROM kigen_conversations WHERE name = %s", (name,))

    def delete_all(self) -> None:
        """Forget all."""
        self._do(_FORGET)

    def delete_expired(self) -> None:
        """Delete what is over."""
        self._do("DELETE FROM kigen_conversations WHERE ends <= %s", (seconds_now(),))

    def names(self) -> list[str]:
        """The living conversations."""
        return [row[0] for row in self._do("SELECT name FROM kigen_conversations WHERE ends > %s", (seconds_now(),))]

    def close(self) -> None:
        """Close the connections that are not at work."""
        while not self._idle.empty():
            connection = self._idle.get_nowait()
            if connection is not None:
                connection.close()

    def _do(self, statement: str, given: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Run a statement; once more on a new connection where the old one turns out to be broken."""
        try:
            return self._once(statement, given)
        except (psycopg2.OperationalError, psycopg2.InterfaceError):
            return self._once(statement, given)

    def _once(self, statement: str, given: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with self._connection() as connection, connection.cursor() as cursor:
            cursor.execute(statement, given or None)
            return list(cursor.fetchall()) if cursor.description else []

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        connection = self._idle.get()
        try:
            if connection is None:
                connection = psycopg2.connect(self._url, **_LIMITS)
                connection.autocommit = True
            yield connection
        except (psycopg2.OperationalError, psycopg2.InterfaceError):
            if connection is not None:
                connection.close()
            connection = None
            raise
        finally:
            self._idle.put(connection)
