"""Shared state of one process alone."""

from __future__ import annotations

import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot import clock
from bot.state.locks import LocalLocks


class MemoryState:
    """Keeps everything in this process; what is over is dropped at the next write."""

    def __init__(self) -> None:
        self._values: dict[str, tuple[float, str]] = {}
        self._ends: list[tuple[float, str]] = []
        self._locks = LocalLocks()

    async def add(self, key: str, value: str, seconds: float) -> bool:
        """Set a key that is not there yet."""
        if self._living(key) is not None:
            return False
        self._set(key, value, seconds)
        return True

    async def put(self, key: str, value: str, seconds: float) -> None:
        """Set a key."""
        self._set(key, value, seconds)

    async def value(self, key: str) -> str | None:
        """The value of a key."""
        return self._living(key)

    async def delete(self, key: str) -> None:
        """Remove a key."""
        self._values.pop(key, None)

    async def count(self, key: str, seconds: float) -> int:
        """Add one to a counter."""
        current = self._living(key)
        if current is None:
            self._set(key, "1", seconds)
            return 1
        end, _ = self._values[key]
        self._values[key] = (end, str(int(current) + 1))
        return int(current) + 1

    async def keys(self, prefix: str) -> list[str]:
        """The living keys that begin so."""
        return sorted(key for key in list(self._values) if key.startswith(prefix) and self._living(key) is not None)

    @asynccontextmanager
    async def lock(self, key: str, seconds: float) -> AsyncIterator[None]:
        """Hold a name alone."""
        async with self._locks.holding(key):
            yield

    async def delete_all(self) -> None:
        """Forget everything."""
        self._values.clear()
        self._ends.clear()

    async def close(self) -> None:
        """Nothing to close."""

    def _living(self, key: str) -> str | None:
        found = self._values.get(key)
        return found[1] if found and found[0] > _now() else None

    def _set(self, key: str, value: str, seconds: float) -> None:
        end = _now() + seconds
        self._values[key] = (end, value)
        heapq.heappush(self._ends, (end, key))
        while self._ends and self._ends[0][0] <= _now():
            _, over = heapq.heappop(self._ends)
            if over in self._values and self._values[over][0] <= _now():
                del self._values[over]


def _now() -> float:
    return clock.now().timestamp()
