"""Limits that hold before anything is parsed."""

from __future__ import annotations

import pytest
from fastapi import FastAPI, Request
from httpx import ASGITransport, AsyncClient

from bot.channels.limits import MOST_BYTES, BodyLimit


@pytest.fixture
async def client() -> AsyncClient:
    app = FastAPI()

    @app.post("/")
    async def length(request: Request) -> int:
        return len(await request.body())

    app.add_middleware(BodyLimit)
    return AsyncClient(transport=ASGITransport(app), base_url="http://edge")


async def test_a_body_at_the_limit_passes(client: AsyncClient) -> None:
    assert (await client.post("/", content=b"x" * MOST_BYTES)).json() == MOST_BYTES


async def test_a_longer_body_is_refused_in_words(client: AsyncClient) -> None:
    answer = await client.post("/", content=b"x" * (MOST_BYTES + 1))
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_long"
    assert "長すぎます" in answer.json()["error"]["message"]
