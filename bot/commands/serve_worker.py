"""One serving process: answers on a socket that its parents opened, until it is told to stop or they are gone."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import uvicorn
from fastapi import FastAPI

from bot.app import create_app
from bot.channels.connections import PatientConnection
from bot.engine.engine import Engine
from bot.settings import Settings
from bot.state.opening import opened_state

# In-flight turns take five seconds at most, LINE's background work eight.
_DRAIN_SECONDS = 10
_BACKLOG = 2048


@dataclass(frozen=True, slots=True)
class Worker:
    """A loaded server that does not accept connections yet. ``farewell``: how long kept-alive connections may still ask."""

    server: Server
    listening: socket.socket

    @classmethod
    def opened(cls, settings: Settings, agent: Any, listening: socket.socket, farewell: float) -> Worker:
        """Open the stores and build the application; raises ``StoreError``."""
        app = create_app(settings, Engine(settings, agent), opened_state(settings))
        config = uvicorn.Config(
            app,
            http=PatientConnection,
            log_config=None,  # its log goes where ours goes, without tracebacks
            access_log=False,
            backlog=_BACKLOG,
            timeout_graceful_shutdown=_DRAIN_SECONDS,
            server_header=False,
            ws="none",  # no WebSockets are served, and Rasa holds that library at a version that uvicorn does not know
        )
        return cls(Server(config, app, farewell), listening)

    def serve(self, on_started: Callable[[], None]) -> None:
        """Answer until SIGTERM or SIGINT, or until the parent process is gone; what is under way is finished first."""
        self.server.on_started = on_started
        self.server.run(sockets=[self.listening])


class Server(uvicorn.Server):
    """uvicorn's server, which also stops when its parent is gone, and says goodbye before it closes connections."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, farewell: float) -> None:
        super().__init__(config)
        self.on_started: Callable[[], None] = lambda: None
        self._app = app
        self._farewell = farewell
        self._parent = os.getppid()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept connections."""
        await super().startup(sockets)
        self.on_started()

    async def on_tick(self, counter: int) -> bool:
        """Whether it is time to stop."""
        return await super().on_tick(counter) or os.getppid() != self._parent

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept nothing new, end the streams, and let clients finish.

        A proxy keeps connections open and may be sending on one just now: for a while they are answered, each for the last time.
        """
        for server in self.servers:
            server.close()
        for each in sockets or ():
            each.close()
        self._app.state.stopping.set()
        self.server_state.default_headers = [*self.server_state.default_headers, (b"connection", b"close")]
        await asyncio.sleep(self._farewell)
        await super().shutdown(sockets)
