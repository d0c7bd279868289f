"""The operators' screen around the real reading of calls or a fake one, and a client that is signed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from desk_client import PASSWORD, FakeEngine, signed_in
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from bot.app import create_app
from bot.channels.assist.operators import SUPERVISOR, Operators
from bot.engine.events import NobodyListens
from bot.settings import Settings
from bot.state import MemoryState


@pytest.fixture(autouse=True)
def frozen_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIGEN_TODAY", "2026-06-15")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(secret="x" * 32, folder=tmp_path, operators_file=tmp_path / "operators.yml")


@pytest.fixture
def operators(settings: Settings) -> Operators:
    known = Operators(settings.operators_file)
    known.add("sato", "operator", PASSWORD)
    known.add("ito", SUPERVISOR, PASSWORD)
    return known


@pytest.fixture
def fake() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def state() -> MemoryState:
    return MemoryState()


@pytest.fixture
def app(settings: Settings, fake: FakeEngine, state: MemoryState, operators: Operators) -> Iterator[FastAPI]:
    return create_app(settings, fake, state, NobodyListens())  # type: ignore[arg-type]  # stands in for the engine


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[AsyncClient]:
    async with AsyncClient(transport=ASGITransport(app), base_url="http://edge") as client:
        yield client


@pytest.fixture
async def sato(http: AsyncClient) -> dict[str, str]:
    """The headers of an operator who is signed in."""
    return await signed_in(http, "sato")
