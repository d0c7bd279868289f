"""Limits that hold before anything is parsed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI, Request
from httpx import ASGITransport, AsyncClient

from bot.channels import limits
from bot.channels.limits import MOST_BYTES, MOST_DEPTH, BodyLimit, Crowd, is_too_deep


def _app() -> FastAPI:
    app = FastAPI()

    @app.post("/")
    async def length(request: Request) -> int:
        return len(await request.body())

    return app


def _client(app: FastAPI) -> AsyncClient:
    return AsyncClient(transport=ASGITransport(app), base_url="http://edge")


@pytest.fixture
def client() -> AsyncClient:
    app = _app()
    app.add_middleware(BodyLimit)
    return _client(app)


async def _pieces(*pieces: bytes, pause: float = 0.0) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece
        await asyncio.sleep(pause)


async def test_a_body_at_the_limit_passes(client: AsyncClient) -> None:
    assert (await client.post("/", content=b"x" * MOST_BYTES)).json() == MOST_BYTES


@pytest.mark.parametrize("declares", [True, False])
async def test_a_longer_body_is_refused_in_words(client: AsyncClient, declares: bool) -> None:
    content = b"x" * (MOST_BYTES + 1)
    answer = await client.post("/", content=content if declares else _pieces(content[:1000], content[1000:]))
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_long"
    assert "長すぎます" in answer.json()["error"]["message"]


async def test_a_body_that_does_not_come_is_not_waited_for(client: AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_SECONDS", 0.05)
    answer = await client.post("/", content=_pieces(b"a", b"b", pause=0.5))
    assert answer.status_code == 408
    assert "もう一度" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"[" * MOST_DEPTH + b"]" * MOST_DEPTH, False),
        (b"[" * (MOST_DEPTH + 1), True),
        (b'{"a":' * (MOST_DEPTH + 1), True),
        (b"[]" * 1000, False),
        (b'{"text": "' + b"[{" * 1000 + b'"}', False),
        (b'{"text": "\\"' + b"[" * 1000 + b'"}', False),
        (b'"' + b'\\"' * 100_000 + b"[" * 1000, False),  # a string that never ends: no JSON, and read once only
        (b'["a", ' * 1000, True),
    ],
)
def test_depth_counts_brackets_outside_of_strings(body: bytes, expected: bool) -> None:
    assert is_too_deep(body) is expected


async def test_a_body_that_nests_too_deeply_is_refused_before_it_is_parsed(client: AsyncClient) -> None:
    answer = await client.post("/", content=b"[" * 100_000)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]


async def test_more_than_can_be_answered_soon_are_asked_to_come_again() -> None:
    app = FastAPI()
    go_on = asyncio.Event()

    @app.get("/slow")
    async def slow() -> None:
        await go_on.wait()

    @app.get("/api/chat/events")
    async def stream() -> None:
        await go_on.wait()

    @app.get("/healthz")
    async def healthz() -> None:
        pass

    app.add_middleware(Crowd, most=2, most_streams=1)
    client = _client(app)
    waiting = [asyncio.create_task(client.get("/slow")) for _ in range(2)]
    streams = [asyncio.create_task(client.get("/api/chat/events"))]
    await asyncio.sleep(0.05)
    for path in ("/slow", "/api/chat/events"):
        refused = await client.get(path)
        assert refused.status_code == 503
        assert refused.headers["Retry-After"] == "3"
        assert "混み合って" in refused.json()["error"]["message"]
    assert (await client.get("/healthz")).status_code == 200
    go_on.set()
    assert {(await each).status_code for each in (*waiting, *streams)} == {200}
    assert (await client.get("/slow")).status_code == 200
