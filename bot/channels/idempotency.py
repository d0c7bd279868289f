"""A retry with the same ``Idempotency-Key`` gets the first answer again instead of a second turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from hashlib import sha256

from bot.state import State

_KEPT_SECONDS = 24 * 3600
_LOCK_SECONDS = 30
LONGEST_KEY = 200


async def once(state: State, conversation: str, key: str | None, work: Callable[[], Awaitable[str]]) -> str:
    """The result of ``work`` (text); of the first call where the conversation has sent the key before."""
    if not key:
        return await work()
    name = "once:" + sha256(f"{conversation}\n{key[:LONGEST_KEY]}".encode()).hexdigest()
    async with state.lock(f"lock:{name}", _LOCK_SECONDS):
        known = await state.value(name)
        if known is not None:
            return known
        result = await work()
        await state.put(name, result, _KEPT_SECONDS)
        return result
