"""While somebody types, only the newest of what they typed is worth working on."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


class Newest:
    """One piece of work at a time for each name; of those that wait, only the one that came last is done."""

    def __init__(self) -> None:
        self._numbers = itertools.count()
        self._last: dict[str, int] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def of(self, name: str, work: Callable[[], Awaitable[T]]) -> T | None:
        """The result of the work; None where newer work of the same name came while this waited."""
        number = self._last[name] = next(self._numbers)
        async with self._locks.setdefault(name, asyncio.Lock()):
            try:
                return await work() if self._last[name] == number else None
            finally:
                if self._last[name] == number:  # whoever came before is through
                    del self._last[name], self._locks[name]
