"""Shared states of each kind; Redis where it is installed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.state import MemoryState, State
from bot.state.redis import RedisState
from bot.state.sqlite import SqliteState


@pytest.fixture(params=["memory", "sqlite", "redis"])
async def state(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[State]:
    """A state, empty."""
    opened: State
    if request.param == "memory":
        opened = MemoryState()
    elif request.param == "sqlite":
        opened = SqliteState(tmp_path)
    else:
        opened = RedisState(request.getfixturevalue("redis_url"))
        await opened.delete_all()
    yield opened
    await opened.close()
