"""Where conversations are kept: the same behaviour in memory, in a file and in PostgreSQL."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest

from bot import clock
from bot.engine.rows import MemoryRows, Rows
from bot.engine.rows_postgres import PostgresRows
from bot.engine.rows_sqlite import SqliteRows
from bot.state import StoreError

TEXT = '{"slots": {"dates": "2026-05-10"}}'


def _later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    moment = clock.now() + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: moment)


def _save(rows: Rows, name: str, text: str = TEXT, seconds: float = 60) -> None:
    rows.save(name, text, seconds, rows.load(name).generation)


def test_what_is_saved_is_read_and_the_newest_counts(rows: Rows) -> None:
    assert rows.load("a").text is None
    _save(rows, "a", "first")
    _save(rows, "b", "other")
    _save(rows, "a", "second")
    assert rows.load("a").text == "second"
    assert sorted(rows.names()) == ["a", "b"]


def test_deleting_one_leaves_the_others(rows: Rows) -> None:
    _save(rows, "a")
    _save(rows, "b")
    rows.delete("a")
    assert rows.load("a").text is None
    assert rows.names() == ["b"]


def test_a_conversation_ends_at_its_time_and_each_turn_begins_it_anew(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    _save(rows, "a", seconds=60)
    _later(monkeypatch, 59)
    assert rows.load("a").text == TEXT
    _save(rows, "a", seconds=60)
    _later(monkeypatch, 59)
    assert rows.load("a").text == TEXT
    _later(monkeypatch, 2)
    assert rows.load("a").text is None
    assert rows.names() == []


def test_expired_ones_are_deleted_and_living_ones_stay(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    _save(rows, "over", seconds=10)
    _save(rows, "living", seconds=100)
    _later(monkeypatch, 50)
    rows.delete_expired()
    monkeypatch.undo()
    assert rows.load("over").text is None  # at a time when it would still have lived
    assert rows.load("living").text == TEXT


def test_a_turn_that_began_before_all_was_forgotten_brings_nothing_back(rows: Rows) -> None:
    _save(rows, "a")
    begun = rows.load("a").generation
    rows.delete_all()
    rows.save("a", TEXT, 60, begun)
    assert rows.names() == []
    _save(rows, "a")
    assert rows.load("a").text == TEXT


def test_another_process_sees_and_forgets_the_same(rows: Rows, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if isinstance(rows, MemoryRows):
        pytest.skip("memory belongs to one process")
    other: Rows = (
        SqliteRows(tmp_path / "conversations.sqlite3")
        if isinstance(rows, SqliteRows)
        else PostgresRows(request.getfixturevalue("database"))
    )
    _save(rows, "a")
    assert other.load("a").text == TEXT
    begun = rows.load("a").generation
    other.delete_all()
    rows.save("a", TEXT, 60, begun)
    other.close()
    assert rows.names() == []


def test_the_file_is_the_owners_and_holds_nothing_that_was_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = SqliteRows(tmp_path / "new" / "conversations.sqlite3")
    for number in range(50):
        _save(rows, f"n{number}", f"typed-{number} {'x' * 500}", seconds=10)
    files = list((tmp_path / "new").iterdir())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert any(b"typed-" in file.read_bytes() for file in files)
    _later(monkeypatch, 20)
    rows.delete_expired()
    assert not any(b"typed-" in file.read_bytes() for file in files if file.exists())
    _save(rows, "again", "typed-again")
    rows.delete_all()
    assert not any(b"typed-" in file.read_bytes() for file in files if file.exists())
    rows.close()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="KIGEN_DATA"):
        SqliteRows(tmp_path / "file" / "conversations.sqlite3")


def test_postgresql_that_does_not_answer_is_said() -> None:
    with pytest.raises(StoreError, match="KIGEN_DATABASE"):
        PostgresRows("postgresql://kigen@127.0.0.1:1/none")


def test_a_connection_that_the_server_cut_is_opened_anew(database: str) -> None:
    rows = PostgresRows(database)
    _save(rows, "a")
    connection = psycopg2.connect(database)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kigen'")
    connection.close()
    assert rows.load("a").text == TEXT
    rows.close()
