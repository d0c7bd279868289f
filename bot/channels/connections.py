"""A connection that does not wait for ever: whoever begins a request must end its head soon, and within a size."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 10.0
MOST_HEAD_BYTES = 64 * 1024


class PatientConnection(HttpToolsProtocol):
    """uvicorn's connection, closed where no whole head of a request arrives in ``HEAD_SECONDS`` or ``MOST_HEAD_BYTES``.

    uvicorn limits the time between requests, but neither the first silence nor a head that never ends.
    """

    _deadline: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _is_in_head = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Expect a request."""
        super().connection_made(transport)
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        """Pass on what came, as long as it is not too much for a head."""
        was_in_head = self._is_in_head
        super().data_received(data)
        # Within one piece the head may have ended: then it was short enough to come in a piece.
        self._head_bytes = self._head_bytes + len(data) if was_in_head and self._is_in_head else 0
        if self._head_bytes > MOST_HEAD_BYTES and not self.transport.is_closing():
            self.transport.close()

    def on_message_begin(self) -> None:
        """The next request begins."""
        super().on_message_begin()
        if self._deadline is None:
            self._expect_head()

    def on_headers_complete(self) -> None:
        """The head is whole; the body has its own limits (bot/channels/limits.py)."""
        self._is_in_head = False
        self._forget_deadline()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is expected any more."""
        self._forget_deadline()
        super().connection_lost(exc)

    def _expect_head(self) -> None:
        self._is_in_head = True
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _forget_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
