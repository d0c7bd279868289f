"""Carries webhook bodies to an application in the same process, in the caller's own context."""

from __future__ import annotations

from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from bot.channels.line.simulator.platform import Send
from bot.channels.line.webhook import PATH


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[Send]:
    """The application between its start and its end; what is given carries a body to its LINE webhook."""
    async with app.router.lifespan_context(app):
        yield lambda body, headers: _post(app, body, headers)


async def _post(app: FastAPI, body: bytes, headers: dict[str, str]) -> int:
    status = 0
    parts = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> MutableMapping[str, Any]:
        return parts.pop() if parts else {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": PATH,
        "raw_path": PATH.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 80),
    }
    await app(scope, receive, send)
    return status
