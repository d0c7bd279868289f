"""A retry with the same ``Idempotency-Key`` gets the first answer again instead of a second turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from hashlib import sha256

from bot.engine.attempt import attempt
from bot.state import State

_KEPT_SECONDS = 24 * 3600
_LOCK_SECONDS = 30
LONGEST_KEY = 200


async def once(
    state: State, conversation: str, key: str | None, work: Callable[[], Awaitable[str]], seconds: float = _KEPT_SECONDS
) -> str:
    """The result of ``work`` (text); of the first call where the conversation has sent the key within ``seconds``.

    A turn that could only say that it failed is no result: sent again, the message is tried again.
    """
    if not key:
        return await work()
    name = f"{_names(conversation)}{_hashed(key[:LONGEST_KEY])}"
    async with state.lock(f"lock:{name}", _LOCK_SECONDS):
        known = await state.value(name)
        if known is not None:
            return known
        with attempt(key) as tried:
            result = await work()
        if not tried.has_failed:
            await state.put(name, result, seconds)
        return result


async def forget(state: State, conversation: str) -> None:
    """Delete all results of a conversation that are kept."""
    for name in await state.keys(_names(conversation)):
        await state.delete(name)


def _names(conversation: str) -> str:
    return f"once:{_hashed(conversation)}:"


def _hashed(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
