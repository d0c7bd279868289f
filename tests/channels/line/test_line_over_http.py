"""The whole application with LINE switched on and off."""

from __future__ import annotations

from typing import cast

from fastapi.testclient import TestClient
from line_bot import SECRET, TOKEN, FakeEngine

from bot.app import create_app
from bot.channels.line.webhook import PATH
from bot.engine.engine import Engine
from bot.settings import Settings


def _client(settings: Settings) -> TestClient:
    return TestClient(create_app(settings, cast(Engine, FakeEngine())))


def test_line_is_off_unless_secret_and_token_are_set() -> None:
    for settings in (Settings(), Settings(line_secret=SECRET), Settings(line_token=TOKEN)):
        assert _client(settings).post(PATH, content=b"{}").status_code == 404


def test_line_is_there_and_starts_and_stops_with_the_application() -> None:
    with _client(Settings(line_secret=SECRET, line_token=TOKEN, line_api="http://127.0.0.1:9")) as client:
        assert client.post(PATH, content=b"{}").status_code == 400
        assert client.post(PATH, content=b"x" * 1_100_000, headers={"x-line-signature": "x"}).status_code == 400
        assert client.get(PATH).status_code in (404, 405)
