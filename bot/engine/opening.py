"""Opens the store of conversations that the settings name."""

from __future__ import annotations

from pathlib import Path

from bot.engine.rows import MemoryRows, Rows
from bot.settings import MEMORY, Settings


def opened_rows(settings: Settings) -> Rows:
    """Memory, PostgreSQL or a file; raises ``StoreError``."""
    if settings.database == MEMORY:
        return MemoryRows()
    if settings.database.startswith(("postgresql://", "postgres://")):
        from bot.engine.rows_postgres import PostgresRows

        return PostgresRows(settings.database)
    from bot.engine.rows_sqlite import SqliteRows

    return SqliteRows(Path(settings.database))
