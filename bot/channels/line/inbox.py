"""Works on waiting events in the background: one after the other within a talk, all talks side by side."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
from collections.abc import Awaitable, Callable

from bot import clock
from bot.channels.line.ledger import Ledger, Waiting
from bot.channels.line.pace import Pace
from bot.engine import tracing
from bot.engine.metrics import LINE_SECONDS, LINE_WAITING, count_error

_log = logging.getLogger(__name__)


class Inbox:
    """A queue a talk, ordered by when the events happened. ``handle`` answers one; what it raises is logged, not passed on."""

    def __init__(self, ledger: Ledger, handle: Callable[[Waiting], Awaitable[None]], pace: Pace) -> None:
        self._ledger = ledger
        self._handle = handle
        self._pace = pace
        self._queues: dict[str, list[tuple[int, int, Waiting]]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._numbers = itertools.count()
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Take up what was left behind, and go on looking for it."""
        await self._ledger.beat(self._pace.silence)
        self._watch = asyncio.create_task(self._watching())

    async def stop(self) -> None:
        """Finish what can be finished soon; the rest stays in the shared state for whoever comes next."""
        if self._watch:
            self._watch.cancel()
        if self._workers:
            await asyncio.wait(self._workers, timeout=self._pace.shutdown)
        for worker in self._workers:
            worker.cancel()
        await self._ledger.leave()

    def put(self, waiting: Waiting) -> None:
        """Queue an event; its talk's worker begins where none is at work."""
        talk = waiting.event.talk
        LINE_WAITING.inc()
        begins = talk not in self._queues
        heapq.heappush(self._queues.setdefault(talk, []), (waiting.event.timestamp, next(self._numbers), waiting))
        if begins:
            worker = asyncio.create_task(self._work(talk))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    async def _work(self, talk: str) -> None:
        queue = self._queues[talk]
        while queue:
            _, _, waiting = heapq.heappop(queue)
            async with self._ledger.turn(talk):
                await self._one(waiting)
        del self._queues[talk]

    async def _one(self, waiting: Waiting) -> None:
        try:
            # The request that brought it was answered long ago.
            with tracing.span("line", is_first=True):
                await self._handle(waiting)
        except Exception as error:
            count_error("line", error)
            # An error's text may quote the message, so only its kind is logged.
            _log.error("LINE: an event failed: %s", type(error).__name__)
        finally:
            LINE_WAITING.dec()
        LINE_SECONDS.observe(max(0.0, clock.now().timestamp() - waiting.event.timestamp / 1000))
        await self._ledger.done(waiting)

    async def _watching(self) -> None:
        while True:
            try:
                for waiting in await self._ledger.orphans():
                    self.put(waiting)
            except Exception as error:
                count_error("line", error)
                _log.error("LINE: looking for waiting events failed: %s", type(error).__name__)
            await asyncio.sleep(self._pace.heartbeat)
            await self._ledger.beat(self._pace.silence)
