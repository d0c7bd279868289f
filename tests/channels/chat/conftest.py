"""The edge around a fake engine, and a client of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from edge_settings import SETTINGS
from fake_engine import FakeEngine
from fake_listener import FakeListener
from httpx import ASGITransport, AsyncClient
from web_client import WebClient

from bot.app import create_app
from bot.state import MemoryState


@pytest.fixture
def fake() -> FakeEngine:
    return FakeEngine()


@pytest.fixture(autouse=True)
def frozen_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIGEN_TODAY", "2026-06-15")


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


@pytest.fixture
def listener() -> FakeListener:
    return FakeListener()


@pytest.fixture
async def http(fake: FakeEngine, state: MemoryState, listener: FakeListener) -> AsyncIterator[AsyncClient]:
    app = create_app(SETTINGS, fake, state, listener)  # type: ignore[arg-type]  # stands in for the engine
    async with AsyncClient(transport=ASGITransport(app), base_url="http://edge") as client:
        yield client


@pytest.fixture
async def web(http: AsyncClient) -> WebClient:
    client = WebClient(http)
    await client.begin()
    return client
