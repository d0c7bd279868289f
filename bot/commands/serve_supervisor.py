"""What ``kigen serve`` does while it serves: keeps one generation of processes alive, and replaces it by the next when told.

It holds the listening sockets, so that no connection is refused while processes come and go, and loads nothing itself.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress

from bot.commands.failure import CommandError
from bot.commands.serve_control import Answered, Control
from bot.commands.serve_generation import Generation, RefusedError

_PAUSE_SECONDS = 2.0
_log = logging.getLogger("kigen.serve")


class Supervisor:
    """Serves until SIGTERM or SIGINT; a reload is asked for by SIGHUP or over the control socket.

    ``may_overlap``: two generations may answer at the same time, since what they keep is in Redis and PostgreSQL.
    """

    def __init__(
        self, sockets: Sequence[socket.socket], host: str, port: int, environment: Mapping[str, str], may_overlap: bool
    ) -> None:
        self._sockets = sockets
        self._host = host
        self._port = port
        self._environment = environment
        self._may_overlap = may_overlap
        self._living: list[Generation] = []
        self._reloads: asyncio.Queue[Answered | None] = asyncio.Queue()

    async def run(self, control: Control) -> None:
        """Serve; raises ``CommandError`` where the first generation cannot."""
        loop, this = asyncio.get_running_loop(), asyncio.current_task()
        assert this is not None
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, this.cancel)
        # Who closes the terminal wants an end; without one, SIGHUP means to read everything anew.
        loop.add_signal_handler(signal.SIGHUP, this.cancel if os.isatty(0) else lambda: self._reloads.put_nowait(None))
        try:
            with suppress(asyncio.CancelledError):
                await self._first()
                async with control.listening(self._reloads.put_nowait):
                    await self._keep_serving()
        finally:
            for each in self._sockets:
                each.close()  # whoever comes now is refused at once, and goes to another server where there is one
            await asyncio.gather(*(generation.stop() for generation in self._living))

    async def _first(self) -> None:
        try:
            generation = await self._started()
            await generation.serve()
        except RefusedError as error:
            raise CommandError(str(error)) from None
        shown = "localhost" if self._host in ("127.0.0.1", "0.0.0.0") else self._host
        print(f"準備ができました： http://{shown}:{self._port}/ （Ctrl+C で終わります）", flush=True)
        if generation.link:
            print(f"オペレーターの画面（1回だけ使えるリンク）： http://{shown}:{self._port}{generation.link}", flush=True)

    async def _keep_serving(self) -> None:
        while True:
            ended = asyncio.create_task(self._living[-1].ended())
            asked = asyncio.create_task(self._reloads.get())
            try:
                await asyncio.wait((ended, asked), return_when=asyncio.FIRST_COMPLETED)
            finally:
                ended.cancel()
                asked.cancel()
            if asked.done() and not asked.cancelled():
                await self._reload(asked.result())
            else:
                await self._replace_dead()

    async def _reload(self, asker: Answered | None) -> None:
        """Replace the generation by one that reads everything anew; where that cannot serve, the old one stays."""
        try:
            generation = await self._started()
            before = self._living[0]
            if not self._may_overlap:
                await self._dismiss(before)
            await generation.serve()
            if self._may_overlap:
                await self._dismiss(before)
        except RefusedError as error:
            _log.error("reload refused, the old one stays: %s", error)
            said, is_done = f"読みこめないので、前のまま動いています。{error}", False
            # Where the old one had to end first, nobody is left; then both are gone, and serving begins again.
            await asyncio.gather(*(self._dismiss(each) for each in self._living[1:]))
        else:
            said, is_done = "新しいモデルと文に切りかえました。", True
            print(said, flush=True)
        if asker:
            asker(is_done, said)

    async def _replace_dead(self) -> None:
        """All processes of a generation are gone: begin again, until it works."""
        _log.error("the serving processes ended unexpectedly, they are started again")
        self._living.clear()
        while not self._living:
            try:
                generation = await self._started()
                await generation.serve()
            except RefusedError as error:
                _log.error("starting again failed: %s", error)
                await asyncio.gather(*(self._dismiss(each) for each in list(self._living)))
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _started(self) -> Generation:
        """A new generation, loaded, which does not accept connections yet; raises ``RefusedError``."""
        generation = await Generation.started(self._sockets, self._host, self._port, self._environment)
        self._living.append(generation)
        try:
            await generation.loaded()
        except RefusedError:
            await self._dismiss(generation)
            raise
        return generation

    async def _dismiss(self, generation: Generation) -> None:
        await generation.stop()
        if generation in self._living:
            self._living.remove(generation)
