"""What a store of shared state can do."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol


class StoreError(RuntimeError):
    """A store cannot be opened; the message is one Japanese sentence."""


class State(Protocol):
    """Keys and values that expire. Everything is text; ``seconds`` is how long an entry lives."""

    async def add(self, key: str, value: str, seconds: float) -> bool:
        """Set a key that is not there yet; False, and nothing changed, where it is."""

    async def put(self, key: str, value: str, seconds: float) -> None:
        """Set a key."""

    async def value(self, key: str) -> str | None:
        """The value of a key; None where there is none or its time is over."""

    async def delete(self, key: str) -> None:
        """Remove a key."""

    async def count(self, key: str, seconds: float) -> int:
        """Add one to a counter and give it; the counter starts again ``seconds`` after its first count."""

    async def keys(self, prefix: str) -> list[str]:
        """The living keys that begin so, sorted."""

    def lock(self, key: str, seconds: float) -> AbstractAsyncContextManager[None]:
        """Hold a name alone, at most ``seconds``; waiters go on in the order in which they came (within a process)."""

    async def delete_all(self) -> None:
        """Forget everything at once."""

    async def close(self) -> None:
        """Let go of the file or the connections."""
