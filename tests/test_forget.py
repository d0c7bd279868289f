"""``kigen forget``."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import clock
from bot.cli import app
from bot.commands import forget
from bot.commands.failure import CommandError
from bot.engine.events import TurnEvent
from bot.engine.rows_sqlite import SqliteRows
from bot.insights.store import Store
from bot.state.sqlite import SqliteState

TYPED = "typed-by-somebody"


@pytest.fixture
async def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which people have talked."""
    monkeypatch.setenv("KIGEN_DATA", str(tmp_path))
    monkeypatch.delenv("KIGEN_DATABASE", raising=False)
    monkeypatch.delenv("KIGEN_REDIS", raising=False)
    monkeypatch.setattr(forget, "_LATE_WRITES_SECONDS", 0.0)
    rows = SqliteRows(tmp_path / "conversations.sqlite3")
    rows.save("a", TYPED, 600, rows.load("a").generation)
    rows.close()
    state = SqliteState(tmp_path)
    await state.put("history:a", TYPED, 600)
    await state.close()
    store = Store(tmp_path)
    store.append([_turn()])
    store.close()
    return tmp_path


def _turn() -> TurnEvent:
    at = datetime(2026, 6, 15, 10, 15, tzinfo=clock.TOKYO)
    return TurnEvent(at, "web", None, "not_understood", 0.1, "not_understood", (), None, False, False, 3, text=TYPED)


def _bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_everything_that_was_typed_is_gone_from_the_files(folder: Path) -> None:
    assert TYPED.encode() in _bytes(folder)
    result = CliRunner().invoke(app, ["forget", "--yes"])
    assert "すべて消しました" in result.output
    assert TYPED.encode() not in _bytes(folder)


def test_without_a_yes_nothing_is_deleted(folder: Path) -> None:
    result = CliRunner().invoke(app, ["forget"], input="n\n")
    assert isinstance(result.exception, CommandError)
    assert TYPED.encode() in _bytes(folder)


async def test_a_server_beside_cannot_bring_anything_back(folder: Path) -> None:
    server = SqliteRows(folder / "conversations.sqlite3")
    state = SqliteState(folder)
    begun = server.load("a").generation
    result = await asyncio.to_thread(CliRunner().invoke, app, ["forget", "--yes"])
    assert result.exit_code == 0
    server.save("a", TYPED, 600, begun)  # the turn that was under way ends
    assert server.names() == []
    assert await state.value("history:a") is None
    server.close()
    await state.close()
