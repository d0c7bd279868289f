"""The attempt that is being answered: a message may come again, after its process was killed or its answer was lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256


@dataclass(slots=True)
class Attempt:
    """``mark`` is the same for all attempts at one message of a conversation. ``has_failed``: only the calm sentence was said."""

    mark: str
    has_failed: bool = False


# Follows the turn onto the engine's thread, like the id of the request.
_current: ContextVar[Attempt | None] = ContextVar("the attempt", default=None)


def current() -> Attempt | None:
    """The attempt under way; None for a message that nobody would send again under the same key."""
    return _current.get()


@contextmanager
def attempt(key: str) -> Iterator[Attempt]:
    """What is done inside is an attempt at the message with this key."""
    begun = Attempt(sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16])
    token = _current.set(begun)
    try:
        yield begun
    finally:
        _current.reset(token)
