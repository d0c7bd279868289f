"""Conversations through the real engine: kept over a restart, small however long, forgotten when told, silent in logs."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient

from bot.app import create_app
from bot.engine.engine import Engine
from bot.engine.rows_sqlite import SqliteRows
from bot.settings import Settings
from bot.state.sqlite import SqliteState

TODAY = date(2026, 6, 15)
NUMBER = "123456789012"
BIRTHS = ("1958年3月21日", "1958-03-21", "19580321")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("kigen")
    return Settings(database=str(folder / "conversations.sqlite3"), folder=folder, data_directory=folder, keep_texts=True)


@pytest.fixture(scope="module")
def kept(settings: Settings) -> Iterator[Engine]:
    loaded = Engine(settings)
    yield loaded
    loaded.close()


def _rows(settings: Settings) -> list[str]:
    with sqlite3.connect(settings.database) as connection:
        return [row[0] for row in connection.execute("SELECT body FROM conversations")]


def test_a_restarted_server_goes_on_with_the_conversation(kept: Engine, settings: Settings) -> None:
    kept.reply_now("証明書の期限は2026年5月10日です", "restarted", TODAY)
    again = Engine(settings)
    answer = again.reply_now("来週病院で使える？", "restarted", TODAY).answer
    again.close()
    assert answer.name == "usable_on_date.in_grace"


def test_what_is_kept_does_not_grow_with_the_conversation(kept: Engine, settings: Settings) -> None:
    SqliteRows(Path(settings.database)).delete_all()
    lengths = []
    for _ in range(12):
        kept.reply_now("証明書の期限は2026年5月10日です", "long", TODAY)
        kept.reply_now("更新に必要な持ち物は？", "long", TODAY)
        (body,) = _rows(settings)
        lengths.append(len(body))
    assert lengths[-1] == lengths[1]


def test_one_conversation_forgotten_leaves_nothing_of_its_dates(kept: Engine, settings: Settings) -> None:
    SqliteRows(Path(settings.database)).delete_all()
    kept.reply_now("証明書の期限は2026年5月10日です", "one", TODAY)
    kept.forget("one")
    assert _rows(settings) == []
    assert kept.reply_now("来週病院で使える？", "one", TODAY).answer.name == "usable_on_date.general"


async def test_what_people_typed_is_in_no_log_and_numbers_are_nowhere(
    kept: Engine, settings: Settings, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("rasa", "rasa_sdk"):
        logging.getLogger(name).setLevel(logging.WARNING)  # as the engine leaves it; caplog opens the root only
    state = SqliteState(settings.folder)
    app = create_app(replace(settings, requests_per_minute=1000), kept, state)
    async with (
        app.router.lifespan_context(app),
        AsyncClient(transport=ASGITransport(app), base_url="http://edge") as http,
    ):
        session = (await http.post("/api/chat/sessions")).json()["session"]
        for text in (
            f"私の番号は{NUMBER}です",
            "1958年3月21日生まれです",
            "1958-03-21生まれ。証明書は19580321の人のもの",
            "更新したい",
        ):
            said = await http.post("/api/chat/messages", json={"text": text}, headers={"Authorization": f"Bearer {session}"})
            assert said.status_code == 200
        await http.post("/webhooks/rest/webhook", json={"sender": "s", "message": f"{NUMBER}、1958年3月21日生まれ"})
    written = b"".join(file.read_bytes() for file in settings.folder.iterdir())
    logged = caplog.text + "".join(capfd.readouterr())
    await state.close()
    assert NUMBER.encode() not in written
    assert b"1958" in written  # the conversation itself needs the day while it lives
    assert not [birth for birth in (*BIRTHS, NUMBER) if birth in logged]
