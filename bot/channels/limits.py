"""Limits that hold before anything is parsed: how much, how long, how deep, how many at once."""

from __future__ import annotations

import asyncio
import json
import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.chat_errors import ChatError, error_body, sentence_of

MOST_BYTES = 256 * 1024
# LINE sends many events in one body, and checks nothing but the status: 400 or 200 are its own words (docs/line.md).
LARGER_BODIES = {"/webhooks/line/webhook": 2 * 1024 * 1024}
BODY_SECONDS = 10.0
MOST_DEPTH = 32
# The engine takes one turn after the other: more at once would wait in it until their time is over, on a busy machine at least.
MOST_AT_ONCE = 128
MOST_STREAMS = 1000
RETRY_SECONDS = 3
_WATCHING_PATHS = frozenset({"/healthz", "/readyz", "/metrics"})
_STREAMS = "/events"
# Brackets nest outside of strings only. A string that never ends is matched, too: otherwise the search would begin again inside.
_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*"?|[\[\]{}]', re.DOTALL)


class BodyLimit:
    """Refuses a body of more than 256 KiB (2 MiB from LINE), one that takes too long to come, and one that nests too deeply."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with a body that is known to be short, complete and flat."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = LARGER_BODIES.get(scope["path"], MOST_BYTES)
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > most:
            await _refuse(scope, send, 413)
            return
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _body(receive, most)
        except TimeoutError:
            await _refuse(scope, send, 408)
            return
        if body is None:
            return
        if len(body) > most:
            await _refuse(scope, send, 413)
        elif scope["path"] not in LARGER_BODIES and is_too_deep(body):
            await _refuse(scope, send, 422)
        else:
            await self._app(scope, _replay(body, receive), send)


class Crowd:
    """Answers with 503 and a polite sentence where more is asked at once than can be answered soon; streams count apart."""

    def __init__(self, app: ASGIApp, most: int = MOST_AT_ONCE, most_streams: int = MOST_STREAMS) -> None:
        self._app = app
        self._free = {False: most, True: most_streams}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on where there is room. Whoever watches over the server is always let in."""
        if scope["type"] != "http" or scope["path"] in _WATCHING_PATHS:
            await self._app(scope, receive, send)
            return
        is_stream = scope["path"].endswith(_STREAMS)
        if self._free[is_stream] <= 0:
            await _refuse(scope, send, 503, ChatError.crowded(RETRY_SECONDS))
            return
        self._free[is_stream] -= 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._free[is_stream] += 1


def is_too_deep(body: bytes) -> bool:
    """Whether brackets nest more than ``MOST_DEPTH`` times, whatever else the body is."""
    if body.count(b"[") + body.count(b"{") <= MOST_DEPTH:
        return False
    depth = 0
    for found in _STRING_OR_BRACKET.finditer(body):
        if found[0] in (b"[", b"{"):
            depth += 1
            if depth > MOST_DEPTH:
                return True
        elif found[0] in (b"]", b"}"):
            depth -= 1
    return False


async def _body(receive: Receive, most: int) -> bytes | None:
    """The body, or a little more than ``most`` of it; None where the client went away."""
    chunks: list[bytes] = []
    size, more = 0, True
    while more and size <= most:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        more = message.get("more_body", False)
    return b"".join(chunks)


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replayed() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


async def _refuse(scope: Scope, send: Send, status: int, error: ChatError | None = None) -> None:
    retry_after = error.retry_after if error else None
    said = error.message if error else sentence_of(status)
    told = error_body(status, said, scope.get("state", {}).get("request_id", ""), retry_after)
    body = json.dumps(told, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"connection", b"close")]
    if retry_after is not None:
        headers.append((b"retry-after", str(retry_after).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
