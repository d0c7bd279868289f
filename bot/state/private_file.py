"""SQLite files that only their owner can read."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from bot.state.interface import StoreError

_WAIT_SECONDS = 5


def connect(path: Path, schema: str, version: int) -> sqlite3.Connection:
    """Open a file (0600, in a folder 0700 where it is new) in WAL mode, every statement its own transaction.

    What is kept in such files lives for minutes: tables of another ``version`` are emptied by making the file anew.
    Raises ``StoreError``.
    """
    try:
        return _connected(path, schema, version)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"ファイル「{path}」を開けません（{type(error).__name__}）。KIGEN_DATA に、書き込めるフォルダーを指定してください。"
        ) from None


def _connected(path: Path, schema: str, version: int) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)
    # One connection serves one event loop; the loop may be closed from another thread.
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA secure_delete=ON")  # what is deleted is gone from the file too
    known = connection.execute("PRAGMA user_version").fetchone()[0]
    if known not in (0, version):
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            connection.execute(f'DROP TABLE "{table}"')
    connection.executescript(f"{schema}; PRAGMA user_version = {version}")
    return connection


def empty_log(connection: sqlite3.Connection) -> None:
    """Move the write-ahead log into the file and cut it off, so that nothing deleted stays in it."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
