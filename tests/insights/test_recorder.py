"""From the channels into the store: through the application, without the person."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from turns import answered, not_understood, reply

from bot.app import create_app
from bot.engine.engine import Engine
from bot.insights.recorder import Recorder
from bot.insights.store import Store, reading
from bot.settings import Settings

SAID = "田中花子です。1990年5月20日生まれ、証明書は2026年5月20日に切れました。来週病院で使えますか"
NOT_SAID = "ゐゑをゐゑを"


@pytest.fixture(autouse=True)
def frozen_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIGEN_TODAY", "2026-06-15")


def played(engine: Engine, folder: Path, **settings: object) -> None:
    """A conversation over the web, with a button and a vote, and one over REST."""
    app = create_app(Settings(data_directory=folder, **settings), engine)  # type: ignore[arg-type]  # given by name
    with TestClient(app) as http:
        session = http.post("/api/chat/sessions").json()["session"]
        headers = {"Authorization": f"Bearer {session}"}
        message = http.post("/api/chat/messages", json={"text": SAID}, headers=headers).json()["message"]
        http.post("/api/chat/messages", json={"choice": message["next_steps"][0]["token"]}, headers=headers)
        http.post("/api/chat/feedback", json={"message_id": message["id"], "helpful": True}, headers=headers)
        http.post("/webhooks/rest/webhook", json={"sender": "花子", "message": NOT_SAID})


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_a_conversation_leaves_events_and_nothing_of_the_person(engine: Engine, tmp_path: Path) -> None:
    played(engine, tmp_path)
    with reading(tmp_path) as store:
        turns = store.execute("SELECT channel, topic, states FROM turns ORDER BY channel, topic").fetchall()
        talks = store.execute("SELECT channel, turns FROM talks ORDER BY channel").fetchall()
        votes = store.execute("SELECT answer, helpful FROM votes").fetchall()
        assert store.execute("SELECT COUNT(*) FROM texts").fetchone()[0] == 0
    assert [row["channel"] for row in turns] == ["rest", "web", "web"]
    assert "usable_on_date" in [row["topic"] for row in turns]
    assert [tuple(row) for row in talks] == [("rest", 1), ("web", 2)]
    assert [tuple(row) for row in votes] == [("usable_on_date.in_grace", 1)]
    kept = bytes_of(tmp_path)
    for personal in ("田中", "花子", "1990", "病院", NOT_SAID):
        assert personal.encode() not in kept


def test_texts_are_kept_without_their_dates_where_it_is_switched_on(engine: Engine, tmp_path: Path) -> None:
    played(engine, tmp_path, keep_texts=True)
    with reading(tmp_path) as store:
        texts = [row["text"] for row in store.execute("SELECT text FROM texts")]
    assert NOT_SAID in texts
    assert len(texts) == 2  # the button was not typed
    kept = bytes_of(tmp_path).decode("utf-8", "ignore")
    assert "【日付】生まれ" in kept
    assert "1990" not in kept
    assert "5月20日" not in kept


def test_texts_go_when_it_is_switched_off_again(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, Settings(keep_texts=True))
    recorder.turn("c", reply("残る文", not_understood()), "web", typed=True)
    recorder.close()
    Recorder(tmp_path, Settings()).close()
    with reading(tmp_path) as store:
        assert store.execute("SELECT COUNT(*) FROM texts").fetchone()[0] == 0
        assert store.execute("SELECT COUNT(*) FROM turns").fetchone()[0] == 1


def test_several_processes_may_write(tmp_path: Path) -> None:
    recorders = [Recorder(tmp_path, Settings()) for _ in range(3)]
    for recorder in recorders:
        for number in range(50):
            recorder.turn(f"c{number}", reply("文", answered()), "web", typed=True)
    for recorder in recorders:
        recorder.close()
    with reading(tmp_path) as store:
        assert store.execute("SELECT COUNT(*) FROM turns").fetchone()[0] == 150
        assert store.execute("SELECT COUNT(*) FROM talks").fetchone()[0] == 150


def test_a_store_that_cannot_be_opened_holds_nobody_up(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    with caplog.at_level(logging.ERROR):
        recorder = Recorder(tmp_path / "file" / "folder", Settings())
        recorder.turn("c", reply("山田太郎", answered()), "web", typed=True)
        recorder.close()
    assert "the store cannot be opened" in caplog.text
    assert "山田" not in caplog.text


def test_nothing_is_kept_without_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KIGEN_DATA", str(tmp_path))
    assert Settings.from_environment().data_directory == tmp_path
    monkeypatch.setenv("KIGEN_INSIGHTS", "0")
    assert Settings.from_environment().data_directory is None


def test_the_schema_is_made_once(tmp_path: Path) -> None:
    for _ in range(2):
        Store(tmp_path).close()
    with reading(tmp_path) as store:
        assert {row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} == {
            "turns",
            "talks",
            "votes",
            "texts",
        }
