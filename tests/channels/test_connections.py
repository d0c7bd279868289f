"""Connections on which no request comes, or one that never ends, are closed; others are left alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import uvicorn
from fastapi import FastAPI, Request

from bot.channels import connections
from bot.channels.connections import MOST_HEAD_BYTES, PatientConnection

HEAD_SECONDS = 0.3
_LONG = 10.0
GET = b"GET / HTTP/1.1\r\nHost: kigen\r\n\r\n"


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    monkeypatch.setattr(connections, "HEAD_SECONDS", HEAD_SECONDS)
    app = FastAPI()

    @app.get("/")
    async def greet() -> str:
        return "ok"

    @app.post("/")
    async def length(request: Request) -> int:
        return len(await request.body())

    config = uvicorn.Config(app, host="127.0.0.1", port=0, http=PatientConnection, log_config=None, ws="none", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await serving


async def _ends(reader: asyncio.StreamReader) -> bytes:
    """Everything until the server closes the connection (which is a reset where it had not read all)."""
    try:
        async with asyncio.timeout(_LONG):
            return await reader.read()
    except ConnectionResetError:
        return b""


async def test_who_says_nothing_is_not_waited_for(port: int) -> None:
    reader, _ = await asyncio.open_connection("127.0.0.1", port)
    assert await _ends(reader) == b""


async def test_a_head_that_drips_is_not_waited_for(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(GET[:-2])
    assert await _ends(reader) == b""


async def test_a_head_that_never_ends_is_cut_off(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", _LONG)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(GET[:-2])
    for _ in range(MOST_HEAD_BYTES // 1000 + 2):
        writer.write(b"X-More: " + b"x" * 990 + b"\r\n")
        await asyncio.sleep(0)
    assert b"200" not in await _ends(reader)


async def test_a_second_request_of_a_connection_has_its_time_too(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(GET)
    assert (await reader.readuntil(b'"ok"')).startswith(b"HTTP/1.1 200")
    writer.write(GET[:-2])
    assert await _ends(reader) == b""


async def test_a_connection_that_is_used_stays_open(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(3):
        writer.write(GET)
        assert (await reader.readuntil(b'"ok"')).startswith(b"HTTP/1.1 200")
        await asyncio.sleep(HEAD_SECONDS)
    writer.close()


async def test_a_body_may_take_longer_than_a_head(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST / HTTP/1.1\r\nHost: kigen\r\nContent-Length: 2\r\n\r\na")
    await asyncio.sleep(2 * HEAD_SECONDS)
    writer.write(b"b")
    assert (await reader.readuntil(b"\r\n\r\n2")).startswith(b"HTTP/1.1 200")
    writer.close()
