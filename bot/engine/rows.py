"""Conversations as rows: one text each that ends at a moment."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple, Protocol

from bot import clock

_MOST_CONVERSATIONS = 20_000


class Loaded(NamedTuple):
    """A conversation's text (None where there is none), and the generation in which it was read.

    A generation ends when all is forgotten: a turn that began before cannot bring its conversation back.
    """

    text: str | None
    generation: int


class Rows(Protocol):
    """Where conversations are kept. ``is_remote``: calls wait for a network, so they belong on a thread."""

    is_remote: bool

    def load(self, name: str) -> Loaded:
        """A living conversation."""

    def save(self, name: str, text: str, seconds: float, generation: int) -> None:
        """Keep a conversation for so long; nothing where all was forgotten since ``generation``."""

    def delete(self, name: str) -> None:
        """Forget one."""

    def delete_all(self) -> None:
        """Forget all, and begin a new generation."""

    def delete_expired(self) -> None:
        """Delete what is over."""

    def names(self) -> list[str]:
        """The living conversations."""

    def close(self) -> None:
        """Let go of the file or the connections."""


class MemoryRows:
    """The newest 20,000 conversations of this process alone, gone when it ends."""

    is_remote = False

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._generation = 0

    def load(self, name: str) -> Loaded:
        """A living conversation."""
        ends, text = self._kept.get(name, (0.0, ""))
        return Loaded(text if ends > seconds_now() else None, self._generation)

    def save(self, name: str, text: str, seconds: float, generation: int) -> None:
        """Keep a conversation as the newest one."""
        if generation != self._generation:
            return
        self._kept[name] = (seconds_now() + seconds, text)
        self._kept.move_to_end(name)
        while len(self._kept) > _MOST_CONVERSATIONS:
            self._kept.popitem(last=False)

    def delete(self, name: str) -> None:
        """Forget one."""
        self._kept.pop(name, None)

    def delete_all(self) -> None:
        """Forget all."""
        self._kept.clear()
        self._generation += 1

    def delete_expired(self) -> None:
        """Delete what is over."""
        now = seconds_now()
        for name in [name for name, (ends, _) in self._kept.items() if ends <= now]:
            del self._kept[name]

    def names(self) -> list[str]:
        """The living conversations."""
        now = seconds_now()
        return [name for name, (ends, _) in self._kept.items() if ends > now]

    def close(self) -> None:
        """Nothing to close."""


def seconds_now() -> float:
    """This moment in seconds since 1970."""
    return clock.now().timestamp()
