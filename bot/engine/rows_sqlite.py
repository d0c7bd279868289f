"""Conversations in a file of this machine."""

from __future__ import annotations

from pathlib import Path

from bot.engine.rows import Loaded, seconds_now
from bot.state.private_file import connect, empty_log

_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (name TEXT PRIMARY KEY, body TEXT NOT NULL, ends REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS conversations_by_end ON conversations (ends);
CREATE TABLE IF NOT EXISTS generation (number INTEGER NOT NULL);
INSERT INTO generation SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM generation)"""
_SAVE = """
INSERT INTO conversations SELECT ?, ?, ? WHERE (SELECT number FROM generation) = ?
ON CONFLICT (name) DO UPDATE SET body = excluded.body, ends = excluded.ends"""


class SqliteRows:
    """One SQLite file in WAL mode, readable for its owner only; a turn reads one row and writes one."""

    is_remote = False

    def __init__(self, path: Path) -> None:
        """Open or make the file; raises ``StoreError``."""
        self._connection = connect(path, _SCHEMA, _VERSION)

    def load(self, name: str) -> Loaded:
        """A living conversation."""
        text, generation = self._connection.execute(
            "SELECT (SELECT body FROM conversations WHERE name = ? AND ends > ?), number FROM generation", (name, seconds_now())
        ).fetchone()
        return Loaded(text, generation)

    def save(self, name: str, text: str, seconds: float, generation: int) -> None:
        """Keep a conversation."""
        self._connection.execute(_SAVE, (name, text, seconds_now() + seconds, generation))

    def delete(self, name: str) -> None:
        """Forget one."""
        self._connection.execute("DELETE FROM conversations WHERE name = ?", (name,))

    def delete_all(self) -> None:
        """Forget all, in the file and in its log."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("UPDATE generation SET number = number + 1")
        self._connection.execute("DELETE FROM conversations")
        self._connection.execute("COMMIT")
        empty_log(self._connection)

    def delete_expired(self) -> None:
        """Delete what is over, in the file and in its log."""
        if self._connection.execute("DELETE FROM conversations WHERE ends <= ?", (seconds_now(),)).rowcount:
            empty_log(self._connection)

    def names(self) -> list[str]:
        """The living conversations."""
        return [row[0] for row in self._connection.execute("SELECT name FROM conversations WHERE ends > ?", (seconds_now(),))]

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
