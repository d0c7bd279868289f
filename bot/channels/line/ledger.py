"""Which events were seen, and which wait for their answer: in the shared state, so that a restart loses none."""

from __future__ import annotations

import itertools
import json
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TypeVar

from bot import clock
from bot.channels.line.delivery import Outgoing
from bot.channels.line.events import Incoming
from bot.engine.metrics import count_error
from bot.state import MemoryState, State

KEPT_SECONDS = 48 * 3600  # an event that is older is not taken any more, so that no copy of it is ever answered twice
_WAITING_SECONDS = 3600
_TURN_SECONDS = 60
_PENDING = "line:pending:"
_log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that was taken and is not answered yet. ``outgoing``: its answer, once it is known; ``key``: its entry."""

    key: str
    event: Incoming
    outgoing: Outgoing | None = None

    def as_json(self) -> str:
        """The entry's value."""
        return json.dumps([self.event.as_json(), self.outgoing.as_json() if self.outgoing else None])

    @classmethod
    def from_json(cls, key: str, text: str) -> Waiting:
        """What ``as_json`` wrote."""
        event, outgoing = json.loads(text)
        return cls(key, Incoming.from_json(event), Outgoing.from_json(outgoing) if outgoing else None)


class Ledger:
    """The entries of this process in the shared state. Where that fails, memory of its own takes over, and the log says so."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._own = MemoryState()
        self._process = secrets.token_hex(8)
        self._numbers = itertools.count()

    async def take(self, event: Incoming) -> Waiting | None:
        """Store a new event as waiting; None where it was seen before or is too old."""
        if clock.now().timestamp() - event.timestamp / 1000 > KEPT_SECONDS:
            return None
        return await self._with_state(lambda state: self._take(state, event))

    async def _take(self, state: State, event: Incoming) -> Waiting | None:
        seen = f"line:seen:{_short(event.id)}"
        if await state.value(seen) is not None:
            return None
        # The event is stored before it counts as seen: whoever is stopped in between leaves it to be delivered again.
        waiting = Waiting(f"{_PENDING}{self._process}:{next(self._numbers)}", event)
        await state.put(waiting.key, waiting.as_json(), _WAITING_SECONDS)
        if await state.add(seen, "1", KEPT_SECONDS):
            return waiting
        await state.delete(waiting.key)
        return None

    async def keep(self, waiting: Waiting) -> None:
        """Store what became known (the answer)."""
        await self._with_state(lambda state: state.put(waiting.key, waiting.as_json(), _WAITING_SECONDS))

    async def done(self, waiting: Waiting) -> None:
        """The event needs nothing more."""
        await self._with_state(lambda state: state.delete(waiting.key))

    async def beat(self, seconds: float) -> None:
        """Say that this process lives; who is silent for ``seconds`` loses its entries to others."""
        await self._with_state(lambda state: state.put(f"line:alive:{self._process}", "1", seconds))

    async def leave(self) -> None:
        """This process ends: what still waits may be taken up at once."""
        await self._with_state(lambda state: state.delete(f"line:alive:{self._process}"))

    async def orphans(self) -> list[Waiting]:
        """What processes left behind that live no more, now of this process, in the order of the events."""
        found = await self._with_state(self._orphans)
        return sorted(found, key=lambda waiting: waiting.event.timestamp)

    async def _orphans(self, state: State) -> list[Waiting]:
        found = []
        for key in await state.keys(_PENDING):
            process = key.removeprefix(_PENDING).partition(":")[0]
            if process == self._process or await state.value(f"line:alive:{process}") is not None:
                continue
            text = await state.value(key)
            if text is None or not await state.add(f"line:adopted:{key}", "1", _WAITING_SECONDS):
                continue
            adopted = replace(Waiting.from_json(key, text), key=f"{_PENDING}{self._process}:{next(self._numbers)}")
            await state.put(adopted.key, adopted.as_json(), _WAITING_SECONDS)
            await state.delete(key)
            found.append(adopted)
        return found

    @asynccontextmanager
    async def turn(self, talk: str) -> AsyncIterator[None]:
        """Hold a talk alone, among all processes."""
        lock = self._state.lock(f"line:turn:{_short(talk)}", _TURN_SECONDS)
        held = await _quietly(lock.__aenter__())
        try:
            yield
        finally:
            if held:
                await _quietly(lock.__aexit__(None, None, None))

    async def _with_state(self, work: Callable[[State], Awaitable[T]]) -> T:
        try:
            return await work(self._state)
        except Exception as error:
            count_error("line", error)
            _log.error("LINE: the shared state failed: %s", type(error).__name__)
            return await work(self._own)


async def _quietly(work: Awaitable[object]) -> bool:
    """Whether a step of the lock succeeded; without the shared state the talk goes on without it."""
    try:
        await work
    except Exception as error:
        count_error("line", error)
        _log.error("LINE: the lock of a talk failed: %s", type(error).__name__)
        return False
    return True


def _short(name: str) -> str:
    """A name of fixed length that does not show an id."""
    return sha256(name.encode()).hexdigest()[:32]
