"""What still runs when the server stops: turns are waited for, streams are ended, as their clients come again by themselves."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class EndOfStreams:
    """Tells a stream that its client is gone as soon as the server stops. Streams are GETs; nothing else hears of it."""

    def __init__(self, app: ASGIApp, stopping: asyncio.Event) -> None:
        self._app = app
        self._stopping = stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        is_get = scope["type"] == "http" and scope["method"] == "GET"
        await self._app(scope, self._until_stopping(receive) if is_get else receive, send)

    def _until_stopping(self, receive: Receive) -> Receive:
        async def received() -> Message:
            message, stopping = asyncio.ensure_future(receive()), asyncio.ensure_future(self._stopping.wait())
            try:
                await asyncio.wait((message, stopping), return_when=asyncio.FIRST_COMPLETED)
                return message.result() if message.done() else {"type": "http.disconnect"}
            finally:
                for each in (message, stopping):
                    each.cancel()
                    with suppress(asyncio.CancelledError):
                        await each

        return received
