"""Stores of conversations: one of each kind, PostgreSQL where it is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.engine.rows import MemoryRows, Rows
from bot.engine.rows_postgres import PostgresRows
from bot.engine.rows_sqlite import SqliteRows
from tests.servers import postgres


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL that lives as long as the tests."""
    with postgres(tmp_path_factory.mktemp("postgres")) as address:
        yield address


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def rows(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rows]:
    """A store, empty."""
    opened: Rows
    if request.param == "memory":
        opened = MemoryRows()
    elif request.param == "sqlite":
        opened = SqliteRows(tmp_path / "conversations.sqlite3")
    else:
        opened = PostgresRows(request.getfixturevalue("database"))
        opened.delete_all()
    yield opened
    opened.close()
