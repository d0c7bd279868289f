"""Limits that hold before anything is parsed."""

from __future__ import annotations

import json

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.chat_errors import error_body, sentence_of

MOST_BYTES = 256 * 1024
# LINE sends many events in one body, and checks nothing but the status: 400 or 200 are its own words (docs/line.md).
LARGER_BODIES = {"/webhooks/line/webhook": 2 * 1024 * 1024}


class BodyLimit:
    """Refuses a body of more than 256 KiB (2 MiB from LINE) with 413, whether its length was declared or not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with a body that is known to be short."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = LARGER_BODIES.get(scope["path"], MOST_BYTES)
        chunks: list[bytes] = []
        size, more = 0, True
        while more and size <= most:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            more = message.get("more_body", False)
        if size > most:
            await _refuse(send, scope.get("state", {}).get("request_id", ""))
            return
        await self._app(scope, _replay(b"".join(chunks), receive), send)


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replayed() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


async def _refuse(send: Send, request_id: str) -> None:
    body = json.dumps(error_body(413, sentence_of(413), request_id), ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
