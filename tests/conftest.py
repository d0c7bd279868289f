"""What tests share: the engine with the trained model, loaded once a process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

from bot.engine.engine import Engine
from bot.settings import MEMORY, Settings
from tests.servers import redis

TODAY = date(2026, 6, 15)
BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests come last: Playwright's event loop runs until the end, and asyncio's tests want their own."""
    items.sort(key=lambda item: BROWSER in item.path.parents)


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """The engine with the newest trained model (``make setup`` trains it)."""
    loaded = Engine(Settings(database=MEMORY))
    yield loaded
    loaded.close()


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis that lives as long as the tests."""
    with redis(tmp_path_factory.mktemp("redis")) as address:
        yield address


@pytest.fixture
def today() -> date:
    """The day on which tests play, unless they say another."""
    return TODAY
