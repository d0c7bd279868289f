"""Shared state of one process in a file, so that sessions and waiting messages survive a restart."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot import clock
from bot.state.locks import LocalLocks
from bot.state.private_file import connect, empty_log

FILE_NAME = "state.sqlite3"
_VERSION = 1
_SWEEP_SECONDS = 60
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value TEXT NOT NULL, ends REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entries_by_end ON entries (ends)"""
_SET = "INSERT INTO entries VALUES (:key, :value, :ends) ON CONFLICT (key) DO UPDATE SET value = excluded.value, ends = excluded.ends"
_COUNT = """
INSERT INTO entries VALUES (:key, '1', :ends) ON CONFLICT (key) DO UPDATE SET
    value = CASE WHEN ends > :now THEN CAST(CAST(value AS INTEGER) + 1 AS TEXT) ELSE '1' END,
    ends = CASE WHEN ends > :now THEN ends ELSE excluded.ends END
RETURNING CAST(value AS INTEGER)"""


class SqliteState:
    """Keys and values in ``FILE_NAME`` of a folder; locks are those of the process. Raises ``StoreError``."""

    def __init__(self, directory: Path) -> None:
        self._connection = connect(directory / FILE_NAME, _SCHEMA, _VERSION)
        self._locks = LocalLocks()
        self._swept_at = 0.0

    async def add(self, key: str, value: str, seconds: float) -> bool:
        """Set a key that is not there yet."""
        now = self._now_swept()
        given = {"key": key, "value": value, "ends": now + seconds, "now": now}
        return self._connection.execute(f"{_SET} WHERE entries.ends <= :now", given).rowcount == 1

    async def put(self, key: str, value: str, seconds: float) -> None:
        """Set a key."""
        self._connection.execute(_SET, {"key": key, "value": value, "ends": self._now_swept() + seconds})

    async def value(self, key: str) -> str | None:
        """The value of a key."""
        row = self._connection.execute("SELECT value FROM entries WHERE key = ? AND ends > ?", (key, _now())).fetchone()
        return str(row[0]) if row else None

    async def delete(self, key: str) -> None:
        """Remove a key."""
        self._connection.execute("DELETE FROM entries WHERE key = ?", (key,))

    async def count(self, key: str, seconds: float) -> int:
        """Add one to a counter."""
        now = self._now_swept()
        return int(self._connection.execute(_COUNT, {"key": key, "ends": now + seconds, "now": now}).fetchone()[0])

    async def keys(self, prefix: str) -> list[str]:
        """The living keys that begin so."""
        found = self._connection.execute(
            "SELECT key FROM entries WHERE key >= :first AND substr(key, 1, length(:first)) = :first AND ends > :now ORDER BY key",
            {"first": prefix, "now": _now()},
        )
        return [row[0] for row in found]

    @asynccontextmanager
    async def lock(self, key: str, seconds: float) -> AsyncIterator[None]:
        """Hold a name alone, within this process."""
        async with self._locks.holding(key):
            yield

    async def delete_all(self) -> None:
        """Forget everything, in the file and in its log."""
        self._connection.execute("DELETE FROM entries")
        empty_log(self._connection)

    async def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _now_swept(self) -> float:
        """This moment; once a minute what is over is deleted."""
        now = _now()
        if now >= self._swept_at + _SWEEP_SECONDS:
            self._swept_at = now
            if self._connection.execute("DELETE FROM entries WHERE ends <= ?", (now,)).rowcount:
                empty_log(self._connection)
        return now


def _now() -> float:
    return clock.now().timestamp()
